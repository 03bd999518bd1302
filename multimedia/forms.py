"""The forms behind every upload in the admin: single, several at once, inside choosers; and that of captions."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.forms import FileField, Textarea
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.widgets import AdminImageChooser
from wagtailmedia.forms import BaseMediaForm
from wagtailmedia.widgets import AdminAudioChooser

from multimedia.choices import Access, RecordingKind
from multimedia.files import cleaned
from multimedia.metadata import PictureError
from multimedia.timed_text import TimedTextError, decode

_LARGEST_TRACK = 2_000_000


class PictureField(WagtailImageField):
    """A file that is cleaned before anything else looks at it: Wagtail's own checks stumble over damaged files."""

    def to_python(self, data: File | None) -> File | None:
        """The clean file; a picture that cannot be used is an error in a sentence."""
        file = FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        try:
            return super().to_python(cleaned(file))
        except PictureError as error:
            raise ValidationError(str(error), code="invalid_image") from error


class WarnsOfSize:
    """A form with a file that says at once when it is too large: sending it would take half an hour."""

    most_bytes: int  #: What the form takes; its own check refuses what comes without the script.

    class Media:
        js = ["js/admin/upload-limit.js"]

    def warn_of_size(self) -> None:
        """Tell the field of the file; some forms have none."""
        if file := self.fields.get("file"):
            file.widget.attrs |= {"data-most-bytes": self.most_bytes, "data-too-large": too_large(self.most_bytes)}


def too_large(most_bytes: int) -> str:
    """The sentence for a file of more bytes than this."""
    return gettext("This file is larger than %(limit)d MB. Choose a smaller one.") % {"limit": most_bytes // 1_000_000}


class LicenceLaterMixin:
    """Uploads several files at once, without a form for each: the licence then stays unknown until it is filled in.

    A form with another required field would make Wagtail park the file as it came, metadata and all.
    """

    def __init__(self, *args, **kwargs):
        """Ask for the licence without insisting."""
        super().__init__(*args, **kwargs)
        self.fields["licence"].required = False


class PaperForm(WarnsOfSize, LicenceLaterMixin, BaseDocumentForm):
    """Wagtail's document form, with the question who may read it."""

    def __init__(self, *args, **kwargs):
        """As Wagtail's; what is a signed paper stays one, and nothing becomes one here."""
        super().__init__(*args, **kwargs)
        self.most_bytes = settings.DOCUMENT_MAX_BYTES
        self.warn_of_size()
        if file := self.fields.get("file"):
            file.help_text = _(
                "A photograph or scan is stored without place, camera and author. A PDF or an office file is stored as "
                "it is: look in its properties for names, comments and changes that readers should not see."
            )
        access = self.fields["access"]
        access.required = False
        if self.instance.access == Access.PAPER:
            access.disabled = True
        else:
            access.choices = [choice for choice in Access.choices if choice[0] != Access.PAPER]

    def clean_file(self) -> File | None:
        """Refuse a file that is too large."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data and file.size > self.most_bytes:
            raise ValidationError(too_large(self.most_bytes), code="file_too_large")
        return file

    def clean_access(self) -> str:
        """Closed, where the form did not ask, as when several are uploaded at once."""
        return self.cleaned_data["access"] or Access.TEAM


class PictureForm(WarnsOfSize, LicenceLaterMixin, BaseImageForm):
    """Wagtail's form with our file field, and help for what publishing will ask."""

    def __init__(self, *args, **kwargs):
        """As Wagtail's; some of its forms leave out the file."""
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):
            self.fields["file"] = PictureField(required=file.required, label=file.label, widget=file.widget)
        self.most_bytes = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
        self.warn_of_size()
        self.fields["title"].help_text = _("For finding it again in the library. Readers do not see it.")
        description = self.fields["description"]
        description.label = _("Text alternative")
        description.help_text = _(
            "What a reader who cannot see the picture should know, in a sentence. "
            "Required to publish, unless the picture is decorative."
        )


class ProfilePictureForm(AvatarPreferencesForm):
    """Wagtail's form for the picture of somebody of the staff: cleaned like any other photograph."""

    avatar = PictureField(label=AvatarPreferencesForm.base_fields["avatar"].label, required=False)


class RecordingForm(WarnsOfSize, BaseMediaForm):
    """wagtailmedia's form, with choosers for what belongs to the recording; inside a chooser without them."""

    class Meta(BaseMediaForm.Meta):
        widgets = {**BaseMediaForm.Meta.widgets, "poster": AdminImageChooser, "sound_only": AdminAudioChooser}

    def __init__(self, *args, **kwargs):
        """As wagtailmedia's; a sound has no sound alone."""
        super().__init__(*args, **kwargs)
        self.most_bytes = settings.RECORDING_MAX_BYTES
        self.warn_of_size()
        # How the file was called does not matter: it is stored under a name of ours.
        self.fields["file"].max_length = None
        self.fields["duration"].help_text = _("In seconds. Read from the file where that is possible.")
        self.fields["description"].widget = Textarea(attrs={"rows": 2})
        if self.instance.type == RecordingKind.VIDEO:
            self.fields["file"].help_text = _(
                "MP4 or WebM. Stories show it once it has captions: add them when it is stored, in its form."
            )
        if self.prefix:
            del self.fields["poster"]
        if self.prefix or self.instance.type == RecordingKind.AUDIO:
            del self.fields["sound_only"]


class TrackForm(WagtailAdminModelForm):
    """Timed words, uploaded or written; what is uploaded takes the place of what is written."""

    file = FileField(
        label=_("File"),
        required=False,
        help_text=_("WebVTT (.vtt), SRT or SBV. It takes the place of the text below."),
    )

    def __init__(self, *args, **kwargs):
        """The text may be missing where there is a file."""
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False
        self.fields["text"].widget = Textarea(attrs={"rows": 18, "dir": "auto", "spellcheck": "false"})
        self.fields["text"].help_text = _("One line for the time, one for the words, a blank line between captions.")

    def clean_file(self) -> File | None:
        """Read what was uploaded."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > _LARGEST_TRACK:
            raise ValidationError(gettext("This file is too large for captions, which have less than 2 MB."))
        try:
            self.uploaded = decode(file.read(), self.cleaned_data.get("language", ""))
        except TimedTextError as error:
            raise ValidationError(error.messages) from error
        return file

    def clean(self) -> dict:
        """Put the file in the place of the text."""
        cleaned = super().clean()
        if hasattr(self, "uploaded"):
            cleaned["text"] = self.uploaded
        return cleaned

    def _post_clean(self) -> None:
        """Errors in the words stand where they came from; a file that cannot be read is not blamed twice."""
        super()._post_clean()
        if self.files.get(self.add_prefix("file")) and "text" in self._errors:
            problems = self._errors.pop("text")
            self._errors.setdefault("file", problems)
