"""What every file of the library says about its rights."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from multimedia.choices import Licence


class Credited(models.Model):
    """Who made a file and what others may do with it."""

    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("The maker, as they want to be named. Required to publish."),
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.UNKNOWN)
    origin_url = models.URLField(
        _("where it comes from"), max_length=500, blank=True, help_text=_("The page on which it was found, if any.")
    )

    class Meta:
        abstract = True

    def missing_credits(self) -> list[str]:
        """Names of the fields about rights that are still empty."""
        missing = []
        if not self.credit:
            missing.append(str(self._meta.get_field("credit").verbose_name))
        if self.licence == Licence.UNKNOWN:
            missing.append(str(self._meta.get_field("licence").verbose_name))
        return missing

    @property
    def licence_name(self) -> str:
        """Name of the licence; empty while it is not known."""
        return "" if self.licence == Licence.UNKNOWN else str(Licence(self.licence).label)

    @property
    def licence_url(self) -> str:
        """Address of the licence, or an empty string."""
        return Licence(self.licence).url
