"""What files of timed words have in common, whoever reads them: captions here, transcripts in `testimony`.

Times are milliseconds.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from django.utils.translation import gettext as _

#: Number of a line (0 for the whole file), and what is wrong there.
Problem = tuple[int, str]

#: Languages that programs of Windows write in windows-1252 where they do not write UTF-8.
_OF_WINDOWS = frozenset(
    ["ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "gl", "is", "it", "nb", "nl", "nn", "no", "pt", "sv"]
)
#: Signs that stand in no text.
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


class Timed(Protocol):
    """What is read of words at a time. Without a start their time is not known; without an end they reach on."""

    start_ms: int | None
    end_ms: int | None
    line: int


class TimedTextError(ValueError):
    """What is wrong with a file, as sentences that each name their line."""

    def __init__(self, problems: Sequence[Problem]):
        """``problems`` in the order in which they are to be said."""
        self.problems = list(problems)
        super().__init__(" ".join(self.messages))

    @property
    def messages(self) -> list[str]:
        """One sentence a problem."""
        return [
            _("Line %(line)d: %(problem)s") % {"line": line, "problem": problem} if line else problem
            for line, problem in self.problems
        ]


def decode(content: bytes, language: str = "") -> str:
    """The text of an uploaded file. Raises ``TimedTextError`` for one that holds none.

    UTF-8, UTF-16 with its mark, and windows-1252 where words of ``language`` may be in it.
    """
    encodings = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig"]
    if language.partition("-")[0].lower() in _OF_WINDOWS:
        encodings.append("cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT.search(text):
            return text
    raise TimedTextError([(0, _("This is no text in UTF-8. Save it again with the encoding “UTF-8”."))])


def blocks_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines between blank ones, each with the number of its first line.

    A line of spaces below a time is no end: the captions of YouTube begin with it.
    """
    block: list[str] = []
    first = 0
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            first = first if block else number
            block.append(line.strip())
        elif block and not (line and "-->" in block[-1]):
            yield first, block
            block = []


def problems_of_order(cues: Sequence[Timed], length_ms: int | None) -> list[Problem]:
    """What is wrong with the times: order, overlap, past the end of a recording of this length, if it is known."""
    problems = []
    before = None
    for cue in cues:
        if cue.start_ms is None:
            continue
        time = format_time(cue.start_ms)
        if cue.end_ms is not None and cue.end_ms <= cue.start_ms:
            problems.append((cue.line, _("%(time)s ends before it begins.") % {"time": time}))
        if before and cue.start_ms <= before.start_ms:
            words = {"time": time, "before": format_time(before.start_ms), "line": before.line}
            problems.append((cue.line, _("%(time)s does not come after %(before)s in line %(line)d.") % words))
        elif before and before.end_ms is not None and before.end_ms > cue.start_ms:
            words = {"time": time, "line": before.line, "end": format_time(before.end_ms)}
            problems.append((cue.line, _("%(time)s overlaps line %(line)d, which ends at %(end)s.") % words))
        # The length of a recording is rounded, and people round times: a second is forgiven at the very end.
        if length_ms and max(cue.start_ms + 1, (cue.end_ms or 0) - 1000) > length_ms:
            late = cue.end_ms if cue.end_ms and cue.start_ms < length_ms else cue.start_ms
            words = {"time": format_time(late), "end": format_time(length_ms)}
            problems.append((cue.line, _("%(time)s lies past the end of the recording, %(end)s.") % words))
        before = cue
    return problems


def write_clock(milliseconds: int, point: str = ".") -> str:
    """A time as WebVTT has it, ``01:02:03.456``, or with the comma of SRT."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{rest:03}"


def clock_in_words(milliseconds: int) -> str:
    """A time as people write it, to the second: ``1:31``, ``1:02:03``."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def format_time(milliseconds: int) -> str:
    """A time as people write it, with fractions only where there are any: ``1:31``, ``1:02:03``, ``0:14.5``."""
    whole, rest = clock_in_words(milliseconds), milliseconds % 1000
    return f"{whole}.{rest:03}".rstrip("0") if rest else whole
