"""The editor in a real browser: marking words with their evidence, and ticking terms."""

import pytest
from selenium.common.exceptions import ElementClickInterceptedException, StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from casestudies.models import CaseStudyPage, StoryIndexPage
from home.standing import create_site
from sources.models import Citation
from taxonomy.choices import Vocabulary
from taxonomy.forms import terms_of
from taxonomy.models import FocusArea, Problem
from tests.admin.conftest import log_in as client_of
from tests.admin.forms import a_city, a_source, add_url, edit_url, errors_of, send, short_case


@pytest.fixture
def case(transactional_db) -> CaseStudyPage:
    """A published case with one citation to choose."""
    create_site()
    a_city()
    Citation.objects.create(source=a_source(), locator="p. 14", note="Counted by the city itself.")
    answer = send(client_of("Researchers"), add_url(CaseStudyPage, StoryIndexPage), "publish", **short_case())
    assert answer.status_code == 302, errors_of(answer)
    return CaseStudyPage.objects.get()


class Editor:
    """A researcher in front of the form of a page."""

    def __init__(self, browser, live_server, page):
        self.browser, self.server, self.page = browser, live_server, page
        self.open()

    def open(self):
        """Open the form."""
        self.browser.get(f"{self.server.url}{edit_url(self.page)}")
        self.wait(lambda: self.all("#tab-story .DraftEditor-root"))

    def wait(self, until):
        """Wait until something is true; answer it."""
        return WebDriverWait(self.browser, 30).until(lambda _browser: until())

    def all(self, selector: str):
        """The elements that match."""
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str):
        """The first element that matches, as soon as it can be seen."""
        return self.wait(lambda: next((found for found in self.all(selector) if found.is_displayed()), None))

    def click(self, selector: str) -> None:
        """Click the first element that matches, as soon as nothing stands before it."""

        def clicked() -> bool:
            element = self.one(selector)
            self.browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
            try:
                element.click()
            except (ElementClickInterceptedException, StaleElementReferenceException):
                return False
            return True

        self.wait(clicked)

    def select_all_of(self, field: str) -> None:
        """Put the cursor into a rich text and select its words."""
        self.click(f"[data-contentpath={field}] [contenteditable=true]")
        ActionChains(self.browser).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()

    def handed_over(self, field: str, words: str) -> None:
        """Wait until the form holds what its rich text shows: Draftail hands it over a quarter of a second later."""
        self.wait(lambda: words in self.browser.find_element(By.NAME, field).get_attribute("value"))

    def publish(self):
        """Send the form with the button "Publish"."""
        self.browser.execute_script(
            "const button = document.querySelector('[name=action-publish]'); button.form.requestSubmit(button)"
        )
        self.one(".messages .success")
        # A save by itself that was under way comes too late and is refused, which the console reports.
        self.browser.get_log("browser")


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
