"""A reader's way from a problem to a practice: with scripts, without, and with the keyboard alone."""

from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from casestudies.models import CaseStudyPage, StoryIndexPage

pytestmark = [pytest.mark.usefixtures("demo_site")]


class Reader:
    """Somebody in front of a browser.

    Wide screens show what stands in the closed ``<details>`` of the facets, which WebDriver does not know: whether
    something is seen there is asked of the browser, and a click is one of the mouse.
    """

    def __init__(self, browser, server: str):
        self.browser, self.server = browser, server

    def open(self, path: str) -> None:
        """Type an address."""
        self.browser.get(f"{self.server}{path}")

    def all(self, selector: str):
        """The elements that match."""
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str):
        """The first element that matches."""
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def until(self, condition):
        """Wait for something to become true; answer it."""
        return WebDriverWait(self.browser, 15).until(lambda _browser: condition())

    def follow(self, element) -> str:
        """Click a link, wait for the page it leads to, answer its path."""
        address = element.get_attribute("href")
        self.click(element)
        self.until(lambda: self.browser.current_url == address)
        self.until(lambda: self.all("footer.foot"))
        return urlsplit(address).path

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        ActionChains(self.browser).send_keys(*keys).perform()

    @property
    def query(self) -> str:
        """The query of the address."""
        return urlsplit(self.browser.current_url).query

    @property
    def focused(self):
        """The element that has the focus."""
        return self.browser.switch_to.active_element

    @property
    def sentence(self) -> str:
        """The headline."""
        return self.one("h1").text

    def counts(self, facet: str) -> dict[str, int]:
        """What a facet offers: value and count."""
        return dict(
            self.browser.execute_script(
                """
                return [...document.querySelectorAll(`input[name=${arguments[0]}]`)]
                  .filter(box => box.checkVisibility())
                  .map(box => [box.value, Number(box.closest("label").querySelector(".facet__count").textContent)]);
                """,
                facet,
            )
        )

    def stories(self) -> list[str]:
        """The headlines of the results."""
        return [title.text for title in self.all("#results .row__title")]

    def click(self, element) -> None:
        """Point at something and press the button of the mouse."""
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        ActionChains(self.browser).move_to_element(element).click().perform()

    def tick(self, name: str) -> None:
        """Click the line of a box."""
        self.click(self.one(f"label:has(#{name})"))

    def tab_to(self, condition) -> None:
        """Press Tab until the element in focus is the one that is meant."""
        for _press in range(120):
            self.press(Keys.TAB)
            if condition(self.focused):
                return
        raise AssertionError("never reached by Tab")


@pytest.fixture
def reader(browser, live_server) -> Reader:
    """With scripts."""
    return Reader(browser, live_server.url)


@pytest.fixture
def reader_without_scripts(browser_without_scripts, live_server) -> Reader:
    """Without."""
    return Reader(browser_without_scripts, live_server.url)


def walk_on_from_a_listing(reader: Reader) -> None:
    """From the first result to its story, a practice it shows, and the contact page, where a message is sent."""
    headline = reader.stories()[0]
    assert reader.follow(reader.one("#results .row__title a")).startswith("/en/stories/")
    assert reader.sentence == headline
    practice = reader.one(".use__go a")
    assert reader.follow(practice).startswith("/en/practices/")
    assert reader.all(".practice__head h1")
    reader.follow(reader.one("footer.foot a[href='/en/contact/']"))
    form = reader.one("form[action$='/message/']")
    for field in form.find_elements(By.CSS_SELECTOR, "textarea"):
        field.send_keys("The year of the vote is wrong.")
    reader.click(form.find_element(By.CSS_SELECTOR, "button"))
    reader.until(lambda: "sent" in reader.query)
    assert reader.one("main [role=status]").text


