"""Every kind of chart is drawn honestly, and a table that it cannot show honestly is refused at the table."""

import re
from xml.etree import ElementTree

import pytest
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.blocks.struct_block import StructBlockValidationError

from multimedia.blocks import ChartBlock
from multimedia.charts.drawings import drawings_of
from multimedia.charts.kinds import ChartKind, misfits
from multimedia.charts.measuring import width_of
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


LONG_NAMES = "".join(f"\tPeople who answered in this way, number {n}" for n in range(6))
HARD = {
    "bar": [
        "Question\tN\n" + "\n".join(
            f"{label}\t{number}"
            for label, number in (
                ("Did the city answer your complaint within the ten days that the law says?", 21433226000000),
                ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", 47271463),
                ("https://elsewhere.example/a/very/long/address/that/has/no/space/in/it", 0),
                ("朝阳区居民委员会联合会朝阳区居民委员会联合会", 5),
                ("पुराना शहर और उसके आसपास का क्षेत्र", 6),
                ("Старый город и его окрестности", 7),
            )
        ),
        "Year\tN\n2015\t-10\n2016\t12345.678\n2017\t4",
        "Ward\tN\nHill\t0\nHarbour\t0",
    ],
    "grouped": ["Year\tSpent by the city\tRaised by the city\n2015\t1234.5\t999.1\n2016\t12345\t11000"],
    "stacked": [f"Ward{LONG_NAMES}\nHill" + "\t5" * 6],
    "line": [
        f"Year{LONG_NAMES}\n2015" + "\t5" * 6 + "\n2016" + "\t6" * 6,
        "Year\tHill\tHarbour\n2015\t31\t9\n2016\t88\t40",
        "Year\tN\n2015\t0.000000000012\n2016\t0.0000000000085",
    ],
    "dot": ["Ward\tN\nHill\t-10\nHarbour\t-0.4", "Ward\tMen\tWomen\nHill\t10\t10\nHarbour\t12\t12"],
    "slope": [
        "Ward\tالمشاريع المستمرة\t2019\n" + "\n".join(f"Ward number {n} of the old city\t50\t50" for n in range(12)),
        "Question\t2015\t2019\nDid the city answer your complaint within the ten days of the law?\t5\t6\nAll\t5\t6",
    ],
    "multiples": ["Ward\tGained by the office in this year\tLost\nHill\t10\t-4\nHarbour\t5\t-9"],
}  # fmt: skip


@pytest.fixture(scope="module")
def hard() -> list[tuple[str, int, str]]:
    """Tables that are hard to draw: kind, width and drawing."""
    wanted = [(kind, text, width) for kind, texts in HARD.items() for text in texts for width in (NARROW, WIDE)]
    with override("en"):
        jobs = [
            {
                "key": f"{number:064}",
                "spec": spec_of(ChartKind(kind), parse(text, numbers=True), width),
                "language": "en",
            }
            for number, (kind, text, width) in enumerate(wanted)
        ]
    assert not [found for kind, text, _width in wanted for found in misfits(ChartKind(kind), parse(text, numbers=True))]
    return [(kind, width, made["svg"]) for (kind, _text, width), made in zip(wanted, render(jobs), strict=True)]


def texts_of(svg: str) -> list[tuple[str, float, float]]:
    """The lines of text of a drawing: words, left edge, right edge, as estimated."""
    found = []

    def walk(element, x: float) -> None:
        if moved := re.match(r"translate\(([-\d.]+)", element.get("transform", "")):
            x += float(moved[1])
        if element.tag.endswith("}text"):
            size = float(element.get("font-size"))
            for words in [element.text, *(span.text for span in element)]:
                if words:
                    width = width_of(words, size)
                    left = {"start": x, "middle": x - width / 2, "end": x - width}[element.get("text-anchor", "start")]
                    found.append((words, left, left + width))
        for child in element:
            walk(child, x)

    walk(ElementTree.fromstring(svg), 0)  # noqa: S314
    return found


def test_no_label_is_cut_however_long_it_is(hard):
    for kind, width, text in hard:
        assert int(re.search(r'width="(\d+)"', text)[1]) <= width + 2, kind
        for words, left, right in texts_of(text):
            # The estimate is not exact to the pixel; a browser is (tests/browser/test_charts.py).
            assert -16 <= left < right <= width + 16, (kind, width, words)


def test_many_digits_are_written_short(hard):
    assert {">21.4T<", ">47.3M<"} <= set(re.findall(r">[\d.]+[TM]<", hard[0][2]))


