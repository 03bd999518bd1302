"""An interview is heard and read at once: the player of the interview page, as readers use it."""

from io import BytesIO

import pytest
from PIL import Image
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

pytestmark = [pytest.mark.usefixtures("demo_site")]

COUNCILLOR = "/en/voices/city-councillor/"
ADMINISTRATOR = "/en/voices/ward-administrator/"
FOLLOW = ".transcript__bar label:has([type=checkbox])"


class Listener:
    """Somebody with the page of an interview open."""

    def __init__(self, browser, server: str):
        self.browser, self.server = browser, server

    def open(self, path: str) -> None:
        """Type an address. The page is left first: another fragment of it would not load it again."""
        self.browser.get("about:blank")
        self.browser.get(f"{self.server}{path}")

    def one(self, selector: str):
        """The first element that matches."""
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def until(self, condition):
        """Wait for something to become true; answer it."""
        return WebDriverWait(self.browser, 10, 0.05).until(lambda _browser: condition())

    def run(self, script: str, *values):
        """Ask the page."""
        return self.browser.execute_script(script, *values)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        ActionChains(self.browser).send_keys(*keys).perform()

    def focus(self, selector: str) -> None:
        """Put the focus there, as Tab would."""
        self.run("document.querySelector(arguments[0]).focus()", selector)

    def click(self, selector: str) -> None:
        """Press the button of the mouse on something."""
        element = self.one(selector)
        self.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        ActionChains(self.browser).move_to_element(element).click().perform()

    @property
    def now(self) -> list[str]:
        """The sentences that are shown as heard."""
        return self.run("return [...document.querySelectorAll('.cues [aria-current]')].map(row => row.id)")

    @property
    def focused(self) -> str:
        """The sentence whose link has the focus."""
        return self.run("return document.activeElement.parentElement.id")

    @property
    def sound(self) -> dict:
        """Where the recording of the interview stands."""
        return self.run(
            "const {currentTime: at, paused, playbackRate: rate} = document.querySelector('#recording-1');"
            "return {at, paused, rate}"
        )

    def mute(self) -> None:
        """Play fast and without a sound."""
        self.run("for (const one of document.querySelectorAll('audio')) one.muted = true")


@pytest.fixture
def listener(browser, live_server) -> Listener:
    """With scripts."""
    return Listener(browser, live_server.url)


def test_the_transcript_follows_the_sound_and_a_click_leads_it(listener):
    listener.open(COUNCILLOR)
    assert listener.now == []
    assert listener.run(
        "return performance.getEntriesByType('resource').some(one => one.name.includes('/files/'))"
    ) is (False), "nothing of the recording is loaded before it is played"
    listener.mute()
    page = listener.run("return window.scrollY")
    listener.click("#t13 p")
    listener.until(lambda: listener.now == ["t13"])
    assert 13.5 <= listener.sound["at"] < 17
    listener.run("document.querySelector('#recording-1').currentTime = 43")
    listener.until(lambda: listener.now == ["t41"])
    # It is scrolled into sight within its box, once the reader has let go of it for five seconds.
    listener.run("document.querySelector('synced-transcript').quiet = 0")
    page = listener.run("return window.scrollY")
    listener.until(lambda: listener.now == ["t44"])
    listener.until(lambda: listener.run("return document.querySelector('sentence-list').scrollTop") > 0)
    assert listener.run("return window.scrollY") == page
    listener.click(".transcript__bar .play")
    listener.until(lambda: listener.sound["paused"])
    # Without following, the whole transcript stands open.
    listener.click(FOLLOW)
    box = "const box = document.querySelector('sentence-list'); return box.scrollHeight - box.clientHeight"
    assert listener.run(box) <= 1


