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
        pytest.param("Year\tN\n2015\t(7)\n2016\t–3", [["2015", -7], ["2016", -3]], id="brackets, dash of a typewriter"),
        pytest.param("Year\tN\n2015\t1.2E+06\n2016\t5E-3", [["2015", 1200000], ["2016", 0.005]], id="powers of ten"),
        pytest.param("Year\tN\n2015\t12,34,567\n2016\t1,00,000", [["2015", 1234567], ["2016", 100000]], id="India"),
        pytest.param("السنة\tN\n2015\t٤٠٫٥٠٠\n2016\t١٬٢٣٤", [["2015", 40.5], ["2016", 1234]], id="Arabic digits"),
        pytest.param("سال\tN\n2015\t۳۱\n2016\t۸۸", [["2015", 31], ["2016", 88]], id="Persian digits"),
        pytest.param("区\tN\n甲\t１２\n乙\t３．５", [["甲", 12], ["乙", 3.5]], id="digits of full width"),
        pytest.param("Year\tN\n2015\t\u200b12\n2016\t4\u200e", [["2015", 12], ["2016", 4]], id="signs nobody sees"),
        pytest.param("Year\tN\n2015\t-3\n2016\t−4", [["2015", -3], ["2016", -4]], id="below zero"),
        pytest.param("Place\tN\nOld\x00 town\x0b\t1\x02", [["Old town", 1]], id="control characters"),
        pytest.param("Place\tN\nOld\ufffe to\ud800wn\U0001ffff\t1\uffff\ufdd0", [["Old town", 1]], id="no characters"),
        pytest.param(
            "Year\tN\n2015\t:\n2016\t#N/A\n2017\tNaN\n2018\tnull\n2019\tn.d.\n2020\t0.0000085",
            [["2015", None], ["2016", None], ["2017", None], ["2018", None], ["2019", None], ["2020", 0.0000085]],
            id="gaps of statistical offices",
        ),
        pytest.param(
            "| Ward | Yes |\n|:---|---:|\n| Hill | 1,5 |\n| Harbour | 5 |",
            [["Hill", 1.5], ["Harbour", 5]],
            id="Markdown",
        ),
        pytest.param("Ward | Yes\n--- | ---\nHill | 10", [["Hill", 10]], id="Markdown without edges"),
    ],
)
def test_what_a_spreadsheet_gives_is_read(text, rows):
    assert cells(text) == rows


@pytest.mark.parametrize(
    ("text", "read", "kept"),
    [
        pytest.param("A\tN\nx\t2015\ny\t1999", [2015, 1999], ["2015", "1999"], id="years"),
        pytest.param("A\tN\nx\t2015\ny\t31", [2015, 31], [2015, 31], id="figures as large as years"),
        pytest.param("A\tN\nx\t2015\ny\t\nz\t–", [2015, None, None], ["2015", "", "–"], id="years and gaps"),
        pytest.param("A\tN\nx\t$3,400.50\ny\t$ 7", [3400.5, 7], ["$3,400.50", "$ 7"], id="money before"),
        pytest.param("A\tN\nx\t3.400,50 €\ny\t-7€", [3400.5, -7], ["3.400,50 €", "-7€"], id="money after"),
        pytest.param("A\tN\nx\t007\ny\t12", [7, 12], ["007", "12"], id="zeros in front"),
        pytest.param("A\tN\nx\t0,5\ny\t0", [0.5, 0], [0.5, 0], id="below one"),
        pytest.param("A\tN\nx\t+49 301 234\ny\t5", [49301234, 5], ["+49 301 234", "5"], id="telephone"),
        pytest.param("A\tN\nx\t-3\ny\t−4\nz\t+5", [-3, -4, 5], ["-3", "−4", "+5"], id="signs"),
    ],
)
def test_a_chart_counts_and_a_table_shows_what_was_written(text, read, kept):
    assert [row[1] for row in cells(text, numbers=True)] == read
    assert [row[1] for row in cells(text)] == kept


