"""What publishing needs: each missing thing is named with its cure, and drafts need nothing but a title."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from casestudies.models import CaseStudyPage, StoryIndexPage
from core.completeness import asks_of, progress
from multimedia.models import Image
from practices.models import PracticeIndexPage, PracticePage
from sources.models import Source
from taxonomy.models import FocusArea, GuidingQuestion, Problem
from tests.admin.forms import a_city, a_source, add_url, edit_url, errors_of, fields_of, prefixed, send, short_case
from tests.multimedia.samples import jpeg

NO_ROWS = inline_formset([])


@pytest.fixture
def written(researcher):
    """A city and a source, so that a case can be written."""
    a_city()
    a_source()
    return researcher


def a_picture(title: str, **values) -> Image:
    """A stored picture."""
    return Image.objects.create(title=title, file=ContentFile(jpeg(), f"{title}.jpg"), **values)


def new_case() -> str:
    """Where a case is written."""
    return add_url(CaseStudyPage, StoryIndexPage)


@pytest.mark.parametrize(
    ("without", "cure"),
    [
        ({"title": ""}, "required"),
        ({"city": ""}, "Choose the city"),
        ({"main_focus_area": ""}, "Choose the focus area"),
        ({"problems": []}, "Tick at least one problem"),
        ({"summary": ""}, "Write the story in short"),
        (prefixed("story", streamfield([])), "add at least one block of text"),
        (prefixed("answers", NO_ROWS), "Answer at least one guiding question"),
        (prefixed("source_rows", NO_ROWS), "Name at least one source"),
    ],
)
def test_each_missing_thing_is_named_with_its_cure(written, without, cure):
    answer = send(written, new_case(), "publish", **short_case(**without))
    assert answer.status_code == 200
    assert cure in errors_of(answer)
    assert not CaseStudyPage.objects.exists()


def test_publishing_a_case_needs_at_most_ten_things(db):
    required = [ask.name for ask in asks_of(CaseStudyPage) if ask.cure]
    assert len({"title", *required}) <= 10


def test_a_draft_needs_a_title_and_nothing_else(written):
    answer = send(written, new_case(), title="Only an idea", slug="idea")
    assert answer.status_code == 302, errors_of(answer)
    case = CaseStudyPage.objects.get()
    assert not case.live
    answer = send(written, edit_url(case), "publish")
    assert answer.status_code == 200
    for cure in ("Choose the city", "Tick at least one problem", "Name at least one source"):
        assert cure in errors_of(answer)


def test_an_incomplete_draft_is_not_published_from_the_list_either(written):
    send(written, new_case(), title="Only an idea", slug="idea")
    case = CaseStudyPage.objects.get()
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    answer = written.post(f"{url}?id={case.pk}&next=/admin/stories/", {"include_descendants": ""}, follow=True)
    assert answer.status_code == 200
    assert "Choose the city" in answer.content.decode()
    case.refresh_from_db()
    assert not case.live
    with pytest.raises(ValidationError, match="Choose the city"):
        case.get_latest_revision().publish()


def test_a_picture_without_alternative_and_licence_is_named(written):
    picture = a_picture("Harbour")
    answer = send(written, new_case(), "publish", **short_case(photograph=picture.pk))
    assert answer.status_code == 200
    for words in ("Harbour", "text alternative", "licence"):
        assert words in errors_of(answer)
    Image.objects.filter(pk=picture.pk).update(
        description="A harbour at dusk.", credit="A. Person", licence="cc-by-4.0"
    )
    assert send(written, new_case(), "publish", **short_case(photograph=picture.pk)).status_code == 302


def test_a_picture_inside_the_story_is_checked_as_well(written):
    picture = a_picture("Corridor", credit="A. Person", licence="cc-by-4.0")
    story = streamfield(
        [
            ("paragraph", rich_text("<p>It began with a list.</p>", features=("bold",))),
            ("figure", {"image": picture.pk, "caption": ""}),
        ]
    )
    answer = send(written, new_case(), "publish", **short_case(**prefixed("story", story)))
    assert answer.status_code == 200
    assert "Corridor" in errors_of(answer)
    assert "text alternative" in errors_of(answer)


def contested_figure() -> dict:
    """The story of a case with a figure that others dispute, without what they say."""
    figure = {"what": "Reports answered", "value": "78", "contested": "on", "as_of": "2014"}
    figure["source"] = Source.objects.get().pk
    words = rich_text("<p>It began with a list.</p>", features=("bold",))
    return prefixed("story", streamfield([("paragraph", words), ("key_figure", figure)]))


def test_a_block_that_readers_may_not_have_yet_is_a_draft_and_refused_on_publishing(written):
    assert send(written, new_case(), **short_case(**contested_figure())).status_code == 302
    case = CaseStudyPage.objects.get()
    form = fields_of(written.get(edit_url(case)).content) | short_case(**contested_figure())
    preview = written.post(reverse("wagtailadmin_pages:preview_on_edit", args=[case.pk]), form)
    assert preview.json()["is_valid"]
    answer = send(written, edit_url(case), "publish")
    assert answer.status_code == 200
    assert "Write both readings" in errors_of(answer)


def test_such_a_draft_is_not_published_past_its_form_either(written):
    send(written, new_case(), **short_case(**contested_figure()))
    case = CaseStudyPage.objects.get()
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    answer = written.post(f"{url}?id={case.pk}&next=/admin/stories/", {"include_descendants": ""}, follow=True)
    assert "Key figure, One reading, and who says so: Write both readings" in answer.content.decode()
    with pytest.raises(ValidationError, match="Write both readings"):
        case.get_latest_revision().publish()
    assert not CaseStudyPage.objects.get().live


def test_a_summary_of_too_many_words_says_how_many_to_cut(written):
    answer = send(written, new_case(), "publish", **short_case(summary="word " * 125))
    assert "125 words; at most 120. Cut 5." in errors_of(answer)


def test_an_answer_of_too_many_words_says_how_many_to_cut(written):
    row = {"question": GuidingQuestion.objects.in_order()[0].pk, "sentence": "word " * 43}
    answer = send(written, new_case(), "publish", **short_case(**prefixed("answers", inline_formset([row]))))
    assert "43 words; at most 40. Cut 3." in errors_of(answer)


def test_years_in_the_wrong_order_are_refused_in_drafts_too(written):
    answer = send(written, new_case(), **short_case(start_year="2019", end_year="2014"))
    assert "The last year lies before the first." in errors_of(answer)


def test_a_contested_figure_carries_both_readings(written):
    figure = {
        "what": "Reports",
        "value": "10",
        "reported_by": "city",
        "contested": "on",
        "reading_one": "Ten, says the city.",
        "reading_two": "",
    }
    answer = send(written, new_case(), "publish", **short_case(**prefixed("figures", inline_formset([figure]))))
    assert "Write both readings" in errors_of(answer)


def test_the_same_source_twice_is_an_error_of_its_row(written):
    source = Source.objects.get().pk
    rows = inline_formset([{"source": source, "note": ""}, {"source": source, "note": "again"}])
    answer = send(written, new_case(), **short_case(**prefixed("source_rows", rows)))
    assert answer.status_code == 200
    assert "Row 2 repeats row 1" in errors_of(answer)


def test_the_same_question_answered_twice_is_an_error_of_its_row(written):
    question = GuidingQuestion.objects.in_order()[0].pk
    rows = inline_formset([{"question": question, "sentence": "One."}, {"question": question, "sentence": "Two."}])
    answer = send(written, new_case(), "publish", **short_case(**prefixed("answers", rows)))
    assert "Row 2 repeats row 1" in errors_of(answer)


def test_a_repeated_row_that_is_deleted_is_no_error(written):
    source = Source.objects.get().pk
    rows = inline_formset([{"source": source, "note": ""}, {"source": source, "note": "", "DELETE": "1"}])
    assert send(written, new_case(), "publish", **short_case(**prefixed("source_rows", rows))).status_code == 302
    assert CaseStudyPage.objects.get().source_rows.count() == 1


def test_a_replication_without_a_city_is_refused(written):
    url = add_url(PracticePage, PracticeIndexPage)
    rows = inline_formset([{"city": "", "city_name": "", "fidelity": "unknown"}])
    answer = send(written, url, title="A practice", slug="practice", **prefixed("replications", rows))
    assert "Choose a city or write its name." in errors_of(answer)


def test_a_practice_is_published_with_what_it_needs(written):
    url = add_url(PracticePage, PracticeIndexPage)
    bare = send(written, url, "publish", title="Give each report a clock", slug="clock")
    for cure in ("Choose the focus area", "Tick at least one problem", "Name at least one source"):
        assert cure in errors_of(bare)
    answer = send(
        written,
        url,
        "publish",
        title="Give each report a clock",
        slug="clock",
        problem_solved="Reports that nobody answers.",
        in_one_minute="One clock a report, on a wall.",
        main_focus_area=FocusArea.objects.get(number=2).pk,
        problems=[Problem.objects.in_order()[3].pk],
        **prefixed("source_rows", inline_formset([{"source": Source.objects.get().pk, "note": ""}])),
    )
    assert answer.status_code == 302, errors_of(answer)
    assert PracticePage.objects.get().live


def test_each_tab_says_how_far_it_is_and_links_to_what_is_missing(written):
    send(written, new_case(), **short_case())
    case = CaseStudyPage.objects.get()
    page = written.get(edit_url(case)).content.decode()
    assert "6 of 12 answered" in " ".join(page.split())
    assert 'href="#panel-child-story-city_group-section"' not in page
    answered, total = progress(case)
    assert (answered, total > answered) == (8, True)


def test_the_progress_follows_what_is_saved_without_a_reload(written):
    send(written, new_case(), title="Only an idea", slug="idea")
    case = CaseStudyPage.objects.get()
    before = written.get(f"/admin/completeness/{case.pk}/").content.decode()
    send(written, edit_url(case), summary="People waited. Then they did not.")
    after = written.get(f"/admin/completeness/{case.pk}/").content.decode()
    assert "In short" in before
    assert "In short" not in after


def test_the_progress_of_a_page_is_for_those_who_may_edit_it(written, client):
    send(written, new_case(), title="Only an idea", slug="idea")
    url = f"/admin/completeness/{CaseStudyPage.objects.get().pk}/"
    assert client.get(url).status_code == 302
    nobody = get_user_model().objects.create_user("nobody", password="a long password")
    client.force_login(nobody)
    assert client.get(url).status_code == 302


def test_rows_stand_in_the_order_an_editor_gave_them(written):
    index = PracticeIndexPage.objects.works().get()
    for title in ("First", "Second"):
        index.add_child(instance=PracticePage(title=title, problem_solved="A.", in_one_minute="B.", live=False))
    keys = list(PracticePage.objects.order_by("pk").values_list("pk", flat=True))
    rows = prefixed("shown_practices", inline_formset([{"practice": key} for key in keys]))
    rows |= {"shown_practices-0-ORDER": "2", "shown_practices-1-ORDER": "1"}
    answer = send(written, new_case(), **short_case(**rows))
    assert answer.status_code == 302, errors_of(answer)
    case = CaseStudyPage.objects.get().get_latest_revision_as_object()
    assert [row.practice_id for row in case.shown_practices.all()] == keys[::-1]
