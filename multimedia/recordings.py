"""Recordings that may be stored: the right kind of file, whole, not too large, and none that says where it was made.

A phone writes its position into the sound and video it records. Such a file is rewritten with ffmpeg where that is
installed (nothing is encoded anew), else refused with the reason: a voice must not give away its speaker's home.
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files.base import File
from django.core.files.temp import NamedTemporaryFile
from django.utils.translation import gettext as _
from tinytag import TinyTag, TinyTagException


class RecordingError(ValueError):
    """A recording that cannot be accepted; the text says why and what to do."""


class CheckedFile(File):
    """A recording that was checked already."""


#: How a file with this ending begins, as a regular expression over its first bytes.
_BEGINNINGS = {
    ".mp3": rb"ID3|\xff[\xe0-\xff]",
    ".ogg": rb"OggS",
    ".opus": rb"OggS",
    ".wav": rb"RIFF....WAVE",
    ".m4a": rb"....ftyp",
    ".mp4": rb"....ftyp",
    # Matroska begins in the same way; browsers play only its part called WebM.
    ".webm": rb"\x1a\x45\xdf\xa3.{1,48}webm",
}
#: QuickTime, 3GPP and XMP names of a position, GoPro's track of positions, tags of Ogg and WebM, and positions as text:
#: ISO 6709 (+19.4326-099.1332/) and decimal degrees (19.4326, -99.1332).
_POSITION = re.compile(
    rb"\xa9xyz|loci|location\.ISO6709|gpmd|GPSLatitude|GPSCoordinates|(?i:latitude)"
    rb"|[+-]\d{2}\.\d{2,}[+-]\d{3}\.\d{2,}|(?<![\d.])-?\d{1,2}\.\d{3,}\s*[,;]\s*-?\d{1,3}\.\d{3,}"
)
_EDGE = 256 * 1024  # Tags stand at the beginning or at the end; in between there is sound and picture.
_LARGEST_BOX = 64 * 1024 * 1024


def checked(file: File) -> File:
    """The same recording, certain to be what its ending says and to hold no position. Raises ``RecordingError``."""
    if isinstance(file, CheckedFile):
        return file
    if file.size > settings.RECORDING_MAX_BYTES:
        raise RecordingError(_too_large(file.size))
    ending = PurePath(file.name).suffix.lower()
    file.seek(0)
    if ending not in _BEGINNINGS or not re.match(_BEGINNINGS[ending], file.read(64), re.DOTALL):
        raise RecordingError(
            _("The content of this file is not what its ending says. Use %(endings)s.")
            % {"endings": ", ".join(ending[1:] for ending in _BEGINNINGS)}
        )
    if _is_cut_short(file, ending):
        raise RecordingError(_("The end of this recording is missing. Copy or export it again and upload all of it."))
    if holds_position(file):
        file = _without_metadata(file, ending)
        if holds_position(file):
            raise RecordingError(_position_found())
    file.seek(0)
    return CheckedFile(file, name=file.name)


def _too_large(size: int) -> str:
    numbers = {"size": round(size / 1_000_000), "limit": settings.RECORDING_MAX_BYTES // 1_000_000}
    return (
        _(
            "This file has %(size)d MB, more than the %(limit)d MB that are stored here. Readers on a telephone could "
            "not load it either: export a smaller one, such as 720 lines high, or sound alone."
        )
        % numbers
    )


def _position_found() -> str:
    return _(
        "This recording says where it was made, which may endanger the people in it. "
        "Export it without location data (in most programs: without metadata) and upload the new file."
    )


def holds_position(file: File) -> bool:
    """Whether the file's tags say where it was recorded. Sound and picture themselves are not searched."""
    return any(_POSITION.search(part) for part in _tag_parts(file))


def _tag_parts(file: File) -> Iterator[bytes]:
    """The parts of a file in which tags stand: every box of an mp4 but its media data, the edges of others."""
    file.seek(0)
    if file.read(8)[4:] == b"ftyp":
        for kind, start, length in _boxes(file):
            if kind != b"mdat":
                file.seek(start)
                yield file.read(min(length, _LARGEST_BOX))
    else:
        file.seek(0)
        yield file.read(_EDGE)
        file.seek(max(0, file.size - _EDGE))
        yield file.read(_EDGE)


def _boxes(file: File) -> Iterator[tuple[bytes, int, int]]:
    """The outer boxes of an mp4: kind, where the content begins, its length as the box says."""
    position, size = 0, file.size
    while position + 8 <= size:
        file.seek(position)
        header = file.read(16)
        length, kind, start = int.from_bytes(header[:4]), header[4:8], 8
        if length == 1:
            length, start = int.from_bytes(header[8:16]), 16
        length = length or size - position
        if length < start:
            raise RecordingError(_("This recording is damaged. Export it again and upload the new file."))
        yield kind, position + start, length - start
        position += length


