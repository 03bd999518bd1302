"""Every kind of chart is drawn honestly, and a table that it cannot show honestly is refused at the table."""

import re

import pytest
from django.utils.translation import override
from wagtail.blocks.struct_block import StructBlockValidationError

from multimedia.blocks import ChartBlock
from multimedia.charts.kinds import ChartKind, misfits
from multimedia.charts.rendering import render
from multimedia.charts.scales import scale_of
from multimedia.charts.specs import NARROW, WIDE, axis_of, spec_of
from multimedia.charts.tables import parse

TABLES = {
    "bar": "Body\tStopped\nCity council\t3\nNeighbourhood assembly of the old town\t11\nMayor\t",
    "bar over time": "Year\tReports\n2015\t30\n2016\t90\n2019\t64",
    "bar below zero": "Body\tChange\nCouncil\t3\nAssembly\t-4.5",
    "grouped": "Body\tMen\tWomen\nCouncil\t30\t20\nAssembly\t45\t61",
    "stacked": "District\tPaved\tStarted\nOld town\t12\t4\nHarbour\t7\t9",
    "line": "Year\tAnswered\tLate\n2014\t31\t9\n2015\t\t12\n2016\t88\t40\n2017\t89\t50",
    "line of months": "Month\tDays\n2015-01\t60\n2015-05\t52",
    "line of names": "Phase\tDays\nBefore\t60\nAfter\t52",
    "area": "Year\tAnswered\n2014\t31\n2015\t40\n2016\t\n2017\t50\n2018\t60",
    "area in parts": "Year\tPaper\tTelephone\n2014\t31\t2\n2015\t40\t9",
    "dot": "District\tMen\tWomen\nOld town\t62%\t51%\nHarbour\t44%\t",
    "slope": "District\t2015\t2019\nOld town\t72\t8\nHarbour\t60\t12\nHill\t30\t29",
    "multiples": "Year\tOld town\tHarbour\n2014\t20\t5\n2015\t24\t8",
    "multiples of names": "Body\tMen\tWomen\nCouncil\t30\t20\nAssembly\t45\t61",
    "bar in Arabic": "الهيئة\tالمشاريع\nمجلس المدينة\t3\nجمعية الحي\t11",
}


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, int], str]:
    """Every table above in its kind and in both widths, drawn by the real renderer in one go."""
    jobs, names = [], []
    with override("en"):
        for name, text in TABLES.items():
            for width in (NARROW, WIDE):
                spec = spec_of(ChartKind(name.split()[0]), parse(text, numbers=True), width)
                jobs.append({"key": f"{len(jobs):064}", "spec": spec, "language": "en"})
                names.append((name, width))
    return dict(zip(names, render(jobs), strict=True))


def svg(drawn, name: str, width: int = WIDE) -> str:
    made = drawn[name, width]
    assert "error" not in made, made
    return made["svg"]


def pieces(drawn, name: str, looks: str) -> int:
    """Of how many pieces the line or area is that looks like this."""
    tags = re.findall(r"<path [^>]*>", svg(drawn, name))
    return max(re.search(r' d="([^"]*)"', tag)[1].count("M") for tag in tags if looks in tag)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_every_kind_is_drawn_within_its_width_and_in_tokens_only(drawn, name, width):
    text = svg(drawn, name, width)
    assert int(re.search(r'width="(\d+)"', text)[1]) <= width + 2
    assert not re.search(r"style|script|font-family|href|#[0-9a-fA-F]{3}", text)
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', text)) <= {
        "none",
        *(f"var(--{token})" for token in ("ink", "ground", "hair", "n1", "n2", "n3", "n4", "n5", "n6")),
    }
    assert len(text) < 8_000


@pytest.mark.parametrize("kind", [ChartKind.BAR, ChartKind.GROUPED, ChartKind.STACKED, ChartKind.AREA])
def test_what_has_a_length_begins_at_zero(kind):
    table = parse("Year\tA\tB\n2014\t91\t92\n2015\t98\t99" if kind != ChartKind.BAR else "Year\tA\n2014\t91\n2015\t99")
    assert axis_of(kind, table).low == 0


