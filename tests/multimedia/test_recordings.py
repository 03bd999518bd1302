"""Recordings: what they are, how long they last, and that none says where it was made and by whom."""

import re
import shutil
import struct
import subprocess
import tempfile

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from home.demonstration.loading import DATA
from multimedia.models import Recording
from multimedia.recordings import RecordingError, checked
from tests.multimedia import samples

pytestmark = pytest.mark.django_db
with_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content


def tagged(*tags: bytes) -> bytes:
    """A sound with tags where telephones put them: in its last box, so that nothing else moves."""
    content = samples.m4a()
    start = content.index(b"moov") - 4
    return content[:start] + box(b"moov", content[start + 8 :] + box(b"udta", b"".join(tags)))


def wav_with(kind: bytes, said: bytes) -> bytes:
    """A sound with a chunk of words behind it."""
    content = samples.wav() + struct.pack("<4sI", kind, len(said)) + said
    return content[:4] + struct.pack("<I", len(content) - 8) + content[8:]


SOUND = (DATA / "recordings" / "city-councillor.mp3").read_bytes()


def id3(said: bytes) -> bytes:
    """A title as it stands before a sound."""
    frame = b"TIT2" + struct.pack(">I", len(said) + 1) + b"\0\0\0" + said
    return b"ID3\x04\0\0\0\0\0" + bytes([len(frame)]) + frame


def ape(said: bytes) -> bytes:
    """A title as it stands behind a sound, with nothing that announces it."""
    item = struct.pack("<II", len(said), 0) + b"Title\0" + said
    return item + b"APETAGEX" + struct.pack("<IIII", 1000, len(item) + 32, 1, 0) + b"\0" * 8


def id3v1(said: bytes = b"") -> bytes:
    return b"TAG" + said.ljust(124, b"\0") + b"\xff"


EVERY_KIND = ["voice.mp3", "voice.wav", "voice.ogg", "voice.opus", "voice.m4a", "street.mp4", "street.webm"]
FILMED = ["-f", "lavfi", "-i", "testsrc=duration=2:size=64x48:rate=10"]


def made_by_ffmpeg(path, *options: str) -> bytes:
    command = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "sine=duration=2", *options, str(path)]
    subprocess.run(command, check=True)
    return path.read_bytes()


#: What telephones, camcorders and programs write into recordings; every one of them says "Anna" or a position.
SAYING = {
    "apple.m4a": tagged(box(b"\xa9xyz", b"\0\x12\x15\xc7+19.4326-099.1332/")),
    "3gpp.m4a": tagged(box(b"loci", b"\0\0\0\0\x15\xc7" + b"+19.4326" + b"\0" * 20)),
    "keys.m4a": tagged(box(b"meta", b"mdtacom.apple.quicktime.author Anna")),
    "track.m4a": tagged(box(b"hdlr", b"\0" * 8 + b"meta Anna")),
    "xmp.m4a": tagged(box(b"uuid", b"<x:xmpmeta>Anna</x:xmpmeta>")),
    "name.m4a": tagged(box(b"\xa9nam", b"\0\x04\x15\xc7Anna")),
    "chapters.m4a": tagged(box(b"chpl", b"\x01\0\0\0\0\0\0\0\x01" + b"\0" * 8 + b"\x04Anna")),
    "broadcast.wav": wav_with(b"bext", b"Anna".ljust(602, b"\0")),
    "info.wav": wav_with(b"LIST", b"INFOIART\x06\0\0\0Anna\0\0"),
    "id3.mp3": id3(b"Anna") + SOUND,
    "id3v1.mp3": SOUND + id3v1(b"Anna"),
    "ape.mp3": SOUND + ape(b"Anna"),
    "ape-and-id3v1.mp3": SOUND + ape(b"Anna") + id3v1(),
    "lyrics.mp3": SOUND + b"LYRICSBEGINEAR00004Anna000023LYRICS200" + id3v1(),
    "appended.mp3": SOUND + id3(b"Anna"),
    "joined.mp3": SOUND + id3(b"Anna") + SOUND,
    "cut-and-joined.mp3": SOUND[: len(SOUND) // 2] + id3(b"Anna") + SOUND,
    "cut-and-padded.mp3": SOUND[:-100] + id3(b"Anna") + b"\0" * 500,
    "words.mp3": SOUND + b"<x:xmpmeta>Anna</x:xmpmeta>",
}


@pytest.fixture
def researcher(client):
    client.force_login(get_user_model().objects.create_superuser("researcher", "researcher@example.org", "x"))


def add(client, kind: str, name: str, content: bytes):
    data = {"title": "Anna", "file": SimpleUploadedFile(name, content), "licence": "unknown", "duration": "0"}
    return client.post(reverse("wagtailmedia:add", args=[kind]), data)


def stored_content(recording: Recording) -> bytes:
    with recording.file.storage.open(recording.file.name) as file:
        return file.read()


def sound_of(content: bytes, name: str) -> bytes:
    """What is heard, as samples. Both are given a moment: the length of an MP3 may differ by a part of a frame."""
    command = ["ffmpeg", "-v", "error", "-i", "pipe:", "-map", "0:a:0", "-t", "1.5", "-f", "s16le", "pipe:"]
    with tempfile.NamedTemporaryFile(suffix=name) as file:
        file.write(content)
        file.flush()
        command[4] = file.name
        return subprocess.run(command, check=True, capture_output=True).stdout


def stored_files() -> set[str]:
    """Everything that lies in the folder of recordings, from other tests as well."""
    return set(default_storage.listdir("media")[1]) if default_storage.exists("media") else set()


@pytest.fixture
def no_ffmpeg(monkeypatch):
    monkeypatch.setenv("PATH", "")


@pytest.mark.parametrize("name", SAYING)
def test_without_ffmpeg_a_recording_that_says_something_is_refused_with_the_reason(client, researcher, no_ffmpeg, name):
    response = add(client, "audio", name, SAYING[name])
    assert "says where or by whom it was made" in response.context["form"].errors["file"][0]
    assert not Recording.objects.exists()
    with pytest.raises(RecordingError):
        Recording.objects.create(title="Anna", type="audio", file=ContentFile(SAYING[name], name))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("film.mp4", samples.film()),
        ("voice.m4a", samples.m4a()),
        ("voice.wav", samples.wav()),
        ("voice.mp3", SOUND),
        ("padded.mp3", b"\0".join([id3(b""), b"\0" * 99, b""]) + SOUND + b"\0" * 5000),
        ("nameless.mp3", SOUND + id3v1()),
    ],
)
def test_without_ffmpeg_a_recording_that_says_nothing_is_left_as_it_is(no_ffmpeg, name, content):
    assert checked(ContentFile(content, name)).read() == content


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xff\xfd\x84\0".ljust(417, b"\0") * 9, id="layer II"),
        pytest.param(b"\xff\xfb\x00\0".ljust(417, b"\0") * 9, id="no bitrate"),
        pytest.param(b"\xff\xfb\x90\0".ljust(416, b"\0"), id="no whole frame"),
    ],
)
def test_an_mp3_without_sound_is_refused_with_the_reason(no_ffmpeg, content):
    with pytest.raises(RecordingError, match="cannot be read"):
        checked(ContentFile(content, "voice.mp3"))


