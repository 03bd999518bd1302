"""Dates as far as they are known: a year, a month, a day, or about then.

Written and stored as in EDTF (ISO 8601-2): ``2014``, ``2014-11``, ``2014-11-03``, each with ``~`` for "about".
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
_ABOUT = re.compile(r"^(?:c\.|ca\.|circa|about|~)\s*|\s*~$", re.IGNORECASE)


class BadDate(ValueError):
    """What was written is no date; the message says what is wrong and how to write it."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of known precision."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """From ``2014``, ``2014-11``, ``2014-11-03``, ``2014~`` or ``c. 2014``; raises ``BadDate``."""
        plain = _ABOUT.sub("", text.strip()).strip()
        found = _WRITTEN.match(plain)
        if not found:
            raise BadDate(_("Write a year, a month or a day as 2014, 2014-11 or 2014-11-03; c. 2014 if about then."))
        year, month, day = (int(part) if part else None for part in found.groups())
        if month is not None and not 1 <= month <= 12:
            raise BadDate(_("There is no month %(month)s. Write the year first: 2014-11-03.") % {"month": month})
        if not year or (day is not None and not 1 <= day <= monthrange(year, month)[1]):
            raise BadDate(_("There is no such day: %(date)s.") % {"date": plain})
        return cls(year, month, day, plain != text.strip())

    def __str__(self) -> str:
        return self.iso + ("~" if self.about else "")

    @property
    def iso(self) -> str:
        """For ``<time datetime>``."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @property
    def words(self) -> str:
        """In the reader's language: "2014", "November 2014", "about 2014"."""
        if self.day:
            words = date_format(date(self.year, self.month, self.day), "DATE_FORMAT")
        elif self.month:
            words = date_format(date(self.year, self.month, 1), "YEAR_MONTH_FORMAT")
        else:
            words = str(self.year)
        return _("about %(date)s") % {"date": words} if self.about else words

    @property
    def first(self) -> date:
        """The first day it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def middle(self) -> float:
        """Where it stands on a line of years: a year alone in its middle."""
        if self.month is None:
            return self.year + 0.5
        return self.year + (self.month - 1 + ((self.day or 15) - 0.5) / 31) / 12
