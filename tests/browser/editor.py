"""A researcher in front of the form of a page."""

from collections.abc import Callable

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchFrameException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.admin.forms import edit_url

#: What happens while scripts change the form: it is tried again.
CHANGING = (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    IndexError,
    NoSuchFrameException,
    StaleElementReferenceException,
)


class Editor:
    """The form of a page, and what a researcher does with it."""

    def __init__(self, browser, live_server, page):
        self.browser, self.server, self.page = browser, live_server, page
        self.open()

    def open(self):
        """Open the form."""
        self.browser.get(f"{self.server.url}{edit_url(self.page)}")
        self.wait(lambda: self.all("#tab-story .DraftEditor-root"))

    def wait(self, until):
        """Wait until something is true; answer it."""
        return WebDriverWait(self.browser, 30, ignored_exceptions=CHANGING).until(lambda _browser: until())

    def all(self, selector: str):
        """The elements that match."""
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str):
        """The first element that matches, as soon as it can be seen."""
        return self.wait(lambda: next((found for found in self.all(selector) if found.is_displayed()), None))

    def click(self, selector: str) -> None:
        """Click the first element that matches, as soon as nothing stands before it."""
        self.press(lambda: self.one(selector))

    def press(self, find: Callable) -> None:
        """Click what ``find`` answers, as soon as nothing stands before it."""

        def pressed() -> bool:
            element = find()
            self.into_view(element)
            element.click()
            return True

        self.wait(pressed)

    def into_view(self, element) -> None:
        """Scroll an element into the middle of the window, and wait until it stands still: blocks unfold slowly."""
        self.browser.execute_async_script(
            """
            const [element, done] = arguments;
            let before, still = 0;
            function look() {
              element.scrollIntoView({block: "center", behavior: "instant"});
              const { top, left } = element.getBoundingClientRect(), here = `${top} ${left}`;
              still = here === before ? still + 1 : 0;
              before = here;
              if (still === 10) done(); else requestAnimationFrame(look);
            }
            look();
            """,
            element,
        )

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
