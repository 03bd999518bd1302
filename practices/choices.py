"""Closed lists about practices: bands in which a reader can place a city's means."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CostBand(models.TextChoices):
    """Cost of the first year, in US dollars of the year of the source."""

    UNDER_10K = "under-10k", _("Under 10,000 USD")
    FROM_10K = "10k-100k", _("10,000 to 100,000 USD")
    FROM_100K = "100k-1m", _("100,000 to 1 million USD")
    FROM_1M = "1m-10m", _("1 to 10 million USD")
    OVER_10M = "over-10m", _("Over 10 million USD")
    UNKNOWN = "unknown", _("Not documented")


class StaffBand(models.TextChoices):
    """Staff needed, in full-time posts."""

    UNDER_1 = "under-1", _("Under 1 post")
    FROM_1 = "1-3", _("1 to 3 posts")
    FROM_4 = "4-10", _("4 to 10 posts")
    OVER_10 = "over-10", _("Over 10 posts")
    UNKNOWN = "unknown", _("Not documented")


class TimeBand(models.TextChoices):
    """Time from the decision to the first result that residents can see."""

    UNDER_3M = "under-3-months", _("Under 3 months")
    FROM_3M = "3-6-months", _("3 to 6 months")
    FROM_6M = "6-12-months", _("6 to 12 months")
    FROM_1Y = "1-2-years", _("1 to 2 years")
    OVER_2Y = "over-2-years", _("Over 2 years")
    UNKNOWN = "unknown", _("Not documented")


class LegalInstrument(models.TextChoices):
    """The strongest legal form it needs."""

    NONE = "none", _("None, informal")
    EXECUTIVE_ORDER = "executive-order", _("Executive order")
    COUNCIL_RESOLUTION = "council-resolution", _("Council resolution")
    ORDINANCE = "ordinance", _("Ordinance or by-law")
    STATUTE = "statute", _("National or state law")
    CHARTER = "charter", _("Charter or constitution")
    UNKNOWN = "unknown", _("Not documented")


class Fidelity(models.TextChoices):
    """How much of the practice another city took."""

    INSPIRED = "inspired", _("Inspired by it")
    ADAPTED = "adapted", _("Adapted it")
    ADOPTED = "adopted", _("Adopted it")
    UNKNOWN = "unknown", _("Not documented")
