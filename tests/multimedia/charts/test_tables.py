"""A pasted table is read as its author meant it, or refused with row and column."""

import pytest
from django.utils.translation import override

from multimedia.charts.numbers import plain, shown
from multimedia.charts.tables import MAX_ERRORS, Table, TableError, parse

YEARS = "Year\tReports\n2015\t30\n2016\t90"


def cells(text: str, **options) -> list[list]:
    """The rows that are read."""
    return [list(row) for row in parse(text, **options).rows]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(YEARS, [["2015", 30], ["2016", 90]], id="tabs"),
        pytest.param("Year;Reports\n2015;30\n2016;90", [["2015", 30], ["2016", 90]], id="semicolons"),
        pytest.param("Year,Reports\n2015,30\n2016,90", [["2015", 30], ["2016", 90]], id="commas"),
        pytest.param("Year\tReports\r\n2015\t30\r\n\r\n", [["2015", 30]], id="windows lines and empty ones at the end"),
        pytest.param("\ufeffYear\tReports\n2015\t30", [["2015", 30]], id="byte order mark"),
        pytest.param("Year;Share\n2015;12,5\n2016;7", [["2015", 12.5], ["2016", 7]], id="decimal commas"),
        pytest.param("Year\tShare\n2015\t1.234,5\n2016\t7", [["2015", 1234.5], ["2016", 7]], id="points of thousands"),
        pytest.param("Year\tShare\n2015\t1,234.5\n2016\t2,500", [["2015", 1234.5], ["2016", 2500]], id="one tells all"),
        pytest.param("Year\tShare\n2015\t1,5\n2016\t2,500", [["2015", 1.5], ["2016", 2.5]], id="the other way"),
        pytest.param("Year\tN\n2015\t8,175,133\n2016\t1,500", [["2015", 8175133], ["2016", 1500]], id="millions"),
        pytest.param(
            "Year\tN\n2015\t1\u202f234\n2016\t1\u2009234\u2009567", [["2015", 1234], ["2016", 1234567]], id="thin"
        ),
        pytest.param(
            "Year\tN\n2015\t1 234,5\n2016\t1'234", [["2015", 1234.5], ["2016", 1234]], id="spaces, apostrophe"
        ),
        pytest.param("Year\tN\n2015\t-3\n2016\t−4\n2017\t+5", [["2015", -3], ["2016", -4], ["2017", 5]], id="signs"),
        pytest.param("Year\tN\n2015\t0,125\n2016\t,5", [["2015", 0.125], ["2016", 0.5]], id="below one"),
        pytest.param(
            "Year\tN\n2015\t\n2016\t–\n2017\tn/a\n2018\t4",
            [["2015", None], ["2016", None], ["2017", None], ["2018", 4]],
            id="gaps",
        ),
        pytest.param(
            "Year\tN\t\t\n2015\t1\t\t\n\t\t\t\n2016\t2\t\t", [["2015", 1], ["2016", 2]], id="empty columns, rows"
        ),
        pytest.param(
            'Place;N\n"Orvena; old town";3\n"She said ""no""";4',
            [["Orvena; old town", 3], ['She said "no"', 4]],
            id="quoted",
        ),
        pytest.param('Place\tN\n"Orvena\nold town"\t3', [["Orvena old town", 3]], id="line break in a cell"),
        pytest.param("Place,N\nOrvena; old town,3", [["Orvena; old town", 3]], id="a semicolon that divides nothing"),
        pytest.param("Place\tN\nOrvena, old town\t3,5", [["Orvena, old town", 3.5]], id="commas that divide nothing"),
        pytest.param("Place\tWho\nOrvena\tNA", [["Orvena", "NA"]], id="words stay words"),
        pytest.param("Place\tN\n2015\t5", [["2015", 5]], id="labels stay as written"),
    ],
)
def test_what_a_spreadsheet_gives_is_read(text, rows):
    assert cells(text) == rows


