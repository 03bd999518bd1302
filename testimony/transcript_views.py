"""The admin pages of one transcript: its history, and its files."""

import difflib
from dataclasses import dataclass
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.admin.auth import any_permission_required, permission_required

from testimony.models import Transcript, TranscriptVersion
from testimony.revising import ChangedMeanwhile, put_in_force
from testimony.transcripts import TranscriptError, write_srt, write_webvtt

#: So many states of a transcript on one page; older ones are a parameter away.
VERSIONS_SHOWN = 50

may_see = any_permission_required("testimony.view_transcript", "testimony.change_transcript")
may_change = permission_required("testimony.change_transcript")


@dataclass(frozen=True, slots=True)
class Change:
    """A saved state of a transcript, told by what differs from the one before."""

    version: TranscriptVersion
    #: Lines with "+" before what came and "-" before what went.
    lines: list[tuple[str, str]]
    is_in_force: bool


def changes_between(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that went ("-") and came ("+"), in the order of the text."""
    return [
        (line[0], line[2:])
        for line in difflib.ndiff(before.splitlines(), after.splitlines())
        if line[0] in "+-" and line[2:].strip()
    ]


def form_of(transcript: Transcript) -> str:
    """The address of the form in which a transcript is kept."""
    return reverse("wagtailsnippets_testimony_testimony:edit", args=[transcript.testimony_id])


def heading_of(transcript: Transcript, title: str) -> dict:
    """What the head of an admin page about a transcript needs."""
    return {
        "transcript": transcript,
        "page_title": title,
        "page_subtitle": str(transcript),
        "header_title": f"{title}: {transcript}",
        "header_icon": "openquote",
        "form_url": form_of(transcript),
    }


@may_see
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every saved state of a transcript, newest first, each with what changed; one of them taken up again by POST."""
    transcript = get_object_or_404(Transcript.objects.select_related("testimony"), pk=pk)
    if request.method == "POST":
        return _restore(request, transcript)
    versions = list(transcript.versions.select_related("saved_by")[: VERSIONS_SHOWN + 1])
    now = transcript.text
    changes = [
        Change(version, changes_between(before.text if before else "", version.text), version.text == now)
        for version, before in zip(versions, [*versions[1:], None], strict=True)
    ][:VERSIONS_SHOWN]
    chosen = transcript.versions.filter(pk=request.GET["version"]).first() if _is_number(request, "version") else None
    context = {
        "changes": changes,
        "more": len(versions) > VERSIONS_SHOWN,
        "chosen": chosen,
        "comparison": changes_between(chosen.text, now) if chosen else [],
        "fingerprint": transcript.fingerprint,
        "may_change": request.user.has_perm("testimony.change_transcript"),
        **heading_of(transcript, _("History of a transcript")),
    }
    return render(request, "testimony/admin/transcript_history.html", context)


def _is_number(request: HttpRequest, name: str) -> bool:
    return request.GET.get(name, "").isascii() and request.GET.get(name, "").isdigit()


def _restore(request: HttpRequest, transcript: Transcript) -> HttpResponse:
    if not request.user.has_perm("testimony.change_transcript"):
        raise PermissionDenied
    wanted = request.POST.get("version", "")
    version = get_object_or_404(transcript.versions, pk=wanted if wanted.isdigit() else 0)
    read_as = request.POST.get("read_as", "")
    try:
        put_in_force(transcript.pk, version.text, version.keys, read_as=read_as, user=request.user)
    except ChangedMeanwhile:
        messages.error(request, _("Somebody changed this transcript after you opened it. Look again, then choose."))
    except TranscriptError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(request, _("The transcript says again what it said then."))
    return redirect("transcript_history", transcript.pk)


@require_safe
@may_see
def export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:  # noqa: ARG001
    """The whole transcript as a file for the team, withheld passages among it."""
    transcript = get_object_or_404(
        Transcript.objects.select_related("testimony", "recording").prefetch_related("cues", "chapters"), pk=pk
    )
    cues = sorted(transcript.cues.all(), key=lambda cue: cue.ordinal)
    if not cues or (ending != "txt" and transcript.recording_id is None):
        raise Http404
    text = {
        "vtt": lambda: write_webvtt(cues, transcript.headings, transcript.length_ms),
        "srt": lambda: write_srt(cues, transcript.length_ms),
        "txt": lambda: transcript.text + "\n",
    }[ending]()
    kind = {"vtt": "text/vtt", "srt": "application/x-subrip", "txt": "text/plain"}[ending]
    name = slugify(f"{transcript.testimony} {transcript.language}") or f"transcript-{pk}"
    headers = {
        "Content-Disposition": f'attachment; filename="{quote(name)}.{ending}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8", headers=headers)
