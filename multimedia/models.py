"""Pictures, recordings and documents: the files of the site and what must be known about each."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtailmedia.models import AbstractMedia

from multimedia.choices import Licence


class Credited(models.Model):
    """Who made a file and what others may do with it."""

    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("The maker, as they want to be named. Required to publish.")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.UNKNOWN)
    origin_url = models.URLField(
        _("where it comes from"), max_length=500, blank=True, help_text=_("The page on which it was found, if any.")
    )

    class Meta:
        abstract = True


class Image(Credited, AbstractImage):
    """A photograph or drawing. ``description`` (Wagtail's field) is its text alternative."""

    decorative = models.BooleanField(
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
        "decorative",
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
        return "" if self.decorative else self.description


class Rendition(AbstractRendition):
    """A picture in one size and format: the only files that are public."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class Document(Credited, AbstractDocument):
    """A file to read: a report, a form, a law. Served through the checked view."""

    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), related_name="papers")

    admin_form_fields = (*WagtailDocument.admin_form_fields, "credit", "licence", "origin_url")

    class Meta(AbstractDocument.Meta):
        default_related_name = "papers"
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]


class Recording(Credited, AbstractMedia):
    """Sound or video. Never public by itself: testimony's policy says who may hear it."""

    description = models.TextField(_("description"), blank=True, help_text=_("What is heard or seen, in a sentence."))
    language = models.CharField(_("language spoken"), max_length=12, blank=True, help_text=_("A language code: en, es-MX."))
    poster = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("poster")
    )
    synthetic_voice = models.BooleanField(
        _("synthetic voice"), default=False, help_text=_("Read by a machine. The page and the transcript say so.")
    )
    file_size = models.PositiveBigIntegerField(_("size in bytes"), null=True, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "duration",
        "description",
        "language",
        "synthetic_voice",
        "poster",
        "credit",
        "licence",
        "origin_url",
        "tags",
    )

    class Meta(AbstractMedia.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
