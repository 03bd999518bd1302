"""Words as the text search compares them: the same on every database, in every script, for every input.

Case, accents and width are levelled, endings are cut by the stemmer of the page's language, and scripts written
without spaces become single signs, so that a word in them is found as a phrase of its signs.
"""

import html
import re
import unicodedata
from functools import lru_cache

import snowballstemmer
from django.conf import settings

#: A work is searchable by its first so many words: the positions that PostgreSQL can hold.
MOST_WORDS = 16_000
#: Letters of a word beyond these are not compared.
LONGEST_WORD = 60
#: A reader's text is cut to these.
LONGEST_QUERY = 200
MOST_TERMS = 12

_TAG = re.compile(r"</?[a-zA-Z][^>]*>|<!--.*?-->", re.DOTALL)
#: Han with its extensions, kana, Thai, Lao, Burmese, Khmer: scripts that set no space between words.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af"
)
_WORD = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
#: Marks above and below Latin, Greek and Cyrillic letters, Hebrew points, Arabic vowels. Others are part of the letter.
_ACCENT = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]"
)
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')

_STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}

#: Stands between the parts of a text, so that no phrase reaches from one into the next. Nobody can search for it.
BREAK = "\ue000"

#: A term of a query: the ways in which it may stand in a text, each one word or several in a row.
Term = tuple[tuple[str, ...], ...]


def plain(text: str) -> str:
    """Text without the tags and entities of rich text."""
    return html.unescape(_TAG.sub(" ", text))


def split(text: str) -> list[str]:
    """The levelled words of a text, with their endings."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    levelled = unicodedata.normalize("NFC", _ACCENT.sub("", folded))
    return [word[:LONGEST_WORD] for word in _WORD.findall(levelled)]


def stemmed(words: list[str], language: str) -> list[str]:
    """The words without their endings, by the rules of a language; unchanged for languages nobody wrote rules for."""
    name = _STEMMERS.get(language.partition("-")[0])
    return [_stem(name, word) for word in words] if name else words


@lru_cache(maxsize=20_000)
def _stem(name: str, word: str) -> str:
    # A stemmer keeps the word it works on: one for each call keeps threads apart.
    return snowballstemmer.stemmer(name).stemWord(word) or word


def cleaned(query: str) -> str:
    """A reader's text as it stands in the address: on one line, not too long; empty if it holds no word."""
    line = " ".join(query[: 4 * LONGEST_QUERY].replace("\0", " ").split())
    if len(line) > LONGEST_QUERY:
        # Half a word would find nothing.
        line = line[:LONGEST_QUERY].rpartition(" ")[0] or line[:LONGEST_QUERY]
    return line if split(line) else ""


def terms(query: str) -> tuple[Term, ...]:
    """What a text must hold, all of it. Words in quotes, or joined by a hyphen, must stand in a row.

    A reader's language says little about the language of the words she types, so each term may stand as in any
    language of the site.
    """
    found: dict[Term, None] = {}
    for quoted, bare in _PHRASE.findall(cleaned(query)):
        if words := split(quoted or bare):
            ways = [words, *(stemmed(words, language) for language, _name in settings.WAGTAIL_CONTENT_LANGUAGES)]
            found[tuple(dict.fromkeys(map(tuple, ways)))] = None
    return tuple(found)[:MOST_TERMS]
