"""The sound of an MP3: its frames, told apart from whatever stands before, between and behind them.

Programs write tags at the end and where files were joined, in forms that ffmpeg takes for sound. Nothing is decoded.
"""

import re
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO

from multimedia.containers import DamagedContainer, behind_id3

#: The first bytes of a frame of Layer III, the only one in an MP3: version, then bitrate and sample rate. Of the
#: sixteen bitrates the first says no length and the last is none; of the four sample rates the last is none.
_HEADER = re.compile(
    rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][%b]"
    % b"".join(re.escape(bytes([bitrate << 4 | rest])) for bitrate in range(1, 15) for rest in range(12))
)
#: Kilobits a second: of MPEG-2 and 2.5, and of MPEG-1.
_BITRATES = (
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
)
_SAMPLE_RATES = (44_100, 48_000, 32_000)
#: By how much fewer samples come, by version: 2.5, none, 2, 1.
_FEWER = (4, 0, 2, 1)
#: How that begins which may follow on the last frame.
_TAG = re.compile(rb"TAG|ID3|APETAGEX|LYRICSBEGIN")
_PADDING = b"\0" * 32
#: What may stand between frames and behind them where nothing is cleaned: empty bytes, and ID3 that tinytag reads.
_EMPTY, _EMPTY_END = re.compile(rb"\0*"), re.compile(rb"\0*(?:TAG.{125})?\0*", re.DOTALL)
#: Bytes that look like a frame and are none: pictures in tags have a few, a file made to keep the server busy millions.
_MOST_MISTAKEN = 100_000


def write_frames(path: str, target: BinaryIO) -> None:
    """Write the whole frames of the MP3 at ``path``, and nothing else. Raises ``DamagedContainer`` if it has none."""
    with Path(path).open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        target.writelines(content[start:end] for start, end in _frames(content, behind_id3(file)))
    target.flush()


def has_only_frames(path: str) -> bool:
    """Whether nothing but empty bytes, and ID3 at its two ends, stands beside the frames of the MP3 at ``path``.

    Raises ``DamagedContainer`` if it has no frames.
    """
    with Path(path).open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        position = behind_id3(file)
        for start, end in _frames(content, position):
            if not _EMPTY.fullmatch(content, position, start):
                return False
            position = end
        return _EMPTY_END.fullmatch(content, position) is not None


def _frames(content: mmap, position: int) -> Iterator[tuple[int, int]]:
    """Where each whole frame begins and ends."""
    mistaken = last = 0
    while header := _HEADER.search(content, position):
        start = header.start()
        end = start + _length(content, start)
        if _is_followed_by_sound(content, start, end) or (start == last and _ends_sound(content, start, end)):
            yield start, end
            position = last = end
        elif mistaken < _MOST_MISTAKEN:
            position, mistaken = start + 1, mistaken + 1
        else:
            raise DamagedContainer("mp3")
    if not last:
        raise DamagedContainer("mp3")


def _length(content: mmap, start: int) -> int:
    _sync, version, rates = content[start : start + 3]
    fewer = _FEWER[version >> 3 & 3]
    is_first = fewer == 1
    bitrate = _BITRATES[is_first][rates >> 4] * 1000
    return (144 if is_first else 72) * bitrate // (_SAMPLE_RATES[rates >> 2 & 3] // fewer) + (rates >> 1 & 1)


def _is_followed_by_sound(content: mmap, start: int, end: int) -> bool:
    """Whether a frame of the same version and sample rate comes next. Chance does not make two in a row."""
    return _HEADER.match(content, end) is not None and _kind(content, end) == _kind(content, start)


def _ends_sound(content: mmap, start: int, end: int) -> bool:
    """Whether the frame is whole and the last: a tag that stands behind a cut one would be taken for its end."""
    if end == len(content) or _TAG.match(content, end):
        return True
    # A cut frame may also end in the empty bytes of a tag.
    is_padded = end < len(content) and _PADDING.startswith(content[end : end + len(_PADDING)])
    return is_padded and not _TAG.search(content, start, end)


def _kind(content: mmap, start: int) -> tuple[int, int]:
    return content[start + 1] & 0b11110, content[start + 2] & 0b1100
