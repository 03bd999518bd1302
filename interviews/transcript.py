"""The transcript of an interview as it is drawn: its parts, lines and track, its languages, the words found in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from interviews.passages import Passages, Quoted, Stretch
from multimedia.languages import language_name
from multimedia.timed_text import format_time
from testimony.captions import Track, caption_tracks
from testimony.choices import Medium, TranscriptKind
from testimony.models import FOREVER, Transcript
from testimony.policy import Gap, Release, ReleasedCue
from testimony.quotations import length_in_words, size_in_words

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
    captions: list[Track]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the transcript as drawn: a cue or a gap, with its translation beside it."""

    stretch: Stretch
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
    may_be_quoted: bool = False
    passages: tuple[Quoted, ...] = ()

    @property
    def is_found(self) -> bool:
        """Whether a searched word stands in it."""
        return any(found for _text, found in (*self.words, *self.translated))


@dataclass(slots=True)
class Section:
    """A chapter of the transcript; the first may have no title."""

    title: str
    anchor: str
    time: str
    #: What it is about, and the words to find it by; empty if anything in it is withheld.
    synopsis: str = ""
    keywords: str = ""
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
    #: The part of a `Stretch`: 0 for a text.
    in_address: int
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
    def place_pattern(self) -> str:
        """The place of a passage, with ``{start}`` and ``{end}`` to be filled in."""
        places = {"start": "{start}", "end": "{end}"}
        return (_("%(start)s to %(end)s") if self.in_address else _("paragraphs %(start)s to %(end)s")) % places

    @property
    def words_now(self) -> str:
        """The words of the stretch that the address asks for; empty if it touches something withheld."""
        lines = [line for line in self.lines if line.is_now]
        if any(line.withheld for line in lines):
            return ""
        return " ".join("".join(text for text, _found in line.words) for line in lines)

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many questions, answers and withheld stretches."""
        lines = list(self.lines)
        asked = sum(line.is_question for line in lines)
        shut = sum(bool(line.withheld) for line in lines)
        return asked, len(lines) - asked - shut, shut


class TranscriptReading:
    """What of the recordings and transcripts of one interview one reader gets, and how it is laid out."""

    def __init__(
        self,
        release: Release,
        transcripts: Iterable[Transcript],
        label: str,
        request: HttpRequest | None,
        passages: Passages,
        asked: Stretch | None = None,
    ):
        """Transcripts with cues and chapters in memory; how the speaker is called; what may be quoted.

        ``asked`` is the stretch that the address asks for.
        """
        self.release, self.label = release, label
        self._query = request.GET if request else {}
        self._transcripts = sorted(transcripts, key=lambda row: (row.kind != TranscriptKind.VERBATIM, row.pk))
        self._passages, self._asked = passages, asked

    # --- Languages

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
        chosen = self.chosen
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
    def chosen(self) -> str:
        """The way to read that the address asks for; empty for the words as spoken."""
        wanted = self._query.get("transcript", "")
        languages = {row.language for row in self._translations}
        return wanted if wanted in languages or (wanted == BOTH and languages) else ""

    @property
    def is_side_by_side(self) -> bool:
        """Whether words as spoken and a translation stand beside each other."""
        return self.chosen == BOTH

    @property
    def translated_by(self) -> str:
        """Who made the translation that is shown, and how far to trust it."""
        shown = [row for row in self._translations if self.chosen in (row.language, BOTH)][:1]
        return " ".join(_provenance(row) for row in shown)

    @property
    def transcribed_by(self) -> str:
        """Who made the transcript, and how far to trust it."""
        return " ".join(_provenance(row) for row in self._transcripts[:1] if row.kind == TranscriptKind.VERBATIM)

    # --- Parts and lines

    @cached_property
    def parts(self) -> list[Part]:
        """Recordings and transcripts that may be heard and read, in order; a text without recording comes last."""
        recorded = [row.pk for row in self.release.recorded]
        parts = [self._part(number, pk) for number, pk in enumerate([*recorded, None], start=1)]
        return [part for part in parts if part.player or part.sections]

    def _part(self, number: int, recording_id: int | None) -> Part:
        own = self._of(recording_id)
        spoken = next((row for row in own if row.kind == TranscriptKind.VERBATIM), None)
        translated = next((row for row in self._in_order_of_reader(own)), None)
        shown, beside = spoken, None
        if translated and self.chosen == translated.language:
            shown = translated
        elif translated and self.is_side_by_side:
            beside = translated
        part = Part(number, number if recording_id else 0, self._player(recording_id), [], [])
        if shown is None:
            return part
        part.language, part.translation = shown.language, beside.language if beside else ""
        prefix = f"part{number}-" if number > 1 else ""
        lines = list(self._lines(shown, beside, prefix))
        part.sections = _sections(lines, prefix)
        part.track = _track(lines) if recording_id else []
        return part

    def _in_order_of_reader(self, own: list[Transcript]) -> list[Transcript]:
        """Released translations: the one asked for, else the reader's language, else any."""
        released = [row for row in own if row in self._translations]
        return sorted(released, key=lambda row: (row.language != self.chosen, row.language != get_language()))

    def _player(self, recording_id: int | None) -> Player | None:
        served = self.release.recording(recording_id) if recording_id else None
        if served is None:
            return None
        return Player(
            served.url,
            served.type == "video",
            length_in_words(served.duration),
            size_in_words(served.file_size),
            served.synthetic_voice,
            self.release.is_cut(served),
            # A browser shows captions over a picture only; beside sound the transcript stands.
            caption_tracks(self.release, self._of(recording_id)) if served.type == "video" else [],
        )

    def _of(self, recording_id: int | None) -> list[Transcript]:
        return [row for row in self._transcripts if row.recording_id == recording_id]

    def _lines(
        self, shown: Transcript, beside: Transcript | None, prefix: str
    ) -> Iterator[tuple[ReleasedCue | Gap, Line]]:
        translation = {
            item.key: item.text
            for item in (self.release.cues(beside) if beside else ())
            if isinstance(item, ReleasedCue)
        }
        number, seen = self.release.part_of(shown.recording_id), set()
        passages = [quoted for quoted in self._passages if quoted.stretch.part == number]
        for item in self.release.cues(shown):
            timed = item.start_ms is not None
            anchor = f"{prefix}t{item.start_ms // 1000}" if timed else f"{prefix}p{item.ordinal}"
            while anchor in seen:
                anchor += "-"
            seen.add(anchor)
            time = format_time(item.start_ms // 1000 * 1000) if timed else str(item.ordinal)
            stretch = _stretch(number, item)
            is_now = bool(self._asked and stretch.overlaps(self._asked))
            if isinstance(item, Gap):
                yield item, Line(stretch, anchor, time, withheld=item.sentence, is_now=is_now)
                continue
            yield (
                item,
                Line(
                    stretch,
                    anchor,
                    time,
                    item.speaker or self.label,
                    item.is_question,
                    self._marked(item.text),
                    self._marked(translation.get(item.key, "")),
                    mark=item.mark,
                    is_now=is_now,
                    may_be_quoted=self._passages.may_quote(stretch),
                    passages=tuple(q for q in passages if stretch.start <= q.stretch.start < stretch.stop),
                ),
            )

    # --- Search in the transcript

    @cached_property
    def words(self) -> str:
        """What the reader searches in this interview."""
        return " ".join(self._query.get("q", "").split())[:100]

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


def _name(transcript: Transcript) -> str:
    return language_name(transcript.language)


def _provenance(transcript: Transcript) -> str:
    state = transcript.get_state_display()
    return f"{state}, {transcript.made_by}." if transcript.made_by else f"{state}."


def _stretch(part: int, item: ReleasedCue | Gap) -> Stretch:
    if item.start_ms is None:
        return Stretch(part, item.ordinal, item.ordinal + (item.paragraphs if isinstance(item, Gap) else 1))
    return Stretch(part, item.start_ms, FOREVER if item.end_ms is None else item.end_ms)


def _sections(lines: list[tuple[ReleasedCue | Gap, Line]], prefix: str) -> list[Section]:
    sections: list[Section] = []
    for item, line in lines:
        title = item.chapter if isinstance(item, ReleasedCue) else ""
        if title or not sections:
            about = (item.synopsis, ", ".join(item.keywords)) if title else ()
            sections.append(Section(title, f"{prefix}chapter-{len(sections) + 1}", line.time, *about))
        sections[-1].lines.append(line)
    return sections


def _track(lines: list[tuple[ReleasedCue | Gap, Line]]) -> list[Piece]:
    """The interview as stretches on a line of 1000 units; what has no end is not drawn."""
    placed = [(item, line) for item, line in lines if item.start_ms is not None and item.end_ms is not None]
    total = max((item.end_ms for item, _line in placed), default=0)
    pieces = []
    for item, line in placed if total else ():
        kind = "shut" if line.withheld else "now" if line.is_now else "ask" if line.is_question else "cue"
        x = round(item.start_ms * 1000 / total)
        pieces.append(Piece(kind, x, max(2, round(item.end_ms * 1000 / total) - x - 3)))
    return pieces
