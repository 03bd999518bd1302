"""Whatever is sent to a form of the admin, the answer is a page with errors, a refusal or a redirect: never a 500."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from casestudies.models import CaseStudyPage, CaseStudyTerm, StoryIndexPage
from cities.models import CityIndexPage, CityPage
from home.models import ContactPage, FocusAreaPage, HomePage, TextPage
from interviews.models import InterviewPage, VoiceIndexPage
from practices.models import PracticeIndexPage, PracticePage
from taxonomy.models import Problem, Term
from tests.admin.conftest import log_in
from tests.admin.forms import STREAMS, a_city, a_source, add_url, edit_url, fields_of, send

HUGE = "A" * 20_000 + "<script>alert(1)</script> ” ' \x00 \u202e 𝕏 " + "word " * 400
NUMBER = "9" * 30
PAGES = {
    CaseStudyPage: StoryIndexPage,
    CityPage: CityIndexPage,
    PracticePage: PracticeIndexPage,
    InterviewPage: VoiceIndexPage,
    TextPage: HomePage,
    FocusAreaPage: HomePage,
}

#: What is put into every field of a form.
GARBAGE = {
    "nothing": "",
    "huge": HUGE,
    "a number too large for the database": NUMBER,
    "an id that does not exist": "987654321",
    "a negative number": "-1",
}

#: Fields by which a form counts its rows; garbage there is a form that no browser sends.
COUNTERS = re.compile(r"(TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS|-count|csrfmiddlewaretoken)$")
RICH_TEXT = re.compile(r'type="hidden" name="([^"]+)"[^>]*data-controller="w-init"')


@pytest.fixture
def anyone(site):
    """Somebody who may open every form."""
    a_city()
    a_source()
    client = log_in("Editors", "Identity keepers")
    client.raise_request_exception = False
    return client


def spoil(html: bytes, garbage: str) -> dict:
    """Every field of the form with the same garbage in it, and a row in each list of rows."""
    data = fields_of(html)
    for name in list(data):
        if not COUNTERS.search(name):
            data[name] = [garbage]
    for stream in STREAMS:
        data[f"{stream}-count"] = ["1"]
        data |= {f"{stream}-0-type": [garbage], f"{stream}-0-value": [garbage], f"{stream}-0-order": ["0"]}
        data[f"{stream}-0-deleted"] = [""]
    return data


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
@pytest.mark.parametrize("garbage", GARBAGE)
@pytest.mark.parametrize("action", ["publish", "draft"])
def test_creating_a_page_with_garbage(anyone, model, garbage, action):
    url = add_url(model, PAGES[model])
    data = spoil(anyone.get(url).content, GARBAGE[garbage])
    answer = anyone.post(url, {**data, f"action-{action}": "1"})
    assert answer.status_code < 500


@pytest.mark.parametrize("model", [*PAGES, HomePage, ContactPage], ids=lambda model: model.__name__)
@pytest.mark.parametrize("data", [{}, {"title": "Only a title"}, {"action-publish": "1"}])
def test_sending_next_to_nothing(anyone, model, data):
    page = model.objects.first()
    urls = [add_url(model, PAGES[model])] if model in PAGES else []
    if page:
        urls.append(edit_url(page))
    for url in urls:
        assert anyone.post(url, data).status_code < 500


@pytest.mark.parametrize(
    "model", [HomePage, FocusAreaPage, TextPage, ContactPage, CityPage], ids=lambda model: model.__name__
)
@pytest.mark.parametrize("garbage", GARBAGE)
def test_changing_a_page_with_garbage(anyone, model, garbage):
    url = edit_url(model.objects.first())
    data = spoil(anyone.get(url).content, GARBAGE[garbage])
    assert anyone.post(url, {**data, "action-publish": "1"}).status_code < 500


@pytest.mark.parametrize("garbage", GARBAGE)
def test_previewing_garbage(anyone, garbage):
    page = CityPage.objects.first()
    data = spoil(anyone.get(edit_url(page)).content, GARBAGE[garbage])
    assert anyone.post(reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,)), data).status_code < 500


@pytest.mark.parametrize("garbage", GARBAGE)
def test_every_snippet_survives_garbage(anyone, garbage):
    for model in get_snippet_models():
        viewset = model.snippet_viewset
        url = reverse(viewset.get_url_name("add"))
        opened = anyone.get(url)
        if opened.status_code != 200:
            continue
        for data in ({}, spoil(opened.content, GARBAGE[garbage])):
            assert anyone.post(url, data).status_code < 500, model
        for row in model.objects.all()[:1]:
            url = reverse(viewset.get_url_name("edit"), args=(row.pk,))
            for data in ({}, spoil(anyone.get(url).content, GARBAGE[garbage])):
                assert anyone.post(url, data).status_code < 500, model


@pytest.mark.parametrize("words", ['"', "'", "*", "(", "\\", "a" * 5000, "\x00", "%", "NEAR(", "-", "ﷺ"])
def test_every_search_survives_any_words(anyone, words):
    urls = ["/admin/stories/", "/admin/cities/", "/admin/practices/", "/admin/evidence/chooser/results/"]
    urls += [reverse(model.snippet_viewset.get_url_name("list")) for model in get_snippet_models()]
    urls += [
        "/admin/pages/search/",
        "/admin/choose-page/search/",
        "/admin/images/",
        "/admin/documents/",
        "/admin/media/",
    ]
    for url in urls:
        assert anyone.get(url, {"q": words}).status_code < 500, url


@pytest.mark.parametrize("garbage", ["", "x", NUMBER, "-1", "987654321"])
def test_every_filter_survives_garbage(anyone, garbage):
    names = ("focus_area", "problem", "status", "city", "live", "owner", "is_demonstration", "cost_band", "work_state")
    for url in ("/admin/stories/", "/admin/interviews/", "/admin/cities/", "/admin/practices/"):
        for name in (*names, "ordering", "p"):
            assert anyone.get(url, {name: garbage}).status_code < 500, (url, name)


def test_a_term_in_use_is_not_deleted_and_the_editor_is_told(anyone):
    a_case_with_a_problem = CaseStudyPage(title="A case", slug="case", summary="x", city=CityPage.objects.get())
    StoryIndexPage.objects.works().get().add_child(instance=a_case_with_a_problem)
    problem = Problem.objects.in_order()[0]
    CaseStudyTerm.objects.create(page=a_case_with_a_problem, term_id=problem.pk)
    url = reverse(Problem.snippet_viewset.get_url_name("delete"), args=(problem.pk,))
    assert "prevent it from being deleted" in anyone.get(url).content.decode()
    assert anyone.post(url, follow=True).status_code < 500
    assert Term.objects.filter(pk=problem.pk).exists()


def test_a_city_with_stories_is_not_deleted_and_the_editor_is_told(anyone):
    city = CityPage.objects.get()
    case = CaseStudyPage(title="A case", slug="case", summary="x", city=city)
    StoryIndexPage.objects.works().get().add_child(instance=case)
    answer = anyone.post(reverse("wagtailadmin_pages:delete", args=(city.pk,)), follow=True)
    assert answer.status_code < 500
    assert Page.objects.filter(pk=city.pk).exists()


def test_the_same_language_twice_is_an_error_of_its_row(anyone):
    problem = Problem.objects.in_order()[0]
    url = reverse(Problem.snippet_viewset.get_url_name("edit"), args=(problem.pk,))
    names = list(problem.names.all())
    answer = send(anyone, url, **{f"names-{place}-language": "en" for place in range(len(names))})
    assert answer.status_code == 200
    assert "Row 2 repeats row 1" in answer.content.decode()
