"""A chart says in plain sentences what it shows, and an author may say it better."""

# ruff: noqa: E501 - a sentence is compared as a whole

import pytest

from multimedia.blocks import ChartBlock
from multimedia.charts.kinds import ChartKind
from multimedia.charts.tables import parse
from multimedia.charts.words import axis_note, description_of


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("bar", "Body\tN\nCouncil\t3\nAssembly\t11\nMayor\t", "Most in Assembly (11), least in Council (3). No figure for Mayor."),
        ("bar", "Body\tN\nCouncil\t3\nAssembly\t3", "The same everywhere: 3."),
        ("bar", "Body\tN\nCouncil\t3", "3 in Council."),
        ("line", "Year\tN\n2014\t20\n2015\t\n2016\t75", "Up from 20 in 2014 to 75 in 2016. No figure for 2015."),
        ("line", "Month\tN\n2014-01\t60\n2014-05\t52", "Down from 60 in Jan 2014 to 52 in May 2014."),
        ("line", "Year\tN\n2014\t20\n2015\t90\n2016\t5\n2017\t20", "20 in 2014 and again in 2017. Highest in 2015 with 90. Lowest in 2016 with 5."),
        ("line", "Year\tN\n2014\t\n2015\t90\n2016\t", "90 in 2015. No figures for 2014, 2016."),
        ("line", "Year\tMen\tWomen\n2014\t2\t9\n2015\t3\t8", "Men: up from 2 in 2014 to 3 in 2015. Women: down from 9 in 2014 to 8 in 2015."),
        ("area", "Year\tPaper\tTelephone\n2014\t20\t2\n2015\t30\t40", "All together: up from 22 in 2014 to 70 in 2015. Largest part of 2014: Paper (20). Largest part of 2015: Telephone (40)."),
        ("stacked", "Who\tYes\tNo\nMen\t60%\t40%\nWomen\t55%\t45%", "Each adds up to 100%. Largest part of Men: Yes (60%). Largest part of Women: Yes (55%)."),
        ("stacked", "Who\tYes\tNo\nMen\t0.1\t0.2\nWomen\t0.2\t0.1", "Each adds up to 0.3. Largest part of Men: No (0.2). Largest part of Women: Yes (0.2)."),
        ("dot", "Where\tMen\tWomen\nHill\t39\t40\nHarbour\t44\t58", "Farthest apart in Harbour: 44 (Men) and 58 (Women). Closest in Hill: 39 (Men) and 40 (Women)."),
        ("slope", "Where\t2015\t2019\nHill\t30\t30\nHarbour\t60\t12\nRiver\t31\t40", "Up from 2015 to 2019: River. Down from 2015 to 2019: Harbour. The same in 2015 and 2019: Hill. Largest change: Harbour, from 60 to 12."),
        ("multiples", "Year\tA\tB\n2014\t2\t9\n2015\t3\t8", "A: up from 2 in 2014 to 3 in 2015. B: down from 9 in 2014 to 8 in 2015."),
    ],
)  # fmt: skip
def test_the_sentence_of_each_kind(kind, text, words):
    assert description_of(ChartKind(kind), parse(text, numbers=True), "reports") == words


def test_a_unit_in_hundredths_gives_its_sign():
    table = parse("Year\tN\n2014\t20\n2015\t75", numbers=True)
    assert description_of(ChartKind.LINE, table, "% of residents") == "Up from 20% in 2014 to 75% in 2015."


def test_an_axis_without_zero_says_so():
    table = parse("Year\tN\n2014\t91\n2015\t99", numbers=True)
    assert axis_note(ChartKind.LINE, table, "%") == "The axis begins at 90%, not at zero."
    assert axis_note(ChartKind.BAR, table, "%") == ""


def test_the_author_may_override_the_sentence():
    block = ChartBlock()
    value = block.normalize({"kind": "bar", "table": "Body\tN\nCouncil\t3", "unit": "x", "description": ""})
    assert value.words == "3 in Council."
    value["description"] = "Only the council stopped anything."
    assert value.words == "Only the council stopped anything."


def test_an_unfinished_chart_has_no_words_and_breaks_nothing(db):
    block = ChartBlock()
    for value in ({}, {"kind": "bar", "title": "T"}, {"kind": "slope", "title": "T", "table": "Body\tN\nCouncil\t3"}):
        chart = block.normalize(value)
        assert chart.words == chart.axis == ""
        block.render(chart)
