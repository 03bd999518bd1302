"""Captions, subtitles, chapters and descriptions as files: read strictly, kept as WebVTT. Knows no database.

WebVTT, SRT and SBV are read. Players pass over a line they cannot read in silence, and a viewer misses the sentence:
here every such line is an error that names its number. Times are milliseconds.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from babel.core import get_global
from django.utils.translation import gettext as _

from multimedia.languages import language_name
from multimedia.timed_text import Problem, TimedTextError, blocks_of, problems_of_order, write_clock

#: Two digits of hours: a whole number of the database holds milliseconds of no more than 596.
_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3}"
#: The time of a cue in each of the three formats; what follows it in WebVTT says where on the picture the cue stands.
_ARROW = re.compile(rf"(?P<start>{_CLOCK})\s+-->\s+(?P<end>{_CLOCK})(?P<settings>(?:\s+[a-z]+:[\w.,%-]+)*)")
_COMMA = re.compile(rf"(?P<start>{_CLOCK}),(?P<end>{_CLOCK})")
_SPEAKER = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]+)>")
#: Marks that WebVTT knows. Everything else in angle brackets is no mark there and goes.
_MARK = re.compile(r"</?(?:[biuc]|v|lang|ruby|rt)(?:[.\s][^>]*)?>|<\d[\d:.]*>")
_ANY_MARK = re.compile(r"<[^<>]*>|\{\\[^}]*\}")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|nbsp|lrm|rlm|#\d+|#x[0-9a-fA-F]+);)")
_HEADER = re.compile(r"(?P<name>[A-Za-z-]+):\s*(?P<value>.+)")

#: How the names of letters begin in each script, by its ISO 15924 code.
_LETTERS = {
    "Arab": ("ARABIC",),
    "Armn": ("ARMENIAN",),
    "Beng": ("BENGALI",),
    "Cyrl": ("CYRILLIC",),
    "Deva": ("DEVANAGARI",),
    "Ethi": ("ETHIOPIC",),
    "Geor": ("GEORGIAN",),
    "Grek": ("GREEK",),
    "Gujr": ("GUJARATI",),
    "Guru": ("GURMUKHI",),
    "Hans": ("CJK",),
    "Hant": ("CJK",),
    "Hebr": ("HEBREW",),
    "Jpan": ("CJK", "HIRAGANA", "KATAKANA"),
    "Khmr": ("KHMER",),
    "Knda": ("KANNADA",),
    "Kore": ("HANGUL", "CJK"),
    "Laoo": ("LAO",),
    "Latn": ("LATIN", "FULLWIDTH"),
    "Mlym": ("MALAYALAM",),
    "Mymr": ("MYANMAR",),
    "Sinh": ("SINHALA",),
    "Taml": ("TAMIL",),
    "Telu": ("TELUGU",),
    "Thai": ("THAI",),
}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words at a time. ``text`` is WebVTT's, marks and all; ``settings`` place it on the picture."""

    start_ms: int
    end_ms: int
    text: str
    settings: str = ""
    line: int = 0

    @property
    def plain(self) -> str:
        """The words alone, on one line."""
        return plain(self.text)

    @property
    def speaker(self) -> str:
        """Who speaks, if the cue says so."""
        found = _SPEAKER.search(self.text)
        return html.unescape(found[1].strip()) if found else ""


def plain(text: str) -> str:
    """The words of a caption alone, on one line."""
    return " ".join(html.unescape(_ANY_MARK.sub("", text)).split())


class CaptionError(TimedTextError):
    """What is wrong with a file of captions."""

    def __init__(self, problems: Sequence[Problem]):
        """The problems are said line by line, in whatever order they were found."""
        super().__init__(sorted(problems))


# --- Times


def parse_clock(words: str) -> int:
    """Milliseconds of ``01:02:03.456``, ``02:03.456`` or ``02:03,456``; ``ValueError`` for what no clock shows."""
    *larger, seconds = words.replace(",", ".").split(":")
    whole, _point, part = seconds.partition(".")
    minutes = int(larger[-1])
    if int(whole) > 59 or (len(larger) == 2 and minutes > 59):
        raise ValueError(_("“%(words)s” is not a time: a minute has 60 seconds.") % {"words": words})
    hours = int(larger[0]) if len(larger) == 2 else 0
    return ((hours * 60 + minutes) * 60 + int(whole)) * 1000 + int(part)


# --- Reading and writing


