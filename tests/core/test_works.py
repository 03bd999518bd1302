"""A work in its languages: who is the source, where it is read, what remains when a page goes."""

import re

import pytest
from django.utils.translation import override

from casestudies.models import Answer, CaseStudyPage
from core import publication
from core.localised import in_every_language, localise
from core.rows import load_rows
from taxonomy.choices import Vocabulary
from taxonomy.models import FocusArea, GuidingQuestion
from tests.browse.factories import make_site, make_story, make_term, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    make_site()
    return make_story("Answered in eight hours")


def test_a_translation_belongs_to_the_work_of_its_source(story):
    spanish = translate(story, title="Respuesta en ocho horas")
    assert spanish.source_page_id == story.pk
    assert spanish.work_id == story.work_id == story.pk
    assert spanish.source == story
    assert story.source is story


def test_a_copy_of_a_translation_is_a_work_of_its_own(story):
    spanish = translate(story)
    copy = spanish.copy(update_attrs={"slug": "copia"})
    assert copy.work_id == copy.pk


def test_when_the_source_goes_the_oldest_translation_takes_its_place(story):
    spanish, arabic = translate(story), translate(story, "ar")
    story.delete()
    spanish, arabic = (CaseStudyPage.objects.get(pk=page.pk) for page in (spanish, arabic))
    assert spanish.source_page_id is None
    assert arabic.source_page_id == spanish.pk


def test_links_lead_to_the_translation_where_there_is_one(story):
    spanish = translate(story, title="Respuesta en ocho horas")
    with override("es"):
        shown = localise([story])[story.pk]
    assert (shown.page.pk, shown.language, shown.is_translated) == (spanish.pk, "es", True)
    assert shown.url.startswith("/es/")


def test_what_is_not_translated_is_read_in_the_original_under_the_readers_own_frame(story, client):
    translate(make_story("Another"))
    with override("es"):
        shown = localise([story])[story.pk]
    assert shown.url == f"/es/stories/{story.slug}/"
    assert (shown.language, shown.is_translated) == ("en", False)

    page = client.get(shown.url)
    assert page.status_code == 200
    html = page.content.decode()
    assert '<html lang="es"' in html
    assert re.search(r"<article[^>]* lang=\"en\"", html)
    assert "Answered in eight hours" in html
    assert f'<link rel="canonical" href="{story.full_url}">' in html


def test_an_unpublished_story_has_no_address_under_any_frame(story, client):
    translate(make_story("Another"))
    story.unpublish()
    assert client.get(f"/es/stories/{story.slug}/").status_code == 404


def test_every_language_of_a_page_in_one_query(story, django_assert_num_queries):
    translate(story)
    in_every_language(story)
    publication.begin_request()
    publication.current()
    with django_assert_num_queries(1):
        versions = in_every_language(story)
        assert in_every_language(story) == versions
    publication.end_request()
    assert {code: version.is_translated for code, version in versions.items()} == {"en": True, "es": True, "ar": False}


def test_child_rows_of_many_tables_come_in_one_query(story, django_assert_num_queries):
    area = FocusArea.objects.get(pk=make_term(Vocabulary.FOCUS_AREA, "sharing-information").pk)
    question = GuidingQuestion.objects.create(slug="data", focus_area=area)
    story.answers = [
        Answer(question=question, sentence=f"Sentence {n}", sort_order=n, locale=story.locale) for n in (2, 1)
    ]
    story.events = []
    story.save()

    fresh = CaseStudyPage.objects.get(pk=story.pk)
    with django_assert_num_queries(1):
        load_rows(fresh, ("answers", "events", "figures"), record=("term_rows", "heard_voices"))
        answers = list(fresh.answers.all())
        assert list(fresh.events.all()) == list(fresh.figures.all()) == []
    assert [answer.sentence for answer in answers] == ["Sentence 1", "Sentence 2"]
    assert answers == list(Answer.objects.filter(page=story).order_by("sort_order"))
    assert answers[0].translation_key == Answer.objects.get(pk=answers[0].pk).translation_key


def test_rows_being_edited_are_not_replaced_by_those_in_the_database(story):
    story.answers = []
    load_rows(story, ("answers",))
    assert list(story.answers.all()) == []
