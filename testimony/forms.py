"""The form in which a testimony is kept: recordings, consent, transcripts, quoted and withheld passages in one place.

Times are written as people write them (1:31), transcripts as text. Rows depend on each other (a passage on its
transcript, a translation on the words as spoken), so they are checked together once each of them is valid by itself.
"""

from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.db import router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import ReferenceIndex

from multimedia.models import Recording
from multimedia.timed_text import TimedTextError, decode, format_time
from testimony.choices import ReviewState, TranscriptKind
from testimony.models import Range, Testimony, Transcript
from testimony.models.transcripts import fingerprint_of
from testimony.revising import check_still_withheld, stored
from testimony.transcripts import (
    TranscriptError,
    answers_in,
    is_timed,
    occurs,
    parse,
    parse_time,
    with_names,
)
from testimony.transcripts.cues import SPEAKER_LENGTH

#: In bytes: more than twenty hours of speech.
LARGEST_TRANSCRIPT = 2_000_000

#: A cut is as long as the whole, give or take what encoders add, in seconds.
SAME_LENGTH = 1.0


class RecordingRowForm(WagtailAdminModelForm):
    """A recording and its cut."""

    def clean(self):
        """Nothing free; and the cut must be as long as the whole: its silences are found by the same times."""
        cleaned = super().clean()
        whole, cut = cleaned.get("recording"), cleaned.get("released_cut")
        for name, recording in (("recording", whole), ("released_cut", cut)):
            if recording and recording.free:
                message = _(
                    "This recording is marked as nobody’s testimony, and anybody may fetch it. Open it under "
                    "Recordings and take the mark away first."
                )
                self.add_error(name, message)
        if whole and cut and whole == cut:
            self.add_error("released_cut", _("This is the whole recording. Choose the one with silences."))
        elif whole and cut and whole.duration and cut.duration and abs(whole.duration - cut.duration) > SAME_LENGTH:
            self.add_error(
                "released_cut",
                _("It lasts %(cut)s, the whole recording %(whole)s. Silence the passages instead of cutting them out.")
                % {"cut": _length(cut), "whole": _length(whole)},
            )
        return cleaned


