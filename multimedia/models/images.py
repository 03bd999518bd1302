"""Pictures, stored without metadata, and their renditions, the only files that are public."""

import logging
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage

from multimedia.files import CleanFile, PictureFile, cleaned
from multimedia.metadata import PictureError
from multimedia.models.credits import Credited
from multimedia.tasks import make_renditions

logger = logging.getLogger(__name__)


class Image(Credited, AbstractImage):
    """A photograph or drawing. ``description`` (Wagtail's field) is its text alternative."""

    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Only for a picture that says nothing: readers who cannot see it are then told nothing about it."),
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    place = models.CharField(_("place shown"), max_length=150, blank=True)
    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), related_name="pictures")
    taken_on = models.DateField(_("date taken"), null=True, blank=True)
    stand_in = models.BooleanField(
        _("stand-in"),
        default=False,
        help_text=_("The picture does not show the place of the story. Every page that uses it says so."),
    )

    admin_form_fields = (
        *(name for name in WagtailImage.admin_form_fields if name != "description"),
        "description",
        "is_decorative",
        "caption",
        "credit",
        "licence",
        "origin_url",
        "place",
        "taken_on",
        "stand_in",
    )

    class Meta(AbstractImage.Meta):
        # Wagtail's own Image and Document stay installed beside ours: the reverse names must differ.
        default_related_name = "pictures"
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    @property
    def alt(self) -> str:
        """Text alternative; empty for a decorative picture."""
        return "" if self.is_decorative else self.contextual_alt_text or self.description

    @property
    def default_alt_text(self) -> str:
        """The description and never the title, which often is a file name."""
        return self.description

    def missing_for_publication(self) -> list[str]:
        """Names of the fields that must be filled before a page with this picture is published."""
        missing = [] if self.description or self.is_decorative else [str(_("text alternative"))]
        return missing + self.missing_credits()

    def clean(self) -> None:
        """Clean an uploaded file; one that cannot be used is an error of the field ``file``."""
        super().clean()
        try:
            self._clean_file()
        except PictureError as error:
            raise ValidationError({"file": str(error)}) from error

    def save(self, *args, **kwargs) -> None:
        """Store the picture without metadata, then have its renditions made. Raises ``PictureError``."""
        replaced = self._clean_file() and self.pk is not None
        super().save(*args, **kwargs)
        if replaced:
            self.renditions.all().delete()
        if kwargs.get("update_fields") is None:
            transaction.on_commit(lambda: make_renditions.enqueue(self.pk))

    def get_rendition(self, filter: Filter | str) -> AbstractRendition:  # noqa: A002 - Wagtail's name
        """As Wagtail's, for the admin; of a lost or broken original an empty one: it closes no page."""
        try:
            return super().get_rendition(filter)
        except Exception as error:  # noqa: BLE001 - codecs raise whatever they like
            logger.warning("No rendition of picture %s (%s): %s", self.pk, self.title, error)
            missing = Rendition(image=self, width=0, height=0)
            missing.file.name = "not-found"
            return missing

    def _clean_file(self) -> bool:
        """Replace a file that is not stored yet by its clean copy; whether there was one."""
        if not self.file or self.file._committed:
            return False
        clean = cleaned(self.file.file)
        if clean is not self.file.file:
            self.file = clean
        self.note_stored_file(clean)
        return True

    def note_stored_file(self, file: CleanFile) -> None:
        """Size and hash of what is stored; credit and date from its metadata where ours are empty."""
        self.file_size = file.size
        self.file_hash = file.sha1
        self.credit = self.credit or file.picture.credit[:255]
        self.taken_on = self.taken_on or file.picture.taken_on


# Set on the inherited field, because declaring the field anew would only repeat Wagtail's.
Image._meta.get_field("file").attr_class = PictureFile


class Rendition(AbstractRendition):
    """A picture in one size and format: the only files that are public."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def get_upload_to(self, filename: str) -> str:
        """A name made of the original's hash: public, so without the original's name, and never used twice.

        Renditions are cached for a year, so a new picture under an old name would never be seen.
        """
        parts = [self.image.file_hash[:16], self.focal_point_key, self.filter_spec.replace("|", ".")]
        return "images/" + ".".join(filter(None, parts)) + PurePath(filename).suffix
