"""Numbers as people write them, in either direction: read from a spreadsheet, shown in the reader's language."""

import re
from collections.abc import Iterable

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, to_locale

Number = int | float

#: What stands for "no figure" in a column of numbers.
GAPS = frozenset({"", "-", "–", "—", "−", ".", "..", "...", "…", "n/a", "na", "n.a.", "n. a."})

#: Spaces of every width (the thin ones among them) and the apostrophe of the Swiss divide thousands.
_SPACES = re.compile(r"[\s'’]")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[\s'’][0-9]{3})+(?:[.,][0-9]+)?")
_DIGITS = re.compile(r"[0-9][0-9.,]*|[.,][0-9]+")


class Written:
    """A number as it was written, before it is known which sign divides the decimals."""

    def __init__(self, text: str):
        """Take it apart. ``ok`` says whether it is a number at all."""
        text = text.strip()
        self.percent = text.endswith("%") or text.startswith("%")
        text = text.strip("%").strip()
        sign = text[:1] if text[:1] in {"-", "−", "+"} else ""
        digits = text[len(sign) :].strip()
        if _SPACES.search(digits):
            digits = _SPACES.sub("", digits) if _GROUPED.fullmatch(digits) else "no number"
        self.negative = sign in {"-", "−"}
        self.body = digits if _DIGITS.fullmatch(digits) else ""
        self.ok = bool(self.body) and any(self._read(decimal) is not None for decimal in ".,")

    def _read(self, decimal: str) -> str | None:
        """The digits with a point for decimals, when ``decimal`` divides them; None if it cannot."""
        group = "," if decimal == "." else "."
        whole, _point, decimals = self.body.partition(decimal)
        if decimal in decimals or group in decimals or (self.body.endswith(decimal)):
            return None
        if group in whole:
            first, *groups = whole.split(group)
            if not 1 <= len(first) <= 3 or any(len(part) != 3 for part in groups):
                return None
            whole = "".join([first, *groups])
        return f"{whole or '0'}.{decimals}" if decimals else whole

    @property
    def decimal_signs(self) -> str:
        """Which signs can divide the decimals here: ".", ",", or both where nothing tells."""
        signs = "".join(sign for sign in ".," if self._read(sign) is not None)
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
        number = float(read) if "." in read else int(read)
        return -number if self.negative else number

    def decimals(self, decimal: str) -> int:
        """How many decimals were written."""
        return len(self._read(decimal).partition(".")[2])


def plain(number: Number) -> str:
    """A number as `Written` reads it again without doubt: a point for decimals, no thousands."""
    text = f"{number:.10f}".rstrip("0").rstrip(".") if isinstance(number, float) else str(number)
    whole, _point, decimals = text.lstrip("-").partition(".")
    # "1.234" could be a thousand.
    return f"{text}0" if len(decimals) == 3 and len(whole) <= 3 and not whole.startswith("0") else text


def decimals_of(numbers: Iterable[Number]) -> int:
    """The most decimals that any of these needs, at most 6."""
    return max((len(f"{number:.6f}".rstrip("0").partition(".")[2]) for number in numbers), default=0)


def babel_locale(language: str | None = None) -> Locale:
    """Babel's locale of a language of the site, the active one by default."""
    try:
        return Locale.parse(to_locale(language or get_language() or "en"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def shown(number: Number, decimals: int = 0, *, percent: bool = False) -> str:
    """A number in the reader's language, with this many decimals."""
    places = "0" * decimals
    pattern = f"#,##0.{places}" if places else "#,##0"
    digits = format_decimal(number, pattern, locale=babel_locale())
    return format_percent(0, locale=babel_locale()).replace("0", digits) if percent else digits


def is_percent(unit: str) -> bool:
    """Whether a unit counts in hundredths: "%", "% of residents"."""
    return unit.strip().startswith("%")
