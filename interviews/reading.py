"""Everything the page of an interview shows, in a constant number of queries and never past the policy."""

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.localised import Localised, listing_url, localise
from core.rows import fetch_together, load_rows
from core.visibility import is_public
from interviews.passages import Passages, Quoted, Stretch
from interviews.quoting import quoted_in, rows_of_quoting
from interviews.transcript import Player, TranscriptReading
from taxonomy import catalogue
from taxonomy.catalogue import Label
from taxonomy.choices import Vocabulary
from taxonomy.reading import TermsReading
from testimony.choices import Medium
from testimony.models import Chapter, Cue, Passage, Transcript
from testimony.policy import Policy, Release, ReleasedCue, State, audience_of
from testimony.quotations import composite_mark


class InterviewReading(TermsReading):
    """One reading of one interview by one reader, at one moment."""

    def __init__(self, page, request: HttpRequest | None):
        """Ask the policy first; what it does not release is never loaded into the parts."""
        self.page, self.request = page, request
        self.source = self._source_page()
        self.release: Release = Policy.for_testimonies([self.source.testimony_id], audience=audience_of(request))[
            self.source.testimony_id
        ]
        load_rows(page, ("questions",), record_from=self.source, record=("term_rows",))
        self._labels = catalogue.current()

    def _source_page(self):
        """The page in its source language with what it points at; as it stands in the form while it is previewed."""
        if self.page.source_page_id is None and getattr(self.request, "is_preview", False):
            return self.page
        related = type(self.page)._default_manager.select_related("interviewee", "city__country")
        return related.get(pk=self.page.work_id)

    # --- Who speaks, and what may be known

    @property
    def state(self) -> str:
        """ "open", "listed", "sealed", "withdrawn" or "absent"; "open" for staff in a preview."""
        return State.OPEN.value if self.release.open else self.release.state.value

    @property
    def is_preview_of_more(self) -> bool:
        """Whether this is a preview that shows more than readers get."""
        return self.release.open and self.release.state is not State.OPEN

    @cached_property
    def group(self) -> Label | None:
        """The stakeholder group."""
        return self._labels.label(self.source.interviewee.group_id) if self.source.interviewee_id else None

    @property
    def label(self) -> str:
        """How the speaker is called."""
        return self.release.label(self.page.title, self.group.name if self.group else "")

    @property
    def role(self) -> str:
        """Role at the time and organisation; empty where only the group may be said."""
        if self.release.confidential or not self.source.interviewee_id or not self.release.listed:
            return ""
        return ", ".join(filter(None, (self.source.interviewee.role_at_the_time, self.source.interviewee.organisation)))

    @cached_property
    def city(self) -> Localised | None:
        """The city, while its page is public."""
        city = self.source.city
        return localise([city], self.request)[city.pk] if city and is_public(city) else None

    @property
    def place(self) -> str:
        """The city, said to be fictional if it is."""
        if not self.city:
            return ""
        name = self.city.page.title
        return _("%(city)s (fictional)") % {"city": name} if self.source.city.is_fictional else name

    @property
    def fiction(self) -> str:
        """The dashed mark of a composite voice; empty for a real one."""
        if not self.release.is_composite:
            return ""
        name = self.city.page.title if self.city else ""
        return composite_mark(name, city_is_fictional=bool(self.source.city and self.source.city.is_fictional))

    @property
    def number(self) -> str:
        """The number in the series, as cited."""
        return self.release.testimony.number if self.release.testimony else ""

    @property
    def recorded(self) -> str:
        """When and where, as much as may be known; nothing of a sealed interview."""
        testimony = self.release.testimony
        if self.release.sealed or testimony is None:
            return ""
        day = date_format(testimony.recorded_on, "YEAR_MONTH_FORMAT") if testimony.recorded_on else ""
        return ", ".join(filter(None, (day, testimony.place)))

    @property
    def problems(self) -> list[Label]:
        """The problems it speaks to."""
        return self.terms(Vocabulary.PROBLEM)

    @cached_property
    def voices_url(self) -> str:
        """The address of the listing of voices in the reader's language."""
        return listing_url(self.source, self.request)

    # --- Consent

    @property
    def choices(self) -> list[dict]:
        """The ballot the speaker filled in: what is allowed, what is not, each in a few words."""
        release = self.release
        withheld = [line for part in self.transcript.parts for line in part.lines if line.withheld]
        but = _("All but what is withheld in its place") if withheld else ""
        heard = [part.player for part in self.transcript.parts if part.player]
        media = {row.type for row in release.recorded}
        rows = [_choice(release.allows(Medium.TEXT), _("The words, as text"), but)]
        for medium, title in ((Medium.AUDIO, _("The sound")), (Medium.VIDEO, _("The picture"))):
            allowed = release.allows(medium)
            if medium.value in media or allowed:
                rows.append(_choice(allowed, title, _sound_words(allowed=allowed, players=heard)))
        review = _("The speaker reads each quotation first") if release.quotes_need_review else ""
        rows.append(_choice(release.allows(Medium.QUOTATION), _("Quotation in stories and practices"), review))
        rows.append(_choice(release.allows(Medium.TRANSLATION), _("Translation"), ""))
        rows.append(_choice(release.named, _("The speaker’s name"), ""))
        return rows

    # --- Words, sound and what may be quoted of them

    @cached_property
    def _rows(self) -> tuple[Passages, list[Transcript]]:
        """Passages and transcripts with all that is in them, in one query; of what is not released at all, nothing."""
        if not self.release.open:
            return Passages(self.release, [], {}), []
        testimony = self.source.testimony_id
        own, within = {"testimony": testimony}, {"transcript__testimony": testimony}
        passages, transcripts, cues, chapters, *quoting = fetch_together(
            {},
            along=[
                Passage.objects.filter(**own),
                Transcript.objects.filter(**own),
                Cue.objects.filter(**within),
                Chapter.objects.filter(**within),
                *rows_of_quoting(testimony),
            ],
        )
        for transcript in transcripts:
            transcript._prefetched_objects_cache = {
                "cues": [row for row in cues if row.transcript_id == transcript.pk],
                "chapters": [row for row in chapters if row.transcript_id == transcript.pk],
            }
        # Words that wait for their times are no cues yet, and nobody's business.
        shown = [row for row in transcripts if self.release.readable and row.cues.all()]
        return Passages(self.release, passages, quoted_in(*quoting, self.request)), shown

    @property
    def passages(self) -> Passages:
        """What may be quoted."""
        return self._rows[0]

    @cached_property
    def transcript(self) -> TranscriptReading:
        """Recordings and transcripts."""
        asked = self._asked
        return TranscriptReading(self.release, self._rows[1], self.label, self.request, self.passages, asked)

    @cached_property
    def headline(self) -> Quoted | None:
        """The sentence that opens the page, while it may be quoted."""
        wanted = self.source.headline_passage_id
        return next((quoted for quoted in self.passages if quoted.pk == wanted), None)

    @cached_property
    def _asked(self) -> Stretch | None:
        """The passage in the address, if it may be quoted."""
        asked = Stretch.asked(self.request.GET) if self.request else None
        return asked if asked and self.passages.may_quote(asked) else None

    @cached_property
    def shared(self) -> dict | None:
        """The passage the address asks for: its released words, where it stands, its sound; None if not released."""
        asked = self._asked
        if asked is None:
            return None
        part = next((part for part in self.transcript.parts if part.in_address == asked.part), None)
        if quoted := self.passages.at(asked):
            words, language = quoted.quote, quoted.language
        else:
            words, language = part.words_now if part else "", part.language if part else ""
        if not words:
            return None
        sound = part.player.url if part and part.player and asked.part else ""
        return {
            "quote": words,
            "place": asked.place,
            "language": language,
            "quoted_in": quoted.quoted_in if quoted else (),
            "address": f"{self.page.full_url}?{asked.query}",
            "title": ", ".join(filter(None, (self.label, self.place, asked.place))),
            "sound": f"{sound}#{asked.fragment}" if sound else "",
            "citation": self._cited(asked.place, words),
        }

    @property
    def citation(self) -> str:
        """How to cite the interview: speaker, place, number, publisher, year."""
        return self._cited()

    @property
    def citation_pattern(self) -> str:
        """How to cite a passage of it, with ``{words}`` and ``{place}`` to be filled in."""
        return self._cited("{place}", "{words}")

    def _cited(self, place: str = "", words: str = "") -> str:
        where = ", ".join(filter(None, (self.label, self.place, self._series, place)))
        testimony = self.release.testimony
        year = testimony.recorded_on.year if testimony and testimony.recorded_on and not self.release.sealed else ""
        publisher = ", ".join(filter(None, ("Big Bold Cities", str(year))))
        quoted = f"“{words}” " if words else ""
        return f"{quoted}{where}. {publisher}. {self.fiction}".rstrip()

    @property
    def _series(self) -> str:
        return _("voice %(number)s") % {"number": self.number} if self.number else ""


