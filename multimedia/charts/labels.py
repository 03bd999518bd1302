"""What the labels of a table are: years, dates, or names."""

import re
from datetime import date
from enum import Enum

from babel.dates import format_date

from multimedia.charts.numbers import babel_locale

_YEAR = re.compile(r"[12][0-9]{3}")
_MONTH = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")
_DAY = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


class Labels(Enum):
    """Names stand in the order of the table; years and dates at their distance from each other."""

    NAMES = "names"
    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"

    @property
    def is_time(self) -> bool:
        """Whether the labels are moments."""
        return self is not Labels.NAMES


def kind_of(labels: list[str]) -> Labels:
    """What these labels are, all of them."""
    for kind, pattern in ((Labels.YEARS, _YEAR), (Labels.MONTHS, _MONTH), (Labels.DAYS, _DAY)):
        if labels and all(pattern.fullmatch(label) for label in labels):
            return kind
    return Labels.NAMES


def is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day: nothing to translate."""
    return kind_of([text]).is_time


def shown_label(text: str) -> str:
    """A label as it reads in the active language: "2015-03" is "Mar 2015"."""
    kind = kind_of([text])
    if kind is Labels.MONTHS:
        return format_date(date.fromisoformat(f"{text}-01"), "MMM y", locale=babel_locale())
    if kind is Labels.DAYS:
        try:
            return format_date(date.fromisoformat(text), "d MMM y", locale=babel_locale())
        except ValueError:
            return text
    return text
