"""Events of a timeline cite sources and passages of interviews, as the text around them does."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies.models import CaseStudyPage, StoryIndexPage
from sources.models import Citation, Source
from testimony.models import PassageEvidence
from tests.interviews.factories import make_city, make_interview, make_site
from tests.testimony.factories import add_passage, make_testimony, withhold

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories() -> StoryIndexPage:
    return make_site().add_child(instance=StoryIndexPage(title="Stories", slug="stories"))


def tell(stories, *marks) -> CaseStudyPage:
    """A published story: a paragraph, then a timeline with an event for each piece of evidence."""
    events = [
        {
            "when": f"{2014 + number}",
            "title": f"Event {number}",
            "text": f'<p>It <a linktype="evidence" id="{mark.pk}">was counted</a>.</p>',
            "kind": "step",
            "actor": "",
        }
        for number, mark in enumerate(marks)
    ]
    story = CaseStudyPage(title="A claim", slug="claim", city=make_city("Orvena"), summary="Short.")
    story.story = [
        ("paragraph", f'<p>Before: <a linktype="evidence" id="{marks[0].pk}">three in ten</a>.</p>'),
        ("timeline", {"title": "What happened", "events": events, "phases": []}),
    ]
    return stories.add_child(instance=story)


@pytest.fixture
def report() -> Citation:
    source = Source.objects.create(title="Answered", url="https://example.org/answered")
    return Citation.objects.create(source=source, locator="p. 14")


def events(client, story) -> list:
    answer = client.get(story.url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").select(".timeline__events li")


def test_an_event_has_the_number_and_the_note_of_its_evidence(client, stories, report):
    testimony = make_testimony()
    interview = make_interview(testimony)
    passage = PassageEvidence.objects.create(passage=add_passage(testimony))
    first, second = events(client, tell(stories, report, passage))
    assert [mark.get_text(strip=True) for mark in first.select(".ev")] == ["Note1"], "as in the paragraph before"
    assert not first.select(".note")
    note = second.select_one(".note")
    assert second.select_one(".ev")["href"] == f"#{note['id']}"
    assert "Nobody had asked me to care." in note.text
    assert f"{interview.url}?t=52-77" in [link["href"] for link in note.select("a")]


def test_what_an_event_quotes_goes_with_its_release(client, stories, report):
    testimony = make_testimony()
    make_interview(testimony)
    story = tell(stories, report, PassageEvidence.objects.create(passage=add_passage(testimony)))
    assert "Nobody had asked" in events(client, story)[1].text
    withhold(testimony, 60_000, 61_000)
    event = events(client, story)[1]
    assert "Nobody had asked" not in event.text
    assert "It was counted." in event.text
    assert not event.select(".ev")


def test_many_events_cost_as_many_queries_as_few(client, stories, report):
    def asked(story) -> int:
        client.get(story.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(story.url)
        return len(queries)

    story = tell(stories, report)
    few = asked(story)
    more = [Citation.objects.create(source=report.source, locator=f"p. {number}") for number in range(12)]
    [paragraph, timeline] = story.story.raw_data
    timeline["value"]["events"] = [
        {"when": "2014", "title": "E", "text": f'<p><a linktype="evidence" id="{mark.pk}">x</a></p>', "kind": "step"}
        for mark in more
    ]
    story.story = [paragraph, timeline]
    story.save()
    assert len(events(client, story)) == 12
    assert asked(story) == few
