"""Terms are chosen by ticking, and survive everything that happens to a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from accounts.models import User
from casestudies.models import CaseStudyPage, CaseStudyTerm, StoryIndexPage
from taxonomy.choices import Vocabulary
from taxonomy.forms import terms_of
from taxonomy.models import FocusArea, Mechanism, Problem
from tests.admin.forms import a_city, a_source, add_url, edit_url, errors_of, fields_of, send, short_case


@pytest.fixture
def written(researcher):
    """A case as a draft and as a published page, with two focus areas and two problems."""
    a_city()
    a_source()
    answer = send(
        researcher,
        add_url(CaseStudyPage, StoryIndexPage),
        "publish",
        **short_case(main_focus_area=focus(3), focus_areas=[focus(1)], problems=[problem(5), problem(2)]),
    )
    assert answer.status_code == 302, errors_of(answer)
    return researcher


def focus(number: int) -> int:
    """Id of a focus area."""
    return FocusArea.objects.get(number=number).pk


def problem(position: int) -> int:
    """Id of a problem by its place in the list."""
    return Problem.objects.in_order()[position].pk


def test_the_main_focus_area_comes_first(written):
    assert terms_of(CaseStudyPage.objects.get(), Vocabulary.FOCUS_AREA) == [focus(3), focus(1)]


def test_the_form_shows_again_what_was_chosen(written):
    form = fields_of(written.get(edit_url(CaseStudyPage.objects.get())).content)
    assert form["main_focus_area"] == [str(focus(3))]
    assert form["focus_areas"] == [str(focus(1))]
    assert sorted(form["problems"]) == sorted([str(problem(2)), str(problem(5))])


def test_a_draft_changes_the_revision_and_not_what_readers_see(written):
    case = CaseStudyPage.objects.get()
    send(written, edit_url(case), problems=[problem(7)])
    assert terms_of(CaseStudyPage.objects.get(), Vocabulary.PROBLEM) == [problem(2), problem(5)]
    assert terms_of(CaseStudyPage.objects.get().get_latest_revision_as_object(), Vocabulary.PROBLEM) == [problem(7)]
    send(written, edit_url(case), "publish")
    assert terms_of(CaseStudyPage.objects.get(), Vocabulary.PROBLEM) == [problem(7)]


def test_a_new_main_focus_area_takes_the_first_place(written):
    case = CaseStudyPage.objects.get()
    answer = send(written, edit_url(case), "publish", main_focus_area=focus(1), focus_areas=[focus(3), focus(1)])
    assert answer.status_code == 302, errors_of(answer)
    assert terms_of(CaseStudyPage.objects.get(), Vocabulary.FOCUS_AREA) == [focus(1), focus(3)]


def test_terms_of_vocabularies_that_the_form_does_not_show_stay(written):
    case = CaseStudyPage.objects.get()
    case.term_rows.add(CaseStudyTerm(term=FocusArea.objects.get(number=1).questions.first(), sort_order=99))
    case.save_revision()
    send(written, edit_url(case), "publish", problems=[problem(7)])
    assert len(terms_of(CaseStudyPage.objects.get(), Vocabulary.QUESTION)) == 1


def test_a_term_of_another_vocabulary_is_refused(written):
    answer = send(written, edit_url(CaseStudyPage.objects.get()), problems=[Mechanism.objects.first().pk])
    assert answer.status_code == 200
    assert "not one of the available choices" in errors_of(answer)


def test_a_comparison_names_what_came_and_what_went(written):
    case = CaseStudyPage.objects.get()
    first = case.latest_revision_id
    send(written, edit_url(case), problems=[problem(7)])
    case.refresh_from_db()
    url = reverse("wagtailadmin_pages:revisions_compare", args=(case.pk, first, case.latest_revision_id))
    html = written.get(url).content.decode()
    name = {pk: term.names.get(language="en").name for pk, term in Problem.objects.in_bulk().items()}
    assert f'<span class="deletion">{name[problem(2)]}</span>' in html
    assert f'<span class="addition">{name[problem(7)]}</span>' in html


def test_an_older_revision_brings_its_terms_back(written):
    case = CaseStudyPage.objects.get()
    first = case.latest_revision_id
    send(written, edit_url(case), "publish", problems=[problem(7)])
    send(written, reverse("wagtailadmin_pages:revisions_revert", args=(case.pk, first)))
    send(written, edit_url(case), "publish")
    assert terms_of(CaseStudyPage.objects.get(), Vocabulary.PROBLEM) == [problem(2), problem(5)]


def test_a_copy_has_the_same_terms(written):
    case = CaseStudyPage.objects.get()
    url = reverse("wagtailadmin_pages:copy", args=(case.pk,))
    answer = written.post(
        url,
        {"new_title": "Again", "new_slug": "again", "new_parent_page": case.get_parent().pk, "publish_copies": "on"},
    )
    assert answer.status_code == 302
    copy = CaseStudyPage.objects.exclude(pk=case.pk).get()
    assert terms_of(copy, Vocabulary.FOCUS_AREA) == [focus(3), focus(1)]
    assert copy.work_id == copy.pk


def test_the_names_follow_the_language_of_the_editor(written):
    problem_in_spanish = Problem.objects.in_order()[2].names.get(language="es").name
    UserProfile.objects.create(user=User.objects.get(username="researchers"), preferred_language="es")
    html = written.get(edit_url(CaseStudyPage.objects.get())).content.decode()
    assert problem_in_spanish in html


def test_the_number_of_queries_does_not_depend_on_the_number_of_terms(written):
    url = edit_url(CaseStudyPage.objects.get())
    written.get(url)
    with CaptureQueriesContext(connection) as few:
        written.get(url)
    send(written, url, "publish", problems=[problem(place) for place in range(8)])
    written.get(url)
    with CaptureQueriesContext(connection) as many:
        written.get(url)
    assert len(many) == len(few)