@with_ffmpeg
@pytest.mark.parametrize("name", SAYING)
def test_ffmpeg_takes_out_what_a_recording_says(client, researcher, name):
    assert add(client, "audio", name, SAYING[name]).status_code == 302
    stored = stored_content(Recording.objects.get())
    assert not re.search(rb"Anna|19\.4326", stored)
    assert sound_of(stored, name) == sound_of(SAYING[name], name)
    assert checked(ContentFile(stored, name)).read() == stored


@with_ffmpeg
@pytest.mark.parametrize("name", EVERY_KIND)
def test_whatever_ffmpeg_can_write_into_a_recording_is_taken_out(client, researcher, tmp_path, name):
    """Tags of the file and of its tracks, a chapter, in sounds a cover picture that says where it was taken."""
    chapter, cover = tmp_path / "chapter.txt", tmp_path / "cover.jpg"
    chapter.write_text(";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=Anna begins\n")
    cover.write_bytes(samples.jpeg())
    kind = "video" if name.startswith("street") else "audio"
    options = ["-i", chapter, "-map_chapters", "1", "-map", "0"]
    if kind == "video":
        options = [*options[:2], *FILMED, "-map", "2", *options[2:]]
    if name == "voice.mp3":
        options = [
            *options[:2],
            "-i",
            cover,
            "-map",
            "2",
            "-c:v",
            "copy",
            "-disposition:v",
            "attached_pic",
            *options[2:],
        ]
    tags = [f"{tag}=Anna" for tag in ("title", "artist", "comment", "author", "description", "originator")]
    tags += ["location=+19.4326-099.1332/", "GEO_LATITUDE=19.4326"]
    written = [part for tag in tags for part in ("-metadata", tag)]
    content = made_by_ffmpeg(
        tmp_path / name, *options, *written, "-metadata:s:a", "title=Anna", "-metadata:s:a", "handler_name=Anna"
    )
    assert b"Anna" in content
    assert add(client, kind, name, content).status_code == 302
    stored = stored_content(Recording.objects.get())
    assert not re.search(rb"Anna|19\.4326|Ana Maker|SecretCam", stored)
    assert sound_of(stored, name) == sound_of(content, name)


@with_ffmpeg
def test_what_a_camcorder_hides_between_the_pictures_is_taken_out(client, researcher, tmp_path):
    plain, hiding = tmp_path / "plain.mp4", tmp_path / "street.mp4"
    plain.write_bytes(samples.film())
    note = "h264_metadata=sei_user_data=17ee8c60f84d11d98cd60800200c9a66+MDPM20240517"
    subprocess.run(["ffmpeg", "-v", "error", "-i", plain, "-c", "copy", "-bsf:v", note, hiding], check=True)
    assert b"MDPM20240517" in hiding.read_bytes()
    assert add(client, "video", "street.mp4", hiding.read_bytes()).status_code == 302
    assert b"MDPM" not in stored_content(Recording.objects.get())


