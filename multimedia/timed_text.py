"""What files of timed words have in common, whoever reads them: captions here, transcripts in `testimony`.

Times are milliseconds.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

#: Number of a line (0 for the whole file), and what is wrong there.
Problem = tuple[int, str]


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


def blocks_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines between blank ones, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


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