class TranscriptForm(WagtailAdminModelForm):
    """A transcript as text, pasted or from a file."""

    written = forms.CharField(
        label=gettext_lazy("Transcript"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 18, "dir": "auto", "spellcheck": "true"}),
        help_text=gettext_lazy(
            "One line for each time somebody speaks: 0:14 Administrator: On a wall. Questions are by the speaker "
            "“Interviewer”. A line # Title begins a chapter; > below it says what it is about, * its keywords. "
            "Without a recording leave the times out. To time plain words while listening, choose the recording, "
            "leave the times out and save. WebVTT and SRT work, too."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,.txt"}),
        help_text=gettext_lazy("WebVTT (.vtt), SRT (.srt) or plain text (.txt). It takes the place of the text above."),
    )
    first_speaker = forms.CharField(
        label=gettext_lazy("Who speaks first"),
        required=False,
        max_length=SPEAKER_LENGTH,
        help_text=gettext_lazy(
            "Only where lines do not say who speaks, as in the files of Whisper and YouTube. A line without a name is "
            "by whoever spoke before it: the names are written into the text, for you to correct before it is saved."
        ),
    )
    #: The fingerprint of the words that stand in the form: they may be others by the time it is sent.
    read_as = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = self.instance.text if self.instance.pk else ""
        if self.instance.pk:
            self.initial.update({"written": self.stored, "read_as": fingerprint_of(self.stored)})

    def has_changed(self) -> bool:
        """A stored transcript is always saved: a translation follows the words as spoken."""
        return self.instance.pk is not None or super().has_changed()

    def clean_file(self) -> str:
        """The text of the file; empty without one."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > LARGEST_TRANSCRIPT:
            raise ValidationError(
                _("This file is larger than 2 MB. A transcript is text: choose a .vtt, .srt or .txt.")
            )
        try:
            text = decode(file.read(), self.cleaned_data.get("language", ""))
        except TimedTextError as error:
            raise ValidationError(error.messages) from error
        if not text.strip():
            raise ValidationError(_("The transcript is empty."))
        return text

    def clean(self):
        """A file stands for the text. What somebody else wrote meanwhile is not written over."""
        cleaned = super().clean()
        if cleaned.get("file"):
            cleaned["written"] = cleaned["file"]
            # The lines in which something is wrong are seen, and can be mended here.
            self._show(written=cleaned["file"])
        if cleaned.get("first_speaker") and cleaned.get("written", "").strip():
            self._write_names(cleaned["written"], cleaned["first_speaker"])
        read_as, stored_as = cleaned.get("read_as"), fingerprint_of(self.stored)
        if self.instance.pk and read_as and read_as != stored_as:
            if fingerprint_of(cleaned.get("written", "")) == read_as:
                cleaned["written"] = self.stored
            else:
                self.add_error(
                    "written",
                    _(
                        "Somebody changed this transcript after you opened it. Copy what you wrote, load the page "
                        "again and write it there."
                    ),
                )
        if not cleaned.get("written", "").strip() and not self.errors.get("file"):
            self.add_error("written", _("Paste the transcript here, or choose a file."))
        return cleaned

    def _write_names(self, written: str, first_speaker: str) -> None:
        """Show the text with a name in each line, to be looked at before it counts."""
        try:
            named = with_names(written, first_speaker)
        except TranscriptError as error:
            self.add_error("written", [ValidationError(message) for message in error.messages])
            return
        self._show(written=named, first_speaker="")
        self.add_error(
            "written", _("Every line has a name now, and nothing is stored yet. Correct the names, then save again.")
        )

    def _show(self, **values: str) -> None:
        """Let the form show these values when it is shown again."""
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[self.add_prefix(name)] = value

    @property
    def is_rewritten(self) -> bool:
        """Whether the text itself was edited."""
        return fingerprint_of(self.cleaned_data["written"]) != fingerprint_of(self.stored)


class RangeForm(WagtailAdminModelForm):
    """A stretch between two times, or two numbers of paragraphs."""

    from_place = forms.CharField(
        label=gettext_lazy("From"),
        max_length=12,
        help_text=gettext_lazy("A time in the recording: 1:31. In an interview kept as text the paragraph: 3."),
    )
    to_place = forms.CharField(label=gettext_lazy("To"), max_length=12)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        self._stored_place = (row.start, row.end, row.recording_id)
        if row.pk:
            write = str if row.recording_id is None else format_time
            self.initial.update({"from_place": write(row.start), "to_place": write(row.end)})

    def clean_from_place(self) -> tuple[int, bool]:
        """The start and whether it is a time."""
        return _place(self.cleaned_data["from_place"])

    def clean_to_place(self) -> tuple[int, bool]:
        """The end and whether it is a time."""
        return _place(self.cleaned_data["to_place"])

    def clean(self):
        """Both ends are of one kind and in order."""
        cleaned = super().clean()
        start, end = cleaned.get("from_place"), cleaned.get("to_place")
        if start and end:
            if start[1] != end[1]:
                self.add_error("to_place", _("Write two times, or two numbers of paragraphs."))
            elif end[0] < start[0] or (end[0] == start[0] and start[1]):
                self.add_error("to_place", _("It ends before it begins."))
        return cleaned

    @property
    def is_moved(self) -> bool:
        """Whether the stretch is another than the stored one; once the row is placed."""
        return self._stored_place != (self.instance.start, self.instance.end, self.instance.recording_id)


class PassageForm(RangeForm):
    """A passage that may be quoted."""

    words = forms.CharField(
        label=gettext_lazy("The words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy(
            "As they stand in the transcript; … for words left out. Leave it empty to take all that the speaker says "
            "there."
        ),
    )

    def has_changed(self) -> bool:
        """It may have gone with its sentences while nobody edited it."""
        return super().has_changed() or self.is_moved

    @property
    def is_edited(self) -> bool:
        """Whether words or place were edited."""
        return self.is_moved or " ".join(self.cleaned_data["words"].split()) != " ".join(self._stored_words.split())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._stored_words = self.instance.words


class TestimonyForm(WagtailAdminModelForm):
    """The form of a testimony with all its rows."""

    def is_valid(self) -> bool:
        """Valid by themselves first, then together."""
        if not hasattr(self, "_is_valid"):
            self._is_valid = super().is_valid() and self._agree()
        return self._is_valid

    def save(self, commit=True):
        """Save; the histories of consent and words note who did."""
        for form in (*self._staying("consents"), *self._staying("transcripts")):
            form.instance.saved_by = self.for_user
        return super().save(commit)

    def _staying(self, name: str) -> list[forms.ModelForm]:
        """The forms of rows that stay or come."""
        formset = self.formsets.get(name)
        return [form for form in formset.forms if not formset._should_delete_form(form)] if formset else []

    def _leaving(self, name: str) -> list[forms.ModelForm]:
        formset = self.formsets.get(name)
        return [form for form in formset.deleted_forms if form.instance.pk] if formset else []

    def _rows(self) -> Iterator[forms.ModelForm]:
        for name in self.formsets:
            yield from self._staying(name)

    def _agree(self) -> bool:
        recordings = [form.cleaned_data["recording"] for form in self._staying("recordings")]
        if len(set(recordings)) < len(recordings):
            self.formsets["recordings"].non_form_errors().append(_("The same recording stands here twice."))
        self._check_transcripts(recordings)
        transcripts = [form.instance for form in self._staying("transcripts") if not form.errors]
        before = {row.pk: stored(row) for row in transcripts if row.pk}
        for form in (*self._staying("restrictions"), *self._staying("passages")):
            self._place(form, recordings, transcripts)
        restrictions = [form.instance for form in self._staying("restrictions") if not form.errors]
        for form in self._staying("passages"):
            if form.errors:
                continue
            if form.instance.pk and not form.is_edited:
                for row in transcripts:
                    if row.pk:
                        form.instance.follow(before[row.pk], row, restrictions)
            else:
                _check_words(form, transcripts)
        self._check_withheld(before)
        for form in self._leaving("passages"):
            self._check_leaving(form)
        return not any(form.errors for form in self._rows()) and not any(
            formset.non_form_errors() for formset in self.formsets.values()
        )

    def _check_transcripts(self, recordings: list[Recording]) -> None:
        """Read the words as spoken first, then the translations, which follow them."""
        staying = self._staying("transcripts")
        staying.sort(key=lambda form: form.cleaned_data.get("kind") == TranscriptKind.TRANSLATION)
        spoken: dict[int | None, Transcript] = {}
        taken: set[tuple] = set()
        for form in staying:
            row = form.instance
            if row.recording_id is None and len(recordings) == 1 and _has_times(form.cleaned_data["written"]):
                row.recording = recordings[0]
            if row.recording_id and row.recording not in recordings:
                form.add_error("recording", _("This recording does not belong to the testimony. Add it there first."))
            elif (row.recording_id, row.language) in taken:
                form.add_error("language", _("There is another transcript in this language."))
            elif row.kind == TranscriptKind.VERBATIM:
                if self._read(form):
                    spoken.setdefault(row.recording_id, row)
            else:
                self._read(form, spoken.get(row.recording_id))
            taken.add((row.recording_id, row.language))

    def _check_withheld(self, before: dict[int, Transcript]) -> None:
        """Lines do not leave a withheld stretch by accident; a stretch that is changed here was looked at."""
        restrictions = [
            form.instance for form in self._staying("restrictions") if form.instance.pk and not form.has_changed()
        ]
        for form in self._staying("transcripts"):
            if form.instance.pk and not form.errors:
                try:
                    check_still_withheld(before[form.instance.pk], form.instance, restrictions)
                except TranscriptError as error:
                    form.add_error("written", [ValidationError(message) for message in error.messages])

    @staticmethod
    def _read(form: TranscriptForm, original: Transcript | None = None) -> bool:
        try:
            if form.instance.is_waiting and not form.is_rewritten:
                pass
            elif original is not None and original.pk and not form.is_rewritten:
                form.instance.follow(original)
            else:
                form.instance.set_text(form.cleaned_data["written"], original)
        except TranscriptError as error:
            form.add_error("written", [ValidationError(message) for message in error.messages])
        return not form.errors

    @staticmethod
    def _place(form: RangeForm, recordings: list[Recording], transcripts: list[Transcript]) -> None:
        """Give the row its start, end and recording."""
        row: Range = form.instance
        (row.start, timed), (row.end, _timed) = form.cleaned_data["from_place"], form.cleaned_data["to_place"]
        if not timed:
            row.recording = None
            last = max((cue.ordinal for t in transcripts if not t.recording_id for cue in t.cues.all()), default=0)
            if recordings and not last:
                form.add_error("from_place", _("Write a time in the recording, such as 1:31."))
            elif last and row.end > last:
                form.add_error("to_place", _("The text has %(n)d paragraphs.") % {"n": last})
            return
        if row.recording_id is None and len(recordings) == 1:
            row.recording = recordings[0]
        if row.recording_id is None:
            message = (
                _("Choose the recording to which these times refer.") if recordings else _("There is no recording.")
            )
            form.add_error("recording" if recordings else "from_place", message)
        elif row.recording not in recordings:
            form.add_error("recording", _("This recording does not belong to the testimony. Add it there first."))
        elif row.recording.duration and row.end > (row.recording.duration + SAME_LENGTH) * 1000:
            form.add_error("to_place", _("The recording ends at %(end)s.") % {"end": _length(row.recording)})

    def _check_leaving(self, form: PassageForm) -> None:
        """A passage that is quoted somewhere must be taken out there first."""
        names = {str(page) for page, _uses in ReferenceIndex.get_grouped_references_to(form.instance)}
        try:
            Collector(using=router.db_for_write(Testimony)).collect([form.instance])
        except ProtectedError as error:
            names |= {str(row._meta.verbose_name) for row in error.protected_objects}
        if names:
            message = _("“%(words)s” is quoted elsewhere (%(where)s). Take it out there first, then delete it here.")
            message %= {"words": form.instance.words, "where": ", ".join(sorted(names))}
            self.formsets["passages"].non_form_errors().append(message)


def _place(words: str) -> tuple[int, bool]:
    words = words.strip()
    if words.isascii() and words.isdigit():
        if not 0 < int(words) < 1_000_000:
            raise ValidationError(_("Paragraphs are counted from 1."))
        return int(words), False
    try:
        return parse_time(words), True
    except ValueError as error:
        raise ValidationError(str(error)) from error


def _has_times(written: str) -> bool:
    """Whether a transcript that can be read has times; one that cannot is reported when it is read for good."""
    try:
        return is_timed(parse(written))
    except TranscriptError:
        return True


def _check_words(form: PassageForm, transcripts: list[Transcript]) -> None:
    """The words must stand in the transcript, or are taken from it; an approval is of these words at this place.

    A passage that nobody edited keeps its words when the transcript under it changes: it is marked, and reported.
    """
    row = form.instance
    for transcript in transcripts:
        if transcript.kind == TranscriptKind.VERBATIM and transcript.recording_id == row.recording_id:
            row.language = transcript.language
            said = answers_in(transcript.cues_between(*row.span))
            if not row.words:
                row.words = said
            if not row.words:
                form.add_error("from_place", _("The speaker says nothing there."))
            elif not occurs(row.words, said):
                form.add_error("words", _("These words do not stand there in the transcript."))
            else:
                row.remember_sentences(transcript)
            break
    else:
        if not row.words:
            form.add_error("words", _("There is no transcript of this place yet: write the words."))
    approved = {ReviewState.APPROVED, ReviewState.CHANGED}
    if row.pk and row.review in approved and "review" not in form.changed_data:
        row.review = ReviewState.PENDING


def _length(recording: Recording) -> str:
    return format_time(round(recording.duration) * 1000)
