"""Closed lists about case studies, after reference vocabularies. "Unknown" is always allowed: never force a guess."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """What has become of it, as of a date."""

    PILOT = "pilot", _("Pilot")
    ACTIVE = "active", _("Running")
    SCALED = "scaled", _("Scaled up or made permanent")
    PAUSED = "paused", _("Paused")
    ENDED = "ended-by-design", _("Ended as planned")
    DISCONTINUED = "discontinued", _("Discontinued")
    UNKNOWN = "unknown", _("Not known")


class PowerGained(models.TextChoices):
    """Who gained power: the question every case answers. From the inside of the hall to the decision itself."""

    EFFICIENCY = "internal-efficiency", _("Mainly the administration: internal efficiency")
    INFORMATION = "more-information", _("Residents know more")
    VOICE = "more-voice", _("Residents are heard more")
    DECISION = "share-in-decision", _("Residents share in the decision")
    UNKNOWN = "unknown", _("Not known")


class ParticipationLevel(models.TextChoices):
    """The promise made to the public, on the IAP2 spectrum."""

    INFORM = "inform", _("Inform")
    CONSULT = "consult", _("Consult")
    INVOLVE = "involve", _("Involve")
    COLLABORATE = "collaborate", _("Collaborate")
    EMPOWER = "empower", _("Empower")
    NOT_APPLICABLE = "not-applicable", _("Not applicable")
    UNKNOWN = "unknown", _("Not known")


class Bindingness(models.TextChoices):
    """What the city owes to the outcome, whatever the promise sounded like."""

    NONE = "none", _("Nothing")
    ANSWER = "must-be-answered", _("It must answer")
    THRESHOLD = "binding-at-threshold", _("Bound, if a threshold is met")
    BINDING = "binding", _("Bound")
    NOT_APPLICABLE = "not-applicable", _("Not applicable")
    UNKNOWN = "unknown", _("Not known")


class Trigger(models.TextChoices):
    """Why then."""

    ELECTION = "election", _("Election or change of leader")
    CRISIS = "crisis", _("Crisis or scandal")
    FISCAL = "fiscal-stress", _("Fiscal stress")
    DISASTER = "disaster", _("Disaster")
    PROTEST = "protest", _("Protest movement")
    MANDATE = "legal-mandate", _("Legal mandate or decentralisation")
    AWARD = "donor-or-award", _("Donor or award")
    TECHNOLOGY = "technology", _("A technology became available")
    PEER = "peer-example", _("Example of a peer")
    OTHER = "other", _("Other")
    UNKNOWN = "unknown", _("Not known")


class Survival(models.TextChoices):
    """Whether it survived a change of leader."""

    YES = "yes", _("Met a new leader and survived")
    PARTLY = "partly", _("Survived in part")
    NO = "no", _("Did not survive")
    NOT_TESTED = "not-tested", _("Not yet tested")
    UNKNOWN = "unknown", _("Not known")


class LegalAnchor(models.TextChoices):
    """The strongest legal form it has."""

    NONE = "none", _("None, informal")
    EXECUTIVE_ORDER = "executive-order", _("Executive order")
    COUNCIL_RESOLUTION = "council-resolution", _("Council resolution")
    ORDINANCE = "ordinance", _("Ordinance or by-law")
    STATUTE = "statute", _("National or state law")
    CHARTER = "charter", _("Charter or constitution")
    UNKNOWN = "unknown", _("Not documented")


class HomeInGovernment(models.TextChoices):
    """Where it sits."""

    MAYOR = "mayors-office", _("Mayor’s office")
    UNIT = "stand-alone-unit", _("Stand-alone unit")
    DEPARTMENT = "line-department", _("Line department")
    OUTSIDE = "outside-body", _("Outside body")
    MIXED = "mixed", _("Mixed")
    UNKNOWN = "unknown", _("Not documented")


class Selection(models.TextChoices):
    """How those who took part were chosen."""

    OPEN = "open", _("Open to all")
    TARGETED = "open-targeted", _("Open, with targeted recruitment")
    RANDOM = "random", _("By lot")
    STRATIFIED = "stratified-random", _("By lot, stratified")
    APPOINTED = "appointed", _("Appointed")
    ELECTED = "elected", _("Elected")
    MIXED = "mixed", _("Mixed")
    NOT_APPLICABLE = "not-applicable", _("Not applicable")
    UNKNOWN = "unknown", _("Not documented")


class EventKind(models.TextChoices):
    """How the line of a reform is drawn from an event on."""

    ENFORCED = "enforced", _("In force from here on")
    KEPT = "kept", _("Kept, but not enforced")
    TURN = "turn", _("Change of power")
    ENDED = "ended", _("Ended")


class Medium(models.TextChoices):
    """What a story holds beside text."""

    PHOTOGRAPH = "photograph", _("Photographs")
    FILM = "film", _("Films")
    SOUND = "sound", _("Sound")
    VOICE = "voice", _("Voices")
    DATA = "data", _("Charts and tables")
    MAP = "map", _("Maps")
    TIMELINE = "timeline", _("Timeline")
