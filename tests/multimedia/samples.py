"""Pictures and sounds made on the spot, full of what must never be published."""

import io
import struct
import wave
import zlib
from pathlib import Path

from PIL import ExifTags, Image, PngImagePlugin

#: None of these may be left in a file that is stored or public.
SECRETS = (b"SecretCam", b"Ana Maker", b"secret-xmp", b"secret-iptc", b"secret-comment", b"secret-video", b"secret-app")
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><dc:creator><rdf:Seq><rdf:li>Ana Maker</rdf:li></rdf:Seq>'
    b"</dc:creator>secret-xmp</rdf:RDF></x:xmpmeta>"
)


def drawing(width: int = 120, height: int = 80, mode: str = "RGB") -> Image.Image:
    """A picture in which every pixel differs from its neighbours."""
    picture = Image.new(mode, (width, height))
    picture.putdata(
        [(x * 2 % 256, y * 3 % 256, (x + y) % 256, 255)[: len(mode)] for y in range(height) for x in range(width)]
    )
    return picture


def exif(orientation: int | None = None, artist: bool = True) -> Image.Exif:
    """A camera, an author, a day and a place."""
    data = Image.Exif()
    data[ExifTags.Base.Make] = "SecretCam"
    if artist:
        data[ExifTags.Base.Artist] = "Ana Maker"
    if orientation:
        data[ExifTags.Base.Orientation] = orientation
    data.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2024:05:17 10:11:12"
    place = data.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (19.0, 25.0, 57.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "W", (99.0, 7.0, 59.0)
    return data


def jpeg(width: int = 120, height: int = 80, orientation: int | None = None, **options) -> bytes:
    """A photograph with every kind of metadata, a preview, a comment and a video behind its end."""
    output = io.BytesIO()
    drawing(width, height).save(
        output, "JPEG", quality=90, exif=exif(orientation), xmp=XMP, comment=b"secret-comment", **options
    )
    content = output.getvalue()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x78\0\x0bsecret-iptc"
    extra = b"".join(
        marker + struct.pack(">H", len(data) + 2) + data
        for marker, data in ((b"\xff\xed", iptc), (b"\xff\xe0", b"JFXX\0\x10secret-app"), (b"\xff\xe7", b"secret-app"))
    )
    return content[:2] + extra + content[2:] + b"\0\0\0\x18ftypmp42secret-video"


def png(orientation: int | None = None) -> bytes:
    """A drawing with texts, EXIF and bytes behind its end."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Ana Maker")
    texts.add_itxt("Comment", "secret-comment", zip=False)
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    output = io.BytesIO()
    drawing(mode="RGBA").save(output, "PNG", pnginfo=texts, exif=exif(orientation))
    content = output.getvalue()
    chunk = b"seCrsecret-app"
    unknown = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return content[:33] + unknown + content[33:] + b"secret-video"


def webp(orientation: int | None = None) -> bytes:
    """A photograph with EXIF and XMP, and bytes behind its end."""
    output = io.BytesIO()
    drawing().save(output, "WEBP", lossless=True, exif=exif(orientation), xmp=XMP)
    return output.getvalue() + b"secret-video"


def gif() -> bytes:
    """Two moving frames with a comment."""
    output = io.BytesIO()
    frames = [drawing().quantize(), drawing().transpose(Image.Transpose.FLIP_LEFT_RIGHT).quantize()]
    frames[0].save(
        output, "GIF", save_all=True, append_images=frames[1:], loop=0, duration=200, comment=b"secret-comment"
    )
    return output.getvalue() + b"secret-video"


def moving_png() -> bytes:
    """Two frames, the second one turned around, with texts."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Ana Maker")
    output = io.BytesIO()
    turned = drawing().transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    drawing().save(output, "PNG", save_all=True, append_images=[turned], duration=200, pnginfo=texts)
    return output.getvalue()


def grey_png(bits: int = 16, said: tuple[int, int] = (64, 32)) -> bytes:
    """A scan from black to white in so many bits, 64 x 32 whatever it says."""
    width, height = 64, 32
    row = b"".join((x * (2**bits - 1) // (width - 1)).to_bytes(bits // 8) for x in range(width))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", *said, bits, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress((b"\0" + row) * height)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def avif() -> bytes:
    """A photograph with EXIF and XMP."""
    output = io.BytesIO()
    drawing().save(output, "AVIF", exif=exif(), xmp=XMP)
    return output.getvalue()


def heic() -> bytes:
    """What a telephone makes."""
    output = io.BytesIO()
    drawing(128, 96).save(output, "HEIF", exif=exif(), xmp=XMP)
    return output.getvalue()


def film() -> bytes:
    """Three seconds of a test picture, 64 x 48, H.264 without sound, without tags."""
    return Path(__file__).with_name("film.mp4").read_bytes()


def m4a() -> bytes:
    """A second of one tone, without tags."""
    return Path(__file__).with_name("sound.m4a").read_bytes()


def wav(seconds: float = 1.5) -> bytes:
    """Silence."""
    output = io.BytesIO()
    with wave.open(output, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * int(seconds * 8000))
    return output.getvalue()
