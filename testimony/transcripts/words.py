"""The words themselves: whether a quotation still stands in them, and where their sentences end."""

import re
from collections.abc import Iterable
from itertools import groupby

from testimony.transcripts.cues import CueLike

#: A full stop after one of these, or after a single letter, ends no sentence.
_SHORT = {"mr", "mrs", "ms", "dr", "prof", "sr", "sra", "srta", "st", "no", "vs", "etc", "eg", "ie", "p", "pp", "art"}
_END = re.compile(r"(?<=[.!?…؟。])[\"”»’)\]]*\s+(?=[^\sa-zà-ÿ])")


def sentences(text: str) -> list[str]:
    """A text cut after each sentence. When in doubt it is not cut: two sentences in one cue do no harm."""
    found, start = [], 0
    for end in _END.finditer(text):
        words = text[start : end.start()].split()
        last = words[-1].strip("(\"“«'").rstrip(".").replace(".", "").casefold() if words else ""
        if text[end.start() - 1] == "." and (last in _SHORT or (len(last) == 1 and last.isalpha())):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    return [part for part in (*found, text[start:].strip()) if part]


def occurs(words: str, text: str) -> bool:
    """Whether a quotation stands in a text. "…" stands for words left out; spaces and kinds of quotes do not count."""
    rest = _plain(text)
    for part in filter(None, (_plain(piece) for piece in re.split(r"\[?(?:…|\.\.\.)\]?", words))):
        place = rest.find(part)
        if place < 0:
            return False
        rest = rest[place + len(part) :]
    return True


def answers_in(cues: Iterable[CueLike]) -> str:
    """What the speaker says in these cues: "…" stands for questions between answers. Empty if all are questions."""
    runs = groupby(cues, key=lambda cue: cue.is_question)
    return " … ".join(" ".join(cue.text for cue in run) for is_question, run in runs if not is_question)


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[“”„«»\"]", "", words).replace("’", "'").split()).casefold()
