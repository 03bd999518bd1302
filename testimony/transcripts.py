"""Transcripts as people write them: parsed strictly, written back the same way. Knows no database.

    # The wall
    0:00 Interviewer: When did you first see your own score?
    0:14 Administrator: On a wall, in the corridor, on a Monday.

A line begins with the time at which it is said (``0:14``, ``1:02:03``, ``0:14.5``; ``0:14-0:50`` where silence
follows), then the speaker, a colon, the words. Lines of an interview kept as text have no times; they may be numbered.
WebVTT is read as well. Times are milliseconds.
"""

import difflib
import html
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from django.utils.translation import gettext as _

#: Speakers whose lines are questions.
QUESTIONERS = frozenset({"interviewer", "entrevistador", "entrevistadora", "intervieweuse", "المحاور", "المحاورة"})
SPEAKER_LENGTH, TITLE_LENGTH = 80, 200

_TIME = r"(?:\d+:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_TIMED = re.compile(rf"(?P<start>{_TIME})(?:\s*[-–—]\s*(?P<end>{_TIME}))?\s+(?P<rest>.*)")
_NUMBERED = re.compile(r"\d+\.\s+(?P<rest>.*)")
_SPOKEN = re.compile(rf"(?P<speaker>[^:]{{1,{SPEAKER_LENGTH}}}):\s+(?P<text>.*)")
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+(?P<speaker>[^>]+)>")
_ARROW = re.compile(r"(?P<start>\S+)\s+-->\s+(?P<end>\S+)")


class CueLike(Protocol):
    """What is read of a stored cue."""

    key: str
    start_ms: int | None
    end_ms: int | None
    speaker: str
    is_question: bool
    text: str


@dataclass(frozen=True)
class ParsedCue:
    """A line of a transcript. ``chapter`` is the title that stands before it."""

    start_ms: int | None
    end_ms: int | None
    speaker: str
    is_question: bool
    text: str
    chapter: str = ""
    line: int = 0
    key: str = ""


class TranscriptError(ValueError):
    """What is wrong with a transcript, as sentences that each name their line."""

    def __init__(self, problems: Sequence[tuple[int, str]]):
        """``problems`` are pairs of line number (0 for the whole) and sentence."""
        self.problems = list(problems)
        super().__init__(" ".join(self.messages))

    @property
    def messages(self) -> list[str]:
        """One sentence a problem."""
        return [
            _("Line %(line)d: %(problem)s") % {"line": line, "problem": problem} if line else problem
            for line, problem in self.problems
        ]


# --- Times


def parse_time(words: str) -> int:
    """Milliseconds of a time as people write it: 1:31, 1:02:03, 0:14.5. ``ValueError`` for anything else."""
    if not re.fullmatch(_TIME, words.strip()):
        raise ValueError(_("“%(words)s” is not a time such as 1:31.") % {"words": words})
    *larger, seconds = words.strip().replace(",", ".").split(":")
    whole, _point, part = seconds.partition(".")
    if int(whole) > 59 or (len(larger) == 2 and int(larger[1]) > 59):
        raise ValueError(_("“%(words)s” is not a time: a minute has 60 seconds.") % {"words": words})
    minutes = int(larger[0]) if len(larger) == 1 else int(larger[0]) * 60 + int(larger[1])
    return (minutes * 60 + int(whole)) * 1000 + int(part.ljust(3, "0") or 0)


def format_time(milliseconds: int) -> str:
    """A time as people write it, with fractions only where there are any: 1:31, 1:02:03, 0:14.5."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    whole = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{whole}.{rest:03}".rstrip("0") if rest else whole


def format_seconds(milliseconds: int) -> str:
    """A time as addresses carry it, exactly: 52, 3754.125."""
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")


def format_stretch(start: int, end: int, *, is_timed: bool) -> str:
    """A stretch as people write it: "0:52 to 1:16", "paragraphs 3 to 4" (both inside)."""
    if is_timed:
        return _("%(start)s to %(end)s") % {"start": format_time(start), "end": format_time(end)}
    return _("paragraphs %(start)s to %(end)s") % {"start": start, "end": end}


# --- Reading


def parse(text: str, *, length_ms: int | None = None) -> list[ParsedCue]:
    """The cues of a pasted transcript, in order. ``TranscriptError`` with every problem found.

    Timed if its first line has a time; then every cue ends where the next begins unless it says otherwise, the last
    one at the end of the recording (``length_ms``), if that is known.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if text.lstrip().startswith("WEBVTT"):
        cues, problems = _read_webvtt(text)
    else:
        cues, problems = _read_lines(text)
    if not cues and not problems:
        problems = [(0, _("The transcript is empty."))]
    problems += _problems_of_order(cues, length_ms)
    if problems:
        raise TranscriptError(sorted(problems))
    return _with_ends(cues, length_ms)


def is_timed(cues: Sequence[CueLike]) -> bool:
    """Whether the cues stand at times of a recording."""
    return bool(cues) and cues[0].start_ms is not None


