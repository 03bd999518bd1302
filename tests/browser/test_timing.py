"""Timing a transcript in a real browser: one key for each sentence, and work that is found again after a reload."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from accounts.models import User
from testimony.models import Timing, Transcript
from tests.browser.axe import axe
from tests.testimony.factories import make_recording, make_testimony


@pytest.fixture
def transcript(transactional_db) -> Transcript:
    """Three sentences of a recording without their times."""
    testimony, recording = make_testimony(recorded=False, spoken=""), make_recording(seconds=60, rate=8000)
    testimony.recordings.create(recording=recording)
    transcript = Transcript(testimony=testimony, recording=recording, language="en")
    transcript.set_text("Interviewer: When did you see it?\nAdministrator: On a wall. On a Monday.")
    transcript.save()
    return transcript


def wait(browser, until):
    return WebDriverWait(browser, 20).until(lambda _browser: until())


def times(browser) -> list[str]:
    return [field.get_attribute("value") for field in browser.find_elements(By.NAME, "start")]


def kept() -> list[int | None]:
    timing = Timing.objects.get()
    return [row["start"] for row in timing.sentences]


def at(browser, seconds: float) -> None:
    """Let the recording stand at this moment, as if it had been played so far."""
    script = "const media = document.querySelector('audio'); media.currentTime = arguments[0]; return media.readyState"
    wait(browser, lambda: browser.execute_script(script, seconds) > 0)
    wait(browser, lambda: not browser.execute_script("return document.querySelector('audio').seeking"))


def test_one_key_for_each_sentence_and_the_work_is_found_again(browser, live_server, log_in, transcript):
    log_in(browser, User.objects.create_superuser("researcher", "r@example.org", "password"))
    browser.get(f"{live_server.url}/admin/transcripts/{transcript.pk}/timing/")
    keys = browser.switch_to.active_element
    assert keys.text == "The next sentence begins now"

    at(browser, 1)
    keys.send_keys(Keys.SPACE)
    at(browser, 14.5)
    keys.send_keys(Keys.ENTER)
    assert times(browser) == ["0:01", "0:14.5", ""]
    keys.send_keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_RIGHT)
    assert times(browser) == ["0:01", "0:14.4", ""]
    keys.send_keys(Keys.BACKSPACE, Keys.BACKSPACE, Keys.BACKSPACE)
    assert times(browser) == ["0:01", "0:14.5", ""]
    wait(browser, lambda: kept() == [1000, 14_500, None])
    assert axe(browser, "transcript-timing") == []

    browser.refresh()
    assert times(browser) == ["0:01", "0:14.5", ""]
    current = browser.find_element(By.CSS_SELECTOR, "li[aria-current]")
    assert "On a Monday." in current.text
    position = "return Math.round(document.querySelector('audio').currentTime * 10) / 10"
    wait(browser, lambda: browser.execute_script(position) == 14.5)

    at(browser, 52)
    browser.switch_to.active_element.send_keys(Keys.SPACE)
    browser.find_element(By.CSS_SELECTOR, "button[value=finish]").click()
    wait(browser, lambda: "The times are in force." in browser.page_source)
    assert Transcript.objects.get().text.endswith("0:52 Administrator: On a Monday.")