def test_a_line_may_leave_zero_out_only_far_from_it():
    assert axis_of(ChartKind.LINE, parse("Year\tA\n2014\t91\n2015\t99")).low == 90
    assert axis_of(ChartKind.LINE, parse("Year\tA\n2014\t31\n2015\t99")).low == 0
    assert scale_of([-5, 5], zero=False).domain == [-5, 5]
    assert scale_of([7], zero=False).low <= 7 <= scale_of([7], zero=False).high
    assert scale_of([0, 0], zero=True).domain == [0, 1]


def test_a_gap_breaks_the_line_and_the_area(drawn):
    assert pieces(drawn, "line", 'stroke="var(--n1)"') == 2
    assert pieces(drawn, "line", 'stroke="var(--n3)"') == 1
    assert pieces(drawn, "area", 'fill="var(--n3)"') == 2


def test_a_year_that_the_table_leaves_out_keeps_its_place(drawn):
    assert all(f">{year}<" in svg(drawn, "bar over time") for year in range(2015, 2020))


def test_there_is_one_axis_of_numbers(drawn):
    assert str(spec_of(ChartKind.LINE, parse(TABLES["line"]), WIDE)).count("'values': [0,") == 2  # one for each layer
    assert "resolve" not in str(spec_of(ChartKind.LINE, parse(TABLES["line"]), WIDE))


def test_labels_in_arabic_are_whole_and_take_the_room_they_need(drawn):
    text = svg(drawn, "bar in Arabic", NARROW)
    assert ">مجلس المدينة<" in text
    # Measured in the face of the page: the bars begin near the labels, not in the middle.
    assert float(re.search(r"translate\(([\d.]+),", text)[1]) < 110


def test_months_are_written_in_the_language_of_the_page():
    with override("es"):
        spec = spec_of(ChartKind.LINE, parse(TABLES["line of months"]), WIDE)
    (made,) = render([{"key": "0" * 64, "spec": spec, "language": "es"}])
    assert "ene" in made["svg"]


REFUSED = [
    ("bar", "Y\tA\tB\nx\t1\t2", "one column of numbers"),
    ("grouped", "Y\tA\nx\t1", "2 to 4 columns"),
    ("slope", "Y\tA\tB\tC\nx\t1\t2\t3", "2 columns"),
    ("slope", "Y\tA\tB\nx\t1\t2\nz\t1\t", "Row 3 (z) has no figure"),
    ("stacked", "Y\tA\tB\nx\t1\t2\nz\t1\t", "Row 3 (z), column 3 (B) is empty"),
    ("stacked", "Y\tA\tB\nx\t1\t-2", "Row 2 (x), column 3 (B) is below zero"),
    ("area", "Year\tA\n2014\t1\n2015\t-2", "below zero"),
    ("area", "Year\tA\tB\n2014\t1\t1\n2015\t\t2", "is empty"),
    ("line", "Year\tA\n2014\t1", "at least two rows"),
    ("line", "Year\tA\n2015\t1\n2014\t1", "not in order"),
    ("bar", "Y\tA\n" + "\n".join(f"x{n}\t1" for n in range(31)), "31 rows"),
]


@pytest.mark.parametrize(("kind", "text", "message"), REFUSED)
def test_a_table_that_does_not_fit_its_kind_is_refused_at_the_table(kind, text, message):
    block = ChartBlock()
    value = block.normalize({"kind": kind, "title": "T", "unit": "u", "table": text})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert message in " ".join(refused.value.block_errors["table"].messages)
    assert block.ingredients(value) is None


@pytest.mark.parametrize("name", TABLES)
def test_tables_that_fit_pass(name):
    assert misfits(ChartKind(name.split()[0]), parse(TABLES[name], numbers=True)) == []


@pytest.mark.parametrize("missing", ["title", "unit", "table", "kind"])
def test_what_a_reader_needs_is_required(missing):
    block = ChartBlock()
    value = block.normalize({"kind": "bar", "title": "T", "unit": "u", "table": "Y\tA\nx\t1", missing: None})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert set(refused.value.block_errors) == {missing}
