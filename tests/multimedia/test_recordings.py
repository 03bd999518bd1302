"""Recordings: what they are, how long they last, and that none says where it was made."""

import re
import shutil
import struct
import subprocess

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from multimedia.models import Recording
from multimedia.recordings import RecordingError, checked, holds_position
from tests.multimedia import samples

pytestmark = pytest.mark.django_db
with_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content


def mp4(*tags: bytes, media: bytes = b"sound") -> bytes:
    """The boxes of an mp4, with tags where telephones put them."""
    movie = box(b"moov", box(b"mvhd", b"\0" * 100) + box(b"udta", b"".join(tags)))
    return box(b"ftyp", b"isom\0\0\2\0isomiso2") + box(b"mdat", media) + movie


def made_by_ffmpeg(path, *options: str) -> bytes:
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=2", *options, str(path)]
    subprocess.run(command, check=True)
    return path.read_bytes()


POSITIONS = {
    "apple": box(b"\xa9xyz", b"\0\x12\x15\xc7+19.4326-099.1332/"),
    "3gpp": box(b"loci", b"\0\0\0\0\x15\xc7" + b"\0" * 20),
    "keys": box(b"meta", b"mdtacom.apple.quicktime.location.ISO6709"),
    "gopro": box(b"trak", b"gpmd"),
    "xmp": box(b"uuid", b"<exif:GPSLatitude>19,25.9N</exif:GPSLatitude>"),
}


@pytest.fixture
def researcher(client):
    client.force_login(get_user_model().objects.create_superuser("researcher", "researcher@example.org", "x"))


def add(client, kind: str, name: str, content: bytes):
    data = {"title": "Anna", "file": SimpleUploadedFile(name, content), "licence": "unknown", "duration": "0"}
    return client.post(reverse("wagtailmedia:add", args=[kind]), data)


def stored_files() -> set[str]:
    """Everything that lies in the folder of recordings, from other tests as well."""
    return set(default_storage.listdir("media")[1]) if default_storage.exists("media") else set()


@pytest.mark.parametrize("tag", POSITIONS.values(), ids=POSITIONS)
def test_a_position_is_found_wherever_telephones_put_it(tag):
    assert holds_position(ContentFile(mp4(tag), "voice.m4a"))


def test_a_recording_without_position_is_left_as_it_is():
    content = mp4(box(b"\xa9nam", b"Anna"), media=b"loci \xa9xyz gpmd")
    assert not holds_position(ContentFile(content, "voice.m4a"))
    assert checked(ContentFile(content, "voice.m4a")).read() == content


def test_a_refused_recording_is_explained_at_its_field(client, researcher, monkeypatch):
    monkeypatch.setenv("PATH", "")  # a machine without ffmpeg
    response = add(client, "audio", "voice.m4a", mp4(POSITIONS["apple"]))
    assert "says where it was made" in response.context["form"].errors["file"][0]
    assert not Recording.objects.exists()
    with pytest.raises(RecordingError):
        Recording.objects.create(title="Anna", type="audio", file=ContentFile(mp4(POSITIONS["apple"]), "voice.m4a"))


@with_ffmpeg
@pytest.mark.parametrize("name", ["voice.m4a", "voice.mp4"])
def test_ffmpeg_takes_the_position_out(client, researcher, tmp_path, name):
    content = made_by_ffmpeg(tmp_path / name, "-metadata", "location=+19.4326-099.1332/", "-metadata", "title=Anna")
    assert b"loci" in content
    response = add(client, "audio" if name.endswith("m4a") else "video", name, content)
    assert response.status_code == 302
    recording = Recording.objects.get()
    with recording.file.storage.open(recording.file.name) as stored_file:
        stored = stored_file.read()
    assert b"loci" not in stored
    assert b"mdat" in stored
    assert recording.duration == pytest.approx(2, abs=0.1)
    assert recording.file_size == recording.file.size


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("audio", "voice.mp3", b"<html>"),
        ("audio", "voice.ogg", samples.jpeg()),
        ("audio", "voice.m4a", b"RIFF"),
        ("video", "street.webm", mp4()),
        ("video", "street.mov", mp4()),
        ("audio", "voice.exe", b"MZ"),
        ("audio", "street.mp4", mp4()),
        ("audio", "voice.m4a", b"\0\0\0\x02ftypM4A "),
    ],
)
def test_wrong_files_are_refused_at_their_field(client, researcher, kind, name, content):
    response = add(client, kind, name, content)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not Recording.objects.exists()


@with_ffmpeg
@pytest.mark.parametrize("name", ["street.mp4", "street.webm", "voice.ogg", "voice.opus", "voice.wav", "voice.m4a"])
@pytest.mark.parametrize("share", [0.5, 0.97])
def test_a_recording_without_its_end_is_refused_with_the_reason(client, researcher, tmp_path, name, share):
    kind = "video" if name.startswith("street") else "audio"
    picture = ["-f", "lavfi", "-i", "testsrc=duration=2:size=64x48:rate=10"] if kind == "video" else []
    content = made_by_ffmpeg(tmp_path / name, *picture)
    cut, before = content[: int(len(content) * share)], stored_files()
    response = add(client, kind, name, cut)
    assert "end of this recording is missing" in response.context["form"].errors["file"][0]
    assert not Recording.objects.exists()
    assert stored_files() == before
    assert add(client, kind, name, content).status_code == 302


