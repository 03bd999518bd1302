"""What happens to a file between the upload and the storage. Everything that is stored passes here."""

import hashlib
import io
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.images.models import WagtailImageFieldFile
from wagtail.models import UploadedFile

from multimedia.metadata import CleanPicture, clean_picture, size_as_seen


class CleanFile(ContentFile):
    """The content of a picture that was cleaned already; ``picture`` keeps what its metadata said."""

    def __init__(self, picture: CleanPicture, name: str):
        """Name the file after what it is: a HEIC that became a JPEG ends in .jpg."""
        path = PurePath(name)
        endings = (".jpg", ".jpeg") if picture.extension == ".jpg" else (picture.extension,)
        same = path.suffix.lower() in endings
        super().__init__(picture.content, name=path.name if same else path.stem + picture.extension)
        self.picture = picture
        self.sha1 = hashlib.sha1(picture.content, usedforsecurity=False).hexdigest()


def cleaned(file: File) -> CleanFile:
    """The file without metadata; one that was cleaned before comes back as it is. Raises ``PictureError``."""
    if isinstance(file, CleanFile):
        return file
    file.seek(0)
    picture = clean_picture(file.read(), max_pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    return CleanFile(picture, file.name)


def cleaned_if_picture(file: File) -> File:
    """A scan or photograph among documents without metadata; any other file as it is. Raises ``PictureError``."""
    return cleaned(file) if PurePath(file.name).suffix.lower() in (".jpg", ".jpeg", ".png") else file


class PictureFile(WagtailImageFieldFile):
    """The one gate to the storage of originals: forms, imports and code all end in this ``save``."""

    def get_image_dimensions(self) -> tuple[int, int] | tuple[None, None]:
        """Width and height as it is seen, upright; nothing for what is no picture: ``save`` will refuse it.

        Focal points are chosen on the upright picture, and renditions are cut from it.
        """
        close = self.closed
        try:
            self.open()
            with PillowImage.open(io.BytesIO(self.read())) as picture:
                return size_as_seen(picture)
        except (OSError, SyntaxError, ValueError, PillowImage.DecompressionBombError):
            return None, None
        finally:
            if close:
                self.close()
            else:
                self.seek(0)

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store ``content`` without its metadata and note the size and hash of what was stored."""
        if not isinstance(content, CleanFile):
            content.name = name
        clean = cleaned(content)
        super().save(clean.name, clean, save=False)
        self.instance.note_stored_file(clean)
        if save:
            self.instance.save()


def clean_parked_upload(instance: UploadedFile, **_signal) -> None:
    """Before Wagtail parks a file whose form is not complete yet: it is stored, so it is cleaned too."""
    if not instance.file._committed:
        is_picture = instance.for_content_type.model_class() is get_image_model()
        instance.file = (cleaned if is_picture else cleaned_if_picture)(instance.file.file)
