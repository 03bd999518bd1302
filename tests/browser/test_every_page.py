"""Every kind of page in a real browser: nobody is shut out, nothing is asked of others, nothing runs off the side."""

import pytest
from selenium.webdriver.common.by import By

from tests.browser.axe import COLOURS, axe
from tests.pages.kinds import PAGES

pytestmark = [pytest.mark.usefixtures("demo_site")]

#: Kinds of page whose layout differs from the others.
DRAWN = [kind for kind in PAGES if kind not in {"stories with text", "stories with facets", "voice partly withheld"}]

#: The elements that reach beyond the window and are not cut or scrolled by something around them.
SIDEWAYS = """
const root = document.scrollingElement, width = root.clientWidth;
if (root.scrollWidth <= width) return [];
return [...document.querySelectorAll("body *")]
  .filter(one => { const box = one.getBoundingClientRect(); return box.right > width + 1 || box.left < -1; })
  .map(one => `${one.tagName}.${one.className} ${Math.round(one.getBoundingClientRect().right)}`)
  .slice(0, 8).concat([`page: ${root.scrollWidth} of ${width}`]);
"""


def open_page(browser, live_server, kind: str) -> None:
    """Go there; the console entry about the answer 404 is expected, and taken out, where the page is one."""
    path, status = PAGES[kind]
    browser.get(f"{live_server.url}{path}")
    if status == 404:
        log = browser.get_log("browser")
        assert [entry["source"] for entry in log] == ["network"], log


