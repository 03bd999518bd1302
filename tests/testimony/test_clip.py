"""Clips in a story: what is quoted, how it plays, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies.models import CaseStudyPage, StoryIndexPage
from core import publication
from testimony.blocks import ClipBlock
from testimony.choices import ConsentStatus
from testimony.models import Consent, Passage
from tests.interviews.factories import make_city, make_interview, make_site
from tests.testimony.factories import add_passage, make_testimony, withhold

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories() -> StoryIndexPage:
    return make_site().add_child(instance=StoryIndexPage(title="Stories", slug="stories"))


def tell(stories, *passages: Passage) -> CaseStudyPage:
    """A published story with these clips."""
    story = CaseStudyPage(title="A claim", slug=f"claim-{len(passages)}", city=make_city(f"Orvena {len(passages)}"))
    story.summary, story.story = "Short.", [("clip", {"passage": passage}) for passage in passages]
    return stories.add_child(instance=story)


def read(client, story) -> str:
    response = client.get(story.url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_clip_says_who_speaks_and_plays_its_stretch_of_the_recording(stories, client):
    testimony = make_testimony()
    testimony.is_composite = True
    testimony.save()
    interview = make_interview(testimony, city=make_city())

    html = read(client, tell(stories, add_passage(testimony)))

    assert '<blockquote lang="en" dir="auto"><p>Nobody had asked me to care.</p></blockquote>' in html
    assert f'<a href="{interview.url}?t=52-77">Ward administrator</a>' in html
    assert "Head of the ward office since 2021. English, 0:25, 15 KB" in html
    assert f'src="{testimony.recordings.get().recording.url}#t=52,77"' in html
    assert "Composite voice, fictional city of Orvena. Not evidence." in html


def test_a_clip_without_released_sound_is_words_alone(stories, client):
    testimony = make_testimony(release_audio=False)
    make_interview(testimony)
    html = read(client, tell(stories, add_passage(testimony)))
    assert "Nobody had asked me to care." in html
    assert "<audio" not in html


def test_a_clip_vanishes_with_its_release(stories, client):
    testimony = make_testimony()
    make_interview(testimony)
    story = tell(stories, add_passage(testimony))
    assert "Nobody had asked" in read(client, story)
    row = withhold(testimony, 60_000, 61_000)
    assert "Nobody had asked" not in read(client, story)
    row.delete()
    assert "Nobody had asked" in read(client, story)
    consent = Consent.objects.get()
    consent.status = ConsentStatus.WITHDRAWN
    consent.save()
    assert "Nobody had asked" not in read(client, story)


def test_any_number_of_clips_costs_the_same_queries(stories, rf):
    def queries(story) -> int:
        request = rf.get(story.url)
        story.serve(request).render()
        story = CaseStudyPage.objects.get(pk=story.pk)
        publication.begin_request()
        try:
            with CaptureQueriesContext(connection) as captured:
                story.serve(request).render()
        finally:
            publication.end_request()
        return len(captured)

    passages = []
    for number in range(6):
        testimony = make_testimony()
        make_interview(testimony, f"Voice {number}")
        passages.append(add_passage(testimony))
    assert queries(tell(stories, *passages)) == queries(tell(stories, passages[0]))


def test_a_preview_of_the_block_asks_for_itself():
    testimony = make_testimony()
    block = ClipBlock()
    value = block.to_python({"passage": add_passage(testimony).pk})
    assert "Nobody had asked me to care." in block.render(value)
    assert block.get_searchable_content(value) == []


def test_the_preview_is_an_invented_voice_that_readers_may_hear():
    real, sealed, invented = make_testimony(), make_testimony(release_quotation=False), make_testimony()
    for testimony in (real, sealed, invented):
        testimony.is_composite = testimony is not real
        testimony.save()
    block = ClipBlock()
    passage = add_passage(invented)
    add_passage(real)
    add_passage(sealed)
    assert block.is_previewable
    assert block.get_preview_value()["passage"] == passage
    assert "Composite voice. Not evidence." in block.render(block.get_preview_value())
    passage.delete()
    assert block.render(block.get_preview_value()).strip() == ""