def test_a_recording_that_is_too_large_is_refused_at_once(client, researcher, settings):
    settings.RECORDING_MAX_BYTES, before = 40_000, stored_files()
    form = client.get(reverse("wagtailmedia:add", args=["video"]))
    assert 'data-most-bytes="40000"' in form.content.decode()
    assert "js/admin/upload-limit" in form.content.decode()
    response = add(client, "audio", "voice.wav", samples.wav(20))
    assert re.search("has .* MB, more than the 0 MB", response.context["form"].errors["file"][0])
    assert not Recording.objects.exists()
    with pytest.raises(RecordingError):
        Recording.objects.create(title="Anna", type="audio", file=ContentFile(samples.wav(20), "voice.wav"))
    assert stored_files() == before


@with_ffmpeg
@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("voice.ogg", "LOCATION=+19.4326-099.1332/"),
        ("voice.opus", "GEO_LATITUDE=19.4326"),
        ("voice.opus", "LOCATION=19.4326, -99.1332"),
        ("voice.webm", "LOCATION=+19.4326-099.1332/"),
        ("voice.mp3", "TXXX=+19.4326-099.1332/"),
    ],
)
def test_positions_in_other_tags_are_taken_out_too(tmp_path, name, tag):
    content = made_by_ffmpeg(tmp_path / name, "-metadata", tag)
    assert holds_position(ContentFile(content, name))
    recording = Recording.objects.create(title="Anna", type="audio", file=ContentFile(content, name))
    with recording.file.open() as stored:
        assert b"19.4326" not in stored.read()


@with_ffmpeg
@pytest.mark.parametrize("name", ["street.mp4", "street.webm"])
def test_the_size_of_a_picture_is_read_from_the_file(tmp_path, name):
    content = made_by_ffmpeg(tmp_path / name, "-f", "lavfi", "-i", "testsrc=duration=2:size=64x48:rate=10")
    recording = Recording.objects.create(title="Street", type="video", file=ContentFile(content, name))
    assert (recording.width, recording.height) == (64, 48)
    recording.file = ContentFile(made_by_ffmpeg(tmp_path / name, "-y", "-t", "1"), name)
    recording.save()
    assert recording.duration == pytest.approx(1, abs=0.1)
    assert recording.width is None


def test_matroska_is_no_webm(client, researcher):
    content = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x88matroska" + b"\0" * 100
    assert "not what its ending says" in add(client, "video", "street.webm", content).context["form"].errors["file"][0]


def test_the_sound_of_a_film_is_a_sound(client, researcher):
    film = Recording.objects.create(title="Film", type="video", file=ContentFile(mp4(), "film.mp4"))
    data = {"title": "Film", "licence": "unknown", "duration": "0", "sound_only": film.pk}
    response = client.post(reverse("wagtailmedia:edit", args=[film.pk]), data)
    assert response.context["form"].errors["sound_only"]
    sound = Recording.objects.create(title="Sound", type="audio", file=ContentFile(samples.wav(), "sound.wav"))
    assert (
        client.post(reverse("wagtailmedia:edit", args=[film.pk]), {**data, "sound_only": sound.pk}).status_code == 302
    )
    assert Recording.objects.get(pk=film.pk).sound_only == sound


def test_recordings_can_be_added_where_one_is_chosen(client, researcher):
    opened = client.get(reverse("wagtailmedia:chooser_typed", args=["video"]))
    assert opened.status_code == 200
    data = {
        "title": "Anna",
        "file": SimpleUploadedFile("voice.wav", samples.wav()),
        "licence": "unknown",
        "duration": "0",
    }
    data = {f"media-chooser-upload-{name}": value for name, value in data.items()}
    assert client.post(reverse("wagtailmedia:chooser_upload", args=["audio"]), data).status_code == 200
    assert Recording.objects.get().title == "Anna"


def test_duration_and_size_are_read_from_the_file(client, researcher):
    assert add(client, "audio", "voice.wav", samples.wav(1.5)).status_code == 302
    recording = Recording.objects.get()
    assert (recording.duration, recording.file_size) == (1.5, len(samples.wav(1.5)))


def test_the_name_of_a_file_that_people_gave_it_is_not_in_its_address(client, researcher):
    add(client, "audio", "anna-novak.m4a", mp4())
    recording = Recording.objects.get()
    assert "anna" not in recording.url.lower()
    assert recording.url.endswith(".m4a")


@with_ffmpeg
def test_the_duration_of_webm_is_read_by_ffprobe(tmp_path):
    content = made_by_ffmpeg(tmp_path / "voice.webm")
    recording = Recording.objects.create(title="Anna", type="video", file=ContentFile(content, "voice.webm"))
    assert recording.duration == pytest.approx(2, abs=0.1)


def test_a_recording_is_only_addressed_through_the_checked_view(client):
    recording = Recording.objects.create(
        title="Anna", type="audio", file=ContentFile(samples.wav(), "voz de ana é.wav")
    )
    assert re.fullmatch(r"/files/media/[0-9a-f]{32}\.wav", recording.url)
    assert recording.sources == [{"src": recording.url, "type": "audio/wav"}]
    assert client.get(recording.url).status_code == 404


@pytest.mark.parametrize("length", [90, 200])
def test_how_long_the_name_of_a_recording_is_does_not_matter(client, researcher, length):
    answer = add(client, "audio", "a" * length + ".wav", samples.wav())
    assert answer.status_code == 302
    assert len(Recording.objects.get().file.name) < 100