def _read_lines(text: str) -> tuple[list[ParsedCue], list[tuple[int, str]]]:
    cues: list[ParsedCue] = []
    problems: list[tuple[int, str]] = []
    chapter, chapter_line, timed = "", 0, None
    for number, line in enumerate(map(str.strip, text.split("\n")), start=1):
        if not line:
            continue
        if line.startswith("#"):
            if chapter:
                problems.append((chapter_line, _("Nothing is said in this chapter.")))
            chapter, chapter_line = line.lstrip("#").strip(), number
            if not chapter:
                problems.append((number, _("Write the title of the chapter after the #.")))
            elif len(chapter) > TITLE_LENGTH:
                problems.append((number, _("The title is longer than %(n)d characters.") % {"n": TITLE_LENGTH}))
            continue
        try:
            cue, has_time = _read_line(line, number, chapter)
        except ValueError as error:
            problems.append((number, str(error)))
            timed = bool(re.match(r"\d+:\d", line)) if timed is None else timed
            continue
        finally:
            chapter = ""
        timed = has_time if timed is None else timed
        if has_time != timed:
            problems.append(
                (number, _("Begin with the time, such as 0:14.") if timed else _("No other line has a time."))
            )
            continue
        cues.append(cue)
    if chapter:
        problems.append((chapter_line, _("Nothing is said in this chapter.")))
    return cues, problems


def _read_line(line: str, number: int, chapter: str) -> tuple[ParsedCue, bool]:
    start = end = None
    timed = _TIMED.fullmatch(line) or _TIMED.fullmatch(f"{line} ")
    if timed:
        start = parse_time(timed["start"])
        end = parse_time(timed["end"]) if timed["end"] else None
        line = timed["rest"].strip()
    elif numbered := _NUMBERED.fullmatch(line):
        line = numbered["rest"].strip()
    spoken = _SPOKEN.fullmatch(f"{line} ")
    if not spoken:
        raise ValueError(_("Say who speaks, then a colon and a space: “Administrator: On a wall.”"))
    return _cue(start, end, spoken["speaker"], spoken["text"], chapter, number), timed is not None


def _cue(start: int | None, end: int | None, speaker: str, text: str, chapter: str, line: int) -> ParsedCue:
    speaker, text = speaker.strip(), " ".join(text.split())
    if not speaker:
        raise ValueError(_("Say who speaks, then a colon and a space: “Administrator: On a wall.”"))
    if not text:
        raise ValueError(_("Nothing is said here. Write the words, or remove the line."))
    return ParsedCue(start, end, speaker, speaker.casefold() in QUESTIONERS, text, chapter, line)


def _read_webvtt(text: str) -> tuple[list[ParsedCue], list[tuple[int, str]]]:
    cues: list[ParsedCue] = []
    problems: list[tuple[int, str]] = []
    for first, block in _blocks(text):
        if block[0].startswith(("WEBVTT", "NOTE", "STYLE", "REGION")):
            continue
        place = next((index for index, line in enumerate(block[:2]) if "-->" in line), None)
        if place is None:
            problems.append((first, _("There is no time here, such as 00:14.000 --> 00:50.000.")))
            continue
        try:
            cues.append(_read_webvtt_cue(block[place], block[place + 1 :], first + place))
        except ValueError as error:
            problems.append((first + place, str(error)))
    return cues, problems