def released_words(page) -> list[str]:
    """The words of an interview that a search may find now, most important first; nothing of what is withheld."""
    release = Policy.for_testimonies([page.source.testimony_id])[page.source.testimony_id]
    if not release.listed:
        return []
    interviewee = page.source.interviewee
    # The group, by which a confidential speaker is called, is a facet of the listing and changes without the page.
    words = [] if release.confidential else [page.title]
    if not release.open:
        return words
    if not release.confidential and interviewee:
        words += [interviewee.role_at_the_time, interviewee.organisation]
    words += [page.introduction, *(row.question for row in page.questions.all())]
    transcripts = Transcript.objects.filter(testimony=page.source.testimony_id).prefetch_related("cues", "chapters")
    for transcript in transcripts if release.readable else ():
        for item in release.cues(transcript):
            if isinstance(item, ReleasedCue):
                words += [item.chapter, item.synopsis, *item.keywords, item.text]
    return [text for text in words if text]


def _choice(allowed: bool, title: str, text: str) -> dict:
    return {"allowed": allowed, "title": title, "text": text}


def _sound_words(*, allowed: bool, players: list[Player]) -> str:
    if not allowed:
        return ""
    if not players:
        return _("Not served while passages are withheld that the recording cannot leave out")
    words = [_("Read by a synthetic voice")] if any(player.synthetic for player in players) else []
    if any(player.is_cut for player in players):
        words.append(_("Silent where words are withheld"))
    return ". ".join(words)
