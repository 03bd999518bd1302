"""How much of an upload is taken in at all, whatever form it is meant for."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class CappedUpload(FileUploadHandler):
    """Stands before Django's handlers: what goes beyond the largest file any form takes is read and thrown away.

    Otherwise anybody could fill the disk, since files are stored before a view has looked at the request. What was kept
    is larger than every form's limit, so the form refuses it and says so.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hand the chunk on, or nothing."""
        return raw_data if start <= settings.LARGEST_UPLOAD_BYTES else None

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002
        """The next handler makes the file."""
        return
