"""Quoting an interview in a real browser: from the field of a page to two sentences of its transcript."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from accounts.models import User
from interviews.models import InterviewPage
from testimony.models import Passage
from tests.browser.axe import axe
from tests.interviews.factories import make_interview, make_site
from tests.testimony.factories import make_testimony, withhold


@pytest.fixture
def interview(transactional_db) -> InterviewPage:
    """An interview with a withheld passage, and none that is quoted yet."""
    make_site()
    testimony = make_testimony()
    withhold(testimony)
    return make_interview(testimony)


def test_a_quotation_is_chosen_sentence_by_sentence(browser, live_server, log_in, interview):
    def one(selector: str):
        found = lambda _browser: next(  # noqa: E731
            (item for item in browser.find_elements(By.CSS_SELECTOR, selector) if item.is_displayed()), None
        )
        return WebDriverWait(browser, 20).until(found)

    log_in(browser, User.objects.create_superuser("researcher", "r@example.org", "password"))
    browser.get(f"{live_server.url}/admin/pages/{interview.pk}/edit/")
    field = "#id_headline_passage-chooser"
    button = one(f"{field} [data-chooser-action-choose]")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button)
    button.click()
    one("#tab-label-create").click()
    Select(one("[name=from_transcript-transcript]")).select_by_index(1)
    one("#tab-create button[type=submit]").click()

    first = Select(one("[name=from_transcript-first]"))
    shut = [option.text for option in first.options if not option.is_enabled()]
    assert shut == ["1:31 Withheld: until she has left her post"]
    assert axe(browser, "#tab-create") == []
    first.select_by_visible_text("0:14 Administrator: On a wall, in the corridor, on a Monday.")
    Select(one("[name=from_transcript-last]")).select_by_index(3)
    one("#tab-create button[type=submit]").click()

    chosen = one(f"{field} [data-chooser-title]")
    WebDriverWait(browser, 20).until(lambda _browser: "On a wall, in the corridor" in chosen.text)
    assert Passage.objects.get().place == "0:14 to 1:17"
