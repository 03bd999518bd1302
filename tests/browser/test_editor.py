"""The editor in a real browser: marking words with their evidence, and ticking terms."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains

from casestudies.models import CaseStudyPage, StoryIndexPage
from home.standing import create_site
from sources.models import Citation
from taxonomy.choices import Vocabulary
from taxonomy.forms import terms_of
from taxonomy.models import FocusArea, Problem
from tests.admin.conftest import log_in as client_of
from tests.admin.forms import a_city, a_source, add_url, errors_of, send, short_case
from tests.browser.editor import Editor


@pytest.fixture
def case(transactional_db) -> CaseStudyPage:
    """A published case with one citation to choose."""
    create_site()
    a_city()
    Citation.objects.create(source=a_source(), locator="p. 14", note="Counted by the city itself.")
    answer = send(client_of("Researchers"), add_url(CaseStudyPage, StoryIndexPage), "publish", **short_case())
    assert answer.status_code == 302, errors_of(answer)
    return CaseStudyPage.objects.get()


def test_words_are_marked_with_a_citation_saved_and_found_again(browser, live_server, log_in, case):
    log_in(browser, case.owner)
    editor = Editor(browser, live_server, case)
    editor.select_all_of("problem")
    editor.click("[data-contentpath=problem] [name=EVIDENCE]")
    assert "What supports these words?" in editor.one(".modal-dialog").text
    editor.click(".modal-dialog a[data-chooser-modal-choice]")
    mark = editor.one("[data-contentpath=problem] .bbc-evidence")
    assert "Complaints disappeared." in mark.text
    editor.handed_over("problem", "EVIDENCE")
    editor.publish()

    case.refresh_from_db()
    citation = Citation.objects.get()
    assert f'<a linktype="evidence" id="{citation.pk}">Complaints disappeared.</a>' in case.problem

    editor.open()
    mark = editor.one("[data-contentpath=problem] .bbc-evidence")
    assert "Complaints disappeared." in mark.text
    ActionChains(browser).move_to_element(mark).perform()
    editor.wait(lambda: "City Gazette" in (editor.one(".bbc-evidence").get_attribute("title") or ""))
    editor.publish()
    case.refresh_from_db()
    assert f'<a linktype="evidence" id="{citation.pk}">Complaints disappeared.</a>' in case.problem


def test_a_citation_is_written_in_the_middle_of_a_sentence(browser, live_server, log_in, case):
    log_in(browser, case.owner)
    editor = Editor(browser, live_server, case)
    editor.select_all_of("problem")
    editor.click("[data-contentpath=problem] [name=EVIDENCE]")
    editor.click(".modal-dialog a[href='#tab-create']")
    editor.one(".modal-dialog [name$=locator]").send_keys("p. 99")
    editor.click(".modal-dialog form [type=submit]")
    assert "required" in editor.one(".modal-dialog .error-message").text


def test_terms_are_ticked(browser, live_server, log_in, case):
    log_in(browser, case.owner)
    editor = Editor(browser, live_server, case)
    problem = Problem.objects.in_order()[6]
    editor.click(f"[name=problems][value='{problem.pk}']")
    chosen = FocusArea.objects.get(number=1)
    editor.click(f"[name=main_focus_area] option[value='{chosen.pk}']")
    editor.publish()
    case = CaseStudyPage.objects.get()
    assert problem.pk in terms_of(case, Vocabulary.PROBLEM)
    assert terms_of(case, Vocabulary.FOCUS_AREA)[0] == chosen.pk
