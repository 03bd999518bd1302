"""What a reader gets at the address of an interview, in every state of its consent."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from core import publication
from testimony.choices import AccessLevel, Attribution, ConsentStatus
from testimony.models import Consent
from tests.interviews.factories import make_city, make_interview, make_site
from tests.testimony.factories import (
    add_passage,
    add_translation,
    make_recording,
    make_testimony,
    withhold,
)

pytestmark = pytest.mark.django_db

SECRET = "They signed whatever the printer gave them."


@pytest.fixture
def home():
    return make_site()


def read(client, page, query="") -> str:
    response = client.get(page.url + query)
    assert response.status_code == 200, response
    return response.content.decode()


def test_an_open_interview_is_read_and_heard(home, client):
    testimony = make_testimony(words_for_readers="She let us publish every word.")
    page = make_interview(testimony, city=make_city(), headline_passage=add_passage(testimony))

    html = read(client, page)

    recording = testimony.recordings.get().recording
    assert "<q>Nobody had asked me to care.</q>" in html
    assert f'<audio controls preload="none" src="{recording.url}"' in html
    assert "2:30, 15 KB" in html
    assert 'id="t52"' in html
    assert "The people above" in html
    assert "She let us publish every word." in html
    assert "Head of the ward office" in html
    assert client.get(recording.url).status_code == 200


def test_what_is_withheld_stays_a_bar_in_its_place_in_both_languages(home, client):
    testimony = make_testimony()
    add_translation(testimony)
    withhold(testimony)
    page = make_interview(testimony)

    for query in ("", "?transcript=es", "?transcript=both"):
        html = read(client, page, query)
        assert "35 seconds withheld: until she has left her post" in html
        assert SECRET not in html
        assert "Firmaban" not in html
    # The chapter before it stays; its recording is not served, since it has no cut.
    assert "The people above" in html
    assert "<audio" not in html


def test_a_cut_is_served_in_place_of_the_whole_recording(home, client):
    testimony = make_testimony()
    row = testimony.recordings.get()
    row.released_cut, row.silent_ranges = make_recording("Cut"), "90-126"
    row.save()
    withhold(testimony)

    html = read(client, make_interview(testimony))

    assert f'src="{row.released_cut.url}"' in html
    assert row.recording.url not in html
    assert client.get(row.released_cut.url).status_code == 200
    assert client.get(row.recording.url).status_code == 404


def test_side_by_side_and_translation_only(home, client):
    testimony = make_testimony()
    add_translation(testimony)
    page = make_interview(testimony)

    both = read(client, page, "?transcript=both")
    assert "On a wall, in the corridor" in both
    assert 'lang="es" dir="auto" class="cues__tr">En una pared' in both
    alone = read(client, page, "?transcript=es")
    assert "En una pared" in alone
    assert "On a wall, in the corridor" not in alone

    Consent.objects.get().delete()
    Consent.objects.create(
        testimony=testimony, status=ConsentStatus.WRITTEN, access=AccessLevel.OPEN, release_text=True
    )
    assert "En una pared" not in read(client, page, "?transcript=both")


def test_search_marks_the_words_it_finds_and_never_finds_what_is_withheld(home, client):
    testimony = make_testimony()
    withhold(testimony)
    page = make_interview(testimony)

    html = read(client, page, "?q=printer")
    assert html.count("<mark>printer</mark>") == 1
    assert '1 place: <a href="#t126">2:06</a>' in html
    assert "0 places" in read(client, page, "?q=signed")
    assert "<script>" not in read(client, page, "?q=%3Cscript%3E")


def test_a_passage_has_an_address_that_quotes_it(home, client):
    testimony = make_testimony()
    add_passage(testimony, words="Nobody had asked me to care.")
    withhold(testimony)
    page = make_interview(testimony, city=make_city())

    html = read(client, page, "?t=52-77")
    assert "<q>Nobody had asked me to care.</q>" in html
    assert "Ward administrator, Orvena (fictional), voice 012, 0:52 to 1:17. Big Bold Cities, 2026." in html
    assert 'id="passage"' in read(client, page, "?t=14-52")
    for refused in ("?t=91-125", "?t=80-95", "?t=nonsense", "?t=9-1", "?p=1-2", "?t=52-77&part=9"):
        assert 'id="passage"' not in read(client, page, refused), refused


def test_a_passage_that_is_sent_on_shows_its_words_and_leads_search_engines_to_the_interview(home, client):
    testimony = make_testimony()
    testimony.is_composite = True
    testimony.save()
    page = make_interview(testimony, city=make_city(), search_description="On the wall")
    withhold(testimony)

    html = read(client, page, "?t=52-77")
    words = "“I answered because my name was on the wall. Nobody had asked me to care.”"
    mark = "Composite voice, fictional city of Orvena. Not evidence."
    assert f'<meta property="og:description" content="{words} {mark}">' in html
    assert f'<meta name="description" content="{words} {mark}">' in html
    assert f'<meta property="og:url" content="{page.full_url}?t=52-77">' in html
    assert 'og:title" content="Ward administrator, Orvena (fictional), 0:52 to 1:17"' in html
    assert f'<link rel="canonical" href="{page.full_url}">' in html
    assert 'content="On the wall"' in read(client, page, "?t=80-95"), "of what is withheld there is no card"


def test_the_time_of_a_sentence_is_the_address_of_its_passage_if_it_may_be_quoted(home, client):
    testimony = make_testimony()
    add_passage(testimony, 14_000, 52_000, words="On a wall", review="refused")
    withhold(testimony)
    html = read(client, make_interview(testimony))
    assert 'id="t52" data-at="52-77"><a href="?t=52-77#passage">0:52</a>' in html
    assert 'id="t14" data-at="14-52"><a href="#t14">0:14</a>' in html
    assert 'id="t91" data-at="91-126" class="is-shut"><a href="#t91">' in html


def test_a_passage_late_in_a_long_interview_is_found_to_the_millisecond(home, client):
    testimony = make_testimony(quotes_need_review=True)
    passage = add_passage(testimony, 3_754_125, 3_760_875, review="approved")
    page = make_interview(testimony, headline_passage=passage)
    assert "<q>Nobody had asked me to care.</q>" in read(client, page, "?t=3754.125-3760.875").split('id="passage"')[1]


def test_where_the_speaker_reads_each_quotation_first_only_approved_passages_are_quoted(home, client):
    testimony = make_testimony(quotes_need_review=True)
    passage = add_passage(testimony)
    page = make_interview(testimony, headline_passage=passage)

    for query in ("", "?t=52-77", "?t=14-52"):
        assert "<q>" not in read(client, page, query)
    passage.review = "approved"
    passage.save()
    assert "<q>Nobody had asked me to care.</q>" in read(client, page, "?t=52-77")
    assert "<q>On a wall" not in read(client, page, "?t=14-52")


def test_what_the_speaker_refused_is_not_quoted_under_another_address(home, client):
    testimony = make_testimony()
    add_passage(testimony, 14_000, 52_000, words="On a wall", review="refused")
    page = make_interview(testimony)
    assert "<q>" not in read(client, page, "?t=14-52")
    assert "<q>" not in read(client, page, "?t=15-20")
    assert "<q>I answered" in read(client, page, "?t=52-77")


@pytest.mark.parametrize(
    ("consent", "words"),
    [
        ({"access": AccessLevel.SEALED}, "Sealed at the speaker’s request."),
        ({"embargo_until": timezone.now() + timedelta(days=9)}, "Sealed at the speaker’s request until"),
        ({"access": AccessLevel.LISTED}, "kept in the archive and not published"),
    ],
)
def test_shut_interviews_say_so_and_nothing_else(home, client, consent, words):
    testimony = make_testimony(words_for_readers="She is still in office.", **consent)
    page = make_interview(testimony, headline_passage=add_passage(testimony), search_description="On the wall")

    html = read(client, page)

    assert words in html
    assert "Ward administrator" in html
    assert "She is still in office." in html
    for hidden in ("Nobody had asked", "<audio", "On a wall", "2:30", "She answered residents", "On the wall"):
        assert hidden not in html
    assert client.get(testimony.recordings.get().recording.url).status_code == 404


def test_a_withdrawn_interview_leaves_a_notice_and_no_trace(home, client):
    testimony = make_testimony(words_for_readers="She is still in office.")
    page = make_interview(testimony, city=make_city(), headline_passage=add_passage(testimony))
    assert "Nobody had asked" in read(client, page)

    consent = Consent.objects.get()
    consent.status = ConsentStatus.WITHDRAWN
    consent.save()

    response = client.get(page.url)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Withdrawn by the speaker. Nothing of it is shown here." in html
    assert response["X-Robots-Tag"] == "noindex, noarchive"
    for hidden in ("Ward administrator", "Nobody", "Orvena", "<audio", "in office", "Administrators", "012"):
        assert hidden not in html, hidden
    assert client.get(testimony.recordings.get().recording.url).status_code == 404


@pytest.mark.parametrize(
    "consent",
    [
        {"status": None},
        {"status": ConsentStatus.NOT_ASKED},
        {"access": AccessLevel.CLOSED},
        {"access": AccessLevel.BACKGROUND},
    ],
)
def test_what_nobody_may_know_of_is_not_found(home, client, consent):
    assert client.get(make_interview(make_testimony(**consent)).url).status_code == 404


def test_a_confidential_speaker_is_known_by_the_group_alone(home, client):
    testimony = make_testimony(attribution=Attribution.CONFIDENTIAL)

    html = read(client, make_interview(testimony, title="Clerk of the harbour"))

    assert "Administrators" in html
    assert "Clerk of the harbour" not in html
    assert "Head of the ward office" not in html
    assert "<b>Administrator</b>" not in html


def test_a_composite_voice_says_so(home, client):
    testimony = make_testimony()
    testimony.is_composite = True
    testimony.save()

    html = read(client, make_interview(testimony, city=make_city()))

    assert "Composite voice, fictional city of Orvena. Not evidence." in html


def test_an_interview_kept_as_text_only(home, client):
    testimony = make_testimony(recorded=False, spoken="Clerk: One.\nClerk: Two, which stays.\nClerk: Three.")
    withhold(testimony, 2, 2, reason_public="")
    page = make_interview(testimony)

    html = read(client, page)
    assert "1 paragraph withheld." in html
    assert 'id="p3"' in html
    assert "Two, which stays" not in html
    assert "<q>One.</q>" in read(client, page, "?p=1-1")
    assert 'id="passage"' not in read(client, page, "?p=1-2")


def test_the_search_knows_only_released_words(home):
    testimony = make_testimony()
    add_translation(testimony)
    withhold(testimony)
    page = make_interview(testimony)

    words = " ".join(page.text_for_search())
    assert "Nobody had asked me to care" in words
    assert "pasillo" in words
    assert "signed" not in words
    assert "Firmaban" not in words

    Consent.objects.update(access=AccessLevel.SEALED)
    assert page.text_for_search() == ["Ward administrator"]
    Consent.objects.update(status=ConsentStatus.WITHDRAWN)
    assert page.text_for_search() == []


def test_the_page_needs_few_queries_whatever_it_holds(home, rf, django_assert_max_num_queries):
    testimony = make_testimony()
    add_translation(testimony)
    for start in range(0, 60_000, 5_000):
        add_passage(testimony, start, start + 5_000)
    withhold(testimony)
    page = make_interview(testimony, city=make_city())
    request = rf.get(page.url, {"transcript": "both", "q": "wall", "t": "52-77"})
    page.serve(request).render()
    page = Page.objects.get(pk=page.pk).specific
    publication.begin_request()
    try:
        with django_assert_max_num_queries(10):
            page.serve(request).render()
    finally:
        publication.end_request()
