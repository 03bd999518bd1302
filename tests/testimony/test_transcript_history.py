"""What a transcript once said: kept, compared, taken up again, taken away, through the admin."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts.models import User
from testimony.choices import Match
from testimony.models import Transcript
from tests.testimony.factories import SPOKEN, add_passage, add_translation, make_testimony, withhold

pytestmark = pytest.mark.django_db


def rewrite(transcript: Transcript, text: str) -> None:
    transcript = Transcript.objects.get(pk=transcript.pk)
    transcript.set_text(text)
    transcript.save()


def history(transcript) -> str:
    return reverse("transcript_history", args=[transcript.pk])


def take_up_again(client, transcript, version, read_as=None):
    transcript = Transcript.objects.get(pk=transcript.pk)
    data = {"version": version.pk, "read_as": read_as or transcript.fingerprint}
    return client.post(history(transcript), data, follow=True).content.decode()


def test_each_saved_state_is_kept_once_and_shown_with_what_changed(client, researcher):
    transcript = make_testimony().transcripts.get()
    Transcript.objects.get(pk=transcript.pk).save()
    assert transcript.versions.count() == 1
    rewrite(transcript, SPOKEN.replace("Monday", "Friday"))

    html = client.get(history(transcript)).content.decode()

    assert "<del>0:14 Administrator: On a wall, in the corridor, on a Monday.</del>" in html
    assert "<ins>0:14 Administrator: On a wall, in the corridor, on a Friday.</ins>" in html
    compared = client.get(history(transcript), {"version": transcript.versions.last().pk}).content.decode()
    assert "Take this state up again" in compared


def test_a_state_taken_up_again_brings_back_the_sentences_and_their_quotations(client, researcher):
    testimony = make_testimony()
    translation = add_translation(testimony)
    transcript = testimony.transcripts.first()
    quoted = add_passage(testimony)
    lines = SPOKEN.splitlines(keepends=True)
    rewrite(transcript, "".join(line for line in lines if "0:52" not in line))
    quoted = type(quoted).objects.get()
    assert quoted.match is Match.GONE

    html = take_up_again(client, transcript, transcript.versions.last())

    assert "says again what it said then" in html
    assert type(quoted).objects.get().match is Match.SAME
    newest = transcript.versions.first()
    assert (newest.saved_by, newest.text) == (researcher, transcript.versions.last().text)
    assert Transcript.objects.get(pk=translation.pk).cues.count() == 6


def test_nothing_is_taken_up_over_what_somebody_else_wrote(client, researcher):
    transcript = make_testimony().transcripts.get()
    rewrite(transcript, SPOKEN.replace("Monday", "Friday"))
    html = take_up_again(client, transcript, transcript.versions.last(), read_as="other")
    assert "Somebody changed this transcript" in html
    assert "Friday" in Transcript.objects.get().text


def test_a_withheld_sentence_does_not_slip_out_with_an_older_state(client, researcher):
    testimony = make_testimony(spoken=SPOKEN.replace("1:31", "1:29").replace("2:06", "1:31"))
    transcript = testimony.transcripts.get()
    rewrite(transcript, SPOKEN)
    withhold(testimony)
    html = take_up_again(client, transcript, transcript.versions.last())
    assert "“They signed whatever the printer gave them.” is withheld, and at 1:29 it would not be." in html
    assert "1:31 Administrator: They signed" in Transcript.objects.get().text


def test_a_transcript_is_taken_away_whole_in_three_formats(client, researcher):
    testimony = make_testimony()
    withhold(testimony)
    transcript = testimony.transcripts.get()
    for ending, begins in (("vtt", "WEBVTT"), ("srt", "1\n00:00:00,000"), ("txt", "# The wall")):
        response = client.get(reverse("transcript_export", args=[transcript.pk, ending]))
        assert response.content.decode().startswith(begins)
        assert "They signed whatever" in response.content.decode()
        assert f'filename="012-working-title-en.{ending}"' in response.headers["Content-Disposition"]


def test_who_may_not_see_transcripts_sees_neither_history_nor_files(client):
    transcript = make_testimony().transcripts.get()
    user = User.objects.create_user("photographer", "p@example.org", "password")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    for address in (history(transcript), reverse("transcript_export", args=[transcript.pk, "txt"])):
        assert client.get(address).status_code == 302