def resize(browser, width: int, height: int = 900) -> None:
    """Give the page a window of this width, narrower than Chromium lets its own window be."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )


@pytest.mark.parametrize("kind", DRAWN)
def test_no_page_shuts_anybody_out(browser, live_server, emulate, kind):
    open_page(browser, live_server, kind)
    faults = {"wide": axe(browser)}
    resize(browser, 360, 740)
    faults["narrow"] = axe(browser)
    emulate(browser, prefers_color_scheme="dark")
    faults["narrow and dark"] = axe(browser, rules=COLOURS)
    resize(browser, 1280)
    faults["wide and dark"] = axe(browser, rules=COLOURS)
    assert {where: found for where, found in faults.items() if found} == {}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_asks_this_site_only_and_keeps_nothing_with_the_reader(browser, live_server, kind):
    open_page(browser, live_server, kind)
    asked = browser.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [address for address in asked if not address.startswith(live_server.url)] == []
    assert any(address.endswith(".css") for address in asked)
    assert browser.execute_cdp_cmd("Storage.getCookies", {})["cookies"] == []
    # htmx notes the address of the page in this tab, as the browser itself does.
    assert set(browser.execute_script("return Object.keys(sessionStorage)")) <= {"htmx-current-path-for-history"}
    assert browser.execute_script("return localStorage.length") == 0
    # What the policy forbids is an error on the console, and so is a file that is missing.
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_the_policy_of_the_site_forbids_what_is_not_its_own(browser, live_server):
    browser.get(f"{live_server.url}/en/")
    browser.execute_script("document.body.setAttribute('onclick', 'document.title = \"ran\"'); document.body.click()")
    browser.execute_script(
        "document.body.append(document.createElement('style')); document.querySelector('body style')"
        ".textContent = 'body { display: none }'"
    )
    assert browser.title != "ran"
    assert browser.find_element(By.TAG_NAME, "body").is_displayed()
    assert any("Content Security Policy" in entry["message"] for entry in browser.get_log("browser"))


@pytest.mark.parametrize("kind", DRAWN)
def test_nothing_runs_off_the_side_on_a_small_phone_or_at_four_times_the_size(browser, live_server, kind):
    open_page(browser, live_server, kind)
    # A window of 1280 pixels at 400 % is one of 320 CSS pixels, and low.
    for width, height in ((320, 256), (768, 900)):
        resize(browser, width, height)
        assert browser.execute_script(SIDEWAYS) == [], width


@pytest.mark.parametrize(
    "path",
    ["/ar/", "/ar/stories/", "/ar/stories/jakarta-score/", "/ar/cities/mexico-city/", "/ar/practices/tie-the-answer/",
     "/ar/voices/city-councillor/", "/ar/culture-of-innovation/", "/ar/contact/"],
)  # fmt: skip
def test_right_to_left_nothing_runs_off_the_side(browser, live_server, path):
    browser.get(f"{live_server.url}{path}")
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("dir") == "rtl"
    for width in (1280, 320):
        resize(browser, width)
        assert browser.execute_script(SIDEWAYS) == [], width
    name = browser.find_element(By.CSS_SELECTOR, ".bar__name").rect
    assert name["x"] + name["width"] > 280, "the name of the site stands at the right"


def test_a_ticked_box_is_told_from_an_empty_one_in_forced_colours(browser, live_server, emulate):
    emulate(browser, forced_colors="active")
    browser.get(f"{live_server.url}/en/stories/?focus=citizen-engagement")
    assert browser.execute_script("return matchMedia('(forced-colors: active)').matches")
    ticked = browser.find_element(By.CSS_SELECTOR, "input.box[name=focus]:checked")
    empty = browser.find_element(By.CSS_SELECTOR, "input.box[name=focus]:not(:checked)")
    assert ticked.size == empty.size
    assert ticked.size["width"] >= 12
    assert ticked.screenshot_as_base64 != empty.screenshot_as_base64
    assert len(colours_of(browser, ticked)) > 1
    assert len(colours_of(browser, empty)) > 1


def colours_of(browser, element) -> set:
    """The colours an element is drawn in."""
    return set(map(tuple, browser.execute_async_script(
        """
        const [image, done] = [new Image(), arguments[1]];
        image.onload = () => {
          const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext("2d");
          context.drawImage(image, 0, 0);
          const data = context.getImageData(0, 0, image.width, image.height).data, found = [];
          for (let i = 0; i < data.length; i += 4) found.push([data[i], data[i + 1], data[i + 2]]);
          done(found);
        };
        image.src = "data:image/png;base64," + arguments[0];
        """,
        element.screenshot_as_base64,
    )))  # fmt: skip


@pytest.mark.parametrize("kind", ["story", "story with a clip", "story in Spanish"])
def test_on_paper_a_story_is_a_brief_without_chrome_and_with_its_whole_record(browser, live_server, emulate, kind):
    open_page(browser, live_server, kind)
    resize(browser, 360)
    record = browser.find_element(By.CSS_SELECTOR, "details.ballot")
    assert record.get_attribute("open") is None
    emulate(browser, "print")
    resize(browser, 794)
    # The pictures of the story stay: they prove something.
    away = (".bar__nav", ".bar__tools", ".foot", ".skip", ".opening__photo", "audio", ".similar")
    shown = {name for name in away if any(one.is_displayed() for one in browser.find_elements(By.CSS_SELECTOR, name))}
    assert shown == set()
    lines = browser.find_elements(By.CSS_SELECTOR, "details.ballot dt")
    assert len(lines) > 10
    assert all(browser.execute_script("return arguments[0].checkVisibility()", line) for line in lines)
    assert browser.find_element(By.TAG_NAME, "h1").is_displayed()


@pytest.mark.parametrize("kind", ["story", "text page", "contact"])
def test_letters_of_a_latin_page_are_at_most_80_kilobytes(browser, live_server, kind):
    open_page(browser, live_server, kind)
    fonts = browser.execute_async_script(
        """
        const done = arguments[0];
        document.fonts.ready.then(() => done(performance.getEntriesByType("resource")
          .filter(entry => entry.name.endsWith(".woff2"))
          .map(entry => [entry.name.split("/").pop(), entry.encodedBodySize])));
        """
    )
    assert fonts
    assert sum(size for _name, size in fonts) <= 80 * 1024, fonts
