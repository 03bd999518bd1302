"""The whole work of a researcher, through the real forms."""

from django.urls import reverse

from casestudies.models import CaseStudyPage, StoryIndexPage
from cities.models import CityIndexPage, CityPage
from sources.models import Citation, Source
from tests.admin.forms import errors_of, send, short_case


def test_from_an_empty_site_to_a_published_case(researcher):
    """City, source and case are written and published; readers see them on the very next request."""
    assert researcher.get("/admin/").status_code == 200

    answer = send(
        researcher,
        reverse("wagtailadmin_pages:add", args=("cities", "citypage", CityIndexPage.objects.works().get().pk)),
        "publish",
        title="Orvena",
        slug="orvena",
        in_a_sentence="A harbour town that answers its mail.",
        country="PT",
    )
    assert answer.status_code == 302, errors_of(answer)
    city = CityPage.objects.get()
    assert city.live
    assert "A harbour town that answers its mail." in researcher.get(city.url).content.decode()

    answer = send(
        researcher,
        reverse(Source.snippet_viewset.get_url_name("add")),
        title="Annual report",
        container_title="Gazette",
    )
    assert answer.status_code == 302, errors_of(answer)
    citation = send(
        researcher,
        reverse(Citation.snippet_viewset.get_url_name("add")),
        source=Source.objects.get().pk,
        locator="p. 14",
        note="Counted by the city itself.",
    )
    assert citation.status_code == 302, errors_of(citation)

    url = reverse(
        "wagtailadmin_pages:add", args=("casestudies", "casestudypage", StoryIndexPage.objects.works().get().pk)
    )
    answer = send(researcher, url, "publish", **short_case())
    assert answer.status_code == 302, errors_of(answer)
    case = CaseStudyPage.objects.get()
    assert case.live
    page = researcher.get(case.url).content.decode()
    assert "It began with a list." in page
    assert "Orvena shows every report." in page
