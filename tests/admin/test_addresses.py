"""The addresses of new pages: found by themselves, and never made of what may have to be hidden."""

import pytest
from django.urls import reverse

from casestudies.models import CaseStudyPage, StoryIndexPage
from cities.models import CityPage
from interviews.models import InterviewPage, VoiceIndexPage
from tests.admin.forms import a_city, add_url, edit_url, errors_of, send
from tests.testimony.factories import make_testimony

pytestmark = pytest.mark.django_db


def test_a_second_story_of_the_same_title_gets_an_address_by_itself(editor):
    for _time in range(3):
        answer = send(editor, add_url(CaseStudyPage, StoryIndexPage), title="The wall", slug="the-wall")
        assert answer.status_code == 302, errors_of(answer)
    slugs = list(CaseStudyPage.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == ["the-wall", "the-wall-2", "the-wall-3"]
    # The form in the browser still holds the address it made.
    second = CaseStudyPage.objects.get(slug="the-wall-2")
    assert send(editor, edit_url(second), slug="the-wall").status_code == 302
    assert CaseStudyPage.objects.get(pk=second.pk).get_latest_revision_as_object().slug == "the-wall-2"


def test_the_address_that_readers_have_is_not_changed_silently(editor):
    a_city("Orvena")
    tessaly = a_city("Tessaly")
    assert "already in use" in errors_of(send(editor, edit_url(tessaly), "publish", slug="orvena"))
    assert CityPage.objects.get(pk=tessaly.pk).slug == "tessaly"


def test_the_address_of_an_interview_says_its_number_and_not_who_speaks(editor):
    url = add_url(InterviewPage, VoiceIndexPage)
    for testimony in (make_testimony().pk, make_testimony().pk, ""):
        answer = send(editor, url, title="Ward administrator", slug="", testimony=testimony)
        assert answer.status_code == 302, errors_of(answer)
    assert list(InterviewPage.objects.order_by("pk").values_list("slug", flat=True)) == [
        "voice-012",
        "voice-012-2",
        "voice",
    ]


@pytest.mark.parametrize("place", [None, "", "x", "987654321", "9" * 40])
def test_a_copy_without_a_place_is_asked_for_one(editor, place):
    city = a_city()
    data = {"new_title": "Copy", "new_slug": "copy"} | ({} if place is None else {"new_parent_page": place})
    answer = editor.post(reverse("wagtailadmin_pages:copy", args=[city.pk]), data, follow=True)
    assert "Choose the page under which the copy will stand." in answer.content.decode()
    assert CityPage.objects.count() == 1


def test_a_copy_with_a_place_is_made(editor):
    city = a_city()
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": city.get_parent().pk}
    editor.post(reverse("wagtailadmin_pages:copy", args=[city.pk]), data)
    assert CityPage.objects.filter(slug="copy").exists()
