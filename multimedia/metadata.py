"""Pictures without their secrets: position, camera, author and everything behind the picture are removed.

Bytes in, bytes out. JPEG, PNG, WebP and GIF are copied piece by piece, so that every pixel stays as it was; HEIC
becomes JPEG and AVIF is encoded again, because their boxes cannot be cut safely. Anything that is not wholly
readable raises a ``PictureError``, whose text is a sentence for the person who uploads.
"""

import datetime
import html
import io
import re
import struct
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, IptcImagePlugin
from pillow_heif import register_heif_opener

register_heif_opener()


class PictureError(ValueError):
    """A picture that cannot be accepted; the text says why and what to do."""


class UnknownPicture(PictureError):
    """Not one of the formats we can make safe."""


class BrokenPicture(PictureError):
    """The format is known, the content cannot be read to its end."""


class TooManyPixels(PictureError):
    """Unpacked, the picture would fill the memory of the server."""


@dataclass(frozen=True)
class CleanPicture:
    """A picture that may be stored, and what its removed metadata said."""

    content: bytes
    extension: str  #: With its dot; ".jpg" for a HEIC that came in.
    credit: str
    taken_on: datetime.date | None
    had_position: bool


def clean_picture(content: bytes, *, max_pixels: int | None = None) -> CleanPicture:
    """The same picture with nothing in it but pixels, colours and orientation.

    ``max_pixels`` limits width x height x frames. Raises ``PictureError``.
    """
    kind = _kind(content)
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            _check_size(picture, max_pixels)
            _read_to_the_end(picture)  # First, because reading metadata swallows what is wrong with the pixels.
            said = _Said.by(picture)
            if kind in ("AVIF", "HEIF"):
                cleaned = _encoded_again(picture, kind)
            else:
                cleaned = _CUTTERS[kind](content, said.orientation)
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise TooManyPixels(_too_many(max_pixels)) from error
    except Exception as error:  # Decoders raise whatever they like.
        raise BrokenPicture(_broken()) from error
    return CleanPicture(cleaned, _EXTENSIONS[kind], said.credit, said.taken_on, said.had_position)


def size_as_seen(picture: Image.Image) -> tuple[int, int]:
    """Width and height of a picture when it stands upright."""
    width, height = picture.size
    return (height, width) if _Said.by(picture).orientation >= 5 else (width, height)


_EXTENSIONS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "AVIF": ".avif", "HEIF": ".jpg"}
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")


def _broken() -> str:
    return _("This picture is damaged: it cannot be read to its end. Export it again and upload the new file.")


def _too_many(max_pixels: int | None) -> str:
    limit = (max_pixels or Image.MAX_IMAGE_PIXELS or 0) // 1_000_000
    return _("This picture has too many pixels. Make it smaller: at most %(limit)s million pixels.") % {"limit": limit}


def _kind(content: bytes) -> str:
    """Pillow's name of the format, from the first bytes: a name ending proves nothing."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp":
        if content[8:12] in (b"avif", b"avis"):
            return "AVIF"
        if content[8:12] in _HEIF_BRANDS:
            return "HEIF"
    raise UnknownPicture(_("This is not a picture we can use. Upload a JPEG, PNG, WebP, GIF, AVIF or HEIC file."))


def _check_size(picture: Image.Image, max_pixels: int | None) -> None:
    width, height = picture.size
    if max_pixels and width * height * _frames(picture) > max_pixels:
        raise TooManyPixels(_too_many(max_pixels))


def _frames(picture: Image.Image) -> int:
    """Frames that will be kept: the further photographs that some cameras put behind a JPEG are cut off."""
    return 1 if picture.format in ("JPEG", "MPO") else getattr(picture, "n_frames", 1)


def _read_to_the_end(picture: Image.Image) -> None:
    """Decode every frame once, so that what is stored can be turned into renditions."""
    # A JPEG is decoded at an eighth of its size: all data is still walked, at a fraction of the memory.
    picture.draft(None, (max(1, picture.width // 8), max(1, picture.height // 8)))
    for frame in range(_frames(picture)):
        picture.seek(frame)
        picture.load()
    picture.seek(0)


# --- What the metadata said -----------------------------------------------------------------


@dataclass(frozen=True)
class _Said:
    """What is read from the metadata before it goes; ``orientation`` is EXIF's, 1 for upright."""

    orientation: int = 1
    credit: str = ""
    taken_on: datetime.date | None = None
    had_position: bool = False

    @classmethod
    def by(cls, picture: Image.Image) -> "_Said":
        try:
            exif = picture.getexif()
            orientation = exif.get(ExifTags.Base.Orientation)
            return cls(
                orientation if orientation in range(2, 9) else 1,
                _credit(picture, exif),
                _taken_on(exif),
                bool(exif.get_ifd(ExifTags.IFD.GPSInfo)),
            )
        except Exception:  # noqa: BLE001 - unreadable metadata says nothing, and the picture may still be good
            return cls()


