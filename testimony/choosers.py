"""Choosing a passage to quote: one that was quoted before, or new ones from a transcript, sentence by sentence."""

from collections.abc import Iterator
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.snippets.views.chooser import SnippetCreateView
from wagtail.snippets.widgets import AdminSnippetChooser

from core.choosers import SearchableChooserViewSet, SearchForm
from multimedia.languages import language_name
from multimedia.timed_text import format_time
from testimony.choices import Match, Medium, ReviewState, TranscriptKind
from testimony.models import Cue, Passage, Transcript
from testimony.policy import Policy, Release, is_released
from testimony.transcripts import answers_in, occurs

#: Words of a sentence that stand in a list of them.
SENTENCE_LENGTH = 90
#: How long the last sentence of a recording of unknown length is played, in milliseconds.
LAST_SENTENCE = 10_000


def name_of(passage: Passage) -> str:
    """The passage, after a warning if readers do not get its words now."""
    return str(passage) if is_released(passage) else _("Not released: %(passage)s") % {"passage": passage}


class PassageChooser(AdminSnippetChooser):
    """The field that holds a chosen passage. It says when readers do not get the words, or they match no longer."""

    def get_display_title(self, instance: Passage) -> str:
        """The passage, after a warning if it needs one."""
        if instance.still_matches is False:
            return _("No longer matches its source: %(passage)s") % {"passage": instance}
        return name_of(instance)


class ListWithShutLines(forms.Select):
    """A list in which some lines can be read and not chosen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.shut: frozenset[str] = frozenset()

    def create_option(self, name, value, *args, **kwargs):
        """As Django's, shut where it must be."""
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"] |= {"disabled": True} if str(value) in self.shut else {}
        return option


