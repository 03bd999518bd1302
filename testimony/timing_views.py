"""The admin page on which a transcript gets its times while somebody listens.

Plain HTML is a form with one time for each sentence; js/admin/timing.js fills it by one key and sends it by itself.
"""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from multimedia.timed_text import format_time, problems_of_order
from testimony.choices import TranscriptKind
from testimony.models import Timing, Transcript
from testimony.revising import ChangedMeanwhile, put_in_force
from testimony.transcript_views import form_of, heading_of, may_change
from testimony.transcripts import TranscriptError, headings_of, parse_time, write

#: How fast a recording may be listened to.
SPEEDS = ("0.5", "0.75", "1", "1.25", "1.5", "2")


@may_change
def timing(request: HttpRequest, pk: int) -> HttpResponse:
    """The tool for one transcript of words as spoken, stored while somebody works and put in force at the end."""
    transcript = get_object_or_404(Transcript.objects.select_related("testimony", "recording"), pk=pk)
    if transcript.recording_id is None or transcript.kind != TranscriptKind.VERBATIM:
        messages.info(
            request, _("Only the words as spoken of a recording are given times. A translation follows them.")
        )
        return redirect(form_of(transcript))
    if request.method == "POST":
        return _save(request, transcript)
    return _page(request, transcript, Timing.of(transcript))


def _page(request: HttpRequest, transcript: Transcript, kept: Timing, errors: list[str] | None = None) -> HttpResponse:
    rows = [
        {**row, "number": number, "time": "" if row["start"] is None else format_time(row["start"])}
        for number, row in enumerate(kept.sentences, start=1)
    ]
    context = {
        "timing": kept,
        "rows": rows,
        "speeds": SPEEDS,
        "errors": errors or [],
        "is_outdated": _is_outdated(transcript, kept),
        **heading_of(transcript, _("Time a transcript")),
    }
    return render(request, "testimony/admin/timing.html", context, status=422 if errors else 200)


def _is_outdated(transcript: Transcript, kept: Timing) -> bool:
    """Whether the words were changed in their form after this work began."""
    return bool(kept.based_on) and kept.based_on != transcript.fingerprint


def _save(request: HttpRequest, transcript: Transcript) -> HttpResponse:
    """Keep the times as far as they are; ``finish`` puts them in force, ``restart`` throws them away."""
    action, wants_json = request.POST.get("action", "keep"), request.accepts("application/json")
    wants_json = wants_json and not request.accepts("text/html")
    if action == "restart":
        Timing.objects.filter(transcript=transcript).delete()
        return redirect("transcript_timing", transcript.pk)
    try:
        with transaction.atomic():
            kept = _keep(request, transcript)
            if action == "finish":
                _finish(request, transcript, kept)
    except ChangedMeanwhile:
        message = _("Somebody else saved these times after you opened the page. Load it again to see them.")
        if wants_json:
            return JsonResponse({"errors": [message]}, status=409)
        messages.error(request, message)
        return redirect("transcript_timing", transcript.pk)
    except TranscriptError as error:
        if wants_json:
            return JsonResponse({"errors": error.messages}, status=422)
        # What was typed stays in the form, right or wrong; nothing of it was stored.
        return _page(request, transcript, _as_typed(request, transcript), error.messages)
    if wants_json:
        return JsonResponse({"version": kept.version})
    if action == "finish":
        messages.success(request, _("The times are in force."))
        return redirect(form_of(transcript))
    messages.success(request, _("Kept. Readers see nothing of it before you put it in force."))
    return redirect("transcript_timing", transcript.pk)


def _keep(request: HttpRequest, transcript: Transcript) -> Timing:
    """Store what was sent. Raises ``ChangedMeanwhile``, ``TranscriptError`` for what is no time."""
    Transcript.objects.select_for_update().get(pk=transcript.pk)
    kept = Timing.of(transcript)
    starts = request.POST.getlist("start")
    if _number(request, "version") != kept.version or len(starts) != len(kept.sentences):
        raise ChangedMeanwhile
    if _is_outdated(transcript, kept):
        raise ChangedMeanwhile
    problems = []
    for number, (row, start) in enumerate(zip(kept.sentences, starts, strict=True), start=1):
        try:
            row["start"] = parse_time(start) if start.strip() else None
        except ValueError as error:
            problems.append((number, str(error)))
    if problems:
        raise TranscriptError(problems)
    kept.next = min(_number(request, "next"), len(starts))
    kept.position_ms = min(_number(request, "position"), 2**31 - 1)
    kept.version += 1
    kept.saved_by = request.user
    kept.save()
    return kept


def _finish(request: HttpRequest, transcript: Transcript, kept: Timing) -> None:
    """Put the times in force through the validation of every transcript."""
    cues = kept.timed
    problems = [(cue.line, _("This sentence has no time yet.")) for cue in cues if cue.start_ms is None]
    problems += problems_of_order(cues, transcript.length_ms)
    if problems:
        raise TranscriptError(sorted(problems))
    text = write(cues, headings_of(cues), transcript.length_ms)
    read_as = transcript.fingerprint
    put_in_force(transcript.pk, text, [cue.key for cue in cues], read_as=read_as, user=request.user)
    kept.delete()


def _as_typed(request: HttpRequest, transcript: Transcript) -> Timing:
    """The sentences with the times as they were sent, to be shown again."""
    kept = Timing.of(transcript)
    for row, start in zip(kept.sentences, request.POST.getlist("start"), strict=False):
        try:
            row["start"] = parse_time(start) if start.strip() else None
        except ValueError:
            row["typed"] = start
    kept.next, kept.position_ms = _number(request, "next"), _number(request, "position")
    return kept


def _number(request: HttpRequest, name: str) -> int:
    words = request.POST.get(name, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 12 else 0
