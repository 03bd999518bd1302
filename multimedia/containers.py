"""How files of sound and film are built: where their tags stand, and whether their end is there. Nothing is decoded."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.core.files.base import File

_EDGE = 256 * 1024  # Tags stand at the beginning or at the end; in between there is sound and picture.
_LARGEST_BOX = 64 * 1024 * 1024
_MOST_BOXES = 100_000  # A film that is written while it is recorded has two for each second or so.


class DamagedContainer(ValueError):
    """A file whose parts cannot be told apart."""


def tag_parts(file: File) -> Iterator[bytes]:
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
    """The outer boxes of an mp4: kind, where the content begins, its length as the box says.

    Raises ``DamagedContainer``, also for more of them than any recording has.
    """
    position, size, count = 0, file.size, 0
    while position + 8 <= size:
        file.seek(position)
        header = file.read(16)
        length, kind, start = int.from_bytes(header[:4]), header[4:8], 8
        if length == 1:
            length, start = int.from_bytes(header[8:16]), 16
        length = length or size - position
        count += 1
        if length < start or count > _MOST_BOXES:
            raise DamagedContainer(kind)
        yield kind, position + start, length - start
        position += length


def is_cut_short(file: File, ending: str) -> bool:
    """Whether the file ends before it says it does."""
    size = file.size
    file.seek(0)
    beginning = file.read(4096)
    if ending in (".mp4", ".m4a"):
        has_movie = False
        for kind, start, length in _boxes(file):
            if start + length > size:
                return True
            has_movie = has_movie or kind == b"moov"
        return not has_movie
    if ending == ".wav":
        # Programs that write while they record leave 0 or the largest number there is.
        length = int.from_bytes(beginning[4:8], "little")
        return length < 0xFFFFFFFF and length + 8 > size
    if ending in (".ogg", ".opus"):
        return not _ends_with_ogg_page(file)
    if ending == ".webm":
        return _webm_end(beginning) > size
    return _mp3_end(file) > size + _MP3_TOLERANCE


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


#: The tags behind the sound, which some encoders count and some programs take away.
_MP3_TOLERANCE = 256


def behind_id3(file: File | BinaryIO) -> int:
    """Where the tags end with which an MP3 begins; 0 when it begins with none."""
    start = 0
    file.seek(0)
    while (header := file.read(10))[:3] == b"ID3" and len(header) == 10:
        length = sum((byte & 127) << shift for byte, shift in zip(header[6:], (21, 14, 7, 0), strict=True))
        start += 10 + length + (10 if header[5] & 0x10 else 0)
        file.seek(start)
    return start


def _mp3_end(file: File) -> int:
    """Where the sound of an MP3 ends, as its first frame says; 0 when it does not say."""
    start = behind_id3(file)
    file.seek(start)
    frame = file.read(4096)
    if found := re.search(rb"(?:Xing|Info)\0\0\0([\x02\x03\x06\x07\x0a\x0b\x0e\x0f])", frame):
        # The number of bytes stands behind the number of frames, if there is one.
        place = found.end() + (4 if found[1][0] & 1 else 0)
    elif found := re.search(rb"VBRI", frame):
        place = found.start() + 10
    else:
        return 0
    return start + int.from_bytes(frame[place : place + 4])
