"""Blocks that name their sources."""

import pytest
from bs4 import BeautifulSoup
from wagtail.blocks.struct_block import StructBlockValidationError

from core.blocks import CallOutBlock, PullQuoteBlock
from sources.blocks import (
    AdvancedChartBlock,
    ChartBlock,
    FurtherReadingBlock,
    KeyFigureBlock,
    ScrollytellingBlock,
    TableBlock,
)
from sources.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Source:
    return Source.objects.create(
        title="Counting", container_title="Orvena Papers", issued="2015-03", url="https://orvena.example/counting"
    )


def drawn(block, value) -> BeautifulSoup:
    return BeautifulSoup(block.render(block.normalize(value)), "html.parser")


def words(html) -> str:
    return " ".join(html.get_text(" ").split())


def errors(block, value) -> dict:
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize(value))
    return refused.value.block_errors


# --- Key figure


def a_figure(source, **more) -> dict:
    return {"what": "complaints answered", "value": "78", "unit": "%", "source": source, "as_of": "2014", **more}


def test_a_figure_says_who_reports_it_and_when_it_held(source):
    html = drawn(KeyFigureBlock(), a_figure(source, baseline="11"))
    said = words(html)
    assert "before: 11 after: 78" in said
    assert "When 2014" in said
    assert "Checked by Nobody we know of" in said
    link = html.find("a", href=source.url)
    assert link.get_text() == "Orvena Papers, March 2015"
    assert "Contested" not in said


def test_without_source_or_date_a_figure_is_refused(source):
    assert set(errors(KeyFigureBlock(), a_figure(None, as_of=""))) == {"source", "as_of"}


def test_a_contested_figure_shows_both_sides_or_is_refused(source):
    block = KeyFigureBlock()
    found = errors(block, a_figure(source, contested=True, reading_one="78: the town hall."))
    assert set(found) == {"reading_two"}
    html = drawn(block, a_figure(source, contested=True, reading_one="78: town hall.", reading_two="52: the union."))
    assert [side.get_text() for side in html.select(".both > p")] == ["78: town hall.", "52: the union."]


def test_a_figure_whose_source_was_deleted_still_stands():
    assert "Reported by Not known" in words(drawn(KeyFigureBlock(), a_figure(None)))


# --- Further reading


def test_every_reading_leads_somewhere_and_says_why(source):
    readings = [{"source": source, "why": "The only count."}, {"source": None, "why": "Gone."}]
    html = drawn(FurtherReadingBlock(), {"readings": readings})
    assert html.h3.get_text() == "Further reading"
    (line,) = html.find_all("li")
    assert words(line) == "Counting , Orvena Papers, March 2015. The only count."
    assert line.a["href"] == source.url
    assert not line.has_attr("id"), "the list of sources of the page has these ids"


def test_readings_are_drawn_without_a_query(source, django_assert_num_queries):
    block = FurtherReadingBlock()
    value = block.normalize({"readings": [{"source": source}]})
    with django_assert_num_queries(0):
        block.render(value)


# --- Scrolling sequence


def test_every_step_shows_its_own_in_order_without_script():
    block = ScrollytellingBlock()
    html = drawn(block, block.get_preview_value())
    steps = html.select("scroll-story > ol > li")
    assert [step.select_one(".scrolly__words").get_text()[:10] for step in steps] == [
        "On Monday ",
        "On Tuesday",
        "Five years",
    ]
    assert [step.div.figure["class"][0] for step in steps if step.div.figure] == ["map", "chart"]
    assert not html.select("[hidden], [aria-hidden]")


def test_one_step_is_no_sequence():
    block = ScrollytellingBlock()
    value = {"steps": [("picture", {"words": "Only one."})]}
    assert set(errors(block, value)) == {"steps"}


def test_a_stage_holds_a_picture_a_chart_or_a_map(source):
    block = ScrollytellingBlock()
    steps = block.child_blocks["steps"].child_blocks
    chart = {**ChartBlock().get_preview_value(), "source": source}
    stages = [("chart", chart), ("map", steps["map"].child_blocks["stage"].get_preview_value())]
    value = {"steps": [(kind, {"stage": stage, "words": f"See the {kind}."}) for kind, stage in stages]}
    block.clean(block.normalize(value))
    html = drawn(block, value)
    assert [stage.figure["class"] for stage in html.select(".scrolly__stage")] == [["chart"], ["map"]]
    assert html.find("a", href=source.url), "the chart names its source on the stage as well"


# --- Charts and tables


@pytest.mark.parametrize("kind", [ChartBlock, AdvancedChartBlock, TableBlock])
def test_data_without_source_or_date_are_refused_and_named_otherwise(kind, source):
    block = kind()
    value = block.get_preview_value()
    assert set(errors(block, {**value, "source": None, "as_of": ""})) == {"source", "as_of"}
    block.clean(block.normalize({**value, "source": source, "as_of": "2014"}))
    html = drawn(block, {**value, "source": source, "as_of": "2014"})
    assert html.find("a", href=source.url)
    assert "Data of 2014." in words(html)


# --- Text


def test_a_pull_quote_names_its_document():
    html = drawn(
        PullQuoteBlock(), {"quote": "Every complaint.", "document": "Order 14", "url": "https://orvena.example/14"}
    )
    assert html.blockquote["cite"] == html.a["href"] == "https://orvena.example/14"
    assert html.a.get_text() == "Order 14"
    assert set(errors(PullQuoteBlock(), {"quote": "Every complaint.", "document": ""})) == {"document"}


def test_what_one_can_use_is_a_list_under_a_heading():
    html = drawn(CallOutBlock(), {"points": ["Write it down.", "<b>Read</b> it out."]})
    assert html.h3.get_text() == "What you can use"
    assert [point.get_text() for point in html.find_all("li")] == ["Write it down.", "<b>Read</b> it out."]
    assert drawn(CallOutBlock(), {"heading": "Take this", "points": ["One."]}).h3.get_text() == "Take this"


@pytest.mark.parametrize(
    "block", [KeyFigureBlock(), FurtherReadingBlock(), ScrollytellingBlock(), PullQuoteBlock(), CallOutBlock()]
)
def test_previews_are_drawn_and_speak_of_invented_cities(block):
    assert block.is_previewable
    assert "Orvena" in block.render(block.get_preview_value()) or isinstance(block, CallOutBlock)
