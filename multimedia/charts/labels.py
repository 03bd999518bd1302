"""What the labels of a table are: years, quarters, months, days, or names; and moments as people write them.

A moment is kept in one form: "2015", "2018/19" (a year that begins in another), "2015-Q1", "2015-03", "2015-03-14".
"""

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import cache, partial
from math import gcd

from babel.dates import format_date
from django.conf import settings
from django.utils.translation import gettext as _

from multimedia.charts.numbers import babel_locale, in_ascii


class Labels(Enum):
    """Names stand in the order of the table; moments in the order of time, at their distance from each other."""

    NAMES = "names"
    YEARS = "years"
    #: As budgets and schools have them: "2018/19".
    SPLIT_YEARS = "split years"
    QUARTERS = "quarters"
    MONTHS = "months"
    DAYS = "days"

    @property
    def is_time(self) -> bool:
        """Whether the labels are moments."""
        return self is not Labels.NAMES


class MomentError(ValueError):
    """A label that looks like a moment and cannot be told."""


_YEAR = "[12][0-9]{3}"
_KEPT = {
    Labels.YEARS: re.compile(_YEAR),
    Labels.SPLIT_YEARS: re.compile(f"{_YEAR}/[0-9]{{2}}"),
    Labels.QUARTERS: re.compile(f"{_YEAR}-Q[1-4]"),
    Labels.MONTHS: re.compile(f"{_YEAR}-(0[1-9]|1[0-2])"),
    Labels.DAYS: re.compile(f"{_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
}


def kind_of(labels: list[str]) -> Labels:
    """What these labels are, all of them."""
    for kind, pattern in _KEPT.items():
        if labels and all(pattern.fullmatch(label) for label in labels):
            return kind if kind is not Labels.DAYS or all(map(_is_day, labels)) else Labels.NAMES
    return Labels.NAMES


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def is_date(text: str) -> bool:
    """Whether a text is a moment: nothing to translate."""
    return kind_of([text]).is_time


def shown_label(text: str) -> str:
    """A label as it reads in the active language: "2015-03" is "Mar 2015"."""
    kind = kind_of([text])
    shape = {Labels.QUARTERS: "QQQ y", Labels.MONTHS: "MMM y", Labels.DAYS: "d MMM y"}.get(kind)
    return format_date(first_day(text), shape, locale=babel_locale()) if shape else text


def first_day(moment: str) -> date:
    """The day on which a moment begins."""
    year, rest = int(moment[:4]), moment[5:]
    match kind_of([moment]):
        case Labels.QUARTERS:
            return date(year, int(rest[1]) * 3 - 2, 1)
        case Labels.MONTHS:
            return date(year, int(rest), 1)
        case Labels.DAYS:
            return date.fromisoformat(moment)
    return date(year, 1, 1)


def between(moments: list[str]) -> list[str]:
    """These moments and those that the table left out, from the first to the last, in the smallest step it has."""
    kind = kind_of(moments)
    places = [_place(kind, moment) for moment in moments]
    step = gcd(*(place - places[0] for place in places)) or 1
    return [_moment(kind, place) for place in range(places[0], places[-1] + 1, step)]


def _place(kind: Labels, moment: str) -> int:
    """How many years, quarters, months or days after the first."""
    day = first_day(moment)
    match kind:
        case Labels.QUARTERS:
            return day.year * 4 + day.month // 3
        case Labels.MONTHS:
            return day.year * 12 + day.month - 1
        case Labels.DAYS:
            return day.toordinal()
    return day.year


def _moment(kind: Labels, place: int) -> str:
    match kind:
        case Labels.SPLIT_YEARS:
            return _split(place)
        case Labels.QUARTERS:
            return f"{place // 4}-Q{place % 4 + 1}"
        case Labels.MONTHS:
            return f"{place // 12}-{place % 12 + 1:02}"
        case Labels.DAYS:
            return date.fromordinal(place).isoformat()
    return str(place)


# --- As people write them


def read_moments(texts: list[str]) -> list[str] | None:
    """These labels as moments of one kind, in the form that is kept; None where not all of them are.

    Raises `MomentError` where they are dates and nothing tells day from month.
    """
    texts = [in_ascii(text).strip() for text in texts]
    if not texts:
        return None
    for read in (_year, _split_year if len(texts) > 1 else _nothing, _quarter, _month, _days_of(texts)):
        found = [read(text) for text in texts]
        if all(found):
            return found
    return None


def _nothing(_text: str) -> None:
    """One label alone is no row of years: "2009-10" is October."""


def _year(text: str) -> str | None:
    # The World Bank writes "2015 [YR2015]".
    found = re.fullmatch(rf"({_YEAR})(?: \[YR\1\])?", text)
    return found and found[1]


def _split_year(text: str) -> str | None:
    found = re.fullmatch(rf"({_YEAR})\s?[/–-]\s?([0-9]{{2}}|{_YEAR})", text)
    if not found:
        return None
    split = _split(int(found[1]))
    return split if found[2][-2:] == split[-2:] and found[2] in {split[-2:], str(int(found[1]) + 1)} else None


def _split(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def _quarter(text: str) -> str | None:
    """Q is a quarter in English, T in the Romance languages."""
    found = re.fullmatch(rf"({_YEAR})[\s/-]?[QT]([1-4])", text, re.IGNORECASE)
    if found:
        return f"{found[1]}-Q{found[2]}"
    found = re.fullmatch(rf"(?:[QT]([1-4])|([1-4])[QT])[\s/-]?({_YEAR})", text, re.IGNORECASE)
    return found and f"{found[3]}-Q{found[1] or found[2]}"


def _month(text: str) -> str | None:
    if found := re.fullmatch(rf"({_YEAR})[-/.M]?(0[1-9]|1[0-2])", text):
        return f"{found[1]}-{found[2]}"
    if found := re.fullmatch(rf"(0?[1-9]|1[0-2])[-/.]({_YEAR})", text):
        return f"{found[2]}-{int(found[1]):02}"
    if found := re.fullmatch(rf"([^\W\d]+)\.?[\s/-]*(?:de |del )?({_YEAR}|[0-9]{{2}})", text):
        month, year = _month_named(found[1]), _whole_year(found[2])
    elif found := re.fullmatch(rf"({_YEAR})[\s/-]*([^\W\d]+)\.?", text):
        month, year = _month_named(found[2]), int(found[1])
    else:
        return None
    return month and f"{year}-{month:02}"


def _whole_year(digits: str) -> int:
    """ "20" is 2020 and "95" 1995, as spreadsheets shorten them."""
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 30 else 1900)


def _days_of(texts: list[str]) -> Callable[[str], str | None]:
    """How to read the days of this column."""
    numbers = [re.fullmatch(rf"([0-9]{{1,2}})([/-])([0-9]{{1,2}})\2({_YEAR}|[0-9]{{2}})", text) for text in texts]
    if not all(numbers):
        return partial(_day, day_first=True)
    short = next((text for text, found in zip(texts, numbers, strict=True) if len(found[4]) == 2), None)
    if short:
        raise MomentError(
            _("“%(label)s” has its year in two digits. Write days as 2020-02-01, months as 2020-02.") % {"label": short}
        )
    first_is_day = any(int(found[1]) > 12 for found in numbers)
    second_is_day = any(int(found[3]) > 12 for found in numbers)
    if first_is_day == second_is_day and any(found[1].lstrip("0") != found[3].lstrip("0") for found in numbers):
        found = next(found for found in numbers if found[1].lstrip("0") != found[3].lstrip("0"))
        raise MomentError(
            _(
                "Nothing tells whether “%(label)s” begins with the day or with the month. Write days as 2020-02-01: in "
                "the spreadsheet, give the column the format YYYY-MM-DD."
            )
            % {"label": found[0]}
        )
    return partial(_day, day_first=not second_is_day)


def _day(text: str, *, day_first: bool) -> str | None:
    if found := re.fullmatch(rf"({_YEAR})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}})(?:[T ][0-9:.]+Z?)?", text):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
    elif found := re.fullmatch(rf"([0-9]{{1,2}})([/.-])\s?([0-9]{{1,2}})\2\s?({_YEAR})", text):
        day, month = (int(found[1]), int(found[3]))[:: 1 if day_first or found[2] == "." else -1]
        year = int(found[4])
    elif found := re.fullmatch(
        rf"([0-9]{{1,2}})\.?[\s/-]*(?:de )?([^\W\d]+)\.?,?[\s/-]*(?:de |del )?({_YEAR}|[0-9]{{2}})", text
    ):
        day, month, year = int(found[1]), _month_named(found[2]), _whole_year(found[3])
    elif found := re.fullmatch(rf"([^\W\d]+)\.? ([0-9]{{1,2}}),? ({_YEAR})", text):
        day, month, year = int(found[2]), _month_named(found[1]), int(found[3])
    else:
        return None
    if not month:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise MomentError(_("“%(label)s” is no day of the calendar.") % {"label": text}) from error


def _month_named(word: str) -> int | None:
    """The month of a name in a language of the site, or of its first letters; None for any other word."""
    word = word.casefold()
    found = {month for name, month in _month_names().items() if len(word) > 2 and name.startswith(word)}
    return found.pop() if len(found) == 1 else None


@cache
def _month_names() -> dict[str, int]:
    names = {}
    for language, _name in settings.LANGUAGES:
        for width in ("wide", "abbreviated"):
            for month, name in babel_locale(language).months["format"][width].items():
                names[name.casefold().strip(".")] = month
    return names
