"""Timelines: dates as far as they are known, in order, in phases; and steps of a process."""

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import override
from wagtail.blocks import StructBlockValidationError

from core.blocks import ProcessStepsBlock, TimelineBlock
from core.partial_dates import BadDate, PartialDate


@pytest.mark.parametrize(
    ("text", "stored", "words", "iso"),
    [
        ("2014", "2014", "2014", "2014"),
        ("2014-11", "2014-11", "November 2014", "2014-11"),
        ("2014-1-3", "2014-01-03", "3 January 2014", "2014-01-03"),
        ("c. 2014", "2014~", "about 2014", "2014"),
        ("2014-11~", "2014-11~", "about November 2014", "2014-11"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(text, stored, words, iso):
    date = PartialDate.parse(text)
    assert (str(date), date.words, date.iso) == (stored, words, iso)
    assert PartialDate.parse(stored) == date


def test_dates_are_written_in_the_readers_language():
    with override("es"):
        assert PartialDate.parse("2014-11").words == "noviembre de 2014"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("last spring", "Write a year, a month or a day as 2014, 2014-11 or 2014-11-03"),
        ("03-11-2014", "Write a year"),
        ("2014-13", "There is no month 13."),
        ("2014-02-30", "There is no such day: 2014-02-30."),
        ("0000", "There is no such day"),
    ],
)
def test_a_bad_date_is_named(text, words):
    with pytest.raises(BadDate) as raised:
        PartialDate.parse(text)
    assert words in str(raised.value)


def event(when: str, title: str, kind: str = "step", **values: str) -> dict:
    """An event."""
    return {"when": when, "title": title, "kind": kind, "text": "", "actor": "", **values}


def block() -> TimelineBlock:
    """The block as a stream holds it."""
    found = TimelineBlock()
    found.set_name("timeline")
    return found


def drawn(events: list[dict], phases: list[dict] = ()) -> BeautifulSoup:
    """The HTML of a timeline."""
    value = block().to_python({"title": "What happened", "events": events, "phases": list(phases)})
    return BeautifulSoup(block().render(value), "html.parser")


def test_events_are_in_order_whatever_the_order_of_writing():
    soup = drawn([event("2019", "Last"), event("2014-11", "Second"), event("2014-03-02", "First", actor="The council")])
    assert [item.string for item in soup.select(".timeline__what")] == ["First", "Second", "Last"]
    assert [item["datetime"] for item in soup.select("ol time")] == ["2014-03-02", "2014-11", "2019"]
    assert "Step · The council" in soup.text
    assert soup.svg["role"] == "img"
    assert soup.svg["aria-label"] == "A line of years with the events of the list below."


def test_events_fall_into_phases_by_their_dates():
    soup = drawn(
        [event("2014", "During"), event("2012", "Before"), event("2017-10-16", "On the day"), event("2016", "Late")],
        [{"name": "Second term", "start": "2017-10-16"}, {"name": "First term", "start": "2014-11"}],
    )
    told = [element.get_text(" ", strip=True) for element in soup.select("h4, .timeline__what")]
    assert told == [
        "Before",
        "First term from November 2014",
        "During",
        "Late",
        "Second term from 16 October 2017",
        "On the day",
    ]


def test_a_phase_without_events_says_so():
    soup = drawn([event("2014", "One"), event("2015", "Two")], [{"name": "Later", "start": "2020"}])
    assert "No event is documented." in soup.text


def test_the_strip_is_to_scale_and_squares_do_not_cover_each_other():
    soup = drawn([event("2010-01-01", "A"), event("2010-01-05", "B"), event("2014-12-31", "C"), event("2012-07", "D")])
    squares = [(float(square["x"]), float(square["y"])) for square in soup.select(".timeline__event")]
    assert len(squares) == 4
    for place, (x, y) in enumerate(squares):
        assert 0 <= x <= 982
        assert all(abs(x - a) >= 18 or abs(y - b) >= 18 for a, b in squares[:place])
    assert [tick.string for tick in soup.select("svg text")] == ["2010", "2011", "2012", "2013", "2014", "2015"]


def test_the_strip_is_as_high_as_its_squares_need():
    def height(events: list[dict]) -> int:
        return int(drawn(events).svg["viewbox"].split()[-1])

    few, many = [event("2014", "A"), event("2020", "B")], [event("2014", str(number)) for number in range(6)]
    assert height(many) > height(few)
    soup = drawn(many)
    top = int(soup.svg["viewbox"].split()[1])
    rows = {float(square["y"]) for square in soup.select(".timeline__event")}
    assert len(rows) == 6
    assert all(top <= y <= -18 for y in rows)


def test_forty_events_of_one_day_stay_on_the_strip():
    soup = drawn([event("2014-11-03", str(number)) for number in range(40)])
    top = int(soup.svg["viewbox"].split()[1])
    assert all(top <= float(square["y"]) <= -18 for square in soup.select(".timeline__event"))
    assert len(soup.select("ol > li")) == 40


def test_a_phase_is_as_grey_in_the_list_as_on_the_strip():
    phases = [{"name": "One", "start": "2012"}, {"name": "Two", "start": "2014"}, {"name": "Three", "start": "2016"}]
    soup = drawn([event("2010", "A"), event("2012", "B"), event("2017", "C")], phases)
    on_strip = ["timeline__band--even" in band["class"] for band in soup.select(".timeline__band")]
    in_list = ["timeline__phase--even" in head["class"] for head in soup.select(".timeline__phase")]
    assert on_strip == in_list == [True, False, True] or on_strip == in_list == [False, True, False]


def test_a_change_of_power_cuts_the_strip():
    soup = drawn([event("2010", "A"), event("2012", "The vote", "turn")])
    assert len(soup.select(".timeline__turn")) == 2
    assert "Change of power" in soup.text


@pytest.mark.parametrize("years", [("2014", "2014"), ("1900", "2020"), ("1200", "2020"), ("0001", "9999")])
def test_long_and_short_spans_have_few_years_on_the_strip(years):
    soup = drawn([event(years[0], "A"), event(years[1], "B")])
    assert 1 <= len(soup.select("svg text")) <= 7


def test_a_bad_date_is_refused_at_its_field():
    value = block().to_python({"title": "T", "events": [event("2014", "A"), event("someday", "B")], "phases": []})
    with pytest.raises(StructBlockValidationError) as raised:
        block().clean(value)
    [error] = raised.value.block_errors["events"].block_errors.values()
    assert "Write a year" in str(error.block_errors["when"])


def test_the_search_finds_words_not_kinds_and_dates():
    value = block().to_python({"title": "T", "events": [event("2014", "The vote", "turn")], "phases": []})
    assert [words for words in block().get_searchable_content(value) if words] == ["T", "The vote"]


def test_a_draft_without_dates_draws_nothing():
    assert drawn([event("", "A"), event("", "B")]).select("section") == []


def test_steps_say_what_is_not_known():
    steps = ProcessStepsBlock()
    steps.set_name("steps")
    value = steps.to_python(
        {
            "title": "From complaint to answer",
            "steps": [
                {
                    "title": "Write it down",
                    "who_leads": "The desk",
                    "how_long": "",
                    "result": "A number",
                    "text": "Here.",
                },
                {"title": "Ask", "who_leads": "", "how_long": "One day", "result": "", "text": ""},
            ],
        }
    )
    soup = BeautifulSoup(steps.render(value), "html.parser")
    assert [item.h4.string for item in soup.select("ol > li")] == ["Write it down", "Ask"]
    facts = [[fact.get_text(strip=True) for fact in item.select("dd")] for item in soup.select("ol > li")]
    assert facts == [["The desk", "Not documented", "A number"], ["Not documented", "One day", "Not documented"]]
