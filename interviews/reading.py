"""Everything the page of an interview shows, in a constant number of queries and never past the policy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.localised import Localised, listing_url, localise
from core.rows import load_rows
from core.visibility import is_public
from multimedia.models import Recording
from taxonomy import catalogue
from taxonomy.catalogue import Label
from taxonomy.choices import Vocabulary
from taxonomy.reading import TermsReading
from testimony.choices import Medium, TranscriptKind
from testimony.languages import language_name
from testimony.models import Chapter, Cue, Passage, Transcript
from testimony.policy import Gap, Policy, Release, ReleasedCue, State, audience_of
from testimony.quotations import composite_mark, length_in_words, query_of, size_in_words
from testimony.transcripts import format_time

#: Value of ``?transcript=`` for the words as spoken beside a translation; any other value is a language.
BOTH = "both"


@dataclass(frozen=True, slots=True)
class Player:
    """A recording that is served."""

    url: str
    is_video: bool
    length: str
    size: str
    synthetic: bool
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the transcript as drawn: a cue or a gap, with its translation beside it."""

    anchor: str
    time: str
    speaker: str = ""
    is_question: bool = False
    #: Pieces of text, each with whether it is a found word.
    words: tuple[tuple[str, bool], ...] = ()
    translated: tuple[tuple[str, bool], ...] = ()
    #: The sentence of the black bar; empty for a cue.
    withheld: str = ""
    #: Why readers do not see it; only in previews.
    mark: str = ""
    is_now: bool = False
    passages: tuple["Quoted", ...] = ()

    @property
    def is_found(self) -> bool:
        """Whether a searched word stands in it."""
        return any(found for _text, found in (*self.words, *self.translated))


@dataclass(frozen=True, slots=True)
class Quoted:
    """A released passage with its address on this page."""

    query: str
    place: str
    start: int
    stop: int
    quote: str
    language: str