def test_what_stays_text_leaves_no_doubt_about_decimals():
    assert cells("A\tPrice\tN\nx\t€1,234\t1,5") == [["x", "€1,234", 1.5]]
    assert cells("A\tPrice\nx\t€1,234") == [["x", "€1,234"]]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        pytest.param("2018 2015 2016", "2015 2016 2018", id="years in any order"),
        pytest.param("٢٠١٥ ٢٠١٦", "2015 2016", id="Arabic digits"),
        pytest.param("2018/19 2019/20 2021/22", "2018/19 2019/20 2021/22", id="budget years"),
        pytest.param("2008-09 2009-10 2010-2011", "2008/09 2009/10 2010/11", id="budget years that could be months"),
        pytest.param("2009-10", "2009-10", id="a month"),
        pytest.param("2008-09 2009-12", "2008-09 2009-12", id="months"),
        pytest.param("2021Q1 Q3-2020 2020-q4 1T2020", "2020-Q1 2020-Q3 2020-Q4 2021-Q1", id="quarters"),
        pytest.param("Jan-20 Sept.2019 March/2020 2020M02", "2019-09 2020-01 2020-02 2020-03", id="months by name"),
        pytest.param("ene-20 septiembre/2019", "2019-09 2020-01", id="months in a language of the site"),
        pytest.param("03/2015 4.2015", "2015-03 2015-04", id="months in digits"),
        pytest.param("01.02.2020 13.02.2020", "2020-02-01 2020-02-13", id="days with points"),
        pytest.param("1/2/2020 25/2/2020", "2020-02-01 2020-02-25", id="day first"),
        pytest.param("1/2/2020 2/25/2020", "2020-01-02 2020-02-25", id="month first"),
        pytest.param("5/5/2020 6/6/2020", "2020-05-05 2020-06-06", id="either way the same"),
        pytest.param("2020-02-01T00:00:00 2020/2/13", "2020-02-01 2020-02-13", id="days of machines"),
        pytest.param("1-Feb-20 13-Feb-2020", "2020-02-01 2020-02-13", id="days by name"),
        pytest.param("Hill 2015", "Hill 2015", id="names"),
        pytest.param("18-24 25-34", "18-24 25-34", id="ages"),
        pytest.param("Mayor-20 Court-21", "Mayor-20 Court-21", id="names with numbers"),
    ],
)
def test_moments_are_kept_in_one_form_and_in_order(written, kept):
    text = "When;N\n" + "\n".join(f"{label};1" for label in written.split())
    assert parse(text, numbers=True).labels == kept.split()
    assert parse(text).labels == written.split(), "a table to be read keeps its words"


