"""A story in every medium, built in the admin as a researcher builds it, and read as readers do."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from casestudies.models import CaseStudyPage, StoryIndexPage
from cities.models import CityPage
from tests.admin.conftest import log_in as client_of
from tests.admin.forms import add_url, errors_of, send, short_case
from tests.browser.axe import COLOURS, axe
from tests.browser.editor import Editor
from tests.browser.test_every_page import SIDEWAYS, resize

pytestmark = [pytest.mark.usefixtures("demo_site")]

#: Pasted as spreadsheets copy: tabs, semicolons, decimal commas, gaps.
YEARS = "Year\tBy the office\tBy the resident\n2021\t9120\t0\n2022\t8400\t310\n2023\t\t4100\n2024\t2900\t6850"
SHARES = "Ward\tWithin a week\tLater\tNever\nHarbour\t40\t35\t25\nHill\t61\t20\t19\nOld town\t22\t50\t28"
WARDS = "Ward;Before;After\nHarbour;12,5;40\nHill;30;31,2\nOld town;22;19,8\n"
CHARTS = {"line": YEARS, "stacked": SHARES, "grouped": WARDS, "slope": WARDS}
SOURCE = "Orvena, an invented city"
#: What readers see of it, with how many there are.
SHOWN = {
    "main .opening__photo img": 1,
    "main video": 1,
    "main .clip": 3,
    "main .gallery li img": 3,
    "main .pair img": 2,
    "main .chart svg": 4,
    "main .map svg": 2,
    "main .timeline li": 3,
    "main .stakes table": 1,
    "main .scrolly__stage": 2,
}
#: What the windows of choosers offer.
CHOICES = ".modal-dialog :is([data-chooser-modal-choice], .media-choice)"
PLACES = {"Town hall": "-68.61, 78.20", "Harbour office": "68°38′S 78°15′E", "Court of audit": "-68.7 78.4"}
EVENTS = {"2021~": "Reports are counted", "2022-06": "The count is doubted", "2023-05-14": "The rule is voted"}
ACTORS = (
    {"name": "Residents", "stance": "for", "influence": "1", "interest": "5", "influence_after": "4"},
    {"name": "Ward offices", "stance": "against", "influence": "4", "interest": "4", "stance_after": "undecided"},
)


@pytest.fixture
def story(transactional_db) -> CaseStudyPage:
    """The beginning of a story of an invented city, not published yet."""
    city = CityPage.objects.works().get(title="Orvena")
    form = short_case(title="Four in five are closed by those who wrote them", slug="closed-by", city=city.pk)
    answer = send(client_of("Researchers"), add_url(CaseStudyPage, StoryIndexPage), **form)
    assert answer.status_code == 302, errors_of(answer)
    return CaseStudyPage.objects.get(slug="closed-by")


class StoryEditor(Editor):
    """Adds blocks as a researcher does: with the menu under "+", by the names that stand on them."""

    def add(self, label: str, stream: str = "story") -> str:
        """Add a block at the end of a stream; answer how the names of its fields begin.

        What has a preview in the menu is looked at first.
        """
        place = self.count(stream)
        self.press_plus(stream)
        self.one(".w-combobox__field input").send_keys(label)
        option = self.wait(lambda: next((one for one in self.all("[role=option]") if one.text == label), None))
        for look in option.find_elements(By.XPATH, "following-sibling::button"):
            look.click()
            self.see_preview()
        option.click()
        self.wait(lambda: self.count(stream) == place + 1)
        return f"{stream}-{place}-value"

    def count(self, name: str) -> int:
        """How many blocks a stream or list has."""
        return int(self.field(f"{name}-count").get_attribute("value"))

    def see_preview(self) -> None:
        """Wait until the menu shows the block that is chosen in it."""
        self.browser.switch_to.frame(self.one(".w-combobox-preview__iframe"))
        self.wait(lambda: self.all("main *"))
        self.browser.switch_to.default_content()

    def press_plus(self, name: str) -> None:
        """Press the last "+" of a stream or list."""
        last = """
            const count = document.getElementsByName(`${arguments[0]}-count`)[0];
            return [...count.parentElement.querySelectorAll(".c-sf-add-button")]
              .filter(one => one.checkVisibility()).pop();
            """
        self.press(lambda: self.browser.execute_script(last, name))

    def rows(self, name: str, count: int) -> list[str]:
        """Add rows to a list until it has so many; answer how the names of their fields begin."""
        while self.count(name) < count:
            self.press_plus(name)
        return [f"{name}-{place}-value" for place in range(count)]

    def field(self, name: str):
        """The field of this name."""
        return self.browser.find_element(By.NAME, name)

    def fill(self, block: str, **values: str) -> None:
        """Write into the fields of a block, choose from its lists."""
        for name, value in values.items():
            field = self.field(f"{block}-{name}")
            self.into_view(field)
            if field.tag_name == "select":
                Select(field).select_by_value(value)
            elif "\t" in value or "\n" in value:
                self.paste(field, value)
            else:
                field.clear()
                field.send_keys(value)

    def paste(self, field, text: str) -> None:
        """Put the content of the clipboard into a field."""
        self.browser.execute_script(
            "arguments[0].focus(); arguments[0].select(); document.execCommand('insertText', false, arguments[1])",
            field,
            text,
        )
        assert field.get_attribute("value") == text

    def texts(self, selector: str) -> list[str]:
        """The words of the elements that match."""
        script = "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText.trim())"
        return self.browser.execute_script(script, selector)

    def choose(self, field: str, title: str) -> None:
        """Choose in the window of a chooser what has a title that begins so."""
        self.click(f"[id='{field}-chooser'] [data-chooser-action-choose]")
        self.one(".modal-dialog input[name=q]").send_keys(title)

        def chosen() -> bool:
            # Results that come in while one is clicked take its place: it is clicked again.
            if not self.all(".modal-dialog"):
                return True
            if places := [place for place, text in enumerate(self.texts(CHOICES)) if text.startswith(title)]:
                self.all(CHOICES)[places[0]].click()
            return False

        self.wait(chosen)

    def quote(self, clip: str, transcript: str, first: int, last: int) -> None:
        """Quote a stretch of a transcript, from one of its sentences to another, counted from 1."""
        chooser = f"[id='{clip}-passage-chooser']"
        self.click(f"{chooser} [data-chooser-action-choose]")
        self.click("#tab-label-create")
        options = Select(self.one("[name=from_transcript-transcript]"))
        options.select_by_visible_text(next(one.text for one in options.options if transcript in one.text))
        self.click("#tab-create button[type=submit]")
        for name, place in (("first", first), ("last", last)):
            Select(self.one(f"[name=from_transcript-{name}]")).select_by_index(place)
        self.click("#tab-create button[type=submit]")
        self.wait(lambda: not self.all(".modal-dialog"))

    def look_at_preview(self) -> None:
        """Open the preview of the page beside its form and wait until it shows all of it."""
        self.click("[data-side-panel-toggle=preview]")

        def drawn() -> dict[str, int] | None:
            # Each change of the form loads a new frame in place of the one before.
            self.browser.switch_to.default_content()
            self.browser.switch_to.frame(self.one("#w-preview-iframe"))
            shown = count_shown(self.browser)
            return shown if all(shown.values()) else None

        assert self.wait(drawn) == SHOWN
        self.browser.switch_to.default_content()


def build(editor: StoryEditor) -> None:
    """Write the story: a photograph, and a block of every medium."""
    editor.choose("id_photograph", "Harbour road with lamps")

    film = editor.add("Film")
    editor.choose(f"{film}-recording", "Who closes a report")

    for first, last in ((2, 3), (6, 7), (10, 11)):
        editor.quote(editor.add("Clip"), "councillor", first, last)

    gallery = editor.add("Gallery")
    editor.fill(gallery, title="Three sheets of one map")
    for row, sheet in zip(editor.rows(f"{gallery}-pictures", 3), ("Sheet 7", "Sheet 12", "Sheet 23"), strict=True):
        editor.choose(f"{row}-image", sheet)

    pair = editor.add("Before and after")
    editor.choose(f"{pair}-before", "Harbour road without lamps")
    editor.choose(f"{pair}-after", "Harbour road with lamps")
    editor.fill(pair, before_label="2021", after_label="2024")

    for kind, table in CHARTS.items():
        chart = editor.add("Chart")
        editor.fill(
            chart, kind=kind, title=f"Who closed what, as {kind}", unit="reports", as_of="2021 to 2024", table=table
        )
        editor.choose(f"{chart}-source", SOURCE)

    places = editor.add("Map")
    editor.fill(places, title="Three desks that a report passes")
    for row, (name, position) in zip(editor.rows(f"{places}-places", 3), PLACES.items(), strict=True):
        editor.fill(row, name=name, position=position)

    line = editor.add("Timeline")
    editor.fill(line, title="From a count to a rule")
    for row, (when, what) in zip(editor.rows(f"{line}-events", 3), EVENTS.items(), strict=True):
        editor.fill(row, when=when, title=what)

    stakes = editor.add("Stakeholder map")
    for row, actor in zip(editor.rows(f"{stakes}-actors", 2), ACTORS, strict=True):
        editor.fill(row, **actor)
    editor.fill(stakes, judged_on="2026-03-01", title="Who wanted it", judged_by="The authors, from the minutes")

    sequence = editor.add("Scrolling sequence")
    editor.fill(sequence, title="The way of one report")
    step = editor.add("Picture", f"{sequence}-steps")
    editor.fill(step, words="First the report is a photograph of a lamp.")
    editor.choose(f"{step}-stage-image", "Harbour road without lamps")
    step = editor.add("Map", f"{sequence}-steps")
    editor.fill(step, words="Then it is a point on a map.", **{"stage-title": "The lamp of report 14"})
    editor.fill(editor.rows(f"{step}-stage-places", 1)[0], name="Harbour road", position="-68.6, 78.2")


def count_shown(browser) -> dict[str, int]:
    """How many of what `SHOWN` names can be seen on a page."""
    script = "return [...document.querySelectorAll(arguments[0])].filter(one => one.checkVisibility()).length"
    return {selector: browser.execute_script(script, selector) for selector in SHOWN}


def test_a_story_in_every_medium_is_built_and_read(
    browser, browser_without_scripts, live_server, log_in, emulate, story
):
    log_in(browser, story.owner)
    editor = StoryEditor(browser, live_server, story)
    build(editor)
    editor.look_at_preview()
    editor.publish()

    address = f"{live_server.url}{CaseStudyPage.objects.live().get(pk=story.pk).url}"
    browser.execute_cdp_cmd("Network.clearBrowserCookies", {})
    browser.get(address)
    assert count_shown(browser) == SHOWN
    asked = browser.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [one for one in asked if not one.startswith(live_server.url)] == []
    assert [one for one in asked if "/files/" in one] == [], "a recording was fetched before anybody played it"
    assert axe(browser) == []
    resize(browser, 320, 256)
    assert browser.execute_script(SIDEWAYS) == []
    assert axe(browser) == []
    emulate(browser, prefers_color_scheme="dark")
    assert axe(browser, rules=COLOURS) == []

    emulate(browser, "print")
    resize(browser, 794)
    on_paper = count_shown(browser)
    assert {name for name, count in SHOWN.items() if on_paper[name] < count} == {"main .opening__photo img"}

    browser_without_scripts.get(address)
    main = browser_without_scripts.find_element(By.TAG_NAME, "main")
    for selector, count in SHOWN.items():
        found = main.find_elements(By.CSS_SELECTOR, selector.removeprefix("main "))
        assert sum(one.is_displayed() for one in found) == count, selector
