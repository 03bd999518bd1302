"""Captions at an address of their own: what the policy releases of words and sound, and nothing else."""

import pytest
from django.urls import reverse

from interviews.reading import released_words
from multimedia.models import Recording
from testimony.captions import caption_tracks
from testimony.choices import Attribution, ConsentStatus
from testimony.models import Consent, TestimonyRecording, Transcript
from testimony.policy import Policy
from tests.interviews.factories import make_interview, make_site
from tests.testimony.factories import add_translation, make_recording, make_testimony, withhold

pytestmark = pytest.mark.django_db


def captions(client, transcript):
    return client.get(reverse("captions", args=[transcript.pk]))


def test_captions_hold_the_released_sentences_with_speakers_and_chapters(client):
    response = captions(client, make_testimony().transcripts.get())
    assert response.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-store"
    text = response.content.decode()
    assert text.startswith("WEBVTT\n\nNOTE\n# The wall\n\n00:00:00.000 --> 00:00:14.000\n<v Interviewer>When did")


def test_a_withheld_sentence_is_absent_while_the_cut_is_served(client):
    testimony = make_testimony()
    withhold(testimony)
    transcript = testimony.transcripts.get()
    assert captions(client, transcript).status_code == 404

    cut = make_recording("Cut")
    TestimonyRecording.objects.update(released_cut=cut, silent_ranges="91-125")
    text = captions(client, transcript).content.decode()
    assert "They signed whatever" not in text
    assert "They signed" not in text
    assert "the printer stopped" in text


@pytest.mark.parametrize(
    "consent",
    [{"release_text": False}, {"release_audio": False}, {"status": ConsentStatus.WITHDRAWN}, {"status": None}],
)
def test_without_words_or_sound_there_are_no_captions(client, consent):
    testimony = make_testimony(**consent)
    assert captions(client, testimony.transcripts.get()).status_code == 404


def test_a_confidential_speaker_has_no_name(client):
    text = captions(client, make_testimony(attribution=Attribution.CONFIDENTIAL).transcripts.get()).content.decode()
    assert "Administrator" not in text
    assert "\nOn a wall, in the corridor, on a Monday." in text


def test_the_tracks_of_a_player_are_those_that_may_be_fetched(client):
    testimony = make_testimony()
    add_translation(testimony)

    def tracks():
        transcripts = testimony.transcripts.select_related("recording").prefetch_related("cues", "chapters")
        release = Policy.for_testimonies([testimony.pk])[testimony.pk]
        return [(track.kind, track.language, track.label) for track in caption_tracks(release, transcripts)]

    assert tracks() == [("captions", "en", "English"), ("subtitles", "es", "Spanish")]
    consent = Consent.objects.get()
    consent.release_translation = False
    consent.save()
    assert tracks() == [("captions", "en", "English")]
    assert captions(client, testimony.transcripts.get(language="es")).status_code == 404


def test_what_a_chapter_is_about_is_told_only_if_all_of_it_may_be_read():
    spoken = "# One\n> About one.\n* a, b\n0:00 A: First.\n0:14 A: Second.\n# Two\n> About two.\n0:52 A: Third."
    testimony = make_testimony(spoken=spoken)
    withhold(testimony, 14_000, 20_000)
    release = Policy.for_testimonies([testimony.pk])[testimony.pk]
    first, _gap, third = release.cues(testimony.transcripts.get())
    assert (first.chapter, first.synopsis, first.keywords) == ("One", "", ())
    assert (third.chapter, third.synopsis) == ("Two", "About two.")


def test_words_that_wait_for_their_times_are_nowhere_on_the_page(client):
    testimony = make_testimony(spoken="")
    transcript = Transcript(testimony=testimony, recording=testimony.recordings.get().recording, language="fr")
    transcript.set_text("Clerk: Waitingwords.")
    transcript.save()
    make_site()
    html = client.get(make_interview(testimony).url).content.decode()
    assert "Waitingwords" not in html
    assert "French" not in html
    assert captions(client, transcript).status_code == 404


def test_the_page_says_what_a_chapter_is_about_and_the_search_finds_it(client):
    testimony = make_testimony(spoken="# One\n> Aboutone.\n* keyone, keytwo\n0:00 A: First.")
    make_site()
    page = make_interview(testimony)
    html = client.get(page.url).content.decode()
    assert "Aboutone." in html
    assert "keyone, keytwo" in html
    assert {"Aboutone.", "keyone", "keytwo"} <= set(released_words(page))
    withhold(testimony, 0, 1000)
    assert "Aboutone." not in client.get(page.url).content.decode()


def test_a_film_has_its_captions(client):
    testimony = make_testimony()
    Recording.objects.update(type="video")
    make_site()
    html = client.get(make_interview(testimony).url).content.decode()
    address = reverse("captions", args=[testimony.transcripts.get().pk])
    assert f'<track kind="captions" src="{address}" srclang="en" label="English">' in html