@with_ffmpeg
def test_a_second_sound_that_no_player_plays_is_not_kept(client, researcher, tmp_path):
    content = made_by_ffmpeg(
        tmp_path / "voice.m4a", "-f", "lavfi", "-i", "sine=frequency=900:duration=2", "-map", "0", "-map", "1"
    )
    add(client, "audio", "voice.m4a", content)
    assert content.count(b"soun") == 2
    assert stored_content(Recording.objects.get()).count(b"soun") == 1


def test_a_film_is_no_sound_and_a_sound_no_film(client, researcher):
    film = add(client, "audio", "voice.m4a", samples.film())
    assert "There are moving pictures in this file" in film.context["form"].errors["file"][0]
    sound = add(client, "video", "street.mp4", samples.m4a())
    assert "There are no moving pictures in this file" in sound.context["form"].errors["file"][0]
    assert not Recording.objects.exists()


@with_ffmpeg
def test_what_ffmpeg_cannot_read_is_refused_with_the_reason(client, researcher):
    movie = box(b"moov", box(b"hdlr", b"\0" * 8 + b"vide"))
    response = add(client, "video", "street.mp4", box(b"ftyp", b"isom\0\0\2\0isom") + box(b"mdat", b"x" * 99) + movie)
    assert "cannot be read" in response.context["form"].errors["file"][0]
    assert not Recording.objects.exists()


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("audio", "voice.mp3", b"<html>"),
        ("audio", "voice.ogg", samples.jpeg()),
        ("audio", "voice.m4a", b"RIFF"),
        ("video", "street.webm", samples.film()),
        ("video", "street.mov", samples.film()),
        ("audio", "voice.exe", b"MZ"),
        ("audio", "street.mp4", samples.film()),
        ("audio", "voice.m4a", b"\0\0\0\x02ftypM4A "),
        pytest.param("video", "street.mp4", samples.film() + box(b"free", b"") * 100_000, id="very many boxes"),
        pytest.param("audio", "voice.mp3", SOUND + b"\xff\xfb\x10\0\0" * 100_001, id="very many false frames"),
    ],
)
def test_wrong_files_are_refused_at_their_field(client, researcher, kind, name, content):
    response = add(client, kind, name, content)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not Recording.objects.exists()


@with_ffmpeg
@pytest.mark.parametrize(
    "name", ["street.mp4", "street.webm", "voice.ogg", "voice.opus", "voice.wav", "voice.m4a", "voice.mp3"]
)
@pytest.mark.parametrize("share", [0.5, 0.97])
def test_a_recording_without_its_end_is_refused_with_the_reason(client, researcher, tmp_path, name, share):
    kind = "video" if name.startswith("street") else "audio"
    picture = FILMED if kind == "video" else []
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
@pytest.mark.parametrize("name", ["street.mp4", "street.webm"])
def test_the_size_of_a_picture_is_read_from_the_file(tmp_path, name):
    content = made_by_ffmpeg(tmp_path / name, *FILMED)
    recording = Recording.objects.create(title="Street", type="video", file=ContentFile(content, name))
    assert (recording.width, recording.height) == (64, 48)
    other = made_by_ffmpeg(tmp_path / name, "-f", "lavfi", "-i", "testsrc=size=48x96:rate=10", "-t", "1")
    recording.file = ContentFile(other, name)
    recording.save()
    assert recording.duration == pytest.approx(1, abs=0.1)
    assert (recording.width, recording.height) == (48, 96)


@with_ffmpeg
def test_a_film_that_was_held_upright_stays_upright():
    lying = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    upright = struct.pack(">9i", 0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30)
    before, track, behind = samples.film().partition(b"tkhd")
    content = ContentFile(before + track + behind.replace(lying, upright, 1), "street.mp4")
    recording = Recording.objects.create(title="Street", type="video", file=content)
    assert (recording.width, recording.height) == (48, 64)
    assert upright in stored_content(recording)


def test_matroska_is_no_webm(client, researcher):
    content = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x88matroska" + b"\0" * 100
    assert "not what its ending says" in add(client, "video", "street.webm", content).context["form"].errors["file"][0]


def test_the_sound_of_a_film_is_a_sound(client, researcher):
    film = Recording.objects.create(title="Film", type="video", file=ContentFile(samples.film(), "film.mp4"))
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
    add(client, "audio", "anna-novak.m4a", samples.m4a())
    recording = Recording.objects.get()
    assert "anna" not in recording.url.lower()
    assert recording.url.endswith(".m4a")


@with_ffmpeg
def test_the_duration_of_webm_is_read_by_ffprobe(tmp_path):
    content = made_by_ffmpeg(tmp_path / "street.webm", *FILMED)
    recording = Recording.objects.create(title="Anna", type="video", file=ContentFile(content, "street.webm"))
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