class PassageFromTranscriptForm(forms.Form):
    """Asks for the interview first, then, beside it, for the first and the last sentence.

    Makes a passage, or finds the one that quotes exactly these words already. What the policy does not release at this
    moment stands in the lists with its reason, and cannot be chosen.
    """

    prefix = "from_transcript"

    transcript = forms.ChoiceField(
        label=gettext_lazy("Interview"),
        widget=ListWithShutLines,
        help_text=gettext_lazy("What the speaker did not release for quotation cannot be chosen."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["transcript"]
        field.choices = [("", _("Choose"))] + [(str(row.pk), self._name(row)) for row in self._transcripts]
        field.widget.shut = frozenset(str(row.pk) for row in self._transcripts if not self._may_quote(row))
        self.transcript = next((row for row in self._transcripts if str(row.pk) == self["transcript"].value()), None)
        if self.transcript and self._may_quote(self.transcript):
            self._ask_for_sentences()

    def _ask_for_sentences(self) -> None:
        lists = {"first": _("First sentence"), "last": _("Last sentence")}
        for name, label in lists.items():
            field = forms.ChoiceField(label=label, widget=ListWithShutLines, choices=list(self._sentences()))
            field.widget.shut = frozenset(key for key, reasons in self._reasons.items() if reasons)
            self.fields[name] = field
        self.fields["words"] = forms.CharField(
            label=_("The words"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            help_text=_(
                "Leave it empty to take all that the speaker says there, without the questions. To shorten it, write …"
                " for words left out."
            ),
        )
        if self._release.quotes_need_review:
            self.fields["last"].help_text = _(
                "This speaker reads each quotation first. Readers see it once it is marked as approved."
            )

    @cached_property
    def _transcripts(self) -> list[Transcript]:
        rows = Transcript.objects.filter(kind=TranscriptKind.VERBATIM).exclude(cues=None)
        return list(rows.select_related("testimony", "recording").order_by("-testimony", "pk"))

    @cached_property
    def _policy(self) -> Policy:
        return Policy.for_testimonies(row.testimony_id for row in self._transcripts)

    @property
    def _release(self) -> Release:
        return self._policy[self.transcript.testimony_id]

    def _may_quote(self, transcript: Transcript) -> bool:
        return self._policy[transcript.testimony_id].allows(Medium.QUOTATION)

    def _name(self, transcript: Transcript) -> str:
        parts = [str(transcript.testimony), language_name(transcript.language)]
        if len([row for row in self._transcripts if row.testimony_id == transcript.testimony_id]) > 1:
            parts.append(str(transcript.recording or ""))
        parts += [] if self._may_quote(transcript) else [_("not released for quotation")]
        return ", ".join(filter(None, parts))

    @cached_property
    def _cues(self) -> list[Cue]:
        return sorted(self.transcript.cues.all(), key=lambda cue: cue.ordinal)

    @cached_property
    def _reasons(self) -> dict[str, list[str]]:
        return self._release.reasons(self.transcript)

    def _sentences(self) -> Iterator[tuple[str, list[tuple[str, str]] | str]]:
        """The sentences as lines of a list, under the titles of their chapters."""
        yield "", _("Choose")
        title, group = "", []
        headings = self.transcript.headings
        for cue in self._cues:
            if cue.key in headings:
                yield from self._group(title, group)
                title, group = headings[cue.key].title, []
            group.append((cue.key, self._line(cue)))
        yield from self._group(title, group)

    @staticmethod
    def _group(title: str, lines: list[tuple[str, str]]) -> Iterator:
        if title and lines:
            yield title, lines
        else:
            yield from lines

    def _line(self, cue: Cue) -> str:
        place = f"{cue.ordinal}." if cue.start_ms is None else format_time(cue.start_ms)
        if reasons := self._reasons[cue.key]:
            # Outside the f-string, where the catalogue finds it.
            withheld = _("Withheld: %(reason)s") % {"reason": "; ".join(filter(None, reasons))}
            return f"{place} {withheld}"
        words = cue.text if len(cue.text) <= SENTENCE_LENGTH else f"{cue.text[:SENTENCE_LENGTH].rsplit(' ', 1)[0]} …"
        return f"{place} {cue.speaker}: {words}"

    @property
    def asks_for_sentences(self) -> bool:
        """Whether an interview is chosen, and its sentences stand below."""
        return "first" in self.fields

    @property
    def _is_second_step(self) -> bool:
        """Whether the sentences were asked for already when this was sent."""
        return self.add_prefix("first") in self.data

    def is_valid(self) -> bool:
        """Only with both sentences; the first step shows the second one without an error."""
        if self.is_bound and self.asks_for_sentences and not self._is_second_step:
            self._errors = forms.utils.ErrorDict()
            return False
        return super().is_valid() and self.asks_for_sentences

    def clean_transcript(self) -> str:
        """One that may be quoted."""
        if not self.asks_for_sentences:
            raise ValidationError(_("The speaker did not release this interview for quotation."))
        return self.cleaned_data["transcript"]

    def clean(self):
        """The sentences follow each other, nothing between them is withheld, and the words stand in them."""
        cleaned = super().clean()
        if not (cleaned.get("first") and cleaned.get("last")):
            return cleaned
        places = {cue.key: place for place, cue in enumerate(self._cues)}
        self.quoted = self._cues[places[cleaned["first"]] : places[cleaned["last"]] + 1]
        answers = [place for place, cue in enumerate(self.quoted) if not cue.is_question]
        said = answers_in(self.quoted)
        if not self.quoted:
            self.add_error("last", _("It stands before the first sentence."))
        elif not answers:
            self.add_error("last", _("Only a question is asked there. Quote what the speaker answers."))
        elif any(self._reasons[cue.key] for cue in self.quoted):
            self.add_error("last", _("Something between these sentences is withheld. End before it."))
        elif cleaned["words"] and not occurs(cleaned["words"], said):
            self.add_error("words", _("These words do not stand there in the transcript."))
        else:
            self.quoted = self.quoted[answers[0] : answers[-1] + 1]
            cleaned["words"] = cleaned["words"] or said
        return cleaned

    def save(self) -> Passage:
        """The passage of these words; the one there is, if it quotes the same."""
        first, last = self.quoted[0], self.quoted[-1]
        own = {
            "testimony": self.transcript.testimony,
            "recording": self.transcript.recording,
            "language": self.transcript.language,
            "first_key": first.key,
            "last_key": last.key,
            "words": self.cleaned_data["words"],
        }
        for passage in Passage.objects.filter(**own):
            if passage.match is Match.SAME:
                return passage
        review = ReviewState.PENDING if self._release.quotes_need_review else ReviewState.NOT_REQUESTED
        start, end = self._stretch(first, last)
        return Passage.objects.create(**own, start=start, end=end, review=review)

    def _stretch(self, first: Cue, last: Cue) -> tuple[int, int]:
        if first.start_ms is None:
            return first.ordinal, last.ordinal
        return first.start_ms, last.end_ms or self.transcript.length_ms or last.start_ms + LAST_SENTENCE


class PassageCreateView(SnippetCreateView):
    """The answer to each step of the form."""

    def get_creation_form_context_data(self, form):
        """As Wagtail's; the button says what it does in this step."""
        context = super().get_creation_form_context_data(form)
        return {**context, "create_action_label": _("Quote") if form.asks_for_sentences else _("Show its sentences")}


class PassageSearch(SearchForm):
    """Finds passages by their words and their testimony."""

    search_in = ("words", "testimony__label", "testimony__number")


class PassageChooserViewSet(SearchableChooserViewSet):
    """Chooses a passage to quote."""

    search_form = PassageSearch
    base_widget_class = PassageChooser
    creation_form_class = PassageFromTranscriptForm
    create_view_class = PassageCreateView
    creation_tab_label = gettext_lazy("From the transcript")
    create_action_label = gettext_lazy("Show its sentences")
    row_name = staticmethod(name_of)

    @staticmethod
    def get_object_list() -> QuerySet:
        """The newest first, with their testimonies, which stand in every row."""
        return Passage.objects.select_related("testimony").order_by("-pk")