def _blocks(text: str) -> Iterable[tuple[int, list[str]]]:
    """Runs of lines between blank ones, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _read_webvtt_cue(timing: str, lines: list[str], number: int) -> ParsedCue:
    arrow = _ARROW.match(timing)
    if not arrow:
        raise ValueError(_("This time cannot be read; it looks like 00:14.000 --> 00:50.000."))
    start, end = parse_time(arrow["start"]), parse_time(arrow["end"])
    words = " ".join(lines)
    voices = _VOICE.findall(words)
    if len(set(voices)) > 1:
        raise ValueError(_("Two people speak here. Give each a time of their own."))
    plain = html.unescape(re.sub(r"<[^>]*>", "", words))
    if voices:
        return _cue(start, end, html.unescape(voices[0]), plain, "", number)
    spoken = _SPOKEN.fullmatch(f"{plain} ")
    if not spoken:
        raise ValueError(_("Say who speaks: “<v Administrator>On a wall.” or “Administrator: On a wall.”"))
    return _cue(start, end, spoken["speaker"], spoken["text"], "", number)


def _problems_of_order(cues: Sequence[ParsedCue], length_ms: int | None) -> list[tuple[int, str]]:
    problems = []
    before = None
    for cue in cues:
        if cue.start_ms is None:
            continue
        time = format_time(cue.start_ms)
        if cue.end_ms is not None and cue.end_ms <= cue.start_ms:
            problems.append((cue.line, _("%(time)s ends before it begins.") % {"time": time}))
        if before and cue.start_ms <= before.start_ms:
            problems.append(
                (
                    cue.line,
                    _("%(time)s does not come after %(before)s in line %(line)d.")
                    % {"time": time, "before": format_time(before.start_ms), "line": before.line},
                )
            )
        elif before and before.end_ms is not None and before.end_ms > cue.start_ms:
            problems.append(
                (
                    cue.line,
                    _("%(time)s overlaps line %(line)d, which ends at %(end)s.")
                    % {"time": time, "line": before.line, "end": format_time(before.end_ms)},
                )
            )
        # A recording's length is rounded, and people round times: a second is forgiven at the very end.
        last = max(cue.start_ms + 1, (cue.end_ms or 0) - 1000)
        if length_ms and last > length_ms:
            problems.append(
                (
                    cue.line,
                    _("%(time)s lies past the end of the recording, %(end)s.")
                    % {"time": time, "end": format_time(length_ms)},
                )
            )
        before = cue
    return problems


def _with_ends(cues: Sequence[ParsedCue], length_ms: int | None) -> list[ParsedCue]:
    following = [cue.start_ms for cue in cues[1:]] + [length_ms]
    return [
        cue if cue.end_ms is not None or cue.start_ms is None else replace(cue, end_ms=next_start)
        for cue, next_start in zip(cues, following, strict=True)
    ]


# --- Writing


def write(cues: Sequence[CueLike], chapters: dict[str, str], length_ms: int | None = None) -> str:
    """The text from which these cues are read again. ``chapters`` maps the key of a cue to the title before it."""
    following = [cue.start_ms for cue in cues[1:]] + [length_ms]
    lines = []
    for number, (cue, next_start) in enumerate(zip(cues, following, strict=True), start=1):
        if title := chapters.get(cue.key):
            lines += ["", f"# {title}"] if lines else [f"# {title}"]
        if cue.start_ms is None:
            place = f"{number}."
        else:
            place = format_time(cue.start_ms)
            if cue.end_ms is not None and cue.end_ms != next_start:
                place += f"-{format_time(cue.end_ms)}"
        lines.append(f"{place} {cue.speaker}: {cue.text}")
    return "\n".join(lines)


# --- Keys


def with_kept_keys(cues: Sequence[ParsedCue], stored: Sequence[CueLike]) -> list[ParsedCue]:
    """Give each cue the key it had: by its time, else by its words, else by its place between cues that were found.

    A cue that is new gets a new key, which no cue ever had.
    """
    keys: list[str] = [""] * len(cues)
    left = list(stored)
    if is_timed(cues):
        by_time = {cue.start_ms: cue for cue in stored if cue.start_ms is not None}
        for index, cue in enumerate(cues):
            if found := by_time.get(cue.start_ms):
                keys[index] = found.key
                left.remove(found)
    open_places = [index for index, key in enumerate(keys) if not key]
    matcher = difflib.SequenceMatcher(
        None, [cue.text for cue in left], [cues[index].text for index in open_places], autojunk=False
    )
    for kind, a_start, a_end, b_start, b_end in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and a_end - a_start == b_end - b_start):
            for offset in range(a_end - a_start):
                keys[open_places[b_start + offset]] = left[a_start + offset].key
    return [replace(cue, key=key or secrets.token_hex(4)) for cue, key in zip(cues, keys, strict=True)]


def aligned(cues: Sequence[ParsedCue], original: Sequence[CueLike]) -> list[ParsedCue]:
    """The cues of a translation with the keys of the original. ``TranscriptError`` for a line without counterpart.

    A translated cue ends where the next translated one begins: words that were drawn together stay covered by every
    restriction on either of them.
    """
    if not original:
        raise TranscriptError([(0, _("Write the words as spoken first: a translation follows their times."))])
    if is_timed(cues) != is_timed(original):
        raise TranscriptError([(0, _("Use the same times as the words as spoken, or none if those have none."))])
    if not is_timed(cues):
        if len(cues) != len(original):
            numbers = {"n": len(cues), "original": len(original)}
            problem = _("There are %(n)d paragraphs, but %(original)d as spoken. Translate each one, in order.")
            raise TranscriptError([(0, problem % numbers)])
        return [_as_translation(cue, source) for cue, source in zip(cues, original, strict=True)]
    by_time = {cue.start_ms: cue for cue in original}
    problems = [
        (cue.line, _("Nothing begins at %(time)s in the words as spoken.") % {"time": format_time(cue.start_ms)})
        for cue in cues
        if cue.start_ms not in by_time
    ]
    if problems:
        raise TranscriptError(problems)
    following = [cue.start_ms for cue in cues[1:]] + [original[-1].end_ms]
    return [
        replace(_as_translation(cue, by_time[cue.start_ms]), end_ms=next_start)
        for cue, next_start in zip(cues, following, strict=True)
    ]


def _as_translation(cue: ParsedCue, source: CueLike) -> ParsedCue:
    return replace(cue, key=source.key, is_question=source.is_question)


# --- Words


def occurs(words: str, text: str) -> bool:
    """Whether a quotation stands in a text. "…" stands for words left out; spaces and kinds of quotes do not count."""
    rest = _plain(text)
    for part in filter(None, (_plain(piece) for piece in re.split(r"\[?(?:…|\.\.\.)\]?", words))):
        place = rest.find(part)
        if place < 0:
            return False
        rest = rest[place + len(part) :]
    return True


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[“”„«»\"]", "", words).replace("’", "'").split()).casefold()
