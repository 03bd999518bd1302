"""Charts in a real browser: the drawing that fits, legible in the colours a reader has chosen, and whole on paper."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.test_every_page import resize

pytestmark = [pytest.mark.usefixtures("demo_site")]

#: A line, a bar, a dot, a slope and a grouped chart; the last stands on the stage of a sequence.
STORIES = ("orvena-last-word", "new-orleans-blight", "gdansk-panel", "jakarta-score", "tessaly-point-map")

#: The drawings that are seen, and what of them leaves their plate or is too small to read.
FAULTS_OF_SIZE = """
return [...document.querySelectorAll(".chart__plate")].map(plate => {
  const shown = [...plate.querySelectorAll("svg")].filter(svg => svg.checkVisibility());
  const box = plate.getBoundingClientRect(), faults = [];
  for (const text of shown.flatMap(svg => [...svg.querySelectorAll("text")]).filter(text => text.textContent.trim())) {
    const seen = text.getBoundingClientRect(), scale = text.getScreenCTM().a;
    if (seen.left < box.left - 1 || seen.right > box.right + 1) faults.push(`cut: ${text.textContent}`);
    const size = parseFloat(getComputedStyle(text).fontSize) * scale;
    if (size < 11) faults.push(`${size.toFixed(1)} px: ${text.textContent}`);
  }
  return [shown.length, faults];
});
"""

#: Texts of drawings against what lies under them, if the contrast is under 4.5 (WCAG 2.2, 1.4.3).
FAULTS_OF_CONTRAST = """
const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
const linear = part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
function luminance(colour) {
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
const ground = getComputedStyle(document.body).backgroundColor, faults = [];
let read = 0;
for (const text of document.querySelectorAll(".chart__plate svg text")) {
  if (!text.checkVisibility() || !text.textContent.trim()) continue;
  text.scrollIntoView({block: "center", behavior: "instant"});
  const box = text.getBoundingClientRect();
  const under = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    .find(one => one !== text && one instanceof SVGGeometryElement && getComputedStyle(one).fill !== "none"
      && getComputedStyle(one).fillOpacity > 0.5);
  const [one, other] = [getComputedStyle(text).fill, under ? getComputedStyle(under).fill : ground].map(luminance);
  const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  read += 1;
  if (contrast < 4.5) faults.push(`${contrast.toFixed(1)}: ${text.textContent}`);
}
return [read, faults];
"""


def open_story(browser, live_server, story: str, language: str = "en") -> None:
    browser.get(f"{live_server.url}/{language}/stories/{story}/")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("story", STORIES)
def test_one_drawing_is_seen_that_fits_its_place_and_can_be_read(browser, live_server, story, language):
    open_story(browser, live_server, story, language)
    for width in (1280, 768, 360):
        resize(browser, width)
        plates = browser.execute_script(FAULTS_OF_SIZE)
        assert plates
        assert plates == [[1, []]] * len(plates), width


@pytest.mark.parametrize(
    "colours",
    [{}, {"prefers_color_scheme": "dark"}, {"forced_colors": "active"},
     {"forced_colors": "active", "prefers_color_scheme": "dark"}],
    ids=["light", "dark", "forced", "forced and dark"],
)  # fmt: skip
@pytest.mark.parametrize("story", STORIES)
def test_its_words_stand_out_in_the_colours_that_the_reader_chose(browser, live_server, emulate, story, colours):
    emulate(browser, **colours)
    open_story(browser, live_server, story)
    read, faults = browser.execute_script(FAULTS_OF_CONTRAST)
    assert read > 5
    assert faults == []


def test_on_paper_the_figures_stand_under_the_drawing(browser, live_server, emulate):
    open_story(browser, live_server, "orvena-last-word")
    figures = browser.find_element(By.CSS_SELECTOR, ".chart__figures")
    assert figures.get_attribute("open") is None
    emulate(browser, "print")
    resize(browser, 794)
    seen = "return arguments[0].checkVisibility()"
    assert browser.execute_script(seen, browser.find_element(By.CSS_SELECTOR, ".chart__wide svg"))
    cells = figures.find_elements(By.CSS_SELECTOR, "td")
    assert len(cells) > 5
    assert all(browser.execute_script(seen, cell) for cell in cells)
    assert not browser.execute_script(seen, figures.find_element(By.CSS_SELECTOR, ".chart__files"))


def test_the_figures_are_opened_with_the_keyboard(browser, live_server):
    open_story(browser, live_server, "orvena-last-word")
    browser.execute_script("document.querySelector('.chart__figures > summary').focus()")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    figures = browser.find_element(By.CSS_SELECTOR, ".chart__figures")
    assert figures.get_attribute("open") is not None
    assert figures.find_element(By.TAG_NAME, "td").is_displayed()
