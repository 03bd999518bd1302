"""Blocks that show films and let sounds be heard."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructValue

from multimedia.blocks.pictures import library_picture
from multimedia.blocks.refusals import CheckedBlock, refusal
from multimedia.choices import Licence, RecordingKind, TrackKind
from multimedia.choosers import AudioChooserBlock, PictureChooserBlock, VideoChooserBlock
from multimedia.external_videos import ExternalVideo, UnknownVideo, external_video
from multimedia.languages import language_name
from multimedia.models import Recording, Track

_CAPTION = _("What the recording proves here: who, where, when. Empty: its own description.")

_PREVIEW_CAPTIONS = """WEBVTT

00:00.000 --> 00:04.000
<v Narrator>In Orvena a complaint used to end on a desk.

00:04.000 --> 00:09.000
<v Narrator>Now it ends when the resident says so.
"""
_PREVIEW_CHAPTERS = """WEBVTT

00:00.000 --> 00:04.000
Before

00:04.000 --> 00:09.000
Since the order
"""


class RecordingBlock(CheckedBlock):
    """What a film and a sound of the library have in common. Subclasses add ``recording``."""

    def problems(self, value):
        """A recording that readers could not have, or not all of them could follow."""
        recording = value.get("recording")
        if not recording or not (missing := recording.missing_for_publication()):
            return {}
        message = gettext(
            "The recording “%(title)s” cannot be shown yet. Missing: %(missing)s. Open it under Recordings."
        ) % {"title": recording.title, "missing": ", ".join(missing)}
        return {"recording": message}


def _library_recording(kind: RecordingKind, title: str) -> Recording:
    """For previews: the first of the library that readers may have, else an invented one."""
    found = Recording.objects.filter(type=kind, free=True).select_related("poster", "sound_only").order_by("pk").first()
    return found or invented_recording(kind, title)


def invented_recording(kind: RecordingKind, title: str) -> Recording:
    """One that is nowhere stored, with captions and chapters; its address leads nowhere."""
    ending = "mp4" if kind == RecordingKind.VIDEO else "mp3"
    invented = Recording(
        collection_id=0,  # The default would be looked up.
        title=title,
        type=kind,
        file=f"media/preview.{ending}",
        file_size=384_000,
        duration=9,
        language="en",
        credit="Big Bold Cities",
        licence=Licence.CC0,
        free=True,
        synthetic_voice=True,
    )
    invented.prefetched_tracks = [
        Track(kind=TrackKind.CAPTIONS, language="en", text=_PREVIEW_CAPTIONS),
        Track(kind=TrackKind.CHAPTERS, language="en", text=_PREVIEW_CHAPTERS),
    ]
    return invented


class VideoBlock(RecordingBlock):
    """A film of the library, with its captions, its chapters and all of it in words."""

    recording = VideoChooserBlock(
        label=_("Film"),
        help_text=_("It must be marked as nobody’s testimony and have captions. An interview is quoted with a clip."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300, default="", help_text=_CAPTION)
    poster = PictureChooserBlock(
        label=_("Poster"),
        required=False,
        help_text=_("The picture in its place before it plays. Empty: the film’s own poster."),
    )

    class Meta:
        icon = "wagtailmedia-video"
        group = _("Media")
        label = _("Film")
        description = _("A film of the library with captions, chapters, a transcript and sound alone for slow lines.")
        template = "blocks/video_block.html"
        stylesheets = ("components/photos", "components/recordings")
        scripts = ("recording-player",)

    def problems(self, value):
        """As of any recording; and a film without a poster."""
        problems, recording = super().problems(value), value.get("recording")
        if recording and not value.get("poster") and recording.poster_id is None:
            problems["poster"] = _("Choose a poster: without one, readers see an empty box until they play the film.")
        return problems

    def get_preview_value(self):
        """A film of the library, else one that shows everything but the film."""
        return self.normalize(
            {
                "recording": _library_recording(RecordingKind.VIDEO, "Order 14, in nine seconds"),
                "caption": "Where a complaint ends in Orvena.",
                "poster": library_picture(),
            }
        )


class AudioBlock(RecordingBlock):
    """A sound of the library, with its chapters and all of it in words."""

    recording = AudioChooserBlock(
        label=_("Sound"),
        help_text=_("It must be marked as nobody’s testimony. An interview is quoted with a clip."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300, default="", help_text=_CAPTION)

    class Meta:
        icon = "wagtailmedia-audio"
        group = _("Media")
        label = _("Sound")
        description = _("A sound of the library: a street, a radio report, a song. Words of an interview are a clip.")
        template = "blocks/audio_block.html"
        stylesheets = ("components/photos", "components/recordings")
        scripts = ("recording-player",)

    def get_preview_value(self):
        """A sound of the library, else one that shows everything but the sound."""
        return self.normalize(
            {
                "recording": _library_recording(RecordingKind.AUDIO, "The counter at Orvena town hall"),
                "caption": "The counter at Orvena town hall, before nine.",
            }
        )


class ExternalVideoValue(StructValue):
    """What a page shows of a film that lies elsewhere."""

    @property
    def film(self) -> ExternalVideo | None:
        """The film, or None for an address that names none, as in a draft."""
        try:
            return external_video(self.get("address") or "")
        except UnknownVideo:
            return None

    @property
    def language_name(self) -> str:
        """The language spoken, in the reader's words."""
        return language_name(self["language"]) if self.get("language") else ""


