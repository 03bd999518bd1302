"""Recordings, sound or video, and their timed words."""

from pathlib import PurePath
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia

from multimedia import captions
from multimedia.choices import RecordingKind, TrackKind
from multimedia.claims import claimed
from multimedia.languages import language_name
from multimedia.models.credits import Credited
from multimedia.models.images import Image
from multimedia.recordings import RecordingError, checked, measures
from multimedia.served_files import content_type


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
        if new := self._check_file():
            self.file.name = f"{uuid4().hex}{PurePath(self.file.name).suffix.lower()}"
            self.file_size = self.file.size
            measured = measures(new)
            self.duration = measured.duration or self.duration
            self.width, self.height = measured.width or None, measured.height or None
        self.free = self.free and not self._is_claimed()
        super().save(*args, **kwargs)
        if new:
            # A temporary file was moved into the storage: said now, it is not missed when memory is cleared.
            new.close()
        # The sound of a film is claimed together with it.
        Recording.objects.filter(pk__in=claimed([self.sound_only_id]), free=True).update(free=False)

    def _check_file(self) -> File | None:
        """Replace a file that is not stored yet by its checked copy, and answer that; None if there is none."""
        if not self.file or self.file._committed:
            return None
        safe = checked(self.file.file)
        if safe is not self.file.file:
            self.file = safe
        return safe

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
