"""How bytes of a file are answered: whole or a range of them, with what browsers and players need to know.

Who may read a file is not decided here; see ``private_files``.
"""

import mimetypes
import re
import stat
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import quote

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import Storage, storages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

#: What this site holds; the machine's own table of types differs from one system to the next.
_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
}
_BLOCK = 64 * 1024
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)


def content_type(name: str) -> str:
    """The media type of a file, by its ending; "application/octet-stream" for the unknown."""
    kind = _TYPES.get(PurePosixPath(name).suffix.lower())
    if kind:
        return kind
    guessed, encoding = mimetypes.guess_type(name)
    return guessed if guessed and not encoding else "application/octet-stream"


class Slice:
    """A part of a file, read block by block. Whoever iterates closes it, also when nothing was read."""

    def __init__(self, file: BinaryIO, start: int, length: int):
        """Stand at ``start`` with ``length`` bytes to give."""
        self.file, self.left = file, length
        file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        """At most 64 KB at a time."""
        while self.left > 0 and (block := self.file.read(min(_BLOCK, self.left))):
            self.left -= len(block)
            yield block

    def close(self) -> None:
        """Give the file back."""
        self.file.close()


def requested_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte that a Range header asks for; None to answer the whole file.

    Several ranges, other units and nonsense are answered with the whole file, as HTTP allows.
    Raises ``ValueError`` when the file holds no byte of the range.
    """
    match = _RANGE.fullmatch(header.strip())
    if not match or match[0] == "bytes=-":
        return None
    first, last = match[1], match[2]
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last or size), size - 1)
        if last and int(last) < start:
            return None
    if start >= size or start > end:
        raise ValueError(header)
    return start, end


def file_response(
    request: HttpRequest, storage: Storage, name: str, *, cache_control: str, accel_prefix: str = ""
) -> HttpResponse:
    """The file ``name``, whole (200), in part (206), unchanged (304) or not in that part (416); else ``Http404``.

    A storage without file paths is asked for its own, short-lived address. With ``accel_prefix`` the web server in
    front (nginx: an ``internal`` location of that name) sends the file and answers ranges itself.
    """
    try:
        path = storage.path(name)
    except NotImplementedError:
        path = None
    except (SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    if path is None:
        return _redirect(storage, name, cache_control)
    try:
        status = Path(path).stat()
    except (OSError, ValueError) as error:
        raise Http404 from error
    if not stat.S_ISREG(status.st_mode):
        raise Http404
    if accel_prefix:
        response = HttpResponse()
        response["X-Accel-Redirect"] = accel_prefix + quote(name)
        return _described(response, name, cache_control)

    size, modified = status.st_size, int(status.st_mtime)
    etag = f'"{status.st_mtime_ns:x}-{size:x}"'
    response = get_conditional_response(request, etag, modified) or _body(request, storage, name, size, etag, modified)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    return _described(response, name, cache_control)


def _body(request: HttpRequest, storage: Storage, name: str, size: int, etag: str, modified: int) -> HttpResponse:
    """The bytes that were asked for, with their length and place."""
    wanted = None
    if request.method == "GET" and "Range" in request.headers and _range_is_current(request, etag, modified):
        try:
            wanted = requested_range(request.headers["Range"], size)
        except ValueError:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = wanted or (0, size - 1)
    headers = {"Content-Length": str(end - start + 1)}
    if wanted:
        headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    try:
        file = storage.open(name, "rb")
    except OSError as error:
        raise Http404 from error
    return StreamingHttpResponse(Slice(file, start, end - start + 1), status=206 if wanted else 200, headers=headers)


def _range_is_current(request: HttpRequest, etag: str, modified: int) -> bool:
    """Whether If-Range, when sent, still names this state of the file."""
    condition = request.headers.get("If-Range")
    return not condition or condition == etag or parse_http_date_safe(condition) == modified


def _redirect(storage: Storage, name: str, cache_control: str) -> HttpResponse:
    if not storage.exists(name):
        raise Http404
    response = HttpResponseRedirect(storage.url(name))
    # The address expires on its own, so nobody may remember it longer than the file itself.
    response["Cache-Control"] = "private, no-store" if "no-store" in cache_control else "private, max-age=60"
    return response


def _described(response: HttpResponse, name: str, cache_control: str) -> HttpResponse:
    """Say what the file is, and that a browser must not guess: only what cannot run is shown in place."""
    kind = content_type(name)
    shown = kind.startswith(("image/", "audio/", "video/", "text/plain", "text/vtt", "application/pdf"))
    shown = shown and kind != "image/svg+xml"
    response["Content-Type"] = kind
    response["Content-Disposition"] = content_disposition_header(not shown, PurePosixPath(name).name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = cache_control
    return response


def without_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A missing file is a 404 at once: without this, Django would send the reader on to look for it under /en/."""

    @wraps(view)
    def wrapped(request: HttpRequest, **place) -> HttpResponse:
        request.urlconf = "multimedia.urls"
        return view(request, **place)

    return wrapped


@without_language
@require_safe
def public_media(request: HttpRequest, path: str) -> HttpResponse:
    """A rendition. Its name changes with its content, so it is remembered for a year."""
    return file_response(
        request, storages["public"], safe_name(path), cache_control="public, max-age=31536000, immutable"
    )


def safe_name(path: str) -> str:
    """The storage name that a path of an address stands for; ``Http404`` for one that tries to climb out."""
    parts = path.split("/")
    if "\0" in path or any(part in ("", ".", "..") for part in parts):
        raise Http404
    return path
