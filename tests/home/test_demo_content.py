"""The demonstration content as it is loaded: complete, honest about what is invented, and safe for its speakers."""

import re
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page

from casestudies.models import CaseStudyPage
from cities.models import CityPage
from cities.regions import CONTINENT_OF
from core.models import PublicationState
from home.demonstration.loading import DATA, load
from home.models import HomePage
from interviews.models import InterviewPage
from multimedia.models import Image, Recording
from practices.models import PracticePage
from sources.models import Source
from taxonomy.choices import Vocabulary
from testimony.models import Passage
from testimony.policy import Policy, State

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The whole content, once for this file: each test works in a savepoint of this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


def sources_of(model):
    """Pages in their source language."""
    return model.objects.works().live()


def test_there_are_eight_stories_in_eight_cities_with_practices_voices_and_sources():
    assert [sources_of(model).count() for model in (CaseStudyPage, CityPage, PracticePage, InterviewPage)] == [
        8,
        8,
        5,
        5,
    ]
    assert sources_of(CityPage).filter(is_fictional=True).count() == 2
    assert Source.objects.count() >= 15
    assert not Page.objects.filter(live=False).exclude(depth=1).exists()
    assert not Page.objects.filter(has_unpublished_changes=True).exists()


def test_real_stories_stand_on_four_continents_and_cover_every_focus_area():
    stories = sources_of(CaseStudyPage).filter(city__is_fictional=False).select_related("city__country")
    assert len({CONTINENT_OF[story.city.country.subregion] for story in stories}) >= 4
    focus_areas = {
        row.term.slug
        for story in stories
        for row in story.term_rows.filter(term__vocabulary=Vocabulary.FOCUS_AREA).select_related("term")
    }
    assert len(focus_areas) == 3
    for story in stories:
        assert story.figures.exists(), story
        assert story.who_pushed, story
        assert story.source_rows.exists(), story
    assert any(story.figures.filter(contested=True).exists() for story in stories)


def test_every_stakeholder_group_is_heard_once():
    groups = sources_of(InterviewPage).values_list("interviewee__group__slug", flat=True)
    assert sorted(groups) == [
        "administrators", "civil-society", "innovation-staff", "political-leaders", "tech-leaders",
    ]  # fmt: skip


def test_invented_voices_are_marked_and_never_support_a_real_case():
    for voice in sources_of(InterviewPage).select_related("testimony", "city"):
        assert voice.testimony.is_composite
        assert voice.city.is_fictional
    for story in CaseStudyPage.objects.filter(city__is_fictional=False):
        assert not story.heard_voices.exists()
        assert not [block for block in story.story if block.block_type == "clip"]
    home = HomePage.objects.works().get()
    assert not home.lead_story.city.is_fictional
    assert not any(row.case.city.is_fictional for row in home.finding_cases.all())


def test_a_withheld_passage_is_nowhere_and_the_cut_is_what_one_hears(client):
    voice = InterviewPage.objects.get(slug="ward-administrator")
    release = Policy.for_testimonies([voice.testimony_id])[voice.testimony_id]
    assert [recording.title for recording in release.recordings] == ["Ward administrator, as released"]
    for address in (voice.url, voice.url.replace("/en/voices/", "/es/voces/")):
        page = client.get(address).content.decode()
        assert "my name was on the wall" in page
        assert "before the count" not in page
        assert "antes del recuento" not in page


def test_a_sealed_interview_is_listed_and_says_nothing(client):
    voice = InterviewPage.objects.get(slug="civic-technologist")
    release = Policy.for_testimonies([voice.testimony_id])[voice.testimony_id]
    assert release.state is State.SEALED
    page = client.get(voice.url).content.decode()
    assert "Civic technologist" in page
    assert "switch the alleys off" not in page


def test_passages_match_their_transcripts():
    passages = Passage.objects.all()
    assert passages
    assert all(passage.still_matches for passage in passages)


def test_every_page_answers_in_every_language(client):
    for page in Page.objects.filter(depth__gt=1).specific():
        assert client.get(page.url).status_code == 200, page.url


def test_a_case_and_its_city_are_there_in_spanish(client):
    story = CaseStudyPage.objects.get(locale__language_code="es")
    assert story.source.city == story.city
    assert story.city.get_translations().get().locale.language_code == "es"
    original = story.source
    assert {row.translation_key for row in story.figures.all()} == {
        row.translation_key for row in original.figures.all()
    }
    answers = zip(story.answers.all(), original.answers.all(), strict=True)
    assert all(answer.sentence != source.sentence for answer, source in answers)


def test_every_picture_says_what_it_shows_and_whose_it_is_and_photographs_that_they_stand_in():
    named = (DATA / "images" / "LICENCES.md").read_text(encoding="utf-8")
    folder = DATA / "images"
    photographs, drawings = ({path.name for path in folder.glob(kind)} for kind in ("*.jpg", "*.png"))
    assert not [name for name in photographs | drawings if name not in named]
    for picture in Image.objects.all():
        assert picture.missing_for_publication() == []
    assert Image.objects.filter(stand_in=True).count() == len(photographs)
    assert Image.objects.filter(stand_in=False).count() == len(drawings)


def test_recordings_are_small_credited_and_as_long_as_their_cut():
    for recording in Recording.objects.all():
        assert recording.file_size < (400_000 if recording.type == "video" else 170_000), recording
        assert recording.synthetic_voice
        assert recording.missing_credits() == []
    whole, cut = (Recording.objects.get(title=f"Ward administrator, {part}") for part in ("whole", "as released"))
    assert cut.duration == pytest.approx(whole.duration, abs=0.05)


def test_what_the_repository_carries_is_small():
    assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) < 4_500_000


def test_the_second_load_changes_nothing():
    def state():
        pages = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "last_published_at"))
        counts = [model.objects.count() for model in (Source, Image, Recording, Passage)]
        return pages, counts, PublicationState.objects.get(pk=1).version

    before = state()
    assert load() == 0
    assert state() == before


def test_links_between_pages_lead_there(client):
    story = CaseStudyPage.objects.get(slug="tessaly-point-map")
    page = client.get(story.url).content.decode()
    assert re.search(r'href="/en/voices/former-team-lead/"', page)


def test_the_command_says_that_there_is_nothing_to_do(capsys):
    call_command("load_demo")
    assert "complete already" in capsys.readouterr().out
