"""What a record must agree with itself on: the form names the field, and the database holds the same line."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse_lazy
from wagtail.test.utils.form_data import inline_formset

from casestudies.models import CaseStudyPage, StoryIndexPage
from cities.models import CityIndexPage, CityPage, Mayor
from interviews.models import InterviewPage, VoiceIndexPage
from sources.models import Source
from tests.admin.forms import a_city, add_url, edit_url, errors_of, prefixed, send
from tests.interviews.factories import make_interview
from tests.testimony.factories import add_passage, make_testimony, withhold

pytestmark = pytest.mark.django_db

NEW_SOURCE = reverse_lazy("wagtailsnippets_sources_source:add")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"latitude": "91"}, "between -90 (south) and 90 (north)"),
        ({"longitude": "-180.5"}, "between -180 (west) and 180 (east)"),
        (
            prefixed("mayors", inline_formset([{"name": "Ana Sol", "from_year": "2016", "to_year": "2012"}])),
            "The last year lies before the first.",
        ),
    ],
)
@pytest.mark.parametrize("action", ["", "publish"])
def test_a_city_that_cannot_be_is_refused_at_its_field(editor, action, changes, error):
    city = a_city()
    assert error in errors_of(send(editor, edit_url(city), action, **changes))


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("-6.208763", "106.845599"),
        ("-6,208763", "106,845599"),
        ("6°12′31.5″S", "106°50′44.2″ E"),
        ("-6.208763, 106.845599", ""),
        ("6°12′31.5″S 106°50′44.2″E", ""),
    ],
)
def test_the_position_of_a_city_is_pasted_as_maps_give_it(editor, latitude, longitude):
    city = a_city()
    send(editor, edit_url(city), "publish", latitude=latitude, longitude=longitude, in_a_sentence="Why it is here.")
    city = CityPage.objects.get(pk=city.pk)
    assert (float(city.latitude), float(city.longitude)) == pytest.approx((-6.20876, 106.8456), abs=0.0001)


@pytest.mark.parametrize(
    ("latitude", "error"),
    [
        ("106.8456, -6.2088", "between -90 (south) and 90 (north)"),
        ("somewhere", "This is no position."),
        ("6°12′31″S 106°50′44″O", "O is west in some languages and east in others: write W or E."),
        ("6°12′31″E", "This is no position."),
    ],
)
def test_what_is_no_position_is_refused_with_the_reason(editor, latitude, error):
    assert error in errors_of(send(editor, edit_url(a_city()), latitude=latitude, longitude=""))


def test_one_number_with_a_comma_is_a_latitude_and_no_position(editor):
    city = a_city()
    send(editor, edit_url(city), latitude="19,43", longitude="")
    city = CityPage.objects.get(pk=city.pk).get_latest_revision_as_object()
    assert (float(city.latitude), city.longitude) == (19.43, None)


def test_the_database_holds_the_same_lines(site):
    city = a_city()
    case = CaseStudyPage(title="A case", slug="case", summary="x", city=city, start_year=2014)
    StoryIndexPage.objects.works().get().add_child(instance=case)
    passage, withheld = add_passage(testimony := make_testimony()), withhold(testimony)
    mayor = Mayor.objects.create(page=city, name="Ana Sol", from_year=2012)
    for row, field, value in (
        (city, "latitude", 91),
        (city, "longitude", -181),
        (case, "end_year", 2013),
        (mayor, "to_year", 2011),
        (passage, "end", passage.start - 1),
        (withheld, "end", withheld.start - 1),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{field: value})


def test_a_new_page_claims_nothing_that_nobody_judged(editor):
    send(editor, add_url(CaseStudyPage, StoryIndexPage), title="A new case", slug="new")
    send(editor, add_url(CityPage, CityIndexPage), title="Orvena", slug="orvena")
    assert CaseStudyPage.objects.get().get_evidence_level_display() == "Not judged yet"
    assert CityPage.objects.get().get_work_state_display() == "Not yet begun"


def test_a_testimony_has_one_interview_page(editor):
    page = make_interview(testimony := make_testimony())
    answer = send(editor, add_url(InterviewPage, VoiceIndexPage), title="Again", slug="again", testimony=testimony.pk)
    assert "“Ward administrator” presents this testimony already." in errors_of(answer)
    assert send(editor, edit_url(page), title="Ward official").status_code == 302


@pytest.mark.parametrize("issued", ["2018", "2018-02", "2018-02-13", ""])
def test_a_source_is_as_exact_as_it_is_known(editor, issued):
    send(editor, NEW_SOURCE, title="Report", issued=issued, doi="10.1017/S0007123418000078")
    assert Source.objects.get().issued == issued


@pytest.mark.parametrize("issued", ["February 2018", "2018-2", "2018-02-30", "2018-W01-1", "18"])
def test_another_date_of_a_source_is_refused_with_the_three_ways(editor, issued):
    answer = send(editor, NEW_SOURCE, title="Report", issued=issued, doi="https://doi.org/10.1017/S000")
    assert "Write it as 2018, 2018-02 or 2018-02-13" in errors_of(answer)
    assert "Write the DOI from its 10. on" in errors_of(answer)
