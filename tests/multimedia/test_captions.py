"""Captions: read strictly, converted to WebVTT, kept with their recording, served behind the same door."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from multimedia.captions import CaptionError, parse, write
from multimedia.models import Recording, Track
from multimedia.timed_text import TimedTextError, decode
from tests.multimedia import samples

VTT = "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nEvery complaint gets an answer.\n"
SRT = "\ufeff1\r\n00:00:00,500 --> 00:00:02,000\r\n<font color=red>Rain & wind</font>\r\n<i>again</i> {\\an8}\r\n"
SBV = "0:00:00.500,0:00:02.000\nEvery complaint[br]gets an answer.\n"


def problems(text: str, **declared) -> list[str]:
    with pytest.raises(CaptionError) as refused:
        parse(text, **declared)
    return refused.value.messages


# --- Reading


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (VTT, "Every complaint gets an answer."),
        (SRT, "Rain &amp; wind\n<i>again</i>"),
        (SBV, "Every complaint\ngets an answer."),
        ("WEBVTT\n\nNOTE by hand\n\nSTYLE\n::cue {}\n\nfirst\n00:01.000 --> 00:02.000\n<v Ana>R&D, a < b", None),
    ],
)
def test_each_format_becomes_webvtt_and_is_read_again_as_the_same(text, words):
    cues = parse(text)
    assert parse(write(cues)) == [*map(type(cues[0]), *zip(*map(_without_line, cues), strict=True), [3])]
    assert write(cues).startswith("WEBVTT\n\n00:00:0")
    if words:
        assert cues[0].text == words


def _without_line(cue) -> tuple:
    return cue.start_ms, cue.end_ms, cue.text, cue.settings


def test_marks_and_signs_are_told_apart():
    (cue,) = parse("WEBVTT\n\n00:01.000 --> 00:02.000 line:0\n<v.loud Ana Ruiz>R&D, a < b &amp; <i>c</i>")
    assert (cue.speaker, cue.plain, cue.settings) == ("Ana Ruiz", "R&D, a < b & c", " line:0")
    assert "a &lt; b" in cue.text


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("", {}, "There are no captions in it."),
        ("WEBVTT\n\nNOTE nothing yet", {}, "There are no captions in it."),
        ("<html>\n<body>Words</body>", {}, "This is no file of captions"),
        ("Dear all,\n\nat 10:30 we meet.", {}, "This is no file of captions"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nBack", {}, "Line 3: 0:02 ends before it begins."),
        (VTT + "\n00:00.000 --> 00:00.200\nFirst", {}, "Line 6: 0:00 does not come after 0:00.5 in line 3."),
        (VTT + "\n00:01.500 --> 00:03.000\nToo early", {}, "Line 6: 0:01.5 overlaps line 3, which ends at 0:02."),
        (VTT + "\n01:00.000 --> 01:02.000\nLate", {"length_ms": 3000}, "Line 6: 1:00 lies past the end"),
        (VTT + "\n00:03.000 --> 00:04.000\n\n", {}, "Line 6: Nothing is said here."),
        (VTT + "\n00:03.000 --> 00:04.000\n<i> </i>", {}, "Line 6: Nothing is said here."),
        (VTT + "\n00:03.000 -> 00:04.000\nWrong arrow", {}, "Line 6: There is no time here"),
        (VTT + "\n00:03 --> 00:04\nNo thousandths", {}, "Line 6: This time cannot be read"),
        (VTT + "\n100:00:03.000 --> 100:00:04.000\nNo such hour", {}, "Line 6: This time cannot be read"),
        (VTT + f"\n{'9' * 5000}:00:03.000 --> 00:04.000\nNo number", {}, "Line 6: This time cannot be read"),
        (VTT + "\n00:75.000 --> 00:76.000\nNo such second", {}, "Line 6: “00:75.000” is not a time"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n00:03.000 --> 00:04.000\nTwo", {}, "Line 5: A blank line is missing"),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nПривет всем",
            {"language": "es-MX"},
            "Line 3: These words are in Cyrillic",
        ),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nGood morning", {"language": "ar"}, "Line 3: These words are in Latin"),
        (
            "WEBVTT\nLanguage: es\n\n00:01.000 --> 00:02.000\nBuenas",
            {"language": "en"},
            "Line 2: The file says it is in",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, declared, expected):
    assert any(message.startswith(expected) for message in problems(text, **declared))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "صباح الخير"),
        ("sr", "Добро јутро"),
        ("sr-Latn", "Dobro jutro"),
        ("ja", "おはようTokyo"),
        ("xx", "Hm"),
        ("en", "…"),
    ],
)
def test_words_in_the_script_of_their_language_pass(language, words):
    assert parse(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words} 1", language=language)


def test_every_problem_of_a_file_is_said_at_once():
    text = "WEBVTT\n\n00:02.000 --> 00:01.000\nBack\n\n00:05.000 --> 00:06.000\n\nloose words"
    assert [message[:7] for message in problems(text)] == ["Line 3:", "Line 6:", "Line 8:"]


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0", "Größe".encode("latin-1"), b"PK\3\4\0\0"])
def test_what_is_no_text_is_refused(content):
    with pytest.raises(TimedTextError, match="UTF-8"):
        decode(content)


def test_text_of_windows_is_read():
    assert decode("ación".encode("utf-16")) == "ación"
    assert decode("“ación”".encode("cp1252"), "es-MX") == "“ación”"
    with pytest.raises(TimedTextError, match="UTF-8"):
        decode("Gdańsk".encode("cp1250"), "pl")


def test_captions_of_youtube_are_read():
    cues = parse(
        "WEBVTT\nKind: captions\nLanguage: en\n\n00:00:00.160 --> 00:00:02.389 align:start position:0%\n \n"
        "so<00:00:00.480><c> when</c>\n\n00:00:02.389 --> 00:00:02.399 align:start position:0%\nso when\n \n",
        language="en",
    )
    assert [(cue.plain, cue.settings, cue.line) for cue in cues] == [
        ("so when", " align:start position:0%", 5),
        ("so when", " align:start position:0%", 9),
    ]


# --- The form

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording() -> Recording:
    return Recording.objects.create(
        title="The count", type="audio", language="en", file=ContentFile(samples.wav(3), "count.wav")
    )


@pytest.fixture
def researcher(client):
    client.force_login(get_user_model().objects.create_superuser("researcher", "researcher@example.org", "x"))
    return client


def send(client, recording, **values):
    data = {"recording": recording.pk, "kind": "captions", "language": "en", "label": "", "text": "", **values}
    return client.post(reverse("captions:add"), data)


def test_the_recording_leads_to_its_captions(researcher, recording):
    html = researcher.get(reverse("wagtailmedia:edit", args=[recording.pk])).content.decode()
    address = f"{reverse('captions:add')}?recording={recording.pk}"
    assert address in html
    form = researcher.get(address).context["form"]
    assert (form["recording"].value(), form["language"].value()) == (recording.pk, "en")
    html = researcher.get(send(researcher, recording, text=VTT).url).content.decode()
    assert "Captions, English" in html
    assert reverse("captions:edit", args=[recording.tracks.get().pk]) in html


@pytest.mark.parametrize("text", [SRT, SBV, VTT])
def test_captions_are_kept_as_webvtt_whatever_was_given(researcher, recording, text):
    assert send(researcher, recording, text=text).status_code == 302
    assert recording.tracks.get().text.startswith("WEBVTT\n\n00:00:00.500 --> 00:00:02.000\n")


def test_an_uploaded_file_takes_the_place_of_the_text(researcher, recording):
    send(researcher, recording, text=VTT)
    track = recording.tracks.get()
    data = {"recording": recording.pk, "kind": "captions", "language": "en", "text": track.text}
    file = SimpleUploadedFile("new.srt", SRT.encode())
    assert researcher.post(reverse("captions:edit", args=[track.pk]), {**data, "file": file}).status_code == 302
    assert "Rain &amp; wind" in recording.tracks.get().text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"WEBVTT\n\n00:09.000 --> 00:10.000\nLate", "past the end of the recording, 0:03"),
        (b"\x89PNG\r\n\x1a\n\0", "UTF-8"),
        (b"<html></html>", "no file of captions"),
        (b"x" * 2_000_001, "too large"),
    ],
)
def test_errors_of_a_file_stand_at_the_file_and_nothing_is_stored(researcher, recording, content, said):
    response = send(researcher, recording, text=VTT, file=SimpleUploadedFile("captions.vtt", content))
    errors = response.context["form"].errors
    assert said in errors["file"][0]
    assert "text" not in errors
    assert not Track.objects.exists()


def test_errors_of_the_text_stand_at_the_text(researcher, recording):
    errors = send(researcher, recording, text="WEBVTT\n\n00:02.000 --> 00:01.000\nBack").context["form"].errors
    assert errors["text"] == ["Line 3: 0:02 ends before it begins."]
    assert send(researcher, recording).context["form"].errors["text"] == ["There are no captions in it."]


def test_one_track_of_a_kind_in_a_language(researcher, recording):
    assert send(researcher, recording, text=VTT).status_code == 302
    assert "already" in send(researcher, recording, text=VTT).context["form"].errors["language"][0]
    assert send(researcher, recording, text=VTT, kind="chapters").status_code == 302
    assert send(researcher, recording, text=VTT, language="fr").status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        Track.objects.create(recording=recording, kind="captions", language="en", text=VTT)


# --- Who reads them


def test_captions_are_served_to_those_who_may_hear_the_recording(client, recording, admin_user):
    track = Track.objects.create(recording=recording, language="en", text=VTT)
    assert track.url == f"/files/tracks/{track.pk}.vtt"
    assert client.get(track.url).status_code == 404
    recording.free = True
    recording.save()
    response = client.get(track.url)
    assert response.status_code == 200
    assert response.content.decode() == VTT
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    recording.free = False
    recording.save()
    assert client.get(track.url).status_code == 404
    client.force_login(admin_user)
    assert client.get(track.url).status_code == 200
    assert client.get("/files/tracks/9999.vtt").status_code == 404
    assert client.post(track.url).status_code == 405