def test_from_a_problem_to_a_practice_with_scripts(reader):
    reader.open("/en/")
    problem = reader.one(".vote__list a")
    count = int(problem.find_element(By.TAG_NAME, "b").text.split()[0])
    assert reader.follow(problem) == "/en/stories/"
    assert len(reader.stories()) == count
    reader.until(lambda: reader.one("live-listing").get_attribute("ready") is not None)
    before, address, everything = reader.counts("region"), reader.browser.current_url, reader.sentence
    region = min(before, key=before.get)
    assert 0 < before[region] < count

    reader.browser.execute_script("window.stayed = true")
    reader.tick(f"region-{region}")
    reader.until(lambda: f"region={region}" in reader.query)
    reader.until(lambda: len(reader.stories()) == before[region])
    assert reader.browser.execute_script("return window.stayed"), "the page was loaded anew"
    assert reader.sentence != everything
    assert reader.focused.get_attribute("id") == f"region-{region}"
    assert reader.focused.is_selected()
    reader.until(lambda: reader.one("live-listing [role=status]").get_attribute("textContent") == reader.sentence)
    assert reader.counts("region") == before, "a facet does not narrow itself"
    assert max(reader.counts("focus").values()) <= before[region], "the other facets count what is left"

    reader.browser.back()
    reader.until(lambda: reader.browser.current_url == address)
    reader.until(lambda: len(reader.stories()) == count)
    assert reader.sentence == everything
    assert not reader.one(f"#region-{region}").is_selected()
    walk_on_from_a_listing(reader)


def test_from_a_problem_to_a_practice_without_scripts(reader_without_scripts):
    reader = reader_without_scripts
    reader.open("/en/")
    problem = reader.one(".vote__list a")
    count = int(problem.find_element(By.TAG_NAME, "b").text.split()[0])
    assert reader.follow(problem) == "/en/stories/"
    assert len(reader.stories()) == count
    before = reader.counts("region")
    region = min(before, key=before.get)
    assert 0 < before[region] < count

    reader.tick(f"region-{region}")
    assert len(reader.stories()) == count
    reader.click(reader.one(".narrow__go button"))
    reader.until(lambda: f"region={region}" in reader.query and reader.all("footer.foot"))
    assert len(reader.stories()) == before[region]
    assert reader.one(f"#region-{region}").is_selected()
    assert "problem=" in reader.query, "the problem stays chosen"
    reader.follow(next(chip for chip in reader.all(".chips a") if "region=" not in chip.get_attribute("href")))
    assert len(reader.stories()) == count
    walk_on_from_a_listing(reader)