def test_one_tab_stop_and_the_keys_in_it(listener):
    listener.open(COUNCILLOR)
    listener.mute()
    stops = "return document.querySelectorAll('[data-at] > a[tabindex=\"0\"]').length"
    assert listener.run(stops) == 1
    listener.focus('[data-at] > a[tabindex="0"]')
    listener.press(Keys.DOWN, Keys.DOWN)
    assert listener.focused == "t13"
    words = listener.run(
        "return document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
    )
    assert "The reason was simpler." in words
    listener.press(Keys.END)
    assert listener.focused == "t44"
    listener.press(Keys.HOME)
    assert listener.focused == "t0"
    listener.press(Keys.UP, Keys.DOWN, Keys.ENTER)
    listener.until(lambda: listener.now == ["t5"])
    assert not listener.sound["paused"]
    listener.press(Keys.SPACE)
    listener.until(lambda: listener.sound["paused"])
    assert listener.run(stops) == 1
    assert listener.focused == "t5"


def test_withheld_words_stay_a_bar_and_are_left_behind(listener):
    listener.open(ADMINISTRATOR)
    listener.mute()
    listener.click("#t23 p")
    listener.run("document.querySelector('#recording-1').currentTime = 26")
    listener.until(lambda: listener.now == ["t26"])
    assert listener.one("#t26 .redacted").is_displayed()
    listener.until(lambda: listener.now == ["t35"])
    assert listener.sound["at"] < 37, "nine seconds of silence were left out"


def test_words_are_found_and_the_language_is_changed_while_the_sound_goes_on(listener):
    listener.open(ADMINISTRATOR)
    listener.mute()
    listener.run("window.stayed = true")
    listener.click("#t37 p")
    listener.until(lambda: listener.now == ["t37"])
    listener.one("#q").send_keys("list", Keys.ENTER)
    listener.until(lambda: listener.one(".finder [role=status]").text.startswith("2 places"))
    listener.until(lambda: listener.focused == "t35")
    assert listener.run("return document.querySelectorAll('.cues mark').length") == 2
    listener.click(".finder__steps [value='1']")
    assert listener.focused == "t45"
    listener.click("[data-way=both]")
    listener.until(lambda: "transcript=both" in listener.browser.current_url)
    assert "q=list" in listener.browser.current_url
    listener.until(lambda: listener.run("return document.querySelectorAll('.cues__tr').length") > 5)
    assert listener.run("return document.activeElement.dataset.way") == "both"
    assert listener.now, "the place is kept"
    assert not listener.sound["paused"]
    assert listener.run("return window.stayed")


def test_an_address_leads_to_a_moment_and_stops_at_its_end(listener):
    listener.open(f"{COUNCILLOR}#t=33.2-34")
    listener.until(lambda: listener.now == ["t33"])
    assert listener.sound == {"at": 33.2, "paused": True, "rate": 1}
    listener.mute()
    listener.click(".transcript__bar .play")
    listener.until(lambda: listener.sound["at"] >= 34)
    listener.until(lambda: listener.sound["paused"])
    assert listener.sound["at"] < 35
    listener.click(".chapters a:nth-of-type(2)")
    listener.until(lambda: listener.now == ["t20"])


def test_a_passage_is_copied_with_its_source(listener, live_server):
    listener.browser.execute_cdp_cmd(
        "Browser.grantPermissions",
        {"origin": live_server.url, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]},
    )
    listener.open(COUNCILLOR)
    listener.focus("#t13 > a")
    listener.press(Keys.DOWN)
    assert listener.focused == "t17"
    listener.run(
        "arguments[0].dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowUp', shiftKey: true, bubbles: true}))",
        listener.one("#t17 > a"),
    )
    assert listener.run("return [...document.querySelectorAll('.is-taken')].map(row => row.id)") == ["t13", "t17"]
    listener.click("passage-picker [value=copy]")
    listener.until(lambda: listener.one("#cite [role=status]").text == "Copied")
    copied = listener.browser.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert copied.startswith(
        "“That was the speech. The reason was simpler. My own ward looked very good in the old count.”"
    )
    assert "City councillor, Orvena (fictional), voice 013, 0:13.5 to 0:20.9. Big Bold Cities, 2026." in copied
    assert copied.endswith("/en/voices/city-councillor/?t=13.5-20.9#passage")
    listener.press(Keys.ESCAPE)
    # What the speaker reads first before it is quoted is not offered.
    listener.open(ADMINISTRATOR)
    listener.focus("#t3 > a")
    listener.press(Keys.DOWN)
    assert not listener.one("passage-picker [value=copy]").is_displayed()
    assert listener.one("passage-picker > i").is_displayed()


