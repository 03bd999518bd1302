"""Numbers as people write them, in either direction: read from a spreadsheet, shown in the reader's language."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal, localcontext

from babel import Locale, UnknownLocaleError
from babel.numbers import format_compact_decimal, format_decimal, format_percent
from django.utils.translation import get_language, to_locale

Number = int | float

#: What stands for "no figure" in a column of numbers: in tables of people, of spreadsheets, and of statistical offices.
GAPS = frozenset(
    {"", "-", "–", "—", "−", ".", "..", "...", "…", ":", "n/a", "na", "n.a.", "n. a.", "n/d", "s/d", "n.d.", "s.d."}
    | {"#n/a", "nan", "null", "none"}
)
#: Beyond this, neither drawings nor spreadsheets are exact.
MOST, LEAST = 10**15, 1e-12

#: Spaces of every width (the thin ones among them) and the apostrophe of the Swiss divide thousands.
_SPACES = re.compile(r"[\s'’]")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[\s'’][0-9]{3})+(?:[.,][0-9]+)?")
_DIGITS = re.compile(r"[0-9][0-9.,]*|[.,][0-9]+")
_MINUS = "-−–‐‑－"
#: As Excel shortens a number: 1.2E+06.
_POWER = re.compile(r"(.*[0-9])[eE]([+-]?[0-9]{1,2})")
#: Groups after the first: of three, or as in India of two and a last one of three.
_GROUPS = re.compile(r"[0-9]{3}(?:([.,])[0-9]{3}(?:\1[0-9]{3})*)?|(?:[0-9]{2},)+[0-9]{3}")


def in_ascii(text: str) -> str:
    """A text with the digits of every script as 0 to 9, and without signs that nobody sees. Small raised digits stay:
    they are the marks of footnotes."""
    return "".join(
        str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign
        for sign in text
        if unicodedata.category(sign) != "Cf"
    )


def is_gap(cell: str) -> bool:
    """Whether a cell says that there is no figure."""
    return in_ascii(cell).strip().casefold() in GAPS


class Written:
    """A number as it was written, before it is known which sign divides the decimals."""

    def __init__(self, text: str):
        """Take it apart. ``ok`` says whether it is a number at all."""
        text = in_ascii(text).replace("٪", "%").replace("٬", "'").replace("．", ".").replace("，", ",").strip()
        self.percent = text.endswith("%") or text.startswith("%")
        text = text.strip("%").strip()
        # Accountants put what is below zero into brackets.
        in_brackets = text.startswith("(") and text.endswith(")")
        text = self._without_currency(text[1:-1].strip() if in_brackets else text)
        sign = text[:1] if text and text[0] in f"{_MINUS}+" else ""
        digits = text[len(sign) :].strip()
        digits = digits if self.currency else self._without_currency(digits)
        power = _POWER.fullmatch(digits)
        digits, self.power = (power[1], int(power[2])) if power else (digits, 0)
        if _SPACES.search(digits):
            digits = _SPACES.sub("", digits) if _GROUPED.fullmatch(digits) else "no number"
        if "٫" in digits:
            # Arabic has a sign that divides nothing but decimals. A zero more leaves no doubt.
            digits = f"{digits.replace('٫', '.')}0"
        self.negative = sign in set(_MINUS) or in_brackets
        self.body = digits if _DIGITS.fullmatch(digits) and not (sign and in_brackets) else ""
        self.ok = bool(self.body) and any(self._fits(decimal) for decimal in ".,")

    @property
    def out_of_range(self) -> bool:
        """Whether it is a number, but too large or too small to be kept exactly."""
        return bool(self.body) and not self.ok and any(self._read(decimal) is not None for decimal in ".,")

    def _without_currency(self, text: str) -> str:
        """The text without a sign of money at either end, which is kept as ``currency``."""
        self.currency = ""
        for place, rest in ((0, text[1:]), (-1, text[:-1])):
            if text and unicodedata.category(text[place]) == "Sc":
                self.currency = text[place]
                return rest.strip()
        return text

    def _fits(self, decimal: str) -> bool:
        """Whether it can be read, and kept exactly enough, when ``decimal`` divides the decimals."""
        if self._read(decimal) is None:
            return False
        size = abs(self.value(decimal))
        return size == 0 or LEAST <= size < MOST

    def _read(self, decimal: str) -> str | None:
        """The digits with a point for decimals, when ``decimal`` divides them; None if it cannot."""
        group = "," if decimal == "." else "."
        whole, _point, decimals = self.body.partition(decimal)
        if decimal in decimals or group in decimals or (self.body.endswith(decimal)):
            return None
        if group in whole:
            first, _group, rest = whole.partition(group)
            if not 1 <= len(first) <= 3 or not _GROUPS.fullmatch(rest):
                return None
            whole = whole.replace(group, "")
        return f"{whole or '0'}.{decimals}" if decimals else whole

    @property
    def decimal_signs(self) -> str:
        """Which signs can divide the decimals here: ".", ",", or both where nothing tells."""
        signs = "".join(sign for sign in ".," if self._fits(sign))
        # "0,125" and "0.125" have no thousands.
        if signs == ".," and re.match(r"0+[.,]", self.body):
            return self.body.lstrip("0")[0]
        return signs

    @property
    def is_plain(self) -> bool:
        """Whether it reads the same either way."""
        return self._read(".") == self._read(",")

    def value(self, decimal: str) -> Number:
        """The number, when ``decimal`` divides the decimals."""
        read = self._read(decimal)
        if self.power:
            read = f"{read}e{self.power}"
        number = float(read) if {".", "e"} & set(read) else int(read)
        return -number if self.negative else number


def plain(number: Number) -> str:
    """A number as `Written` reads it again without doubt: a point for decimals, no thousands."""
    text = f"{Decimal(repr(number)):f}".removesuffix(".0")
    whole, _point, decimals = text.lstrip("-").partition(".")
    # "1.234" could be a thousand.
    return f"{text}0" if len(decimals) == 3 and len(whole) <= 3 and not whole.startswith("0") else text


def decimals_of(numbers: Iterable[Number]) -> int:
    """The most decimals that any of these needs: at most 6, or three digits of the smallest."""
    numbers = [abs(number) for number in numbers if number]
    if not numbers:
        return 0
    needed = max(len(f"{Decimal(repr(number)):f}".removesuffix(".0").partition(".")[2]) for number in numbers)
    return min(needed, max(6, 2 - math.floor(math.log10(min(numbers)))))


def babel_locale(language: str | None = None) -> Locale:
    """Babel's locale of a language of the site, the active one by default."""
    try:
        return Locale.parse(to_locale(language or get_language() or "en"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def shown(number: Number, decimals: int = 0, *, percent: bool = False) -> str:
    """A number in the reader's language, with this many decimals. No number is too large or too small."""
    places = "0" * decimals
    pattern = f"#,##0.{places}" if places else "#,##0"
    # Babel rounds in the context's 28 digits and fails beyond. No number that Python reads has as many as this.
    with localcontext(prec=10_000):
        digits = format_decimal(number, pattern, locale=babel_locale())
    return format_percent(0, locale=babel_locale()).replace("0", digits) if percent else digits


class Figures:
    """How the numbers of one drawing, and of the sentences about it, are written: no digit more than a reader can use,
    and enough that no two of them read the same."""

    def __init__(self, numbers: Iterable[Number]):
        """Millions and more are written in words: "21.4 trillion"; what was computed with three digits."""
        distinct = set(numbers)
        most = max(map(abs, distinct), default=0)
        needed = decimals_of(distinct)
        fewest = needed if needed <= 2 else max(0, 2 - math.floor(math.log10(most)))
        self.decimals = _places(range(min(fewest, needed), needed), distinct, round, needed)
        self.compact = _places((1, 2), distinct, _compact, None) if most >= 1_000_000 else None

    def text(self, number: Number, *, percent: bool = False, long: bool = False) -> str:
        """The number in the reader's language; ``long`` is for sentences: "million" instead of "M"."""
        if self.compact is None or percent:
            return shown(number, self.decimals, percent=percent)
        return _compact(number, self.compact, "long" if long else "short")


def _places(tried: Iterable[int], numbers: set[Number], write: Callable, otherwise: int | None) -> int | None:
    """The first of these numbers of decimals with which no two numbers read the same."""
    return next((places for places in tried if len({write(one, places) for one in numbers}) == len(numbers)), otherwise)


def _compact(number: Number, places: int, width: str = "short") -> str:
    return format_compact_decimal(number, format_type=width, locale=babel_locale(), fraction_digits=places)


def is_percent(unit: str) -> bool:
    """Whether a unit counts in hundredths: "%", "% of residents"."""
    return unit.strip().startswith("%")
