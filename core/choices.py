"""Closed lists that more than one room needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceLevel(models.IntegerChoices):
    """How sure we can be, after the Nesta Standards of Evidence (2013), paraphrased. Most cases stand at 1 or 2."""

    UNKNOWN = -1, _("Not judged yet")
    NONE = 0, _("No evidence yet")
    REASONED = 1, _("A reasoned account")
    MEASURED = 2, _("Change measured, cause not shown")
    COMPARED = 3, _("Cause shown by comparison")
    CONFIRMED = 4, _("Confirmed independently")
    REPRODUCED = 5, _("Reproduced elsewhere")


class ReportedBy(models.TextChoices):
    """Who says so: the first question to ask of a figure."""

    CITY = "city", _("The city")
    IMPLEMENTER = "implementer", _("Those who carried it out")
    EVALUATOR = "evaluator", _("Independent evaluators")
    PRESS = "press", _("Press")
    ACADEMIC = "academic", _("Researchers")
    CIVIL_SOCIETY = "civil-society", _("Civil society")
    UNKNOWN = "unknown", _("Not known")