def test_years_side_by_side_are_read_as_moments():
    table = parse("Country\t2015 [YR2015]\t2016 [YR2016]\nKenya\t..\t53.1\nGhana\t74.1\t79.3", numbers=True)
    assert [column.name for column in table.series] == ["2015", "2016"]


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
        *(
            pytest.param(text, "The table is empty", id=text)
            for text in (";", ",", "|", ";;;", "---|---", "\t\n;", "-")
        ),
        pytest.param("Year\n2015", "There is only one column", id="one column"),
        pytest.param("Year\tN", "There is only one row", id="headings alone"),
        pytest.param("Year\tN\n2015\t1\n2016", "Row 3 has 1 cell, the headings have 2.", id="short row"),
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
        pytest.param(
            "Year\tN\n2015\t1,234",
            "“1,234” may mean 1234 or 1.234. Write this one cell as “1,234.0” or as “1,2340”",
            id="doubt",
        ),
        pytest.param(
            "Year\tN\n2015\t1.234",
            "“1.234” may mean 1234 or 1.234. Write this one cell as “1.234,0” or as “1.2340”",
            id="doubt, point",
        ),
        pytest.param(
            "Year\tN\n2015\t1,5\n2016\t1.5", "divided by a point in one and by a comma in the other", id="both"
        ),
        pytest.param("Year\tN\n2015\t5%\n2016\t6", "Row 3, column 2 (N) has no percent sign", id="some percents"),
        pytest.param("Year\tN\n2015\t$5\n2016\t€6", "counts in different money: $, €. Use one.", id="money"),
        pytest.param("Year\tN\n2015\t5\n2016\t0.46¹", "“0.46¹” is no number.", id="mark of a footnote"),
        pytest.param("Year\tN\n2015\t5\n2016\t5,6 (b)", "the marks of footnotes go into unit and note", id="flag"),
        pytest.param("Year\tN\n2015\t5\n2016\t=2+3", "“=2+3” is no number.", id="formula"),
        pytest.param("Year\tN\n2015\t5\n2016\t" + "9" * 16, "has too many digits. Choose a larger unit.", id="huge"),
        pytest.param("Year\tN\n2015\t5\n2016\t1e99", "has too many digits. Choose a larger unit.", id="power"),
        pytest.param("Ward\tMayor\tN\nHill\tAnn\t1\nRiver\tBo\t2", "Column 2 (Mayor) holds words", id="words"),
        pytest.param(
            "\tWomen\t\tMen\t\n\t2015\t2020\t2015\t2020\nHill\t1\t2\t3\t4", "two rows of headings", id="two headings"
        ),
        pytest.param(
            '"Data Source","World Development Indicators",\n\n"Last Updated","2026-04-08",\n\n'
            '"Country","Code","2017","2018",\n"Angola","AGO","4","5",\n"Aruba","ABW","100","100",\n',
            "the headings seem to stand in row 5",
            id="lines above the headings",
        ),
        pytest.param("Place\tN\nHill\t1\nRiver\t2\n* Provisional", "leave out notes below the table", id="note below"),
        pytest.param("Year,N\n2015,12,5\n2016,13,1", "write decimals with a point", id="decimal commas in commas"),
        pytest.param("Day\tN\n1/2/2020\t5\n9/2/2020\t6", "begins with the day or with the month", id="day or month"),
        pytest.param("Day\tN\n13/2/20\t5", "has its year in two digits", id="short years"),
        pytest.param("Day\tN\n2021-02-30\t5", "“2021-02-30” is no day of the calendar.", id="no day"),
        pytest.param("Month\tN\nJan 2020\t5\n2020-01\t6", "the same label, “2020-01”", id="same month"),
        pytest.param('Year\tN\n"2015\t5', "A quotation mark is opened and not closed", id="open quote"),
        pytest.param(
            "Y" + "".join(f"\tN{n}" for n in range(7)) + "\n2015" + "\t1" * 7,
            "There are 8 columns, at most 7 can be shown.",
            id="columns",
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
    assert len(refused.value.messages) == 5
    with pytest.raises(TableError) as refused:
        parse("Year\tN\n0\t1\n" + "\n".join(f"{n}\tword" for n in range(1, 99)), numbers=True)
    assert refused.value.messages[-2] == "There are 94 more of these."
    assert refused.value.messages[-1].startswith("Write only numbers there")
    heading = "".join(f"\tN{n}" for n in range(30))
    with pytest.raises(TableError) as refused:
        parse(f"Year{heading}\n2015" + "\t1" * 30 + "\n2016" + "\tword" * 30, numbers=True, max_series=30)
    assert len(refused.value.messages) == MAX_ERRORS
    assert refused.value.messages[-1].startswith("Write only numbers there")


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


@pytest.mark.parametrize(("number", "decimals"), [(1e30, 0), (1e308, 330), pytest.param(-(10**400), 2, id="long")])
def test_no_number_is_too_large_to_be_shown(number, decimals):
    assert shown(number, decimals)


def test_the_largest_and_the_smallest_number_stand_in_one_column():
    table = parse("A\tN\nx\t999999999999999\ny\t0.00000000000123")
    assert [row[1][1] for row in table.shown_rows()] == ["999,999,999,999,999.00000000000000", "0.00000000000123"]
