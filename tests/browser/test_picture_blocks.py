"""Gallery, before and after, and the scrolling sequence under a reader's hands: with scripts, without, and on paper."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.axe import COLOURS, axe
from tests.browser.test_every_page import SIDEWAYS, resize

pytestmark = [pytest.mark.usefixtures("demo_site", "block_page")]

#: Those of which this file tries something.
BLOCKS = (
    "figure",
    "gallery",
    "pair",
    "sequence",
    "map",
    "timeline",
    "stakes",
    "steps",
    "quote",
    "call-out",
    "download",
    "key-figure",
    "reading",
)


#: Words of the text that are broken over two lines without a hyphen of their own.
TORN = """
const torn = [];
const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode;
  if (node.parentElement.closest("svg, .vh") || !node.parentElement.checkVisibility()) continue;
  for (const { index, 0: word } of node.data.matchAll(/[\\p{L}]+/gu)) {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    if (new Set([...range.getClientRects()].map(rect => Math.round(rect.top))).size > 1) torn.push(word);
  }
}
return torn;
"""


def shown(browser, selector: str) -> list:
    return [one for one in browser.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()]


def seen_large(browser) -> str:
    return browser.find_element(By.CSS_SELECTOR, ".lightbox__words b").text


def keys(browser, *pressed: str) -> None:
    ActionChains(browser).send_keys(*pressed).perform()


# --- Nobody is shut out


@pytest.mark.parametrize("width", [1280, 360])
def test_no_block_shuts_anybody_out_or_runs_off_the_side(browser, live_server, emulate, width):
    resize(browser, width)
    browser.get(f"{live_server.url}/blocks/{'+'.join(BLOCKS)}/")
    assert axe(browser, "main") == []
    emulate(browser, prefers_color_scheme="dark")
    assert axe(browser, "main", COLOURS) == []
    assert browser.execute_script(SIDEWAYS) == []
    resize(browser, 320)
    assert browser.execute_script(SIDEWAYS) == []


@pytest.mark.parametrize(
    ("block", "drawing", "beside"),
    [
        ("map", "A map of the way. The list below names its places in order.", ".map__places li"),
        ("timeline", "A line of years with the events of the list below.", ".timeline__events li"),
        ("stakes", "A plot of influence by interest. The table says the same.", ".stakes__table tbody"),
    ],
)
def test_a_drawing_is_one_picture_to_a_screen_reader_and_what_it_shows_stands_beside_it(
    browser, live_server, block, drawing, beside
):
    browser.get(f"{live_server.url}/blocks/{block}/")
    nodes = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    spoken = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"]]
    assert ("image", drawing) in spoken
    drawn = browser.execute_script(
        "return document.querySelector('main svg').textContent.match(/[\\p{L}]{3,}/gu) ?? []"
    )
    loose = [name for role, name in spoken if role in ("StaticText", "InlineTextBox") and name.strip() in drawn]
    listed = " ".join(one.text for one in shown(browser, beside))
    assert not [name for name in loose if name.strip() not in listed], "nothing is read out of the drawing itself"
    assert len(shown(browser, beside)) >= 2


@pytest.mark.parametrize("block", ["map", "timeline", "stakes", "steps"])
def test_words_of_drawings_and_steps_are_not_torn(browser, live_server, block):
    for width in (1280, 768, 360):
        resize(browser, width)
        browser.get(f"{live_server.url}/blocks/{block}/")
        torn = browser.execute_script(TORN)
        assert torn == [], width


# --- Gallery


def test_a_gallery_is_leafed_through_with_the_keyboard_and_gives_the_focus_back(browser, live_server):
    browser.get(f"{live_server.url}/blocks/gallery/")
    tiles = browser.find_elements(By.CSS_SELECTOR, ".gallery li figure > a")
    tiles[0].send_keys(Keys.ENTER)
    assert seen_large(browser).startswith("Monday")
    assert browser.find_element(By.CSS_SELECTOR, "output").text == "1 of 4"
    assert axe(browser, "dialog") == []

    keys(browser, Keys.ARROW_RIGHT)
    assert seen_large(browser).startswith("Tuesday")
    keys(browser, Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    assert seen_large(browser).startswith("Thursday"), "before the first comes the last"
    keys(browser, Keys.HOME)
    assert seen_large(browser).startswith("Monday")
    keys(browser, Keys.ARROW_RIGHT)
    assert browser.find_element(By.CSS_SELECTOR, ".lightbox__plate img").get_attribute("alt")
    assert browser.find_element(By.CSS_SELECTOR, ".lightbox__words").text.count("\n") >= 1, "words and credit"

    keys(browser, Keys.ESCAPE)
    assert not shown(browser, "dialog")
    assert browser.switch_to.active_element == tiles[1], "the tile of what was seen last"


def test_arrows_are_mirrored_from_right_to_left(browser, live_server):
    browser.get(f"{live_server.url}/blocks/gallery/")
    browser.execute_script("document.documentElement.dir = 'rtl'")
    browser.find_element(By.CSS_SELECTOR, ".gallery li figure > a").click()
    keys(browser, Keys.ARROW_LEFT)
    assert seen_large(browser).startswith("Tuesday")


def test_buttons_and_the_ground_beside_the_picture_work_too(browser, live_server):
    browser.get(f"{live_server.url}/blocks/gallery/")
    browser.find_element(By.CSS_SELECTOR, ".gallery li figure > a").click()
    browser.find_element(By.CSS_SELECTOR, "[data-do=next]").click()
    assert seen_large(browser).startswith("Tuesday")
    browser.find_element(By.CSS_SELECTOR, "[data-do=previous]").click()
    assert seen_large(browser).startswith("Monday")
    browser.find_element(By.CSS_SELECTOR, "[data-do=close]").click()
    assert not shown(browser, "dialog")


def test_nothing_large_is_fetched_before_it_is_wanted(browser, live_server):
    browser.get(f"{live_server.url}/blocks/gallery/")
    fetched = "return performance.getEntriesByType('resource').filter(one => /width-/.test(one.name)).length"
    assert browser.execute_script(fetched) == 0
    browser.find_element(By.CSS_SELECTOR, ".gallery li figure > a").click()
    picture = browser.find_element(By.CSS_SELECTOR, ".lightbox__plate img")
    browser.execute_async_script("arguments[0].decode().then(arguments[1])", picture)
    assert browser.execute_script(fetched) == 1
    assert picture.get_property("currentSrc").endswith(".avif")


def test_without_scripts_a_tile_leads_to_the_large_picture(browser_without_scripts, live_server):
    browser = browser_without_scripts
    browser.get(f"{live_server.url}/blocks/gallery/")
    browser.find_element(By.CSS_SELECTOR, ".gallery li figure > a").click()
    assert browser.current_url.startswith(f"{live_server.url}/media/images/")


# --- Before and after


def seam(browser) -> tuple[str, str]:
    later = browser.find_elements(By.CSS_SELECTOR, ".pair img")[1]
    return later.value_of_css_property("clip-path"), browser.find_element(By.CSS_SELECTOR, ".pair input").get_attribute(
        "aria-valuetext"
    )


def test_the_seam_follows_the_keyboard_and_says_where_it_is(browser, live_server):
    browser.get(f"{live_server.url}/blocks/pair/")
    assert seam(browser) == ("inset(0px 0px 0px 50%)", "50 percent March 2014")
    browser.find_element(By.CSS_SELECTOR, ".pair input").send_keys(Keys.ARROW_RIGHT)
    assert seam(browser) == ("inset(0px 0px 0px 51%)", "51 percent March 2014")
    browser.find_element(By.CSS_SELECTOR, ".pair input").send_keys(Keys.HOME)
    assert seam(browser) == ("inset(0px 0px 0px 0%)", "0 percent March 2014")
    browser.execute_script("document.documentElement.dir = 'rtl'")
    browser.find_element(By.CSS_SELECTOR, ".pair input").send_keys(Keys.ARROW_LEFT)
    assert seam(browser)[0] == "inset(0px 1% 0px 0px)"


def side_by_side(browser) -> bool:
    first, second = [picture.rect for picture in browser.find_elements(By.CSS_SELECTOR, ".pair img")]
    return abs(first["y"] - second["y"]) < 1 and first["x"] + first["width"] <= second["x"]


def test_without_scripts_and_on_paper_they_stand_side_by_side(browser, browser_without_scripts, live_server, emulate):
    browser_without_scripts.get(f"{live_server.url}/blocks/pair/")
    assert side_by_side(browser_without_scripts)
    assert not shown(browser_without_scripts, ".pair input")
    assert [label.text for label in shown(browser_without_scripts, ".pair__label")] == ["March 2014", "June 2019"]

    browser.get(f"{live_server.url}/blocks/pair/")
    assert not side_by_side(browser)
    emulate(browser, "print")
    resize(browser, 794)
    assert side_by_side(browser)
    assert not shown(browser, ".pair input")


# --- Scrolling sequence

STAGES = """
return [...document.querySelectorAll(".scrolly__stage")].map(one => Number(getComputedStyle(one).opacity));
"""


def read(browser, step: int) -> list[float]:
    """Which stages are seen while this step stands in the middle of the window."""
    return browser.execute_async_script(
        f"""
        const [step, done] = arguments;
        document.querySelectorAll(".scrolly__words")[step].scrollIntoView({{block: "center"}});
        requestAnimationFrame(() => setTimeout(() => done((() => {{ {STAGES} }})()), 150));
        """,
        step,
    )


def test_the_stage_shows_what_is_read_now(browser, live_server):
    browser.get(f"{live_server.url}/blocks/sequence/")
    for step, seen in enumerate(([1, 0, 0], [0, 1, 0], [0, 0, 1])):
        assert read(browser, step) == seen
        box = browser.find_elements(By.CSS_SELECTOR, ".scrolly__stage")[step]
        assert browser.execute_script("const r = arguments[0].getBoundingClientRect(); return r.top >= 0", box)


def test_a_map_on_the_stage_keeps_its_list(browser, live_server):
    browser.get(f"{live_server.url}/blocks/sequence/")
    read(browser, 1)
    places = browser.find_elements(By.CSS_SELECTOR, ".map__places li")
    assert len(places) == 3
    assert all(place.is_displayed() and place.rect["height"] > 16 for place in places)


def test_a_link_on_a_hidden_stage_comes_to_the_front_with_the_focus(browser, live_server):
    browser.get(f"{live_server.url}/blocks/sequence/")
    assert read(browser, 0) == [1, 0, 0]
    browser.execute_script("document.querySelectorAll('.scrolly__steps > li')[2].querySelector('summary').focus()")
    assert browser.execute_script(STAGES) == [0, 0, 1]


@pytest.mark.parametrize("how", ["phone", "less motion", "paper"])
def test_otherwise_every_step_shows_its_own_in_order(browser, live_server, emulate, how):
    browser.get(f"{live_server.url}/blocks/sequence/")
    if how == "phone":
        resize(browser, 360)
    elif how == "paper":
        emulate(browser, "print")
    else:
        emulate(browser, prefers_reduced_motion="reduce")
    assert browser.execute_script(STAGES) == [1, 1, 1]
    parts = browser.find_elements(By.CSS_SELECTOR, ".scrolly__stage, .scrolly__words")
    places = [part.rect["y"] for part in parts]
    assert places == sorted(places)
    assert all(part.is_displayed() and part.rect["height"] > 0 for part in parts)


def test_without_scripts_as_well(browser_without_scripts, live_server):
    browser_without_scripts.get(f"{live_server.url}/blocks/sequence/")
    parts = browser_without_scripts.find_elements(By.CSS_SELECTOR, ".scrolly__stage, .scrolly__words")
    places = [part.rect["y"] for part in parts]
    assert places == sorted(places)
    assert len(places) == 6