def test_percent_signs_belong_to_the_column():
    table = parse("Year\tShare\n2015\t45%\n2016\t7,5 %\n2017\t")
    assert [list(row) for row in table.rows] == [["2015", 45], ["2016", 7.5], ["2017", None]]
    assert [[text for _column, text in row] for row in table.shown_rows()] == [
        ["2015", "45.0%"],
        ["2016", "7.5%"],
        ["2017", ""],
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "The table is empty", id="nothing"),
        pytest.param("  \n\n", "The table is empty", id="spaces"),
        pytest.param("Year\n2015", "There is only one column", id="one column"),
        pytest.param("Year\tN", "There is only one row", id="headings alone"),
        pytest.param("Year\tN\n2015\t1\n2016", "Row 3 has 1 cells, the headings have 2.", id="short row"),
        pytest.param(
            "Year\tN\n\n2015\t1\t9", "Row 3 has 3 cells, the headings have 2.", id="long row after an empty one"
        ),
        pytest.param("Year\tN\tn\n2015\t1\t2", "Columns 2, 3 have the same heading, “N”.", id="same heading"),
        pytest.param("Year\tN\t\n2015\t1\t2", "Column 3 has no heading.", id="no heading"),
        pytest.param("Year\tN\n2015\t1\n2016\tmany", "Row 3, column 2 (N): “many” is no number.", id="word"),
        pytest.param("Year\tN\n2015\t5 min", "Row 2, column 2 (N): “5 min” is no number.", id="unit in the cell"),
        pytest.param("Year\tN\n2015\t1 23", "Row 2, column 2 (N): “1 23” is no number.", id="odd groups"),
        pytest.param("Year\tN\n2015\t1.2.3", "Row 2, column 2 (N): “1.2.3” is no number.", id="a date"),
        pytest.param("Year\tN\n2015\t\n2016\t-", "Column 2 (N) holds no number.", id="only gaps"),
        pytest.param("Year\tN\n2015\t1\n2015\t2", "Rows 2 and 3 have the same label, “2015”.", id="same label"),
        pytest.param("Year\tN\n\t1", "Row 2 has no label", id="no label"),
        pytest.param("Year\tN\n2015\t1,234", "Row 2, column 2: “1,234” may mean 1234 or 1.2340.", id="doubt"),
        pytest.param("Year\tN\n2015\t1.234", "Row 2, column 2: “1.234” may mean 1234 or 1.2340.", id="doubt, point"),
        pytest.param(
            "Year\tN\n2015\t1,5\n2016\t1.5", "divided by a point in one and by a comma in the other", id="both"
        ),
        pytest.param("Year\tN\n2015\t5%\n2016\t6", "Row 3, column 2 (N) has no percent sign", id="some percents"),
        pytest.param('Year\tN\n"2015\t5', "A quotation mark is opened and not closed", id="open quote"),
        pytest.param(
            "Y" + "".join(f"\tN{n}" for n in range(7)) + "\n2015" + "\t1" * 7,
            "There are 7 columns of numbers",
            id="series",
        ),
        pytest.param("Year\tN\n" + "\n".join(f"{n}\t1" for n in range(501)), "There are 501 rows", id="rows"),
        pytest.param("Year\tN\n" + "x" * 301 + "\t1", "Row 2, column 1: the text is longer than 300", id="long cell"),
        pytest.param("Year\tN\n" + "x" * 200_001, "The table is too large", id="long paste"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, message):
    with pytest.raises(TableError) as refused:
        parse(text, numbers=True, max_series=6)
    assert message in " ".join(refused.value.messages)


def test_all_errors_are_said_at_once_but_not_without_end():
    text = "Year\tN\tn\n2015\tmany\t1\n2015\t2\tfew"
    with pytest.raises(TableError) as refused:
        parse(text, numbers=True)
    assert len(refused.value.messages) == 4
    with pytest.raises(TableError) as refused:
        parse("Year\tN\n0\t1\n" + "\n".join(f"{n}\tword" for n in range(1, 99)), numbers=True)
    assert len(refused.value.messages) == MAX_ERRORS


@pytest.mark.parametrize(
    "text",
    [
        YEARS,
        "Year\tShare\n2015\t12.5%\n2016\t\n2017\t0.125%",
        "\tN\nOrvena\t1.2340\nTessaly Point\t-123.4560",
        'Place\tWho\n"Tab\tin it"\tShe said "no"\n"5"" pipe"\t3',
    ],
)
def test_what_is_stored_reads_the_same_again(text):
    table = parse(text)
    assert Table.from_json(table.as_json()) == table
    assert parse(table.as_text()) == table


def test_numbers_are_shown_as_the_reader_writes_them():
    assert (plain(1234), plain(1.5), plain(1.234), plain(-0.125)) == ("1234", "1.5", "1.2340", "-0.125")
    with override("en"):
        assert (shown(1234.5, 1), shown(12, 1, percent=True)) == ("1,234.5", "12.0%")
    with override("es"):
        assert (shown(12345.5, 1), shown(12, percent=True)) == ("12.345,5", "12\xa0%")
    with override("ar"):
        assert "12" in shown(12, percent=True)
