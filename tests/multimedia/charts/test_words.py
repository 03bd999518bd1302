"""A chart says in plain sentences what it shows, and an author may say it better."""

# ruff: noqa: E501 - a sentence is compared as a whole

import pytest
from django.utils.translation import override

from multimedia.blocks import ChartBlock
from multimedia.charts.kinds import ChartKind
from multimedia.charts.tables import parse
from multimedia.charts.words import axis_note, description_of


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("bar", "Body\tN\nCouncil\t3\nAssembly\t11\nMayor\t", "Highest 11 (Assembly), lowest 3 (Council). No figure for Mayor."),
        ("bar", "Body\tN\nCouncil\t3\nAssembly\t3", "The same everywhere: 3."),
        ("bar", "Body\tN\nCouncil\t3", "3 (Council)."),
        ("line", "Year\tN\n2014\t20\n2015\t\n2016\t75", "Up from 20 (2014) to 75 (2016). No figure for 2015."),
        ("line", "Month\tN\n2014-01\t60\n2014-05\t52", "Down from 60 (Jan 2014) to 52 (May 2014)."),
        ("line", "Year\tN\n2014\t20\n2015\t90\n2016\t5\n2017\t20", "20 at the start (2014) and at the end (2017). Highest: 90 (2015). Lowest: 5 (2016)."),
        ("line", "Year\tN\n2014\t\n2015\t90\n2016\t", "90 (2015). No figures for 2014 and 2016."),
        ("line", "Year\tMen\tWomen\n2014\t2\t9\n2015\t3\t8", "Men: up from 2 (2014) to 3 (2015). Women: down from 9 (2014) to 8 (2015)."),
        ("area", "Year\tPaper\tTelephone\n2014\t20\t2\n2015\t30\t40", "All together: up from 22 (2014) to 70 (2015). Largest part of 2014: Paper (20). Largest part of 2015: Telephone (40)."),
        ("stacked", "Who\tYes\tNo\nMen\t60%\t40%\nWomen\t55%\t45%", "Each adds up to 100%. Largest part of Men: Yes (60%). Largest part of Women: Yes (55%)."),
        ("stacked", "Who\tYes\tNo\nMen\t0.1\t0.2\nWomen\t0.2\t0.1", "Each adds up to 0.3. Largest part of Men: No (0.2). Largest part of Women: Yes (0.2)."),
        ("dot", "Where\tMen\tWomen\nHill\t39\t40\nHarbour\t44\t58", "Farthest apart: Harbour, 44 (Men) and 58 (Women). Closest: Hill, 39 (Men) and 40 (Women)."),
        ("slope", "Where\t2015\t2019\nHill\t30\t30\nHarbour\t60\t12\nRiver\t31\t40", "Up from 2015 to 2019: River. Down from 2015 to 2019: Harbour. The same in 2015 and 2019: Hill. Largest change: Harbour, from 60 to 12."),
        # Ties, zeros, one figure, no figure, below zero, and more digits than anybody reads.
        ("bar", "Body\tN\nCouncil\t3\nAssembly\t11\nMayor\t11\nCourt\t3", "Highest 11 (Assembly and Mayor), lowest 3 (Council and Court)."),
        ("bar", "Body\tN\n" + "\n".join(f"Ward {n}\t{n > 5}".replace("True", "9").replace("False", "2") for n in range(11)), "Highest 9 (5 of the rows), lowest 2 (6 of the rows)."),
        ("bar", "Body\tN\nCouncil\t-3\nAssembly\t-0.5", "Highest -0.5 (Assembly), lowest -3.0 (Council)."),
        ("bar", "Country\tN\nUnited States\t21433226000000\nTuvalu\t47271463", "Highest 21.4 trillion (United States), lowest 47.3 million (Tuvalu)."),
        ("bar", "City\tN\nOrvena\t1234567\nTessaly Point\t1234891", "Highest 1,234,891 (Tessaly Point), lowest 1,234,567 (Orvena)."),
        ("bar", "Body\tN\nCouncil\t12.3456789\nAssembly\t0.333333333", "Highest 12.3 (Council), lowest 0.3 (Assembly)."),
        ("line", "Year\tN\n2014\t0.0000085\n2015\t0.000031", "Up from 0.0000085 (2014) to 0.0000310 (2015)."),
        ("line", "Year\tN\n2014\t20\n2015\t20\n2016\t20", "20 throughout, from 2014 to 2016."),
        ("line", "Year\tN\n2014\t1\n2015\t9\n2016\t9\n2017\t2", "Up from 1 (2014) to 2 (2017). Highest: 9 (2015 and 2016)."),
        ("line", "Day\tN\n2014-03-01\t1\n2014-03-09\t9", "Up from 1 (1 Mar 2014) to 9 (9 Mar 2014)."),
        ("line", "Quarter\tN\nQ1 2014\t1\nQ3 2014\t9", "Up from 1 (Q1 2014) to 9 (Q3 2014)."),
        ("stacked", "Who\tYes\tNo\nMen\t0\t0\nWomen\t0\t0", "Each adds up to 0."),
        ("stacked", "Who\tYes\tNo\tPerhaps\nMen\t40\t40\t20\nWomen\t30\t50\t20", "Each adds up to 100. Largest parts of Men: Yes and No (40 each). Largest part of Women: No (50)."),
        ("dot", "Where\tMen\tWomen\nHill\t39\t39\nHarbour\t44\t44", "All figures of a row are the same."),
        ("dot", "Where\tMen\tWomen\nHill\t39\t40\nHarbour\t44\t45", "All rows are equally far apart."),
        ("dot", "Where\tMen\tWomen\nHill\t39\t39\nHarbour\t44\t\nRiver\t1\t8", "Farthest apart: River, 1 (Men) and 8 (Women). Closest: Hill, all 39. Figures are missing for Harbour."),
        ("slope", "Where\t2015\t2019\nHill\t30\t40\nHarbour\t60\t50\nRiver\t1\t2", "Up from 2015 to 2019: Hill and River. Down from 2015 to 2019: Harbour. Largest changes: Hill, from 30 to 40; Harbour, from 60 to 50."),
        ("multiples", "Year\tA\tB\n2014\t2\t9\n2015\t3\t8", "A: up from 2 (2014) to 3 (2015). B: down from 9 (2014) to 8 (2015)."),
    ],
)  # fmt: skip
def test_the_sentence_of_each_kind(kind, text, words):
    assert description_of(ChartKind(kind), parse(text, numbers=True), "reports") == words


