"""Pictures, recordings and documents: the files of the site and what must be known about each."""

import logging
from pathlib import PurePath
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage
from wagtailmedia.models import AbstractMedia

from multimedia import captions
from multimedia.choices import Access, Licence, RecordingKind, TrackKind
from multimedia.claims import claimed
from multimedia.files import CleanFile, PictureFile, cleaned
from multimedia.languages import language_name
from multimedia.metadata import PictureError
from multimedia.papers import check_paper
from multimedia.recordings import RecordingError, checked, measures
from multimedia.served_files import content_type
from multimedia.tasks import make_renditions

logger = logging.getLogger(__name__)


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


class Document(Credited, AbstractDocument):
    """A file to read: a report, a form, a law. Closed to readers unless somebody marked it as for them."""

    access = models.CharField(
        _("who may read it"),
        max_length=8,
        choices=Access,
        default=Access.TEAM,
        help_text=_("Readers: whoever knows its address may fetch it, whether a page offers it or not."),
    )
    language = models.CharField(_("language"), max_length=12, blank=True, help_text=_("A language code: en, es-MX."))
    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), related_name="papers")

    admin_form_fields = (*WagtailDocument.admin_form_fields, "access", "language", "credit", "licence", "origin_url")

    class Meta(AbstractDocument.Meta):
        default_related_name = "papers"
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    def clean(self) -> None:
        """Check the kind of the file; where there is none, its field has said so."""
        if self.file:
            super().clean()
            if not self.file._committed:
                try:
                    check_paper(self.file.file)
                except ValidationError as error:
                    raise ValidationError({"file": error.messages}) from error

    def save(self, *args, **kwargs) -> None:
        """Note the size and hash of a new file: pages print the size and must not look for it."""
        if self.file and not self.file._committed:
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    @property
    def is_for_readers(self) -> bool:
        """Whether readers may fetch it."""
        return self.access == Access.READERS

    @property
    def kind(self) -> str:
        """What it is, as people call it: PDF, DOCX."""
        return self.file_extension.upper()

    @property
    def language_name(self) -> str:
        """The language it is written in, in the reader's words; empty while it is not known."""
        return language_name(self.language) if self.language else ""

    @property
    def licence_name(self) -> str:
        """Name of the licence; empty while it is not known."""
        return "" if self.licence == Licence.UNKNOWN else self.get_licence_display()

    @property
    def licence_url(self) -> str:
        """Address of the licence, or an empty string."""
        return Licence(self.licence).url


