"""Pictures, recordings and documents: the files of the site and what must be known about each."""

from multimedia.models.documents import Document
from multimedia.models.drawings import Drawing
from multimedia.models.images import Image, Rendition
from multimedia.models.recordings import Recording, Track

__all__ = ["Document", "Drawing", "Image", "Recording", "Rendition", "Track"]
