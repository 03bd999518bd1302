"""What is in use stays, and the editor is told where; what is not goes."""

import pytest
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from casestudies.models import CaseStudyPage, StoryIndexPage
from cities.models import Country
from interviews.models import Interviewee
from sources.models import Citation
from taxonomy.models import StakeholderGroup
from testimony.models import Passage, PassageEvidence, Testimony
from tests.admin.forms import a_city, a_source


def delete(editor, *rows):
    """Delete one row from its page, several from their list."""
    if len(rows) == 1:
        url = reverse(rows[0].snippet_viewset.get_url_name("delete"), args=[rows[0].pk])
    else:
        meta = rows[0]._meta
        url = reverse("wagtail_bulk_action", args=(meta.app_label, meta.model_name, "delete"))
        url += "?" + "&".join(f"id={row.pk}" for row in rows)
    return editor.post(url, follow=True).content.decode()


@pytest.fixture
def case(site) -> CaseStudyPage:
    """A story whose text carries the mark of a citation."""
    citation = Citation.objects.create(source=a_source(), locator="p. 14")
    case = CaseStudyPage(
        title="Answered in eight hours",
        slug="case",
        city=a_city(),
        summary="People waited.",
        problem=f'<p><a linktype="evidence" id="{citation.pk}">Complaints disappeared.</a></p>',
    )
    StoryIndexPage.objects.works().get().add_child(instance=case)
    ReferenceIndex.create_or_update_for_object(case)
    return case


def test_a_citation_that_marks_words_stays_and_the_story_is_named(editor, case):
    answer = delete(editor, citation := Citation.objects.get())
    assert "Answered in eight hours" in answer
    assert "Take it out there first" in answer
    assert Citation.objects.get() == citation


def test_a_group_of_somebody_who_was_interviewed_stays(editor, site):
    group, other = StakeholderGroup.objects.all()[:2]
    Interviewee.objects.create(public_label="Ward administrator", group=group)
    for rows in ([group], [group, other]):
        assert "is used by: Ward administrator" in delete(editor, *rows)
        assert StakeholderGroup.objects.filter(pk__in=[group.pk, other.pk]).count() == 2


def test_a_passage_that_is_evidence_stays(editor, site):
    testimony = Testimony.objects.create(label="Ward administrator", number="T-1")
    passage = Passage.objects.create(testimony=testimony, start=1, end=1, words="On a wall.", language="en")
    PassageEvidence.objects.create(passage=passage)
    assert "Take it out there first" in delete(editor, passage)
    assert Passage.objects.exists()


def test_what_nobody_uses_goes(editor, site):
    assert "Andorra" in delete(editor, Country.objects.get(code="AD"))
    assert not Country.objects.filter(code="AD").exists()


def test_pages_deleted_from_a_list_are_no_exception(editor, case):
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete")) + f"?id={case.city_id}&next=/admin/"
    assert "prevent it from being deleted" in editor.get(url).content.decode()
    assert editor.post(url, {"next": "/admin/"}, follow=True).status_code == 200
    assert Page.objects.filter(pk=case.city_id).exists()