class ExternalVideoBlock(blocks.StructBlock):
    """A film at YouTube or Vimeo. Nothing is asked of the company before a reader says so."""

    address = blocks.URLBlock(
        label=_("Address"), help_text=_("Of the film at YouTube or Vimeo, as it stands in the browser.")
    )
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    poster = PictureChooserBlock(
        label=_("Poster"),
        help_text=_("From our library: the company’s own picture would tell it of every reader of this page."),
    )
    length = blocks.RegexBlock(
        label=_("Length"),
        regex=r"^(\d{1,2}:)?\d{1,2}:[0-5]\d$",
        error_messages={"invalid": _("Write minutes and seconds: 4:10.")},
        help_text=_("Minutes and seconds: 4:10."),
        search_index=False,
    )
    language = blocks.RegexBlock(
        label=_("Language spoken"),
        regex=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        error_messages={"invalid": _("Write a language code: en, es-MX.")},
        help_text=_("A language code: en, es-MX."),
        search_index=False,
    )
    transcript = blocks.TextBlock(
        label=_("Transcript"),
        help_text=_(
            "All that is said and what must be seen to follow it, a paragraph for each speaker. It stays when the "
            "company takes the film away, and it is what readers get who do not want to go there."
        ),
    )

    class Meta:
        icon = "link-external"
        group = _("Media")
        label = _("Film elsewhere")
        description = _(
            "A film at YouTube or Vimeo, behind a picture of ours: the company hears of a reader after a click."
        )
        template = "blocks/external_video_block.html"
        stylesheets = ("components/controls", "components/photos", "components/recordings")
        scripts = ("click-to-load",)
        value_class = ExternalVideoValue

    def clean(self, value):
        """Refuse an address of a host we do not know."""
        value = super().clean(value)
        if address := value.get("address"):
            try:
                external_video(address)
            except UnknownVideo as error:
                raise refusal(address=str(error)) from error
        return value

    def get_preview_value(self):
        """An invented film; its address leads nowhere."""
        return self.normalize(
            {
                "address": "https://vimeo.com/1",
                "title": "The assembly of Tessaly Point, first evening",
                "poster": library_picture(),
                "length": "4:10",
                "language": "en",
                "transcript": (
                    "Chair: Nobody leaves before the map is drawn.\n\n"
                    "[A hall. Forty people stand around a table with a map.]\n\n"
                    "Resident: Then draw the drain that is missing."
                ),
            }
        )
