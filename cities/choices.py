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