def _is_cut_short(file: File, ending: str) -> bool:
    """Whether the file ends before it says it does. MP3 says nothing of its end."""
    size = file.size
    file.seek(0)
    beginning = file.read(4096)
    if ending in (".mp4", ".m4a"):
        boxes = list(_boxes(file))
        return not any(kind == b"moov" for kind, *_place in boxes) or any(
            start + length > size for _kind, start, length in boxes
        )
    if ending == ".wav":
        # Programs that write while they record leave 0 or the largest number there is.
        length = int.from_bytes(beginning[4:8], "little")
        return length < 0xFFFFFFFF and length + 8 > size
    if ending in (".ogg", ".opus"):
        return not _ends_with_ogg_page(file)
    if ending == ".webm":
        return _webm_end(beginning) > size
    return False


def _ends_with_ogg_page(file: File) -> bool:
    start = max(0, file.size - 2 * 65_307)  # The largest page has 65,307 bytes.
    file.seek(start)
    ending = file.read()
    page = ending.rfind(b"OggS")
    if page < 0 or len(ending) < page + 27:
        return False
    lengths = ending[page + 27 : page + 27 + ending[page + 26]]
    return len(lengths) == ending[page + 26] and page + 27 + len(lengths) + sum(lengths) <= len(ending)


def _webm_end(beginning: bytes) -> int:
    """Where the one segment of a WebM file ends; 0 when the file does not say."""
    segment = beginning.find(b"\x18\x53\x80\x67")
    if segment < 0 or len(beginning) < segment + 12:
        return 0
    first = beginning[segment + 4]
    width = 9 - first.bit_length()
    length = int.from_bytes(beginning[segment + 4 : segment + 4 + width]) & ((1 << 7 * width) - 1)
    return 0 if length == (1 << 7 * width) - 1 else segment + 4 + width + length


def _without_metadata(file: File, ending: str) -> File:
    """Sound and picture copied into a new file without tags and data tracks; refused where ffmpeg is missing."""
    ffmpeg = shutil.which("ffmpeg")
    if not ffmpeg:
        raise RecordingError(_position_found())
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source" + ending), Path(folder, "target" + ending)
        with source.open("wb") as copy:
            file.seek(0)
            shutil.copyfileobj(file, copy)
        quiet = [ffmpeg, "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-i", source]
        keep = ["-map", "0:v?", "-map", "0:a?", "-c", "copy", "-map_metadata", "-1", "-movflags", "+faststart"]
        result = subprocess.run([*quiet, *keep, target], capture_output=True, timeout=600, check=False)
        if result.returncode:
            raise RecordingError(_position_found())
        stored = NamedTemporaryFile(suffix=ending)
        with target.open("rb") as made:
            shutil.copyfileobj(made, stored)
    stored.seek(0)
    return File(stored, name=file.name)


@dataclass(frozen=True, slots=True)
class Measures:
    """How long a recording lasts, in seconds to the millisecond, and its size in pixels; 0 for what cannot be told."""

    duration: float = 0
    width: int = 0
    height: int = 0


def measures(file: File) -> Measures:
    """What tinytag and ffprobe say of a file; without ffprobe nothing is known of the size of a picture."""
    file.seek(0)
    try:
        seconds = TinyTag.get(filename=file.name, file_obj=file).duration
    except (TinyTagException, OSError, ValueError):
        seconds = None
    probed = Measures()
    if not seconds or PurePath(file.name).suffix.lower() in (".mp4", ".webm"):
        probed = _probed(file)
    file.seek(0)
    return Measures(round(seconds or probed.duration, 3), probed.width, probed.height)


def _probed(file: File) -> Measures:
    """What ffprobe says, which also knows WebM and pictures; nothing without it."""
    ffprobe = shutil.which("ffprobe")
    if not ffprobe:
        return Measures()
    with _path_of(file) as path:
        command = [ffprobe, "-v", "error", "-protocol_whitelist", "file", "-select_streams", "V:0", "-of", "json"]
        command += ["-show_entries", "format=duration:stream=width,height:stream_side_data=rotation", path]
        try:
            result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
            found = json.loads(result.stdout)
            seconds = float(found.get("format", {}).get("duration", 0))
        except (subprocess.TimeoutExpired, ValueError):
            return Measures()
    picture = next(iter(found.get("streams", [])), {})
    width, height = picture.get("width", 0), picture.get("height", 0)
    # A telephone that was held upright stores a picture that lies on its side, and a note to turn it.
    turned = any(side.get("rotation", 0) % 180 for side in picture.get("side_data_list", []))
    return Measures(seconds, height, width) if turned else Measures(seconds, width, height)


@contextmanager
def _path_of(file: File) -> Iterator[str]:
    """A path under which another program can read the file."""
    if hasattr(file, "temporary_file_path"):
        yield file.temporary_file_path()
        return
    with tempfile.NamedTemporaryFile() as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield copy.name
