"""What an editor closed is closed everywhere: no other page names it, in no language, and search cannot guess at it."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from casestudies.models import ShownPractice
from core.models import BasePage
from home.models import EndedCase, HomeVoice
from taxonomy.choices import Vocabulary
from testimony.models import PassageEvidence
from tests.browse.factories import make_city, make_practice, make_site, make_story, make_term, make_voice, translate
from tests.testimony.factories import add_passage, make_testimony

pytestmark = pytest.mark.django_db

KINDS = ("city", "voice", "practice", "story")


@pytest.fixture
def pages() -> dict[str, BasePage]:
    """One page of each kind, whose title begins with "Closed", named by others in every way there is."""
    home = make_site()
    problem = make_term(Vocabulary.PROBLEM, "late-works")
    testimony = make_testimony()
    passage = add_passage(testimony)
    city = make_city("Closedcity")
    voice = make_voice("Closedvoice", city=city, testimony=testimony)
    practice = make_practice("Closedpractice", (problem,))
    evidence = PassageEvidence.objects.create(passage=passage, note="Heard.")

    def story(title: str, *linked: Page) -> BasePage:
        links = "".join(f'<p>See <a linktype="page" id="{page.pk}">there</a>.</p>' for page in linked)
        mark = f'<p>Words <a linktype="evidence" id="{evidence.pk}">marked</a>.</p>'
        made = make_story(
            title, city, (problem,), (voice,), story=[("clip", {"passage": passage}), ("paragraph", mark + links)]
        )
        made.shown_practices = [ShownPractice(practice=practice)]
        made.save()
        return made

    closed = story("Closedstory", city, voice, practice)
    story("Open", closed, city, voice, practice)
    home.lead_story, home.moving_practice = closed, practice
    home.voices = [HomeVoice(passage=passage)]
    home.ended_cases = [EndedCase(case=closed)]
    home.save()
    return {"city": city, "voice": voice, "practice": practice, "story": closed}


def close(page: Page) -> PageViewRestriction:
    """Open it to people with a login only, as the dialog "Privacy" of the admin does."""
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def naming(*words: str) -> set[tuple[str, str]]:
    """Address and word, for every page in every language that holds one of these words or leads there."""
    found, client = set(), Client()
    for page in filter(lambda page: page.url, Page.objects.live().filter(depth__gt=1)):
        for language in ("en", "es"):
            address = f"/{language}/{page.url.split('/', 2)[2]}"
            response = client.get(address)
            if response.status_code == 200:
                said = response.content.decode()
                found |= {(address, word) for word in words if word.lower() in said.lower()}
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_behind_a_login_is_named_nowhere(pages, kind):
    word = f"Closed{kind}"
    assert len({address for address, _word in naming(word)}) > 4

    close(pages[kind])

    assert naming(word) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_closed_in_its_own_language_is_closed_in_the_others(pages, kind, client):
    translation = translate(pages[kind], title=f"Cerrada{kind}")
    assert client.get(translation.url).status_code == 200

    restriction = close(pages[kind])
    assert client.get(translation.url).status_code == 302
    assert naming(f"Closed{kind}", f"Cerrada{kind}") == set()

    restriction.delete()
    pages[kind].refresh_from_db()
    pages[kind].unpublish()
    assert client.get(translation.url).status_code == 404
    assert naming(f"Cerrada{kind}") == set()


def test_a_section_closed_in_its_own_language_is_closed_in_the_others(pages, client):
    translation = translate(pages["voice"], title="Cerradavoice")

    close(pages["voice"].get_parent())

    assert client.get(translation.url).status_code == 302
    assert naming("Closedvoice", "Cerradavoice") == set()


def test_a_translation_alone_can_be_closed(pages, client):
    """Its words are found again as soon as it is open, whatever happened to it meanwhile."""
    translation = translate(pages["story"], title="Cerradastory")

    def found() -> bool:
        return f'href="{pages["story"].url}"' in client.get("/en/stories/?q=cerradastory").content.decode()

    assert found()
    restriction = close(translation)
    assert naming("Cerradastory") == set()
    assert not found()
    assert client.get(pages["story"].url).status_code == 200

    translation.refresh_from_db()
    translation.save()
    restriction.delete()
    assert found()


def test_words_of_a_translation_follow_it_when_it_is_moved(pages, client):
    """To a closed place they vanish, back from there they are found again."""
    translation = translate(pages["story"], title="Cerradastory")
    open_place = translation.get_parent().specific
    closed_place = translate(pages["voice"]).get_parent().specific
    close(closed_place)

    def found() -> bool:
        return f'href="{pages["story"].url}"' in client.get("/en/stories/?q=cerradastory").content.decode()

    translation.move(closed_place, pos="last-child")
    assert not found()
    translation.refresh_from_db()
    translation.move(type(open_place).objects.get(pk=open_place.pk), pos="last-child")
    assert found()


def test_a_story_whose_translation_is_a_draft_is_read_in_its_own_language(pages, client):
    """The draft has the same address: it must not stand in the way."""
    translation = translate(pages["story"], title="Borrador")
    translation.unpublish()

    assert "Closedstory" in client.get("/es/stories/").content.decode()
    response = client.get(translation.url)
    assert response.status_code == 200
    assert "Closedstory" in response.content.decode()
