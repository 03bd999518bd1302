"""A story with rows and a stream goes into another language; its record stays that of the original."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield
from wagtail_localize.models import StringTranslation, Translation

from casestudies.models import CaseStudyPage, StoryIndexPage
from sources.models import Citation
from taxonomy.choices import Vocabulary
from taxonomy.forms import terms_of
from tests.admin.forms import a_city, a_source, add_url, edit_url, errors_of, prefixed, send, short_case
from tests.admin.test_publishing import a_picture


@pytest.fixture
def translated(researcher, django_capture_on_commit_callbacks):
    """A published case with rows, a picture without caption and an evidence mark, submitted for Spanish."""
    a_city()
    citation = Citation.objects.create(source=a_source(), locator="p. 14")
    picture = a_picture("Harbour", description="A harbour.", credit="A. Person", licence="cc-by-4.0")
    marked = f'<p>It began with <a linktype="evidence" id="{citation.pk}">a list</a>.</p>'
    story = streamfield(
        [
            ("paragraph", rich_text(marked, features=("bold", "evidence"))),
            ("figure", {"image": picture.pk, "caption": ""}),
        ]
    )
    figure = {"what": "Reports answered", "value": "90", "unit": "%", "reported_by": "city"}
    answer = send(
        researcher,
        add_url(CaseStudyPage, StoryIndexPage),
        "publish",
        **short_case(
            **prefixed("story", story),
            **prefixed("figures", inline_formset([figure])),
            start_year="2014",
            power_gained="more-voice",
        ),
    )
    assert answer.status_code == 302, errors_of(answer)
    case = CaseStudyPage.objects.get()
    spanish = Locale.objects.get(language_code="es")
    answer = researcher.post(
        reverse("wagtail_localize:submit_page_translation", args=(case.pk,)), {"locales": [spanish.pk]}
    )
    assert answer.status_code == 302
    translation = Translation.objects.get(source__object_id=case.translation_key, target_locale=spanish)
    for string in translation.source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=string.string,
            locale=spanish,
            context=string.context,
            data=f"ES {string.string.data}",
        )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    return researcher


def test_the_translation_is_published_with_its_rows_and_its_evidence(translated):
    original, spanish = CaseStudyPage.objects.order_by("pk")
    assert spanish.live
    assert spanish.source_page_id == original.pk
    assert spanish.title.startswith("ES ")
    assert spanish.answers.get().sentence.startswith("ES ")
    assert spanish.figures.get().value
    mark = BeautifulSoup(spanish.story[0].value.source, "html.parser").find("a")
    assert mark["linktype"] == "evidence"
    assert mark["id"] == str(Citation.objects.get().pk)


def test_the_record_of_a_translation_is_that_of_the_original(translated):
    original, spanish = CaseStudyPage.objects.order_by("pk")
    assert terms_of(spanish.source, Vocabulary.PROBLEM) == terms_of(original, Vocabulary.PROBLEM) != []
    assert (spanish.source.start_year, spanish.source.power_gained) == (2014, "more-voice")


def test_the_editor_of_a_translation_opens(translated):
    spanish = CaseStudyPage.objects.latest("pk")
    assert translated.get(edit_url(spanish)).status_code == 200


def test_the_original_can_be_changed_and_its_translation_updated(translated, django_capture_on_commit_callbacks):
    original, spanish = CaseStudyPage.objects.order_by("pk")
    assert send(translated, edit_url(original), "publish", title="Answered in nine hours").status_code == 302
    translation = Translation.objects.get()
    translation.source.update_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    spanish.refresh_from_db()
    assert spanish.live