class Recording(Credited, AbstractMedia):
    """Sound or video. Public only if it is free; a testimony's follows testimony's policy instead."""

    description = models.TextField(_("description"), blank=True, help_text=_("What is heard or seen, in a sentence."))
    language = models.CharField(
        _("language spoken"), max_length=12, blank=True, help_text=_("A language code: en, es-MX.")
    )
    poster = models.ForeignKey(
        Image,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("poster"),
        help_text=_("The picture that stands in its place before it plays and on paper."),
    )
    sound_only = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        limit_choices_to={"type": RecordingKind.AUDIO},
        related_name="films",
        verbose_name=_("sound alone"),
        help_text=_("For a film: the same without pictures, which a slow line can carry. Add it as a sound first."),
    )
    synthetic_voice = models.BooleanField(
        _("synthetic voice"), default=False, help_text=_("Read by a machine. The page and the transcript say so.")
    )
    free = models.BooleanField(
        _("nobody’s testimony: everybody seen or heard agreed to publication"),
        default=False,
        help_text=_(
            "Opens the file at once to everybody who has its address, whether a page shows it or not, and lets stories "
            "show it. Never for an interview: that belongs to a testimony, where consent decides."
        ),
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
        "free",
        "poster",
        "sound_only",
        "credit",
        "licence",
        "origin_url",
        "tags",
    )

    class Meta(AbstractMedia.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def clean(self) -> None:
        """Refuse what cannot be served safely; the error stands at its field."""
        try:
            self._check_file()
            super().clean()
        except RecordingError as error:
            raise ValidationError({"file": str(error)}) from error
        except ValidationError as error:
            # wagtailmedia's refusal of an ending names no field.
            raise ValidationError({"file": error.messages}) from error
        if self.free and self._is_claimed():
            raise ValidationError(
                {"free": gettext("This recording belongs to a testimony. What readers may hear is decided there.")}
            )
        if self.sound_only and self.sound_only.type != RecordingKind.AUDIO:
            raise ValidationError({"sound_only": gettext("This is a film. Choose a sound.")})
        if self.sound_only and self.type == RecordingKind.AUDIO:
            raise ValidationError({"sound_only": gettext("This recording is a sound already.")})

    def save(self, *args, **kwargs) -> None:
        """Note size and length of a new file. Raises ``RecordingError`` for one that cannot be served safely.

        A file is stored under a name of ours: its address is public, and people write names of people into file names.
        """
        if self._check_file():
            self.file.name = f"{uuid4().hex}{PurePath(self.file.name).suffix.lower()}"
            self.file_size = self.file.size
            measured = measures(self.file.file)
            self.duration = measured.duration or self.duration
            self.width, self.height = measured.width or None, measured.height or None
        self.free = self.free and not self._is_claimed()
        super().save(*args, **kwargs)
        # The sound of a film is claimed together with it.
        Recording.objects.filter(pk__in=claimed([self.sound_only_id]), free=True).update(free=False)

    def _check_file(self) -> bool:
        """Replace a file that is not stored yet by its checked copy; whether there was one."""
        if not self.file or self.file._committed:
            return False
        safe = checked(self.file.file)
        if safe is not self.file.file:
            self.file = safe
        return True

    def _is_claimed(self) -> bool:
        return bool(claimed([self.pk]))

    def missing_for_publication(self) -> list[str]:
        """What a story that shows it still has to wait for, in words."""
        missing = [] if self.free else [str(_("the mark that it is nobody’s testimony"))]
        missing += [] if self.language else [str(self._meta.get_field("language").verbose_name)]
        if self.type == RecordingKind.VIDEO and not any(track.kind == TrackKind.CAPTIONS for track in self.all_tracks):
            missing.append(str(_("captions")))
        return missing + self.missing_credits()

    @property
    def all_tracks(self) -> "list[Track]":
        """Its tracks; a page gives those of all its recordings in one query, as ``prefetched_tracks``."""
        if not hasattr(self, "prefetched_tracks"):
            self.prefetched_tracks = list(self.tracks.all()) if self.pk else []
        return self.prefetched_tracks

    @property
    def url(self) -> str:
        """Address of the file behind the checked view, whatever storage it lies in."""
        return settings.PRIVATE_FILES_URL + quote(self.file.name)

    @property
    def sources(self) -> list[dict[str, str]]:
        """What a player needs: address and type."""
        return [{"src": self.url, "type": content_type(self.file.name)}]


class Track(models.Model):
    """Timed words of a recording: captions, subtitles, chapters or descriptions, as WebVTT."""

    recording = models.ForeignKey(
        Recording, on_delete=models.CASCADE, related_name="tracks", verbose_name=_("recording")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=TrackKind, default=TrackKind.CAPTIONS)
    language = models.CharField(_("language"), max_length=12, help_text=_("A language code: en, es-MX."))
    label = models.CharField(
        _("name in the player"),
        max_length=80,
        blank=True,
        help_text=_("What viewers choose it by. Empty: the name of the language."),
    )
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("captions of a recording")
        verbose_name_plural = _("captions of recordings")
        ordering = ["recording", "kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "kind", "language"],
                name="one_track_a_kind_and_language",
            )
        ]

    def __str__(self):
        return f"{self.recording.title}: {self.kind_name}, {self.language_name}"

    def clean(self) -> None:
        """Read the text strictly and keep it as WebVTT; errors stand at their fields and name their lines."""
        super().clean()
        same = Track.objects.filter(recording=self.recording_id, kind=self.kind, language=self.language)
        if same.exclude(pk=self.pk).exists():
            message = gettext("This recording has %(kind)s in this language already. Change those.")
            raise ValidationError({"language": message % {"kind": self.kind_name.lower()}})
        recording = Recording.objects.filter(pk=self.recording_id).first()
        if recording and claimed([recording.pk]):
            raise ValidationError(
                {
                    "recording": gettext(
                        "This recording belongs to a testimony. Write its words as a transcript there: what may be "
                        "read of them is decided sentence by sentence."
                    )
                }
            )
        length = round(recording.duration * 1000) if recording else None
        try:
            self.text = captions.write(captions.parse(self.text, language=self.language, length_ms=length))
        except captions.CaptionError as error:
            raise ValidationError({"text": error.messages}) from error

    @property
    def url(self) -> str:
        """Address of the WebVTT, behind the same check as the recording."""
        return f"{settings.PRIVATE_FILES_URL}tracks/{self.pk}.vtt"

    @property
    def kind_name(self) -> str:
        """The kind in one word."""
        return self.get_kind_display().partition(":")[0]

    @property
    def language_name(self) -> str:
        """The language in the reader's words."""
        return language_name(self.language)

    @property
    def cues(self) -> list[captions.Cue]:
        """What it holds; nothing if it was stored unread and cannot be read."""
        try:
            return captions.parse(self.text)
        except captions.CaptionError:
            return []


class Drawing(models.Model):
    """A chart as it was drawn, in one language and width. Found by what it shows: the same spec is drawn once.

    Either ``svg`` or ``error`` is filled. Rows are made by the task worker (`multimedia.charts.drawings`) and may all
    be deleted at any time: pages then show their tables until the worker has drawn them again.
    """

    key = models.CharField(max_length=64, primary_key=True)
    svg = models.TextField(blank=True)
    error = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("drawing of a chart")
        verbose_name_plural = _("drawings of charts")
