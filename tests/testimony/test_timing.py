"""Giving a transcript its times: kept while somebody works, seen by nobody, put in force like any other transcript."""

import pytest
from django.urls import reverse

from testimony.choices import Match, ReviewState
from testimony.models import Passage, Timing, Transcript
from testimony.policy import Policy
from tests.testimony.factories import SPOKEN, add_passage, add_translation, make_testimony, withhold

pytestmark = pytest.mark.django_db

PLAIN = "# The wall\nInterviewer: When did you see it?\nAdministrator: On a wall. On a Monday."


def make_plain() -> Transcript:
    testimony = make_testimony(spoken="")
    transcript = Transcript(testimony=testimony, recording=testimony.recordings.get().recording, language="en")
    transcript.set_text(PLAIN)
    transcript.save()
    return transcript


def address(transcript) -> str:
    return reverse("transcript_timing", args=[transcript.pk])


def send(client, transcript, *starts, version=None, **values):
    version = client.get(address(transcript)).context["timing"].version if version is None else version
    return client.post(address(transcript), {"start": starts, "version": version, **values})


def test_times_are_kept_while_somebody_works_and_found_again(client, researcher):
    transcript = make_plain()
    send(client, transcript, "0:00", "0:14.5", "", next=2, position=15_300)
    timing = client.get(address(transcript)).context["timing"]
    assert [row["start"] for row in timing.sentences] == [0, 14_500, None]
    assert (timing.next, timing.position_ms, timing.saved_by) == (2, 15_300, researcher)
    assert 'value="0:14.5"' in client.get(address(transcript)).content.decode()
    assert not transcript.cues.exists()


def test_put_in_force_they_are_the_transcript(client, researcher):
    transcript = make_plain()
    response = send(client, transcript, "0:01", "0:14.5", "0:52", action="finish")
    assert response.status_code == 302
    transcript = Transcript.objects.get()
    assert transcript.text == (
        "# The wall\n0:01 Interviewer: When did you see it?\n"
        "0:14.5 Administrator: On a wall.\n0:52 Administrator: On a Monday."
    )
    assert not Timing.objects.exists()
    assert transcript.versions.get().saved_by == researcher


@pytest.mark.parametrize(
    ("starts", "error"),
    [
        (("0:01", "", "0:52"), "Line 2: This sentence has no time yet."),
        (("0:01", "0:52", "0:14"), "Line 3: 0:14 does not come after 0:52 in line 2."),
        (("0:01", "0:14", "9:00"), "Line 3: 9:00 lies past the end of the recording, 2:30."),
        (("0:01", "soon", "0:52"), "Line 2: “soon” is not a time such as 1:31."),
    ],
)
def test_what_is_wrong_is_said_by_its_sentence_and_nothing_is_stored(client, researcher, starts, error):
    transcript = make_plain()
    response = send(client, transcript, *starts, action="finish")
    assert response.status_code == 422
    html = response.content.decode()
    assert error in html
    assert all(f'value="{start}"' in html for start in starts if start)
    assert not Transcript.objects.get().cues.exists()
    assert [row["start"] for row in Timing.objects.get().sentences] == [None] * 3


def test_new_times_keep_the_sentences_and_translations_follow(client, researcher):
    testimony = make_testimony()
    translation = add_translation(testimony)
    transcript = testimony.transcripts.first()
    keys = [cue.key for cue in transcript.cues.order_by("ordinal")]
    # The second sentence moves to where the third one stood.
    response = send(client, transcript, "0:00", "0:52", "0:53", "1:17", "1:31", "2:06", action="finish")
    assert response.status_code == 302
    assert [cue.key for cue in Transcript.objects.get(pk=transcript.pk).cues.order_by("ordinal")] == keys
    assert [cue.start_ms for cue in translation.cues.order_by("ordinal")][:3] == [0, 52_000, 53_000]