def test_a_unit_in_hundredths_gives_its_sign():
    table = parse("Year\tN\n2014\t20\n2015\t75", numbers=True)
    assert description_of(ChartKind.LINE, table, "% of residents") == "Up from 20% (2014) to 75% (2015)."


def test_an_axis_without_zero_says_so():
    table = parse("Year\tN\n2014\t91\n2015\t99", numbers=True)
    assert axis_note(ChartKind.LINE, table, "%") == "The axis begins at 90%, not at zero."
    assert axis_note(ChartKind.BAR, table, "%") == ""
    below = parse("Year\tN\n2014\t-91\n2015\t-99", numbers=True)
    assert axis_note(ChartKind.LINE, below, "degrees") == "The axis ends at -90, not at zero."


def test_names_of_the_other_direction_leave_the_figures_around_them_in_order():
    table = parse("Body\tN\nمجلس المدينة\t3\nCourt\t11", numbers=True)
    assert description_of(ChartKind.BAR, table, "") == "Highest 11 (Court), lowest 3 (\u2068مجلس المدينة\u2069)."
    with override("ar"):
        assert "\u2068Court\u2069" in description_of(ChartKind.BAR, table, "")
        assert "\u2068مجلس" not in description_of(ChartKind.BAR, table, "")


def test_the_author_may_override_the_sentence():
    block = ChartBlock()
    value = block.normalize({"kind": "bar", "table": "Body\tN\nCouncil\t3", "unit": "x", "description": ""})
    assert value.words == "3 (Council)."
    value["description"] = "Only the council stopped anything."
    assert value.words == "Only the council stopped anything."


def test_an_unfinished_chart_has_no_words_and_breaks_nothing(db):
    block = ChartBlock()
    for value in ({}, {"kind": "bar", "title": "T"}, {"kind": "slope", "title": "T", "table": "Body\tN\nCouncil\t3"}):
        chart = block.normalize(value)
        assert chart.words == chart.axis == ""
        block.render(chart)
