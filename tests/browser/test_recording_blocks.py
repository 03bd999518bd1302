"""Films and sounds under a reader's hands: nothing before it is asked for, chapters, captions, films of a company."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.axe import COLOURS, axe
from tests.browser.test_every_page import SIDEWAYS, resize

pytestmark = [pytest.mark.usefixtures("demo_site", "block_page")]

ASKED = "return performance.getEntriesByType('resource').map(entry => entry.name)"
UNFOLD = "document.querySelectorAll('details').forEach(fold => fold.open = true)"


def until(browser, script: str):
    """What a script says once it says something."""
    return WebDriverWait(browser, 20).until(lambda _browser: browser.execute_script(f"return {script}"))


def open_page(browser, live_server, names: str) -> None:
    browser.get(f"{live_server.url}/blocks/{names}/")
    browser.get_log("browser")  # empties it of what came before


@pytest.mark.parametrize("width", [1280, 360])
def test_no_player_shuts_anybody_out_or_runs_off_the_side(browser, live_server, emulate, width):
    resize(browser, width)
    open_page(browser, live_server, "film+sound+film-elsewhere")
    browser.execute_script(UNFOLD)
    assert axe(browser, "main") == []
    emulate(browser, prefers_color_scheme="dark")
    assert axe(browser, "main", COLOURS) == []
    resize(browser, 320)
    assert browser.execute_script(SIDEWAYS) == []
    browser.execute_script("document.documentElement.dir = 'rtl'")
    assert browser.execute_script(SIDEWAYS) == []


def test_nothing_is_fetched_before_it_is_asked_for(browser, live_server):
    open_page(browser, live_server, "film+sound+film-elsewhere")
    asked = browser.execute_script(ASKED)
    assert asked
    assert [address for address in asked if "/files/" in address or not address.startswith(live_server.url)] == []


def test_a_chapter_begins_in_the_player_with_its_captions(browser, live_server):
    open_page(browser, live_server, "film")
    chapter = browser.find_elements(By.CSS_SELECTOR, ".recording__chapters a")[2]
    browser.execute_script("document.querySelector('video').muted = true")
    chapter.click()
    begins = float(chapter.get_attribute("data-seconds"))
    assert until(browser, "document.querySelector('video').readyState > 1")
    assert until(browser, f"document.querySelector('video').currentTime >= {begins}")
    assert browser.current_url.endswith("/blocks/film/"), "no file was opened"
    assert browser.execute_script("return document.activeElement.localName") == "video"
    browser.execute_script("document.querySelector('video').pause()")
    browser.execute_script("document.querySelector('track[kind=captions]').track.mode = 'showing'")
    assert until(browser, "document.querySelector('track[kind=captions]').readyState === 2")
    cues = browser.execute_script("return [...document.querySelector('track').track.cues].map(cue => cue.text)")
    assert any("Orvena" in words for words in cues)
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_without_scripts_a_chapter_is_a_moment_of_the_file(browser_without_scripts, live_server):
    browser_without_scripts.get(f"{live_server.url}/blocks/film+film-elsewhere/")
    chapter = browser_without_scripts.find_elements(By.CSS_SELECTOR, ".recording__chapters a")[2]
    assert "/files/media/" in chapter.get_attribute("href")
    assert "#t=" in chapter.get_attribute("href")
    assert not browser_without_scripts.find_element(By.CSS_SELECTOR, "click-to-load button").is_displayed()
    assert browser_without_scripts.find_element(By.LINK_TEXT, "Watch it at Vimeo").is_displayed()


def test_the_company_is_asked_after_the_click_and_the_policy_lets_its_player_in(browser, live_server):
    open_page(browser, live_server, "film-elsewhere")
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*vimeo.com*"]})  # a test asks nobody either
    try:
        browser.find_element(By.CSS_SELECTOR, "click-to-load button").click()
        frame = browser.find_element(By.CSS_SELECTOR, "click-to-load iframe")
        assert frame.get_attribute("src") == "https://player.vimeo.com/video/1?dnt=1&autoplay=1"
        assert frame.get_attribute("title") == "The assembly of Tessaly Point, first evening"
        assert frame.get_attribute("referrerpolicy") == "strict-origin"
        assert browser.switch_to.active_element == frame
        said = [entry["message"] for entry in browser.get_log("browser")]
        assert [message for message in said if "Content Security Policy" in message] == []
    finally:
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})


def test_on_paper_all_words_stand_and_the_controls_do_not(browser, live_server, emulate):
    open_page(browser, live_server, "film+film-elsewhere")
    emulate(browser, media="print")
    seen = (
        "return [...document.querySelectorAll('main :is(dd, li, p, a, button, video)')]"
        ".filter(one => one.checkVisibility()).map(one => one.localName + ' ' + one.textContent.trim())"
    )
    shown = browser.execute_script(seen)
    for words in ("li 0:13 Forty photographs", "dd Every report was closed. Every hole was still there."):
        assert words in shown
    for words in ("p https://vimeo.com/1", "p Chair: Nobody leaves before the map is drawn."):
        assert words in shown
    assert not any("ciudad" in one for one in shown), "a translation is not printed again"
    assert any(one.startswith("video") for one in shown), "its poster stands for the film"
    assert not {"a Take the film", "a Watch it at Vimeo", "button Play it here"}.intersection(shown)
