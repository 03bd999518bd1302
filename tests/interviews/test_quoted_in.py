"""An interview says which public stories and practices quote its passages, and nothing of the others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from casestudies.models import CaseStudyPage, StoryIndexPage
from practices.models import PracticeIndexPage, PracticePage
from testimony.models import Consent, PassageEvidence
from tests.interviews.factories import make_city, make_interview, make_site
from tests.testimony.factories import add_passage, make_testimony, withhold

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    """A site with sections for stories and practices."""
    home = make_site()
    home.add_child(instance=StoryIndexPage(title="Stories", slug="stories"))
    home.add_child(instance=PracticeIndexPage(title="Practices", slug="practices"))
    return home


@pytest.fixture
def told(home, django_capture_on_commit_callbacks):
    """Publish a story with this title and these values, its references indexed as the task worker does it."""
    city = make_city()

    def tell(title: str, **values) -> CaseStudyPage:
        with django_capture_on_commit_callbacks(execute=True):
            story = CaseStudyPage(title=title, slug=title.lower(), city=city, summary="Short.", **values)
            return StoryIndexPage.objects.get().add_child(instance=story)

    return tell


def read(client, page, **query) -> str:
    response = client.get(page.url, query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_sentence_and_the_passage_lead_to_the_works_that_quote_it(told, client, django_capture_on_commit_callbacks):
    testimony = make_testimony()
    passage = add_passage(testimony)
    page = make_interview(testimony, headline_passage=passage)
    assert "Quoted in" not in read(client, page)
    story = told("Walls", story=[("clip", {"passage": passage})])
    marked = f'<p><a linktype="evidence" id="{PassageEvidence.objects.create(passage=passage).pk}">Asked</a></p>'
    with django_capture_on_commit_callbacks(execute=True):
        practice = PracticePage(
            title="Answers", slug="answers", problem_solved="Silence.", in_one_minute="Short.", pitfalls=marked
        )
        PracticeIndexPage.objects.get().add_child(instance=practice)
    links = f'Quoted in <a href="{practice.url}">Answers</a>, <a href="{story.url}">Walls</a>'
    html = read(client, page)
    assert html.count(links) == 1
    assert html.index("Nobody had asked me to care.") < html.index(links) < html.index("They signed whatever")
    assert read(client, page, t="52-77").count(links) == 2, "at the sentence, and at the passage of the address"
    assert page.url not in links


def test_what_is_not_public_is_not_named(told, client, django_capture_on_commit_callbacks):
    testimony = make_testimony()
    passage = add_passage(testimony)
    page = make_interview(testimony)
    clip = [("clip", {"passage": passage})]
    told("Drafted", story=clip, live=False)
    closed = told("Closed", story=clip)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    draft = told("Later")
    draft.story = clip
    with django_capture_on_commit_callbacks(execute=True):
        draft.save_revision()
    assert "Quoted in" not in read(client, page)

    told("Walls", story=clip)
    assert "Quoted in" in read(client, page)
    withhold(testimony, 52_000, 77_000)
    assert "Quoted in" not in read(client, page), "nothing is said of words that are withheld"
    assert "Walls" not in read(client, page)
    testimony.restrictions.all().delete()
    Consent.objects.get().delete()
    assert client.get(page.url).status_code == 404


def test_a_story_is_named_until_it_quotes_no_more(told, client, django_capture_on_commit_callbacks):
    testimony = make_testimony()
    story = told("Walls", story=[("clip", {"passage": add_passage(testimony)})])
    page = make_interview(testimony)
    assert "Quoted in" in read(client, page)
    story.story = []
    with django_capture_on_commit_callbacks(execute=True):
        story.save()
    assert "Quoted in" not in read(client, page)


def test_the_number_of_works_costs_nothing(told, client, django_assert_num_queries):
    testimony = make_testimony()
    passages = [add_passage(testimony, start, start + 5_000) for start in (0, 15_000, 52_000)]
    page = make_interview(testimony)
    told("Walls", story=[("clip", {"passage": passages[0]})])
    read(client, page)
    with CaptureQueriesContext(connection) as asked:
        html = read(client, page)
    once = len(asked)
    assert html.count("Quoted in") == 1
    for number in range(5):
        told(f"Walls{number}", story=[("clip", {"passage": passage}) for passage in passages])
    read(client, page)
    with django_assert_num_queries(once):
        html = read(client, page)
    assert html.count("Walls4") == 3
