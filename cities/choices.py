"""Closed lists about cities. None of them forces a guess."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IncomeGroup(models.TextChoices):
    """World Bank income groups; the year of the classification is stored with each country."""

    LOW = "low", _("Low income")
    LOWER_MIDDLE = "lower-middle", _("Lower-middle income")
    UPPER_MIDDLE = "upper-middle", _("Upper-middle income")
    HIGH = "high", _("High income")
    UNKNOWN = "unknown", _("Not classified")


class MayorType(models.TextChoices):
    """How the head of the city comes to office."""

    DIRECT = "directly-elected", _("Elected by the residents")
    COUNCIL = "council-elected", _("Elected by the council")
    APPOINTED = "appointed", _("Appointed")
    MANAGER = "city-manager", _("City manager")
    MIXED = "mixed", _("Elected mayor beside an appointed executive")
    UNKNOWN = "unknown", _("Not known")


class CouncilControl(models.TextChoices):
    """Whether the mayor's side holds the council."""

    MAJORITY = "majority", _("Majority")
    COALITION = "coalition", _("Coalition")
    MINORITY = "minority", _("Minority")
    NON_PARTISAN = "non-partisan", _("Non-partisan")
    UNKNOWN = "unknown", _("Not known")


class WorkState(models.TextChoices):
    """How far the programme's work in a city has come."""

    DESK_RESEARCH = "desk-research", _("Desk research")
    VISIT_AGREED = "visit-agreed", _("Visit agreed")
    VISITED = "visited", _("Visited")
    PUBLISHED = "published", _("Published")
    NONE = "none", _("Not yet begun")


#: Bands of residents: slug, the fewest residents of the band, label.
BANDS = (
    ("under-100k", 0, _("Under 100,000 residents")),
    ("100k-500k", 100_000, _("100,000 to 500,000 residents")),
    ("500k-1m", 500_000, _("500,000 to 1 million residents")),
    ("1m-5m", 1_000_000, _("1 to 5 million residents")),
    ("5m-10m", 5_000_000, _("5 to 10 million residents")),
    ("over-10m", 10_000_000, _("Over 10 million residents")),
)


def population_band(population: int | None) -> str:
    """The band of a number of residents."""
    if population is None:
        return "unknown"
    return next(name for name, least, _label in reversed(BANDS) if population >= least)
