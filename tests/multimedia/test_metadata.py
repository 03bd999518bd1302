"""Pictures lose everything but pixels, colours and orientation."""

import contextlib
import datetime
import io
import struct
import zlib

import pytest
from PIL import ExifTags, Image, ImageCms

from multimedia.metadata import BrokenPicture, PictureError, TooManyPixels, UnknownPicture, clean_picture
from tests.multimedia import samples

LOSSLESS = {"jpeg": samples.jpeg, "png": samples.png, "webp": samples.webp}


def frames(content: bytes) -> list[bytes]:
    with Image.open(io.BytesIO(content)) as picture:
        found = []
        for number in range(getattr(picture, "n_frames", 1)):
            picture.seek(number)
            found.append(picture.convert("RGBA").tobytes())
        return found


def leaks(content: bytes) -> list[bytes]:
    return [secret for secret in samples.SECRETS if secret in content]


@pytest.mark.parametrize("make", [*LOSSLESS.values(), samples.gif], ids=[*LOSSLESS, "gif"])
def test_nothing_is_left_and_no_pixel_changes(make):
    before = make()
    assert leaks(before)
    after = clean_picture(before).content
    assert leaks(after) == []
    assert frames(after) == frames(before)
    with Image.open(io.BytesIO(after)) as picture:
        assert not picture.getexif()


@pytest.mark.parametrize("make", LOSSLESS.values(), ids=LOSSLESS)
def test_orientation_is_all_that_stays_of_exif(make):
    after = clean_picture(make(orientation=6)).content
    assert leaks(after) == []
    with Image.open(io.BytesIO(after)) as picture:
        assert dict(picture.getexif()) == {ExifTags.Base.Orientation: 6}


@pytest.mark.parametrize("progressive", [False, True])
def test_colours_of_a_jpeg_stay(progressive):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    before = samples.jpeg(progressive=progressive, icc_profile=profile)
    after = clean_picture(before).content
    assert frames(after) == frames(before)
    with Image.open(io.BytesIO(after)) as picture:
        assert picture.info["icc_profile"] == profile


def test_colours_of_a_printers_jpeg_stay():
    output = io.BytesIO()
    Image.new("CMYK", (40, 30), (10, 200, 30, 40)).save(output, "JPEG")
    after = clean_picture(output.getvalue()).content
    assert frames(after) == frames(output.getvalue())
    assert b"Adobe" in after  # says how the four colours are stored


def test_preview_inside_jfif_goes():
    """A preview may still show what was cropped away."""
    content = samples.jpeg()
    jfif = content.index(b"JFIF\0")
    preview = b"secret-app!!"  # 2 x 2 pixels of 3 bytes
    length = struct.unpack_from(">H", content, jfif - 2)[0]
    grown = content[: jfif - 2] + struct.pack(">H", length + 12) + content[jfif : jfif + 12] + b"\2\2" + preview
    after = clean_picture(grown + content[jfif + 14 :]).content
    assert leaks(after) == []


def test_heic_becomes_an_upright_jpeg():
    clean = clean_picture(samples.heic())
    assert clean.extension == ".jpg"
    assert leaks(clean.content) == []
    with Image.open(io.BytesIO(clean.content)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (128, 96))
        assert not picture.getexif()


def test_avif_is_encoded_again_without_metadata():
    clean = clean_picture(samples.avif())
    assert leaks(samples.avif())
    assert leaks(clean.content) == []
    with Image.open(io.BytesIO(clean.content)) as picture:
        assert (picture.format, picture.size) == ("AVIF", (120, 80))
        assert not picture.getexif()


@pytest.mark.parametrize("make", [*LOSSLESS.values(), samples.avif, samples.heic])
def test_what_the_metadata_said_is_told(make):
    clean = clean_picture(make())
    assert (clean.credit, clean.taken_on, clean.had_position) == ("Ana Maker", datetime.date(2024, 5, 17), True)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_unreadable_exif_does_not_refuse_a_good_picture():
    content = samples.jpeg().replace(b"MM\0*\0\0\0\x08", b"MM\0*\xff\xff\xff\xff", 1)
    clean = clean_picture(content)
    assert leaks(clean.content) == []
    assert frames(clean.content) == frames(samples.jpeg())


def test_author_is_also_found_in_xmp():
    output = io.BytesIO()
    samples.drawing().save(output, "JPEG", xmp=samples.XMP)
    assert clean_picture(output.getvalue()).credit == "Ana Maker"


def test_clean_picture_of_a_clean_picture_is_the_same():
    once = clean_picture(samples.jpeg(orientation=3)).content
    assert clean_picture(once).content == once


@pytest.mark.parametrize("make", [*LOSSLESS.values(), samples.gif, samples.avif, samples.heic])
def test_half_a_picture_is_broken(make):
    content = make()
    with pytest.raises(BrokenPicture, match="damaged"):
        clean_picture(content[: len(content) // 2])


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("make", [*LOSSLESS.values(), samples.gif])
def test_no_damage_escapes_as_another_error(make):
    """Cut or falsify at every place of the first kilobyte: either it is readable or it is a sentence."""
    content = make()
    for position in range(8, min(len(content), 1000), 7):
        for damaged in (content[:position], content[:position] + b"\xff\xff" + content[position + 2 :]):
            with contextlib.suppress(PictureError):
                # In a damaged GIF a comment can become pixels: nothing marks where a frame ends.
                assert leaks(clean_picture(damaged).content) == [] or make is samples.gif


@pytest.mark.parametrize("content", [b"", b"hello", b'<svg xmlns="http://www.w3.org/2000/svg"/>', b"%PDF-1.4"])
def test_other_files_are_refused(content):
    with pytest.raises(UnknownPicture):
        clean_picture(content)


def test_a_whole_file_with_unreadable_pixels_is_broken():
    header, data = b"IHDR" + struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0), b"IDATno pixels at all"
    chunks = (
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in (header, data, b"IEND")
    )
    with pytest.raises(BrokenPicture):
        clean_picture(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def test_pixels_are_counted_before_they_are_unpacked():
    output = io.BytesIO()
    Image.new("1", (4000, 4000)).save(output, "PNG")
    assert len(output.getvalue()) < 10_000
    with pytest.raises(TooManyPixels, match="15 million"):
        clean_picture(output.getvalue(), max_pixels=15_000_000)
    assert clean_picture(output.getvalue(), max_pixels=16_000_000)


def test_frames_of_an_animation_count():
    with pytest.raises(TooManyPixels):
        clean_picture(samples.gif(), max_pixels=120 * 80)
