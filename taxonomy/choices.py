"""The vocabularies of the site."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vocabulary(models.TextChoices):
    """Which list a term belongs to. The value is part of codebook and exports, never of a URL."""

    FOCUS_AREA = "focus-area", _("Focus area")
    QUESTION = "question", _("Guiding question")
    STAKEHOLDER_GROUP = "stakeholder-group", _("Stakeholder group")
    PROBLEM = "problem", _("Problem")
    CHALLENGE = "challenge", _("Governance challenge")
    MECHANISM = "mechanism", _("Mechanism")
    TECHNOLOGY = "technology", _("Technology and channel")
    POPULATION_GROUP = "population-group", _("Population group")
    SECTOR = "sector", _("Policy sector")
    SUCCESS_FACTOR = "success-factor", _("Success factor")