def _credit(picture: Image.Image, exif: Image.Exif) -> str:
    """The author named by EXIF, IPTC or XMP, else the holder of the copyright."""
    candidates = [exif.get(ExifTags.Base.Artist)]
    byline = (IptcImagePlugin.getiptcinfo(picture) or {}).get((2, 80))
    candidates.append(byline[0] if isinstance(byline, list) else byline)
    xmp = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    xmp = xmp if isinstance(xmp, bytes) else xmp.encode()
    if found := re.search(rb"<dc:creator>.*?<rdf:li[^>]*>([^<]{1,500})</rdf:li>", xmp, re.DOTALL):
        candidates.append(html.unescape(found[1].decode("utf-8", "replace")))
    candidates.append(exif.get(ExifTags.Base.Copyright))
    for candidate in candidates:
        text = candidate.decode("utf-8", "replace") if isinstance(candidate, bytes) else str(candidate or "")
        if text := " ".join(text.replace("\0", " ").split()):
            return text
    return ""


def _taken_on(exif: Image.Exif) -> datetime.date | None:
    text = str(exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal, ""))
    try:
        return datetime.date.fromisoformat(text[:10].replace(":", "-"))
    except ValueError:
        return None


def _orientation_exif(orientation: int) -> bytes:
    """26 bytes of EXIF that hold the orientation and nothing else."""
    return b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", ExifTags.Base.Orientation, 3, 1, orientation, 0) + b"\0" * 4


# --- Cutting, one format each ---------------------------------------------------------------

#: Frames, tables, scans, restart interval and number of lines: all that decodes a picture.
_JPEG_KEPT = frozenset((*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD))
_NEXT_JPEG_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)


