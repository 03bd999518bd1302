"""Closed lists about pictures, recordings and documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """What others may do with a file. ``url`` leads to the terms where they have an address."""

    UNKNOWN = "unknown", _("Not yet known")
    CC0 = "cc0", _("CC0, public domain dedication")
    PUBLIC_DOMAIN = "public-domain", _("Public domain")
    CC_BY_3 = "cc-by-3.0", _("CC BY 3.0")
    CC_BY_SA_3 = "cc-by-sa-3.0", _("CC BY-SA 3.0")
    CC_BY_4 = "cc-by-4.0", _("CC BY 4.0")
    CC_BY_SA_4 = "cc-by-sa-4.0", _("CC BY-SA 4.0")
    CC_BY_NC_4 = "cc-by-nc-4.0", _("CC BY-NC 4.0")
    CC_BY_ND_4 = "cc-by-nd-4.0", _("CC BY-ND 4.0")
    ALL_RIGHTS = "all-rights", _("All rights reserved, used with permission")

    @property
    def url(self) -> str:
        """Address of the licence text, or an empty string where there is none."""
        if self is Licence.CC0:
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        if self.value.startswith("cc-by"):
            kind, version = self.value.removeprefix("cc-").rsplit("-", 1)
            return f"https://creativecommons.org/licenses/{kind}/{version}/"
        return ""


class Access(models.TextChoices):
    """Who may read a document."""

    TEAM = "team", _("The team only")
    READERS = "readers", _("Readers")
    #: Set when a consent is saved with it, and for good: nobody may release a signed paper.
    PAPER = "paper", _("Nobody but those who may see consents: a signed paper")


class RecordingKind(models.TextChoices):
    """The two kinds wagtailmedia knows."""

    AUDIO = "audio", _("Sound")
    VIDEO = "video", _("Video")


class TrackKind(models.TextChoices):
    """What the timed words of a recording are, by their names in HTML."""

    CAPTIONS = "captions", _("Captions: what is said and heard, in the language spoken")
    SUBTITLES = "subtitles", _("Subtitles: a translation of what is said")
    CHAPTERS = "chapters", _("Chapters: a title for each part")
    DESCRIPTIONS = "descriptions", _("Descriptions: what is seen, for those who cannot see it")