def test_lines_are_named_at_their_ends_where_that_tells_them_apart(hard):
    def last_figure(svg: str) -> float:
        return max(left for words, left, _right in texts_of(svg) if words == "2016")

    def names(svg: str) -> list[float]:
        return [left for words, left, _right in texts_of(svg) if words in {"Hill", "Harbour"}]

    lines = [text for kind, width, text in hard if kind == "line" and width == WIDE]
    assert min(names(lines[1])) > last_figure(lines[1])
    assert "number 0" in lines[0], "a legend where all end at one figure"


def test_dots_on_each_other_are_both_seen(hard):
    (svg,) = [text for kind, width, text in hard if kind == "dot" and width == WIDE and "Women" in text]
    assert len(set(re.findall(r' d="(M[^"]*Z)"', svg))) >= 2


@pytest.mark.parametrize("zone", ["UTC", "America/Mexico_City", "Asia/Jakarta"])
def test_a_month_is_the_same_in_every_zone(monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    table = parse("Month\tDays\n2015-01\t60\n2015-03\t55\n2015-05\t52", numbers=True)
    (made,) = render([{"key": "0" * 64, "spec": spec_of(ChartKind.LINE, table, WIDE), "language": "en"}])
    assert re.findall(r">(\w+ 2015)<", made["svg"]) == ["Jan 2015", "Mar 2015", "May 2015"]


def test_months_are_written_in_the_language_of_the_page():
    with override("es"):
        spec = spec_of(ChartKind.LINE, parse(TABLES["line of months"]), WIDE)
    (made,) = render([{"key": "0" * 64, "spec": spec, "language": "es"}])
    assert "ene" in made["svg"]


REFUSED = [
    ("bar", "Y\tA\tB\nx\t1\t2", "one column of numbers"),
    ("grouped", "Y\tA\nx\t1", "2 to 4 columns"),
    ("slope", "Y\tA\tB\tC\nx\t1\t2\t3", "2 columns"),
    ("slope", "Y\tA\tB\nx\t1\t2\nz\t1\t", "“z” has no figure for one of the two moments"),
    ("stacked", "Y\tA\tB\nx\t1\t2\nz\t1\t", "“z” has no figure for “B”"),
    ("stacked", "Y\tA\tB\nx\t1\t-2", "“x” is below zero for “B”"),
    ("area", "Year\tA\n2014\t1\n2015\t-2", "below zero"),
    ("area", "Year\tA\tB\n2014\t1\t1\n2015\t\t2", "“2015” has no figure for “A”"),
    ("line", "Year\tA\n2014\t1", "at least two rows"),
    ("line", "Year\tA\n2014\t1\n2015\t1\nAll\t2", "“All” is not a date like “2014”"),
    ("area", "Year\tA\n2014\t1\n2015\t1\n2015-06\t2", "“2015-06” is not a date like “2014”"),
    ("bar", "Day\tA\n2014-01-01\t1\n2014-01-02\t1\n2015-06-05\t2", "too far apart, or too unevenly"),
    ("line", "City\t2014\t2015\t2016\n" + "\n".join(f"x{n}\t1\t2\t3" for n in range(7)), "the table has 7"),
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


def test_years_side_by_side_become_lines_over_the_years():
    block = ChartBlock()
    text = "Country\t2017\t2015\t2016\nKenya\t55.8\t..\t53.1\nGhana\t79\t74.1\t79.3"
    value = block.clean(block.normalize({"kind": "line", "title": "T", "unit": "u", "table": text}))
    assert value.data.labels == ["2015", "2016", "2017"]
    assert [column.name for column in value.data.series] == ["Kenya", "Ghana"]
    assert value.data.values(0) == [None, 53.1, 55.8]
    assert value.words.startswith("Kenya: up from 53.1 (2016) to 55.8 (2017).")
    assert value["table"].labels == ["Kenya", "Ghana"], "what was pasted stays"
    value["kind"] = "dot"
    assert value.data.labels == ["Kenya", "Ghana"]


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


def test_a_draft_whose_table_does_not_fit_says_so_in_its_preview():
    block = ChartBlock()
    value = block.to_python({"kind": "bar", "title": "Two", "unit": "h"})
    value["table"] = parse("Ward\tOne\tTwo\nHill\t1\t2", numbers=True)
    assert block.clean_deferred(value) == value
    with pytest.raises(StructBlockValidationError):
        block.clean(value)
    request = RequestFactory().get("/")
    request.is_preview = True
    html = block.render(value, {"request": request, "drawings": drawings_of([], "en")})
    assert "This chart cannot be drawn." in html
    assert "shows one column of numbers" in html
