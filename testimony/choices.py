"""Closed lists about testimony. What they mean to a reader is decided in `testimony.policy` alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Medium(models.TextChoices):
    """In which form something of a testimony leaves the house."""

    TEXT = "text", _("Words, as text")
    QUOTATION = "quotation", _("Quotation")
    TRANSLATION = "translation", _("Translation")
    AUDIO = "audio", _("Sound")
    VIDEO = "video", _("Video")


class ConsentStatus(models.TextChoices):
    """Where the agreement with the speaker stands."""

    NOT_ASKED = "not-asked", _("Not yet asked")
    VERBAL = "verbal", _("Given aloud, on the recording")
    WRITTEN = "written", _("Given in writing")
    CONFIRMED = "confirmed", _("Asked again and confirmed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AccessLevel(models.TextChoices):
    """How much of it readers may know at all."""

    OPEN = "open", _("Open")
    LISTED = "listed", _("Listed, not readable")
    SEALED = "sealed", _("Sealed until a date")
    CLOSED = "closed", _("Closed: not even listed")
    BACKGROUND = "background", _("Background only: not even listed")


class Attribution(models.TextChoices):
    """How the speaker is called."""

    NAMED = "named", _("By name")
    ROLE = "role", _("By role only")
    PSEUDONYM = "pseudonym", _("By a pseudonym")
    CONFIDENTIAL = "confidential", _("Not at all")


class Sensitivity(models.TextChoices):
    """Why care is needed."""

    NONE = "none", _("None known")
    PERSONAL_SAFETY = "personal-safety", _("Personal safety")
    DEFAMATION = "defamation", _("Defamation")
    THIRD_PARTY = "third-party", _("Privacy of others")
    CLASSIFIED = "classified", _("Official secrecy or procurement")
    MINORS = "minors", _("Minors")


class TranscriptKind(models.TextChoices):
    """Whether these are the words as spoken."""

    VERBATIM = "verbatim", _("As spoken")
    TRANSLATION = "translation", _("Translation")


class TranscriptState(models.TextChoices):
    """How far a transcript can be trusted."""

    MACHINE = "machine", _("Made by machine")
    EDITED = "edited", _("Made by machine, checked by one person")
    VERIFIED = "verified", _("Verified against the recording")


class ReviewState(models.TextChoices):
    """What the speaker said about a quotation shown to them before use."""

    NOT_REQUESTED = "not-requested", _("Not asked for")
    PENDING = "pending", _("Waiting for the speaker")
    APPROVED = "approved", _("Approved")
    CHANGED = "changed", _("Approved after a change")
    REFUSED = "refused", _("Refused")


class Match(models.TextChoices):
    """Whether a quotation still stands in the transcript it was taken from."""

    SAME = "same", _("Stands in the transcript")
    CHANGED = "changed", _("The words have changed")
    GONE = "gone", _("The sentence is gone")
    MOVED = "moved", _("It is said at another time now")
    UNKNOWN = "unknown", _("No transcript")