def test_a_quotation_goes_with_its_sentence(client, researcher):
    testimony = make_testimony()
    transcript = testimony.transcripts.get()
    whole = add_passage(testimony)
    # Half a second is cut off at its beginning.
    cut = add_passage(testimony, 14_500, 52_000, words="On a wall", review=ReviewState.APPROVED)
    refused = add_passage(testimony, 126_000, 150_000, words="When the new mayor came", review=ReviewState.REFUSED)
    response = send(client, transcript, "0:00", "0:14.3", "0:52.4", "1:18", "1:31", "2:06.6", action="finish")
    assert response.status_code == 302
    for passage, times in ((whole, (52_400, 78_000)), (cut, (14_800, 52_400)), (refused, (126_600, 150_000))):
        now = Passage.objects.get(pk=passage.pk)
        assert (now.start, now.end) == times
        assert (now.match, now.review) == (Match.SAME, passage.review)


def test_a_quotation_does_not_leave_the_stretch_that_withholds_it(client, researcher):
    testimony = make_testimony()
    # It begins a second after its sentence, where the withheld breath of it ends.
    passage = add_passage(testimony, 53_000, 77_000)
    withhold(testimony, 52_000, 53_100)
    policy = Policy.for_testimonies([testimony.pk])
    assert policy.quotation(passage) is None
    transcript = testimony.transcripts.get()
    response = send(client, transcript, "0:00", "0:14", "0:52.5", "1:17", "1:31", "2:06", action="finish")
    assert response.status_code == 302
    passage = Passage.objects.get()
    assert (passage.start, passage.end) == (53_000, 77_000)
    assert Policy.for_testimonies([testimony.pk]).quotation(passage) is None


def test_a_silence_after_a_sentence_stays(client, researcher):
    transcript = make_testimony(spoken="0:00-0:10 A: One.\n0:14 A: Two.").transcripts.get()
    send(client, transcript, "0:01", "0:15", action="finish")
    assert Transcript.objects.get().text == "0:01-0:10 A: One.\n0:15 A: Two."


def test_a_withheld_sentence_cannot_be_moved_out_of_its_stretch(client, researcher):
    testimony = make_testimony(spoken=SPOKEN.replace("1:31 ", "1:31-2:05 "))
    withhold(testimony)
    transcript = testimony.transcripts.get()
    response = send(client, transcript, "0:00", "0:14", "0:52", "1:17", "2:05.5", "2:06", action="finish")
    assert "is withheld, and at 2:05.5 it would not be" in response.content.decode()
    assert "1:31-2:05 Administrator: They signed" in Transcript.objects.get().text


def test_two_people_do_not_write_over_each_other(client, researcher):
    transcript = make_plain()
    version = client.get(address(transcript)).context["timing"].version
    send(client, transcript, "0:01", "", "", version=version)
    late = client.post(
        address(transcript),
        {"start": ["0:09", "", ""], "version": version},
        headers={"Accept": "application/json"},
    )
    assert late.status_code == 409
    assert "Somebody else saved these times" in late.json()["errors"][0]
    assert Timing.objects.get().sentences[0]["start"] == 1000


def test_work_begun_on_words_that_changed_since_begins_again(client, researcher):
    transcript = make_testimony().transcripts.get()
    starts = ("0:00", "0:15", "0:52", "1:17", "1:31", "2:06")
    send(client, transcript, *starts)
    edited = Transcript.objects.get()
    edited.set_text(SPOKEN.replace("Monday", "Friday"))
    edited.save()

    assert "The words were changed in their form" in client.get(address(transcript)).content.decode()
    send(client, transcript, *starts, action="finish")
    assert "0:14 Administrator" in Transcript.objects.get().text
    client.post(address(transcript), {"action": "restart"})
    assert "Friday" in client.get(address(transcript)).content.decode()


def test_plain_words_that_are_corrected_keep_the_times_of_the_rest(client, researcher):
    transcript = make_plain()
    send(client, transcript, "0:01", "0:14", "0:52")
    corrected = Transcript.objects.get()
    corrected.set_text(PLAIN.replace("Monday", "Friday"))
    corrected.save()
    assert [row["start"] for row in Timing.objects.get().sentences] == [1000, 14_000, None]


def test_a_translation_and_an_interview_kept_as_text_have_no_times_to_set(client, researcher):
    translation = add_translation(make_testimony())
    text = make_testimony(recorded=False, spoken="A: One.").transcripts.get()
    for transcript in (translation, text):
        response = client.get(address(transcript))
        assert response.url == f"/admin/snippets/testimony/testimony/edit/{transcript.testimony_id}/"
