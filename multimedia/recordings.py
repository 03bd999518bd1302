"""Recordings that may be stored: the right kind of file, and none that says where it was made.

A phone writes its position into the sound and video it records. Such a file is rewritten with ffmpeg where that is
installed (nothing is encoded anew), else refused with the reason: a voice must not give away its speaker's home.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePath

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
    ".webm": rb"\x1a\x45\xdf\xa3",
}
#: QuickTime, 3GPP and XMP names of a position, GoPro's track of positions, and ISO 6709 as text (+19.4326-099.1332/).
_POSITION = re.compile(
    rb"\xa9xyz|loci|location\.ISO6709|gpmd|GPSLatitude|GPSCoordinates|[+-]\d{2}\.\d{2,}[+-]\d{3}\.\d{2,}"
)
_EDGE = 256 * 1024  # Tags stand at the beginning or at the end; in between there is sound and picture.
_LARGEST_BOX = 64 * 1024 * 1024


def checked(file: File) -> File:
    """The same recording, certain to be what its ending says and to hold no position. Raises ``RecordingError``."""
    if isinstance(file, CheckedFile):
        return file
    ending = PurePath(file.name).suffix.lower()
    file.seek(0)
    if ending not in _BEGINNINGS or not re.match(_BEGINNINGS[ending], file.read(16), re.DOTALL):
        raise RecordingError(
            _("The content of this file is not what its ending says. Use %(endings)s.")
            % {"endings": ", ".join(ending[1:] for ending in _BEGINNINGS)}
        )
    if holds_position(file):
        file = _without_metadata(file, ending)
        if holds_position(file):
            raise RecordingError(_position_found())
    file.seek(0)
    return CheckedFile(file, name=file.name)


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
    size = file.size
    if file.read(8)[4:] == b"ftyp":
        position = 0
        while position + 8 <= size:
            file.seek(position)
            header = file.read(16)
            length, kind, start = int.from_bytes(header[:4]), header[4:8], 8
            if length == 1:
                length, start = int.from_bytes(header[8:16]), 16
            length = length or size - position
            if length < start:
                raise RecordingError(_("This recording is damaged. Export it again and upload the new file."))
            if kind != b"mdat":
                file.seek(position + start)
                yield file.read(min(length - start, _LARGEST_BOX))
            position += length
    else:
        file.seek(0)
        yield file.read(_EDGE)
        file.seek(max(0, size - _EDGE))
        yield file.read(_EDGE)


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


def duration(file: File) -> float:
    """Length in seconds, to the millisecond; 0 when neither tinytag nor ffprobe can tell."""
    file.seek(0)
    try:
        seconds = TinyTag.get(filename=file.name, file_obj=file).duration
    except (TinyTagException, OSError, ValueError):
        seconds = None
    if not seconds:
        seconds = _probed_duration(file)
    file.seek(0)
    return round(seconds or 0, 3)


def _probed_duration(file: File) -> float:
    """What ffprobe says, which also knows WebM; 0 without it."""
    ffprobe = shutil.which("ffprobe")
    if not ffprobe:
        return 0
    with tempfile.NamedTemporaryFile() as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.flush()
        command = [ffprobe, "-v", "error", "-protocol_whitelist", "file", "-show_entries", "format=duration"]
        command += ["-of", "csv=p=0", copy.name]
        result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    try:
        return float(result.stdout.strip())
    except ValueError:
        return 0