def test_words_are_found_without_leaving_the_page(reader):
    reader.open("/en/stories/")
    reader.until(lambda: reader.one("live-listing").get_attribute("ready") is not None)
    reader.browser.execute_script("window.stayed = true")
    reader.one("#words").send_keys("Jakarta", Keys.ENTER)
    reader.until(lambda: "q=Jakarta" in reader.query)
    reader.until(lambda: len(reader.stories()) < 8)
    assert reader.browser.execute_script("return window.stayed")
    assert reader.stories()
    assert "Jakarta" in reader.sentence
    # Enter is a change of the field and a submit: the first request gives way to the second, and htmx says so.
    log = [entry["message"] for entry in reader.browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert [message for message in log if "sendAbort" not in message and "afterRequest" not in message] == []


def test_when_the_answer_in_place_does_not_come_the_page_is_asked_for(reader):
    reader.open("/en/stories/")
    reader.until(lambda: reader.one("live-listing").get_attribute("ready") is not None)
    reader.browser.execute_cdp_cmd("Network.enable", {})
    reader.browser.execute_script("window.stayed = true")
    blocked = f"{reader.server}/en/stories/?focus=citizen-engagement"
    # What scripts ask for is stopped; the browser itself may go there.
    reader.browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": [blocked]})
    try:
        reader.tick("focus-citizen-engagement")
        reader.until(lambda: reader.browser.execute_script("return window.stayed") is None)
        reader.until(lambda: reader.browser.current_url == blocked and reader.all("footer.foot"))
    finally:
        reader.browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    assert reader.one("#focus-citizen-engagement").is_selected()
    log = [entry["message"] for entry in reader.browser.get_log("browser")]
    assert any("sendError" in message for message in log), "the answer in place was stopped"


def test_the_first_key_leads_past_the_bar(reader):
    reader.open("/en/stories/jakarta-score/")
    reader.press(Keys.TAB)
    assert reader.focused.get_attribute("class") == "skip"
    box = reader.focused.rect
    assert box["y"] >= 0
    assert box["height"] >= 24
    reader.press(Keys.ENTER)
    reader.until(lambda: reader.focused.get_attribute("id") == "main")
    reader.press(Keys.TAB)
    assert reader.browser.execute_script("return document.querySelector('main').contains(document.activeElement)")


def test_facets_are_ticked_and_cleared_with_the_keyboard(reader):
    reader.open("/en/stories/")
    reader.until(lambda: reader.one("live-listing").get_attribute("ready") is not None)
    reader.tab_to(lambda element: element.get_attribute("name") == "problem")
    value = reader.focused.get_attribute("value")
    outline = reader.browser.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "the focus is seen"
    reader.press(Keys.SPACE)
    reader.until(lambda: f"problem={value}" in reader.query)
    reader.until(lambda: reader.all(".chips a"))
    assert reader.focused.get_attribute("value") == value
    reader.press(Keys.SPACE)
    reader.until(lambda: reader.query == "")
    reader.until(lambda: not reader.all(".chips a"))
    assert reader.focused.get_attribute("value") == value
    # What is folded opens by key, and stays open through an answer.
    reader.tab_to(lambda element: element.get_attribute("textContent") == "More ways to narrow")
    reader.press(Keys.ENTER)
    reader.until(lambda: reader.one("#narrow-rest").get_attribute("open"))
    reader.tab_to(lambda element: element.get_attribute("type") == "checkbox")
    reader.press(Keys.SPACE)
    reader.until(lambda: reader.all(".chips a"))
    assert reader.one("#narrow-rest").get_attribute("open")


def test_pages_of_a_list_are_turned_with_the_keyboard(reader):
    index = StoryIndexPage.objects.works().get()
    story = CaseStudyPage.objects.works().get(slug="gdansk-panel")
    for number in range(14):
        story.copy(to=index, update_attrs={"slug": f"copy-{number}", "title": f"{story.title} {number}"})
    reader.open("/en/stories/")
    assert len(reader.stories()) == 20
    first = set(reader.stories())
    reader.browser.execute_script("document.querySelector('#results').focus()")
    reader.tab_to(lambda element: element.get_attribute("rel") == "next")
    reader.press(Keys.ENTER)
    reader.until(lambda: reader.query == "page=2" and reader.all("footer.foot"))
    assert len(reader.stories()) == 2
    assert first.isdisjoint(reader.stories())
    assert reader.one(".pages [aria-current=page]").text == "2"


def test_a_released_recording_is_played_from_any_place(reader):
    reader.open("/en/voices/city-councillor/")
    # Browsers play for somebody who has touched the page.
    reader.one("h1").click()
    state = reader.browser.execute_async_script(
        """
        const done = arguments[0], audio = document.querySelector("audio");
        const fail = () => done({error: audio.error ? audio.error.message : "no error"});
        audio.muted = true;
        audio.addEventListener("error", fail);
        audio.addEventListener("loadedmetadata", () => {
          const duration = audio.duration;
          audio.addEventListener("seeked", () => {
            audio.addEventListener("timeupdate", () => {
              if (audio.currentTime > 20.2) done({duration, at: audio.currentTime, paused: audio.paused});
            });
            audio.play().catch(error => done({error: String(error)}));
          }, {once: true});
          audio.currentTime = 20;
        }, {once: true});
        audio.preload = "metadata";
        audio.load();
        """
    )
    assert "error" not in state, state
    assert 20 < state["duration"] < 600
    assert 20 <= state["at"] < state["duration"]
    assert not state["paused"]