def _cut_jpeg(content: bytes, orientation: int) -> bytes:
    """Keep what decodes the picture, the ICC profile and the Adobe colour mark; stop at the end mark.

    What cameras hang behind the end mark (a video of the seconds around the picture, a second photograph) goes, and so
    do the small previews in APP0, which may still show what was cropped away.
    """
    parts = [b"\xff\xd8"]
    if orientation != 1:
        exif = b"Exif\0\0" + _orientation_exif(orientation)
        parts.append(b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
    position = 2
    while True:
        marker = _NEXT_JPEG_MARKER.match(content, position)
        if not marker:
            raise BrokenPicture(_broken())
        code, position = marker[1][0], marker.end()
        if code == 0xD9:
            parts.append(b"\xff\xd9")
            return b"".join(parts)
        end = position + struct.unpack_from(">H", content, position)[0]
        data = content[position + 2 : end]
        position = end
        if code == 0xE0:
            data = data[:12] + b"\0\0" if data.startswith(b"JFIF\0") and len(data) >= 14 else b""
        elif code == 0xEE:
            data = data[:12] if data.startswith(b"Adobe") else b""
        elif code == 0xE2:
            data = data if data.startswith(b"ICC_PROFILE\0") else b""
        elif code not in _JPEG_KEPT:
            data = b""
        if data:
            parts.append(bytes((0xFF, code)) + struct.pack(">H", len(data) + 2) + data)
        if code == 0xDA:
            following = _NEXT_JPEG_MARKER.search(content, position)
            if not following:
                raise BrokenPicture(_broken())
            parts.append(content[position : following.start()])
            position = following.start()


#: Without the chunks of animation: Wagtail reads no moving PNG, and renditions are still.
_PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs mDCV cLLI".split())


def _cut_png(content: bytes, orientation: int) -> bytes:
    """Keep the chunks of picture and colour; texts, times, EXIF, further frames and anything after the end go."""
    parts = [content[:8]]
    position = 8
    while True:
        length, kind = struct.unpack_from(">I4s", content, position)
        chunk = content[position : position + length + 12]
        position += length + 12
        if zlib.crc32(chunk[4:-4]).to_bytes(4) != chunk[-4:]:
            raise BrokenPicture(_broken())
        if kind in _PNG_KEPT:
            parts.append(chunk)
        if kind == b"IHDR" and orientation != 1:
            exif = b"eXIf" + _orientation_exif(orientation)
            parts.append(struct.pack(">I", len(exif) - 4) + exif + struct.pack(">I", zlib.crc32(exif)))
        if kind == b"IEND":
            return b"".join(parts)


_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"))
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04


def _cut_webp(content: bytes, orientation: int) -> bytes:
    """Keep picture, colour and animation chunks, and clear the flags that promise EXIF and XMP."""
    end = min(len(content), 8 + struct.unpack_from("<I", content, 4)[0])
    parts, extended = [], False
    position = 12
    while position + 8 <= end:
        kind, length = struct.unpack_from("<4sI", content, position)
        data = content[position + 8 : position + 8 + length]
        position += 8 + length + length % 2
        if kind not in _WEBP_KEPT:
            continue
        if kind == b"VP8X":
            extended = True
            flags = data[0] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if orientation != 1 else 0)
            data = bytes((flags,)) + data[1:]
        parts.append(struct.pack("<4sI", kind, len(data)) + data + b"\0" * (len(data) % 2))
    if orientation != 1 and extended:
        exif = _orientation_exif(orientation)
        parts.append(struct.pack("<4sI", b"EXIF", len(exif)) + exif)
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _cut_gif(content: bytes, _orientation: int) -> bytes:
    """Keep frames and their timing; comments, plain text, XMP and anything after the end go."""
    position = 13 + _gif_palette(content[10])
    parts = [content[:position]]
    while True:
        start, kind = position, content[position]
        if kind == 0x3B:
            parts.append(b"\x3b")
            return b"".join(parts)
        if kind == 0x2C:
            position = _gif_blocks_end(content, position + 11 + _gif_palette(content[position + 9]))
            kept = True
        elif kind == 0x21:
            label = content[position + 1]
            position = _gif_blocks_end(content, position + 2)
            kept = label == 0xF9 or (
                label == 0xFF and content[start + 3 : start + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
            )
        else:
            raise BrokenPicture(_broken())
        if kept:
            parts.append(content[start:position])


def _gif_palette(flags: int) -> int:
    """Length in bytes of the colour table that the flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_blocks_end(content: bytes, position: int) -> int:
    """Where a row of sub-blocks ends, its zero byte included."""
    while content[position]:
        position += content[position] + 1
    return position + 1


def _encoded_again(picture: Image.Image, kind: str) -> bytes:
    """The upright first frame in a new file; HEIC as JPEG, which every browser and library reads."""
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    upright.info.clear()  # Some versions of Pillow write from here what nobody asked them to write.
    output = io.BytesIO()
    if kind == "HEIF":
        upright.convert("RGB").save(output, "JPEG", quality=92, icc_profile=profile)
    else:
        upright.save(output, "AVIF", quality=90, speed=8, icc_profile=profile or b"")
    return output.getvalue()


_CUTTERS = {"JPEG": _cut_jpeg, "PNG": _cut_png, "WEBP": _cut_webp, "GIF": _cut_gif}
