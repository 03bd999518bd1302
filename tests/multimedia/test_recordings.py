"""Recordings: what they are, how long they last, and that none says where it was made."""

import re
import shutil
import struct
import subprocess

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
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