@dataclass(slots=True)
class Section:
    """A chapter of the transcript; the first may have no title."""

    title: str
    anchor: str
    time: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the track that pictures the interview."""

    kind: str
    x: int
    width: int


@dataclass(slots=True)
class Part:
    """A recording with its transcript; either may be missing. Most interviews have one."""

    number: int
    player: Player | None
    sections: list[Section]
    track: list[Piece]
    language: str = ""
    translation: str = ""
    made_by: str = ""

    @property
    def lines(self) -> Iterator[Line]:
        """All lines in order."""
        return (line for section in self.sections for line in section.lines)

    @property
    def chapters(self) -> list[Section]:
        """The sections that have a title."""
        return [section for section in self.sections if section.title]

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many questions, answers and withheld stretches."""
        lines = list(self.lines)
        asked = sum(line.is_question for line in lines)
        shut = sum(bool(line.withheld) for line in lines)
        return asked, len(lines) - asked - shut, shut


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
        withheld = [line for part in self.parts for line in part.lines if line.withheld]
        but = _("All but what is withheld in its place") if withheld else ""
        heard = [part.player for part in self.parts if part.player]
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

    # --- Recordings and transcript

    @cached_property
    def _transcripts(self) -> list[Transcript]:
        """Transcripts with their cues and chapters, in two queries; none while no words are released."""
        if not self.release.readable:
            return []
        found: dict[int, Transcript] = {}
        cues: dict[int, list[Cue]] = {}
        chapters: dict[int, list[Chapter]] = {}
        testimony = self.source.testimony_id
        for cue in Cue.objects.filter(transcript__testimony=testimony).select_related("transcript"):
            found.setdefault(cue.transcript_id, cue.transcript)
            cues.setdefault(cue.transcript_id, []).append(cue)
        for chapter in Chapter.objects.filter(transcript__testimony=testimony):
            chapters.setdefault(chapter.transcript_id, []).append(chapter)
        for pk, transcript in found.items():
            transcript._prefetched_objects_cache = {"cues": cues[pk], "chapters": chapters.get(pk, [])}
        return sorted(found.values(), key=lambda row: (row.kind != TranscriptKind.VERBATIM, row.pk))

    @cached_property
    def _all_passages(self) -> list[Passage]:
        if not self.release.allows(Medium.QUOTATION):
            return []
        return list(Passage.objects.filter(testimony=self.source.testimony_id).order_by("start"))

    @cached_property
    def _passages(self) -> list[tuple[Passage, Quoted]]:
        """The passages that may be quoted, with their addresses."""
        return [
            (passage, Quoted(query_of(passage, self.release), passage.place, *passage.span, words, passage.language))
            for passage in self._all_passages
            if (words := self.release.quotation(passage)) is not None
        ]

    @cached_property
    def languages(self) -> list[dict]:
        """The ways to read the transcript: as spoken, each released translation, both. One entry: no choice."""
        spoken = [row for row in self._transcripts if row.kind == TranscriptKind.VERBATIM][:1]
        options = [
            {"value": "", "code": row.language, "name": _("%(language)s, as spoken") % {"language": _name(row)}}
            for row in spoken
        ]
        options += [{"value": row.language, "code": row.language, "name": _name(row)} for row in self._translations]
        if spoken and self._translations:
            options.append({"value": BOTH, "code": "", "name": _("Both, side by side")})
        chosen = self._chosen
        return [{**option, "current": option["value"] == chosen} for option in options]

    @property
    def spoken_in(self) -> str:
        """The languages spoken, and those it is translated into."""
        spoken = list(dict.fromkeys(_name(row) for row in self._transcripts if row.kind == TranscriptKind.VERBATIM))
        spoken = spoken or list(
            dict.fromkeys(language_name(row.language) for row in self.release.recordings if row.language)
        )
        words = ", ".join(spoken)
        if translations := ", ".join(dict.fromkeys(_name(row) for row in self._translations)):
            return _("%(spoken)s. Also in %(translations)s") % {"spoken": words, "translations": translations}
        return words

    @cached_property
    def _translations(self) -> list[Transcript]:
        return [
            row
            for row in self._transcripts
            if row.kind == TranscriptKind.TRANSLATION and self.release.allows(Medium.TRANSLATION)
        ]

    @property
    def _chosen(self) -> str:
        wanted = self.request.GET.get("transcript", "") if self.request else ""
        languages = {row.language for row in self._translations}
        return wanted if wanted in languages or (wanted == BOTH and languages) else ""

    @property
    def is_side_by_side(self) -> bool:
        """Whether words as spoken and a translation stand beside each other."""
        return self._chosen == BOTH

    @property
    def translated_by(self) -> str:
        """Who made the translation that is shown, and how far to trust it."""
        shown = [row for row in self._translations if self._chosen in (row.language, BOTH)][:1]
        return " ".join(_provenance(row) for row in shown)

    @property
    def transcribed_by(self) -> str:
        """Who made the transcript, and how far to trust it."""
        return " ".join(_provenance(row) for row in self._transcripts[:1] if row.kind == TranscriptKind.VERBATIM)

    @cached_property
    def parts(self) -> list[Part]:
        """Recordings and transcripts that may be heard and read, in order; a text without recording comes last."""
        ids = [row.pk for row in self.release.recorded]
        parts = [self._part(number, pk) for number, pk in enumerate(ids, start=1)]
        parts.append(self._part(len(ids) + 1, None))
        return [part for part in parts if part.player or part.sections]

    def _part(self, number: int, recording_id: int | None) -> Part:
        served = self.release.recording(recording_id) if recording_id else None
        own = [row for row in self._transcripts if row.recording_id == recording_id]
        spoken = next((row for row in own if row.kind == TranscriptKind.VERBATIM), None)
        translated = next((row for row in self._in_order_of_reader(own)), None)
        shown, beside = spoken, None
        if translated and self._chosen == translated.language:
            shown = translated
        elif translated and self.is_side_by_side:
            beside = translated
        part = Part(number, self._player(served), [], [])
        if shown is None:
            return part
        part.language, part.translation = shown.language, beside.language if beside else ""
        lines = list(self._lines(part, shown, beside))
        part.sections = _sections(lines, self._prefix(number))
        part.track = _track([item for item, _line in lines], shown, self._range(number))
        return part

    def _in_order_of_reader(self, own: list[Transcript]) -> list[Transcript]:
        """Released translations: the one asked for, else the reader's language, else any."""
        released = [row for row in own if row in self._translations]
        return sorted(released, key=lambda row: (row.language != self._chosen, row.language != get_language()))

    def _player(self, served: Recording | None) -> Player | None:
        if served is None:
            return None
        return Player(
            served.url,
            served.type == "video",
            length_in_words(served.duration),
            size_in_words(served.file_size),
            served.synthetic_voice,
            self.release.is_cut(served),
        )

    @staticmethod
    def _prefix(number: int) -> str:
        return f"part{number}-" if number > 1 else ""

    def _lines(
        self, part: Part, shown: Transcript, beside: Transcript | None
    ) -> Iterator[tuple[ReleasedCue | Gap, Line]]:
        items = self.release.cues(shown)
        translation = {
            item.key: item.text
            for item in (self.release.cues(beside) if beside else ())
            if isinstance(item, ReleasedCue)
        }
        wanted, prefix, seen = self._range(part.number), self._prefix(part.number), set()
        passages = [quoted for passage, quoted in self._passages if passage.recording_id == shown.recording_id]
        for item in items:
            timed = item.start_ms is not None
            anchor = f"{prefix}t{item.start_ms // 1000}" if timed else f"{prefix}p{item.ordinal}"
            while anchor in seen:
                anchor += "-"
            seen.add(anchor)
            time = format_time(item.start_ms // 1000 * 1000) if timed else str(item.ordinal)
            start, stop = _span(item)
            is_now = bool(wanted and start < wanted[1] and wanted[0] < stop)
            if isinstance(item, Gap):
                yield item, Line(anchor, time, withheld=item.sentence, is_now=is_now)
                continue
            yield (
                item,
                Line(
                    anchor,
                    time,
                    item.speaker or self.label,
                    item.is_question,
                    self._marked(item.text),
                    self._marked(translation.get(item.key, "")),
                    mark=item.mark,
                    is_now=is_now,
                    passages=tuple(quoted for quoted in passages if start <= quoted.start < stop),
                ),
            )

    # --- Search in the transcript

    @cached_property
    def words(self) -> str:
        """What the reader searches in this interview."""
        return " ".join((self.request.GET.get("q", "") if self.request else "").split())[:100]

    @cached_property
    def _pattern(self) -> re.Pattern | None:
        words = sorted(set(self.words.split()), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, words)), re.IGNORECASE) if words else None

    def _marked(self, text: str) -> tuple[tuple[str, bool], ...]:
        if not text or self._pattern is None:
            return ((text, False),) if text else ()
        pieces, place = [], 0
        for found in self._pattern.finditer(text):
            pieces += [(text[place : found.start()], False), (found[0], True)]
            place = found.end()
        return tuple(piece for piece in (*pieces, (text[place:], False)) if piece[0])

    @cached_property
    def hits(self) -> list[Line]:
        """The lines in which a searched word stands."""
        return [line for part in self.parts for line in part.lines if line.is_found]

    # --- Passages

    @cached_property
    def headline(self) -> Quoted | None:
        """The sentence that opens the page, while it may be quoted."""
        wanted = self.source.headline_passage_id
        return next((quoted for passage, quoted in self._passages if wanted and passage.pk == wanted), None)

    @cached_property
    def _asked(self) -> tuple[int, int, int] | None:
        """The passage in the address, ``?t=52-76`` or ``?p=3-4``: part (0 for the text), first, first-not-in-it."""
        if self.request is None:
            return None
        part = self.request.GET.get("part", "1")
        part = int(part) if part.isascii() and part.isdigit() and len(part) < 4 else 1
        time = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)-(\d{1,6}(?:\.\d{1,3})?)", self.request.GET.get("t", ""))
        text = re.fullmatch(r"(\d{1,6})-(\d{1,6})", self.request.GET.get("p", ""))
        if time:
            start, stop = round(float(time[1]) * 1000), round(float(time[2]) * 1000)
        elif text:
            part, start, stop = 0, int(text[1]), int(text[2]) + 1
        else:
            return None
        return (part, start, stop) if start < stop and self._may_quote(part, start, stop) else None

    def _may_quote(self, part: int, start: int, stop: int) -> bool:
        """Whether this very stretch is a released passage; or free, with no passage in it that may not be quoted."""
        if any(self._is(passage, part, start, stop) for passage, _quoted in self._passages):
            return True
        released = {passage.pk for passage, _quoted in self._passages}
        return (
            self.release.allows(Medium.QUOTATION)
            and not self.release.quotes_need_review
            and not any(
                passage.overlaps(start, stop)
                for passage in self._all_passages
                if passage.pk not in released and self.release.part_of(passage.recording_id) == part
            )
        )

    def _range(self, number: int) -> tuple[int, int] | None:
        text_part = len(self.release.recorded) + 1
        asked = self._asked
        return asked[1:] if asked and number == (asked[0] or text_part) else None

    @cached_property
    def shared(self) -> dict | None:
        """The passage the address asks for: its released words, where it stands, its sound; None if not released."""
        if self._asked is None:
            return None
        number, start, stop = self._asked
        wanted = number or len(self.release.recorded) + 1
        part = next((part for part in self.parts if part.number == wanted), None)
        exact = (quoted for passage, quoted in self._passages if self._is(passage, number, start, stop))
        words, language = next(((quoted.quote, quoted.language) for quoted in exact), ("", ""))
        if not words and part:
            lines = [line for line in part.lines if line.is_now]
            # A stretch that touches something withheld is not quoted.
            if not any(line.withheld for line in lines):
                words = " ".join("".join(text for text, _found in line.words) for line in lines)
                language = part.language
        if not words:
            return None
        place = (
            _("%(start)s to %(end)s") % {"start": format_time(start), "end": format_time(stop)}
            if number
            else _("paragraphs %(start)s to %(end)s") % {"start": start, "end": stop - 1}
        )
        query = f"t={start / 1000:g}-{stop / 1000:g}" if number else f"p={start}-{stop - 1}"
        sound = part.player.url if part and part.player and number else ""
        return {
            "quote": words,
            "place": place,
            "language": language,
            "query": query + (f"&part={number}" if number > 1 else ""),
            "sound": f"{sound}#t={start / 1000:g},{stop / 1000:g}" if sound else "",
        }

    def _is(self, passage: Passage, part: int, start: int, stop: int) -> bool:
        return self.release.part_of(passage.recording_id) == part and passage.span == (start, stop)

    @property
    def citation(self) -> str:
        """How to cite what is shown: speaker, place, number, time code, publisher, year."""
        parts = [self.label, self.place, self._series]
        if self.shared:
            parts.append(self.shared["place"])
        where = ", ".join(filter(None, parts))
        testimony = self.release.testimony
        year = testimony.recorded_on.year if testimony and testimony.recorded_on and not self.release.sealed else ""
        publisher = ", ".join(filter(None, ("Big Bold Cities", str(year))))
        quoted = f"“{self.shared['quote']}” " if self.shared else ""
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
                words += [item.chapter, item.text]
    return [text for text in words if text]


