"""The policy: what may be shown, in every combination of consent; and that the index gets the same answers."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone

from core import publication
from testimony.choices import AccessLevel, Attribution, ConsentStatus, Medium, ReviewState
from testimony.models import Consent, Testimony, TestimonyRecording
from testimony.policy import (
    Gap,
    Policy,
    audible_testimony_ids,
    listed_testimony_ids,
    readable_testimony_ids,
    records_of,
)
from tests.testimony.factories import (
    EVERYTHING,
    add_passage,
    add_transcript,
    add_translation,
    make_recording,
    make_testimony,
    withhold,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SOON, BEFORE = NOW + timedelta(days=1), NOW - timedelta(days=1)


def release(testimony, now=None):
    return Policy.for_testimonies([testimony.pk], now)[testimony.pk]


def words(testimony, number=0, now=None) -> list[str]:
    transcript = testimony.transcripts.order_by("pk")[number]
    return [item.sentence if isinstance(item, Gap) else item.text for item in release(testimony, now).cues(transcript)]


def test_the_index_gets_the_same_answers_as_a_page(django_assert_num_queries):
    flags = ("release_text", "release_audio")
    for status, access, until, values in itertools.product(
        ConsentStatus, AccessLevel, (None, BEFORE, SOON), itertools.product((True, False), repeat=2)
    ):
        testimony = Testimony.objects.create(label="One of many")
        Consent.objects.bulk_create(
            [
                Consent(
                    testimony=testimony,
                    status=status,
                    access=access,
                    embargo_until=until,
                    **dict(zip(flags, values, strict=True)),
                )
            ]
        )
    Testimony.objects.create(label="Without consent")
    recording = make_recording()
    TestimonyRecording.objects.bulk_create(
        TestimonyRecording(testimony=testimony, recording=recording) for testimony in Testimony.objects.all()
    )
    ids = list(Testimony.objects.values_list("pk", flat=True))
    with django_assert_num_queries(3):
        policy = Policy.for_testimonies(ids, NOW)
    with django_assert_num_queries(1):
        records = records_of(ids, NOW)

    assert set(listed_testimony_ids()) == {pk for pk in ids if policy[pk].listed}
    assert set(listed_testimony_ids()) == {pk for pk in ids if records[pk].listed}
    assert set(readable_testimony_ids(NOW)) == {pk for pk in ids if policy[pk].readable}
    assert audible_testimony_ids(NOW) == {pk for pk in ids if policy[pk].recordings}
    # Five of seven states of agreement and a part of the levels of access give nothing, yet some give all.
    assert 0 < len(audible_testimony_ids(NOW)) < len(listed_testimony_ids()) < len(ids)


@pytest.mark.parametrize("status", [None, ConsentStatus.NOT_ASKED, ConsentStatus.WITHDRAWN])
def test_without_consent_nothing_leaves(status):
    testimony = make_testimony(status=status)
    passage = add_passage(testimony)
    answer = release(testimony)

    assert not answer.listed
    assert not answer.readable
    assert answer.testimony is None
    assert answer.explanation == ""
    assert answer.recordings == []
    assert answer.quotation(passage) is None
    assert words(testimony) == []
    assert answer.label("Ward administrator", "Administrators") == ""
    assert not any(answer.allows(medium) for medium in Medium)


def test_an_unknown_testimony_is_one_without_consent():
    policy = Policy.for_testimonies([])
    assert not policy[1].listed
    assert not policy[None].listed


def test_each_medium_has_its_own_release():
    testimony = make_testimony(**{**EVERYTHING, "release_text": False, "release_audio": False})
    passage = add_passage(testimony)
    assert words(testimony) == []
    assert release(testimony).recordings == []
    assert release(testimony).quotation(passage) == "Nobody had asked me to care."

    Consent.objects.update(release_text=True, release_quotation=False, release_translation=False)
    add_translation(testimony)
    assert len(words(testimony)) == 6
    assert words(testimony, 1) == []
    assert release(testimony).quotation(passage) is None


def test_an_embargo_ends_by_itself():
    testimony = make_testimony(embargo_until=SOON)
    assert release(testimony, NOW).sealed
    assert release(testimony, NOW).sealed_until == SOON
    assert release(testimony, SOON).readable

    Consent.objects.update(access=AccessLevel.SEALED)
    assert release(testimony, SOON).readable
    Consent.objects.update(embargo_until=None)
    assert release(testimony, SOON).sealed


def test_the_end_of_an_embargo_and_of_a_restriction_are_due_dates():
    testimony = make_testimony(embargo_until=SOON + timedelta(days=3))
    withhold(testimony, until=SOON)
    assert publication.current().next_due == SOON


def test_withheld_words_are_a_gap_in_every_language_and_chapter_titles_in_it_vanish():
    testimony = make_testimony()
    add_translation(testimony)
    withhold(testimony, 77_000, 125_000)
    for number in (0, 1):
        transcript = testimony.transcripts.order_by("pk")[number]
        shown = release(testimony).cues(transcript)
        gaps = [item for item in shown if isinstance(item, Gap)]
        assert [(gap.start_ms, gap.end_ms, gap.reason) for gap in gaps] == [
            (77_000, 126_000, "until she has left her post")
        ]
        assert not any("people" in str(item) or "arriba" in str(item) for item in shown)
        assert len(shown) == 5


def test_a_restriction_ends_by_itself():
    testimony = make_testimony()
    withhold(testimony, until=SOON)
    assert "They signed" not in " ".join(words(testimony, now=NOW))
    assert "They signed" in " ".join(words(testimony, now=SOON))


def test_words_drawn_together_in_a_translation_stay_covered():
    testimony = make_testimony()
    add_translation(testimony, "0:52 Ella: La pared, y firmaban lo que fuera.\n2:06 Ella: Se paró.")
    withhold(testimony)
    assert not any("firmaban" in text for text in words(testimony, 1))


def test_a_stretch_begins_where_another_ends():
    testimony = make_testimony()
    withhold(testimony, 77_000, 91_000)
    assert "They signed whatever the printer gave them." in words(testimony)
    assert "I answered because my name was on the wall. Nobody had asked me to care." in words(testimony)
    assert release(testimony).quotation(add_passage(testimony, 52_000, 77_000)) is not None
    assert release(testimony).quotation(add_passage(testimony, 52_000, 77_001)) is None


def test_a_restriction_that_cannot_be_placed_closes_everything_it_may_mean():
    testimony = make_testimony()
    text = add_transcript(testimony, "Clerk: One.\nClerk: Two.", language="fr")
    withhold(testimony, 2, 2, recording=None)
    assert release(testimony).recordings == []
    assert [type(item) for item in release(testimony).cues(testimony.transcripts.order_by("pk")[0])] == [Gap]
    assert len(release(testimony).cues(text)) == 2

    testimony.restrictions.all().delete()
    withhold(testimony)
    assert [type(item) for item in release(testimony).cues(text)] == [Gap]


@pytest.mark.parametrize(
    ("silences", "served"),
    [
        ("91-125", True),
        ("80-110, 105-130", True),
        ("91-124", False),
        ("91-110, 111-125", False),
        ("nonsense", False),
        ("", False),
    ],
)
def test_a_cut_is_served_only_if_it_is_silent_wherever_something_is_withheld(silences, served):
    testimony = make_testimony()
    cut = make_recording("Cut")
    testimony.recordings.update(released_cut=cut, silent_ranges=silences)
    withhold(testimony)
    assert release(testimony).recordings == ([cut] if served else [])


def test_the_whole_recording_is_served_while_nothing_is_withheld():
    testimony = make_testimony()
    testimony.recordings.update(released_cut=make_recording("Cut"), silent_ranges="91-125")
    assert release(testimony).recordings == [testimony.recordings.get().recording]


@pytest.mark.parametrize(
    ("review", "needed", "quoted"),
    [
        (ReviewState.NOT_REQUESTED, False, True),
        (ReviewState.NOT_REQUESTED, True, False),
        (ReviewState.PENDING, False, False),
        (ReviewState.APPROVED, True, True),
        (ReviewState.CHANGED, True, True),
        (ReviewState.REFUSED, False, False),
    ],
)
def test_what_the_speaker_says_to_a_quotation_counts(review, needed, quoted):
    testimony = make_testimony(quotes_need_review=needed)
    passage = add_passage(testimony, review=review)
    assert (release(testimony).quotation(passage) is not None) is quoted


def test_a_translated_quotation_needs_the_release_of_translations():
    testimony = make_testimony(release_translation=False)
    assert release(testimony).quotation(add_passage(testimony, language="es", words="Nadie me lo pidió.")) is None
    assert release(testimony).quotation(add_passage(testimony)) is not None


def test_a_confidential_speaker_has_no_label_and_no_name_in_the_transcript():
    testimony = make_testimony(attribution=Attribution.CONFIDENTIAL)
    answer = release(testimony)
    assert answer.label("Ward administrator", "Administrators") == "Administrators"
    speakers = {item.speaker for item in answer.cues(testimony.transcripts.get())}
    assert speakers == {"Interviewer", ""}