def parse(text: str, *, language: str = "", length_ms: int | None = None) -> list[Cue]:
    """The cues of a WebVTT, SRT or SBV file, in order. Raises ``CaptionError`` with every problem found.

    ``language`` is the declared one: words in another script than it is written in are refused. ``length_ms`` is the
    length of the recording, if known.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    blocks = list(blocks_of(text))
    of_webvtt = is_webvtt(text)
    if blocks and not of_webvtt and not has_times(text):
        raise CaptionError([(0, _("This is no file of captions: it has no times. Use WebVTT, SRT or SBV."))])
    cues: list[Cue] = []
    problems: list[Problem] = []
    if of_webvtt:
        problems += _problems_of_header(blocks[0][1], language)
        blocks = [(first, block) for first, block in blocks if not is_no_cue(block)]
    for first, block in blocks:
        try:
            cues.append(read_cue(block, first, of_webvtt=of_webvtt))
        except CaptionError as error:
            problems += error.problems
    if not cues and not problems:
        problems.append((0, _("There are no captions in it.")))
    problems += problems_of_order(cues, length_ms)
    if not problems and language and (found := _foreign_script(cues, language)):
        problems.append((cues[0].line, found))
    if problems:
        raise CaptionError(problems)
    return cues


def write(cues: Sequence[Cue]) -> str:
    """The cues as WebVTT."""
    return "WEBVTT\n" + "".join(
        f"\n{write_clock(cue.start_ms)} --> {write_clock(cue.end_ms)}{cue.settings}\n{cue.text}\n" for cue in cues
    )


def is_webvtt(text: str) -> bool:
    """Whether this begins as WebVTT does."""
    return re.match(r"\s*WEBVTT(?:\s|$)", text) is not None


def has_times(text: str) -> bool:
    """Whether something in it begins as a caption does."""
    return any(_timing(line) for _first, block in blocks_of(text) for line in block[:2])


def is_no_cue(block: list[str]) -> bool:
    """Whether these lines of WebVTT are its head, a note or about its looks."""
    return re.match(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)", block[0]) is not None


def _timing(line: str) -> re.Match | None:
    return _ARROW.fullmatch(line) or _COMMA.fullmatch(line)


def read_cue(block: list[str], first: int, *, of_webvtt: bool) -> Cue:
    """The caption in the lines of a block, of which ``first`` is the number of the first. Raises ``CaptionError``."""
    # The line before the time is the cue's name or number.
    place = next((place for place, line in enumerate(block[:2]) if "-->" in line or _timing(line)), None)
    if place is None:
        raise CaptionError([(first, _("There is no time here, such as 00:14.000 --> 00:50.000."))])
    line, timing = first + place, _timing(block[place])
    if timing is None:
        raise CaptionError([(line, _("This time cannot be read; it looks like 00:14.000 --> 00:50.000."))])
    if late := next((number for number, words in enumerate(block[place + 1 :], line + 1) if "-->" in words), None):
        raise CaptionError([(late, _("A blank line is missing before this time."))])
    try:
        start, end = parse_clock(timing["start"]), parse_clock(timing["end"])
    except ValueError as error:
        raise CaptionError([(line, str(error))]) from error
    words = block[place + 1 :]
    text = "\n".join(words if of_webvtt else (_as_webvtt(part) for row in words for part in row.split("[br]")))
    settings = timing["settings"] if of_webvtt and "settings" in timing.re.groupindex else ""
    cue = Cue(start, end, _well_formed(text), settings, line)
    if not cue.plain:
        raise CaptionError([(line, _("Nothing is said here. Write the words, or remove the time."))])
    return cue


def _as_webvtt(words: str) -> str:
    """A line of SRT or SBV: bold, italics and underline stay; colours and places, which WebVTT writes otherwise, go."""
    return re.sub(r"</?font[^>]*>|\{\\[^}]*\}", "", words, flags=re.IGNORECASE).strip()


def _well_formed(text: str) -> str:
    """Signs that would begin a mark and are none become entities."""
    parts, end = [], 0
    for mark in _MARK.finditer(text):
        parts += [text[end : mark.start()].replace("<", "&lt;"), mark[0]]
        end = mark.end()
    parts.append(text[end:].replace("<", "&lt;"))
    return _ENTITY.sub("&amp;", "".join(parts)).replace("-->", "→")


# --- What is wrong with it


def _problems_of_header(block: list[str], language: str) -> list[Problem]:
    """A file may say its language in its head, as those of YouTube do."""
    for number, line in enumerate(block[1:], start=2):
        header = _HEADER.fullmatch(line)
        if header and header["name"].lower() == "language" and language:
            said = header["value"].strip()
            if said.partition("-")[0].lower() != language.partition("-")[0].lower():
                names = {"said": language_name(said), "language": language_name(language)}
                return [(number, _("The file says it is in %(said)s, the form in %(language)s.") % names)]
    return []


def _foreign_script(cues: Sequence[Cue], language: str) -> str:
    """A sentence if nearly all letters are of a script in which the language is not written; else nothing.

    Names in Latin letters stand in texts of any script. What is written in one alphabet cannot be told apart: Spanish
    that is declared to be English passes.
    """
    expected = _LETTERS.get(_script_of(language))
    if not expected:
        return ""
    letters = Counter(
        unicodedata.name(letter, "?").partition(" ")[0] for cue in cues for letter in cue.plain if letter.isalpha()
    )
    if sum(letters[name] for name in expected) * 4 >= letters.total():
        return ""
    name = next(name for name, _times in letters.most_common() if name not in expected)
    words = {"script": name.title() if name != "CJK" else "Chinese", "language": language_name(language)}
    return _("These words are in %(script)s letters, and %(language)s is not written in them. Check the language.") % (
        words
    )


def _script_of(language: str) -> str:
    """The ISO 15924 code of the script a language is written in; empty when it is not known."""
    parts = language.replace("_", "-").split("-")
    if said := next((part.title() for part in parts[1:] if len(part) == 4), ""):
        return said
    likely = get_global("likely_subtags")
    full = likely.get("_".join([parts[0].lower(), *(part.upper() for part in parts[1:])])) or likely.get(
        parts[0].lower(), ""
    )
    return next((part for part in full.split("_")[1:] if len(part) == 4), "")