def _name(transcript: Transcript) -> str:
    return language_name(transcript.language)


def _provenance(transcript: Transcript) -> str:
    state = transcript.get_state_display()
    return f"{state}, {transcript.made_by}." if transcript.made_by else f"{state}."


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


def _span(item: ReleasedCue | Gap) -> tuple[int, int]:
    if item.start_ms is None:
        return item.ordinal, item.ordinal + (item.paragraphs if isinstance(item, Gap) else 1)
    return item.start_ms, item.end_ms if item.end_ms is not None else 2**62


def _sections(lines: list[tuple[ReleasedCue | Gap, Line]], prefix: str) -> list[Section]:
    sections: list[Section] = []
    for item, line in lines:
        title = item.chapter if isinstance(item, ReleasedCue) else ""
        if title or not sections:
            sections.append(Section(title, f"{prefix}chapter-{len(sections) + 1}", line.time))
        sections[-1].lines.append(line)
    return sections


def _track(items: list[ReleasedCue | Gap], transcript: Transcript, now: tuple[int, int] | None) -> list[Piece]:
    """The interview as stretches on a line of 1000 units; nothing for a text without times."""
    ends = [item.end_ms for item in items if item.end_ms is not None]
    if transcript.recording_id is None or not ends:
        return []
    total = max(ends)
    pieces = []
    for item in items:
        if item.start_ms is None or item.end_ms is None:
            continue
        kind = "shut" if isinstance(item, Gap) else "ask" if item.is_question else "cue"
        if now and item.start_ms < now[1] and now[0] < item.end_ms and kind != "shut":
            kind = "now"
        x = round(item.start_ms * 1000 / total)
        pieces.append(Piece(kind, x, max(2, round(item.end_ms * 1000 / total) - x - 3)))
    return pieces
