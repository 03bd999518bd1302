"""Recordings that are nobody's testimony, and those that are: which of them readers get."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from multimedia.models import Recording, Track
from testimony.models import TestimonyRecording
from tests.testimony.factories import make_recording, make_testimony, withhold

pytestmark = pytest.mark.django_db
VTT = "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nMy name was on the wall.\n"


def may_fetch(client, recording: Recording) -> bool:
    return client.get(recording.url).status_code == 200


def test_a_recording_is_the_teams_until_it_is_marked_as_free(client):
    recording = make_recording("Street")
    assert not may_fetch(client, recording)
    recording.free = True
    recording.save()
    whole = client.get(recording.url)
    assert whole.status_code == 200
    part = client.get(recording.url, headers={"Range": "bytes=0-9", "If-Range": whole["ETag"]})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 0-9/{recording.file_size}")
    assert client.get(recording.url, headers={"Range": "bytes=0-9", "If-Range": '"other"'}).status_code == 200
    assert client.get(recording.url, headers={"Range": f"bytes={recording.file_size}-"}).status_code == 416
    recording.free = False
    recording.save()
    assert client.get(recording.url, headers={"Range": "bytes=0-9"}).status_code == 404


def test_what_becomes_testimony_is_free_no_more(client):
    testimony = make_testimony(recorded=False, spoken="", release_audio=False)
    sound = make_recording("Sound of a film", free=True)
    film = make_recording("Film", free=True, sound_only=sound)
    assert may_fetch(client, film)
    TestimonyRecording.objects.create(testimony=testimony, recording=film)
    assert not Recording.objects.filter(free=True).exists()
    assert not may_fetch(client, film)
    assert not may_fetch(client, sound)


def test_the_mark_never_opens_a_testimony(client, admin_client):
    testimony = make_testimony(release_audio=False)
    recording = testimony.recordings.get().recording
    recording.free = True
    with pytest.raises(ValidationError, match="belongs to a testimony"):
        recording.full_clean()
    recording.save()
    assert not Recording.objects.get(pk=recording.pk).free
    data = {"title": "Whole", "licence": "cc0", "duration": "150", "free": "on", "credit": "Team"}
    response = admin_client.post(reverse("wagtailmedia:edit", args=[recording.pk]), data)
    assert "belongs to a testimony" in response.context["form"].errors["free"][0]
    # Not even one that was written past every check.
    Recording.objects.update(free=True)
    Track.objects.create(recording=recording, language="en", text=VTT)
    assert not may_fetch(client, recording)
    assert client.get(recording.tracks.get().url).status_code == 404


def test_words_of_a_testimony_are_no_captions(client):
    """They would be released all together, or by nobody."""
    testimony = make_testimony()
    recording = testimony.recordings.get().recording
    track = Track(recording=recording, language="en", text=VTT)
    with pytest.raises(ValidationError) as refused:
        track.full_clean()
    assert "transcript" in refused.value.message_dict["recording"][0]
    track.save()
    assert may_fetch(client, recording)
    assert client.get(track.url).status_code == 404


def test_the_sound_of_a_film_goes_with_the_whole_film(client):
    testimony = make_testimony()
    film = testimony.recordings.get().recording
    film.sound_only = make_recording("Sound alone")
    film.save()
    assert may_fetch(client, film.sound_only)
    restriction = withhold(testimony)
    assert not may_fetch(client, film.sound_only)
    restriction.delete()
    consent = testimony.consents.get()
    consent.release_audio = False
    consent.save()
    assert not may_fetch(client, film.sound_only)
    film.sound_only.free = True
    film.sound_only.save()
    assert not may_fetch(client, film.sound_only)
