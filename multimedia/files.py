"""What happens to a file between the upload and the storage. Everything that is stored passes here."""

import hashlib
import os

from django.conf import settings
from django.core.files.base import ContentFile, File
from wagtail.images.models import WagtailImageFieldFile

from multimedia.metadata import CleanPicture, clean_picture


class CleanFile(ContentFile):
    """The content of a picture that was cleaned already; ``picture`` keeps what its metadata said."""

    def __init__(self, picture: CleanPicture, name: str):
        """Name the file after what it is: a HEIC that became a JPEG ends in .jpg."""
        stem, ending = os.path.splitext(os.path.basename(name))
        same = ending.lower() == picture.extension or (ending.lower(), picture.extension) == (".jpeg", ".jpg")
        super().__init__(picture.content, name=name if same else stem + picture.extension)
        self.picture = picture
        self.sha1 = hashlib.sha1(picture.content, usedforsecurity=False).hexdigest()


def cleaned(file: File) -> CleanFile:
    """The file without metadata; one that was cleaned before comes back as it is. Raises ``PictureError``."""
    if isinstance(file, CleanFile):
        return file
    file.seek(0)
    picture = clean_picture(file.read(), max_pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    return CleanFile(picture, file.name)


class PictureFile(WagtailImageFieldFile):
    """The one gate to the storage of originals: forms, imports and code all end in this ``save``."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store ``content`` without its metadata and note the size and hash of what was stored."""
        if not isinstance(content, CleanFile):
            content.name = name
        clean = cleaned(content)
        super().save(clean.name, clean, save=False)
        self.instance.note_stored_file(clean)
        if save:
            self.instance.save()