def test_where_the_browser_does_not_copy_the_words_are_marked(listener):
    listener.open(COUNCILLOR)
    listener.run("navigator.clipboard.writeText = () => Promise.reject()")
    listener.click("#cite button")
    listener.until(lambda: listener.one("#cite [role=status]").text.startswith("Marked"))
    assert "City councillor, Orvena" in listener.run("return String(getSelection())")


def test_the_place_is_remembered_in_this_tab_only(listener):
    listener.open(COUNCILLOR)
    listener.mute()
    listener.click("#t23 p")
    listener.until(lambda: listener.sound["at"] > 23.5)
    listener.run(
        "const rate = document.querySelector('sound-bar select'); rate.value = '1.5';"
        "rate.dispatchEvent(new Event('change'))"
    )
    listener.until(lambda: listener.sound["rate"] == 1.5)
    listener.click(FOLLOW)
    listener.open(COUNCILLOR)
    listener.until(lambda: listener.now == ["t23"])
    assert not listener.one(f"{FOLLOW} input").is_selected()
    assert not listener.run("return document.querySelector('synced-transcript').hasAttribute('following')")
    listener.click(FOLLOW)
    listener.open(COUNCILLOR)
    assert listener.one(f"{FOLLOW} input").is_selected()
    assert listener.sound["at"] > 23.5
    assert listener.sound["rate"] == 1.5
    assert listener.run("return Object.keys(localStorage).length + document.cookie.length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_the_player_and_the_key_of_the_track_readable(listener, emulate, scheme):
    emulate(listener.browser, prefers_color_scheme=scheme, forced_colors="active")
    listener.open(ADMINISTRATOR)

    def drawn(selector: str) -> Image.Image:
        return Image.open(BytesIO(listener.one(selector).screenshot_as_png)).convert("L")

    player = drawn("#recording-1")
    for part, start in (("button", 15), ("time", 45), ("track", 200)):
        darkest, lightest = player.crop((start, 15, start + 30, player.height - 15)).getextrema()
        assert lightest - darkest > 150, part
    assert len({drawn(f".key {square}").tobytes() for square in (".full", ".k3", ".k5", "i:not([class])")}) == 4


def test_a_clip_plays_its_stretch_and_one_voice_at_a_time(listener):
    listener.open(f"{COUNCILLOR}?t=33.2-34")
    listener.mute()
    listener.click(".transcript__bar .play")
    listener.until(lambda: not listener.sound["paused"])
    listener.click("clip-player .play")
    clip = "const one = document.querySelector('clip-player audio'); return [one.paused, one.currentTime]"
    listener.until(lambda: listener.run(clip)[0] is False)
    assert listener.sound["paused"]
    listener.until(lambda: listener.run(clip)[0])
    assert 34 <= listener.run(clip)[1] < 34.6


def test_without_scripts_the_time_of_a_sentence_is_the_address_of_its_passage(browser_without_scripts, live_server):
    listener = Listener(browser_without_scripts, live_server.url)
    listener.open(COUNCILLOR)
    assert not listener.one(".transcript__bar").is_displayed()
    assert not listener.one("#cite button").is_displayed()
    address = listener.one("#t33 > a").get_attribute("href")
    assert address.endswith("?t=33.2-38#passage")
    listener.open(address.removeprefix(live_server.url))
    assert listener.one("#passage q").text == "I lost that vote, nine to eight. I am glad I did."
    player = listener.one("#passage audio")
    assert player.get_attribute("controls")
    assert player.get_attribute("src").endswith("#t=33.2,38")
    assert "0:33.2 to 0:38" in listener.one("#passage [data-words]").text
