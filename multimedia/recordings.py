"""Recordings that may be stored: the right kind of file, whole, not too large, and none that names a place or a person.

Telephones and programs write into a recording where it was made, by whom, with what, and a title that may be a name.
With ffmpeg every file is written anew with nothing but its first picture and its first sound (none is encoded anew).
Where ffmpeg is missing, a file with such tags is refused with the reason: no voice gives away its speaker's home.
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
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils.translation import gettext as _
from tinytag import TinyTag, TinyTagException

from multimedia.containers import DamagedContainer, is_cut_short, tag_parts
from multimedia.mpeg_frames import has_only_frames, write_frames


class RecordingError(ValueError):
    """A recording that cannot be accepted; the text says why and what to do."""


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
#: What ffmpeg reads and writes for it. Named, because a guess could take a sound for a list of other files to read.
_FORMATS = {
    ".mp3": ("mp3", "mp3"),
    ".ogg": ("ogg", "ogg"),
    ".opus": ("ogg", "ogg"),
    ".wav": ("wav", "wav"),
    ".m4a": ("mov", "mp4"),
    ".mp4": ("mov", "mp4"),
    ".webm": ("matroska", "webm"),
}
_FILMS = (".mp4", ".webm")
#: What announces moving pictures, by the name ffmpeg has for the kind of file: a track of an mp4, the first page of Ogg
#: Theora, a codec of WebM.
_PICTURES = {"mov": rb"hdlr.{8}vide", "ogg": rb"\x80theora", "matroska": rb"V_(?:VP|AV)"}
#: Where places, persons and devices stand that tinytag does not read. In an mp4: positions of QuickTime and 3GPP, tags
#: of telephones, XMP, chapters, and tracks that are neither picture nor sound, such as GoPro's of positions. In a
#: broadcast WAV: its own chunks. In WebM: attached files, and tags but those that ffmpeg writes of itself.
_SAYING = {
    "mov": rb"\xa9(?:xyz|mak|mod|aut|cpy|nam|ART|cmt|inf|prf|dir|wrt)|loci|com\.(?:apple|android)\.|xmpmeta|GPSLatitude"
    rb"|chpl|hdlr.{8}(?!vide|soun|mdir)",
    "wav": rb"bext|iXML",
    "matroska": rb"\x19\x41\xa4\x69|\x45\xa3[\x81-\xbf](?!DURATION|ENCODER)[A-Z_]{3}",
}
#: A camcorder's note of place and time, hidden between the pictures of H.264.
_CAMCORDER = b"MDPM"
#: In WebM: the title, and where sound and picture begin, in which its two bytes mean nothing.
_WEBM_TITLE, _WEBM_MEDIA = b"\x7b\xa9", b"\x1f\x43\xb6\x75"
#: What tinytag tells of the sound itself.
_TECHNICAL = frozenset(
    "filename filesize mime_type is_lossless duration channels bitrate bitdepth samplerate".split()  # noqa: SIM905
)


def checked(file: File) -> File:
    """The same recording: what its ending says, whole, and without a word on places or persons.

    Raises ``RecordingError``.
    """
    if getattr(file, "is_checked", False):
        return file
    if file.size > settings.RECORDING_MAX_BYTES:
        raise RecordingError(_too_large(file.size))
    ending = _ending(file)
    file.seek(0)
    if ending not in _BEGINNINGS or not re.match(_BEGINNINGS[ending], file.read(64), re.DOTALL):
        raise RecordingError(
            _("The content of this file is not what its ending says. Use %(endings)s.")
            % {"endings": ", ".join(ending[1:] for ending in _BEGINNINGS)}
        )
    try:
        _refuse_part_or_other_kind(file, ending)
        if ffmpeg := shutil.which("ffmpeg"):
            file = _written_anew(ffmpeg, file, ending)
        elif names_place_or_person(file):
            raise RecordingError(_place_or_person())
    except DamagedContainer as error:
        raise RecordingError(_unreadable()) from error
    file.seek(0)
    file.is_checked = True
    return file


def _refuse_part_or_other_kind(file: File, ending: str) -> None:
    if is_cut_short(file, ending):
        raise RecordingError(_("The end of this recording is missing. Copy or export it again and upload all of it."))
    moves = _stands_in_tags(file, _PICTURES)
    if moves and ending not in _FILMS:
        raise RecordingError(
            _("There are moving pictures in this file. Add it as video (MP4 or WebM), or export its sound alone.")
        )
    if not moves and ending in _FILMS:
        raise RecordingError(
            _("There are no moving pictures in this file. Save it as M4A, MP3 or Ogg and add it as audio.")
        )


def _ending(file: File) -> str:
    return PurePath(file.name).suffix.lower()


def _too_large(size: int) -> str:
    numbers = {"size": round(size / 1_000_000), "limit": settings.RECORDING_MAX_BYTES // 1_000_000}
    return (
        _(
            "This file has %(size)d MB, more than the %(limit)d MB that are stored here. Readers on a telephone could "
            "not load it either: export a smaller one, such as 720 lines high, or sound alone."
        )
        % numbers
    )


def _place_or_person() -> str:
    return _(
        "This recording says where or by whom it was made, which may endanger people. "
        "Export it without location and tags (in most programs: without metadata) and upload the new file."
    )


def _unreadable() -> str:
    return _(
        "This recording cannot be read: it is damaged, or what is in it does not belong into a file with this ending. "
        "Export it again and upload the new file."
    )


def _stands_in_tags(file: File, patterns: dict[str, bytes]) -> bool:
    pattern = patterns.get(_FORMATS[_ending(file)][0])
    return pattern is not None and any(re.search(pattern, part, re.DOTALL) for part in tag_parts(file))


def names_place_or_person(file: File) -> bool:
    """Whether tags of the file may say where, by whom or of whom it was recorded. Sound and picture are not searched.

    In an MP3 whatever is no sound and no ID3 may say it. Raises ``DamagedContainer``.
    """
    if _stands_in_tags(file, _SAYING) or _holds(file, _CAMCORDER):
        return True
    if _ending(file) == ".mp3":
        with _path_of(file) as path:
            if not has_only_frames(path):
                return True
    file.seek(0)
    if _ending(file) == ".webm":
        return _WEBM_TITLE in file.read(4096).partition(_WEBM_MEDIA)[0]
    try:
        tags = TinyTag.get(filename=file.name, file_obj=file, image=True)
    except (TinyTagException, OSError, ValueError):
        return False
    said = {name: value for name, value in tags.as_dict().items() if name not in _TECHNICAL}
    # Programs that use ffmpeg's libraries leave their name, Lavf59.27.
    return tags.images.any is not None or any(
        not str(value).startswith("Lav") for values in said.values() for value in values
    )


def _written_anew(ffmpeg: str, file: File, ending: str) -> File:
    """The first picture and the first sound in a new file: players use no others, and nobody would hear what they say.

    Tags, chapters, cover pictures, attached files and tracks of data stay behind.
    """
    read_as, written_as = _FORMATS[ending]
    made = TemporaryUploadedFile(PurePath(file.name).name, "", 0, None)
    with _frames_of(file) if ending == ".mp3" else _path_of(file) as path:
        command = [ffmpeg, "-nostdin", "-v", "error", "-y", "-protocol_whitelist", "file", "-f", read_as, "-i", path]
        command += ["-map", "0:V:0?", "-map", "0:a:0?", "-c", "copy"]
        command += ["-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-id3v2_version", "0"]
        command += ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart"]
        if _holds(file, _CAMCORDER):
            command += ["-bsf:v", "filter_units=remove_types=6"]
        command += ["-f", written_as, made.temporary_file_path()]
        try:
            subprocess.run(command, capture_output=True, timeout=600, check=True)
        except subprocess.SubprocessError as error:
            raise RecordingError(_unreadable()) from error
    made.size = Path(made.temporary_file_path()).stat().st_size
    return made


def _holds(file: File, words: bytes) -> bool:
    """Whether these bytes stand anywhere in the file."""
    file.seek(0)
    before = b""
    while block := file.read(1024 * 1024):
        if words in before + block:
            return True
        before = block[-len(words) :]
    return False


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
    if not seconds or _ending(file) in _FILMS:
        probed = _probed(file)
    file.seek(0)
    return Measures(round(seconds or probed.duration, 3), probed.width, probed.height)


def _probed(file: File) -> Measures:
    """What ffprobe says, which also knows WebM and pictures; nothing without it."""
    ffprobe = shutil.which("ffprobe")
    if not ffprobe:
        return Measures()
    with _path_of(file) as path:
        command = [ffprobe, "-v", "error", "-protocol_whitelist", "file", "-f", _FORMATS[_ending(file)][0]]
        command += ["-select_streams", "V:0", "-of", "json"]
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


@contextmanager
def _frames_of(file: File) -> Iterator[str]:
    """A path to the sound of an MP3 alone: ffmpeg takes tags at the end, and between frames, for sound."""
    with _path_of(file) as path, tempfile.NamedTemporaryFile() as sound:
        write_frames(path, sound)
        yield sound.name
