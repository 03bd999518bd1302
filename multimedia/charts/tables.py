"""A table as it is pasted from a spreadsheet, read strictly, and kept in one form.

Every error says row and column, counted as in the spreadsheet: row 1 holds the headings, column 1 the labels.
"""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multimedia.charts.labels import MomentError, read_moments
from multimedia.charts.numbers import Number, Written, decimals_of, in_ascii, is_gap, plain, shown

Cell = str | int | float | None

MAX_CHARACTERS = 200_000
MAX_COLUMNS = 30
MAX_ROWS = 500
MAX_CELL = 300
MAX_ERRORS = 12
#: Errors of one kind, before the others are only counted.
MAX_ALIKE = 4

#: Wikis and Markdown draw tables with the last one.
DELIMITERS = "\t;,|"

#: Signs that are no text: of control, halves of pairs, and those that Unicode keeps for none. Most of them are unknown
#: to XML and end the program that draws.
NO_TEXT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
    + "]"
)

_SPACE = re.compile(r"[^\S\u00a0\u2009\u202f]+")
_RULE = re.compile(r":?-+:?")
_YEAR = re.compile("[12][0-9]{3}")
#: A telephone number, a change, a number of a file or of an office.
_AS_WRITTEN = re.compile(r"\+|0[0-9]")


class TableError(ValueError):
    """What is wrong with a pasted table and where: one sentence each in ``messages``."""

    def __init__(self, messages: list[str]):
        """Keep the first few and the last, which says the cure; a long list helps nobody. None is said twice."""
        once = list(reversed(dict.fromkeys(reversed(messages))))
        self.messages = [*once[: MAX_ERRORS - 1], once[-1]] if len(once) > MAX_ERRORS else once
        super().__init__(" ".join(self.messages))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and how its cells are shown if they are numbers."""

    name: str
    number: bool = False
    percent: bool = False
    decimals: int = 0

    def show(self, cell: Cell) -> str:
        """A cell as readers see it; a gap is empty."""
        if cell is None:
            return ""
        return shown(cell, self.decimals, percent=self.percent) if self.number else str(cell)


@dataclass(frozen=True)
class Table:
    """Columns and rows. Cells of number columns are numbers or None (a gap), all others are text."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @cached_property
    def labels(self) -> list[str]:
        """The first column."""
        return [row[0] for row in self.rows]

    @property
    def series(self) -> tuple[Column, ...]:
        """Every column but the first."""
        return self.columns[1:]

    def values(self, series: int) -> list[Number | None]:
        """The numbers of a series, counted from 0; gaps are None."""
        return [row[series + 1] for row in self.rows]

    @property
    def numbers(self) -> list[Number]:
        """All numbers of the table that are there."""
        return [
            cell
            for row in self.rows
            for column, cell in zip(self.columns, row, strict=True)
            if column.number and cell is not None
        ]

    def shown_rows(self) -> list[list[tuple[Column, str]]]:
        """The rows as readers see them: pairs of column and text."""
        return [
            [(column, column.show(cell)) for column, cell in zip(self.columns, row, strict=True)] for row in self.rows
        ]

    def turned(self) -> "Table":
        """Rows as columns: years that stand side by side come under each other, in order. All cells are numbers."""
        percent = all(column.percent for column in self.series)
        columns = [
            Column(label, number=True, percent=percent, decimals=decimals_of(filter(None, cells)))
            for label, *cells in self.rows
        ]
        rows = [(column.name, *self.values(place)) for place, column in enumerate(self.series)]
        return Table((Column(self.columns[0].name), *columns), tuple(sorted(rows, key=lambda row: row[0])))

    def as_text(self) -> str:
        """The table as `parse` reads it, for the editor's form: tabs, and a point for decimals."""
        text = io.StringIO()
        writer = csv.writer(text, dialect="excel-tab", lineterminator="\n")
        writer.writerow([column.name for column in self.columns])
        for row in self.rows:
            writer.writerow([_as_text(column, cell) for column, cell in zip(self.columns, row, strict=True)])
        return text.getvalue().rstrip("\n")

    def as_json(self) -> dict:
        """The one stored form."""
        columns = []
        for column in self.columns:
            stored = {"name": column.name}
            if column.number:
                stored |= {"number": True, "decimals": column.decimals}
            if column.percent:
                stored["percent"] = True
            columns.append(stored)
        return {"columns": columns, "rows": [list(row) for row in self.rows]}

    @classmethod
    def from_json(cls, stored: dict) -> "Table":
        """The table of a stored form."""
        return cls(
            tuple(Column(**column) for column in stored["columns"]),
            tuple(tuple(row) for row in stored["rows"]),
        )


def _as_text(column: Column, cell: Cell) -> str:
    if cell is None:
        return ""
    if not column.number:
        return str(cell)
    return plain(cell) + ("%" if column.percent else "")


def parse(text: str, *, numbers: bool = False, max_series: int | None = None, max_rows: int = MAX_ROWS) -> Table:
    """Read a pasted table. With ``numbers``, every column but the first must hold numbers, and no label stand twice;
    labels and headings that are moments, however written, are kept in one form, and rows are put into their order.
    Without, what would lose by being a number stays text: years, money, "+5", "007".

    Raises `TableError`, which says everything that is wrong at once.
    """
    if len(text) > MAX_CHARACTERS:
        raise TableError([_("The table is too large to be read on a page. Leave out rows or columns.")])
    heading, rows = _records(text)
    _check_shape(heading, rows, MAX_COLUMNS if max_series is None else max_series + 1, max_rows)
    errors = _heading_errors(heading, rows)
    if numbers:
        heading, rows, doubts = _with_moments(heading, rows)
        errors += doubts or _label_errors(rows)
    columns = list(zip(*(cells for _number, cells in rows), strict=True))
    read = [(Column(heading[0]), columns[0])]
    decimal, doubts = _decimal_sign(columns[1:], [number for number, _cells in rows], numbers=numbers)
    errors += doubts
    for place, cells in enumerate(columns[1:], start=2):
        column, values, found = _column(heading[place - 1], place, cells, rows, decimal, numbers=numbers)
        read.append((column, values))
        errors += found
    if errors:
        raise TableError(errors)
    return Table(tuple(column for column, _cells in read), tuple(zip(*(cells for _column, cells in read), strict=True)))


def _records(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The headings, and the rows that are not empty with their numbers as in the spreadsheet."""
    text = NO_TEXT.sub("", text).strip("\ufeff\r\n")
    best: list[list[str]] = []
    best_score = (-1, -1)
    problem = None
    for delimiter in DELIMITERS:
        try:
            found = _divided(text, delimiter)
        except csv.Error:
            problem = _(
                "A quotation mark is opened and not closed, or something follows a closed one in the same cell."
            )
            continue
        widths = [len(record) - 1 for record in found if any(record)]
        if not widths:
            raise TableError([_("The table is empty. Copy the cells in your spreadsheet and paste them here.")])
        # A sign that divides every row wins; in the order of DELIMITERS.
        score = (int(min(widths) > 0), int(max(widths) > 0))
        if score > best_score:
            best, best_score = found, score
    if best_score <= (0, 0):
        raise TableError(
            [problem or _("There is only one column. Paste cells from a spreadsheet, or divide columns by semicolons.")]
        )
    numbered = [(number, record) for number, record in enumerate(best, start=1) if any(record)]
    filled = max(place for _number, record in numbered for place, cell in enumerate(record, start=1) if cell)
    numbered = [(number, record[:filled] if not any(record[filled:]) else record) for number, record in numbered]
    return numbered[0][1], numbered[1:]


def _divided(text: str, delimiter: str) -> list[list[str]]:
    """The cells of each line, when ``delimiter`` divides them."""
    found = [
        [_SPACE.sub(" ", cell).strip() for cell in record]
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    ]
    if delimiter == "|":
        found = [record[1:-1] if len(record) > 2 and not record[0] and not record[-1] else record for record in found]
        found = [[] if all(map(_RULE.fullmatch, record)) else record for record in found]
    return found


def _with_moments(
    heading: list[str], rows: list[tuple[int, list[str]]]
) -> tuple[list[str], list[tuple[int, list[str]]], list[str]]:
    """Headings and rows with their moments in one form, the rows in order, and what cannot be told about them."""
    try:
        if len(heading) > 2 and (moments := read_moments(heading[1:])):
            heading = [heading[0], *moments]
        if moments := read_moments([cells[0] for _number, cells in rows]):
            rows = [(number, [moment, *cells[1:]]) for moment, (number, cells) in zip(moments, rows, strict=True)]
            rows.sort(key=lambda row: row[1][0])
    except MomentError as error:
        return heading, rows, [str(error)]
    return heading, rows, []


def _check_shape(heading: list[str], rows: list[tuple[int, list[str]]], max_columns: int, max_rows: int) -> None:
    """Raise for a table that cannot be read cell by cell."""
    if not rows:
        raise TableError([_("There is only one row. The first row holds the headings, the rows below the figures.")])
    errors = []
    if len(rows) > max_rows:
        errors.append(
            _("There are %(found)s rows, at most %(most)s can be shown. Summarise them first.")
            % {"found": len(rows), "most": max_rows}
        )
    widths = Counter(len(cells) for _number, cells in rows)
    wanted, times = widths.most_common(1)[0]
    first = next(number for number, cells in rows if len(cells) == wanted)
    # One cell more in every row below good headings is a comma in each number, not a table that begins later.
    if wanted > len(heading) and times > 1 and (len(heading) == 1 or first != rows[0][0]):
        raise TableError(
            [
                _(
                    "The first row has fewer cells than the rows below it; the headings seem to stand in row %(row)s. "
                    "Leave out what stands above them."
                )
                % {"row": first}
            ]
        )
    if len(heading) > max_columns:
        errors.append(
            _("There are %(found)s columns, at most %(most)s can be shown.")
            % {"found": len(heading), "most": max_columns}
        )
    ragged = [
        ngettext(
            "Row %(row)s has %(found)s cell, the headings have %(wanted)s.",
            "Row %(row)s has %(found)s cells, the headings have %(wanted)s.",
            len(cells),
        )
        % {"row": number, "found": len(cells), "wanted": len(heading)}
        for number, cells in rows
        if len(cells) != len(heading)
    ]
    if ragged:
        cure = _(
            "Copy all columns together, leave out notes below the table, and where commas divide the columns write "
            "decimals with a point."
        )
        errors += [*few(ragged), cure]
    errors += [
        _("Row %(row)s, column %(column)s: the text is longer than %(most)s characters.")
        % {"row": number, "column": place, "most": MAX_CELL}
        for number, cells in [(1, heading), *rows]
        for place, cell in enumerate(cells, start=1)
        if len(cell) > MAX_CELL
    ]
    if errors:
        raise TableError(errors)


def few(errors: list[str]) -> list[str]:
    """The first errors of a kind, and how many more there are."""
    more = len(errors) - MAX_ALIKE
    if more < 2:
        return errors
    return [*errors[:MAX_ALIKE], _("There are %(count)s more of these.") % {"count": more}]


def _heading_errors(heading: list[str], rows: list[tuple[int, list[str]]]) -> list[str]:
    if not all(heading[1:]) and not rows[0][1][0]:
        return [
            _(
                "There seem to be two rows of headings. Make them one, with a heading over each column: “Women 2015”, "
                "“Women 2020”, “Men 2015”."
            )
        ]
    errors = [
        _("Column %(column)s has no heading.") % {"column": place}
        for place, name in enumerate(heading[1:], start=2)
        if not name
    ]
    counted = Counter(name.casefold() for name in heading if name)
    for name, times in counted.items():
        if times > 1:
            places = [place for place, other in enumerate(heading, start=1) if other.casefold() == name]
            errors.append(
                _("Columns %(columns)s have the same heading, “%(name)s”. Say in each what it counts.")
                % {"columns": ", ".join(map(str, places)), "name": heading[places[0] - 1]}
            )
    return errors


def _label_errors(rows: list[tuple[int, list[str]]]) -> list[str]:
    errors = [
        _("Row %(row)s has no label in its first column.") % {"row": number} for number, cells in rows if not cells[0]
    ]
    first: dict[str, int] = {}
    for number, cells in rows:
        label = cells[0].casefold()
        if label and label in first:
            errors.append(
                _("Rows %(first)s and %(row)s have the same label, “%(name)s”. Make them one row, or tell them apart.")
                % {"first": first[label], "row": number, "name": cells[0]}
            )
        first.setdefault(label, number)
    return errors


def _decimal_sign(columns: list[tuple[str, ...]], row_numbers: list[int], *, numbers: bool) -> tuple[str, list[str]]:
    """The sign that divides decimals in the whole table, and errors where that cannot be known."""
    sure: dict[str, tuple[int, int, str]] = {}
    doubtful: list[tuple[int, int, str]] = []
    for place, cells in enumerate(columns, start=2):
        written = [Written(cell) for cell in cells]
        if not _mostly_numbers(cells, written) or not (numbers or _are_figures(cells)):
            continue
        for row, cell, number in zip(row_numbers, cells, written, strict=True):
            if not number.ok or number.is_plain:
                continue
            if len(number.decimal_signs) == 1:
                sure.setdefault(number.decimal_signs, (row, place, cell))
            else:
                doubtful.append((row, place, cell))
    if len(sure) == 2:
        (row, place, cell), (other_row, other_place, other_cell) = sorted(sure.values())
        return ".", [
            _(
                "Row %(row)s, column %(column)s says “%(cell)s” and row %(other_row)s, column %(other_column)s says "
                "“%(other_cell)s”: decimals are divided by a point in one and by a comma in the other."
            )
            % {
                "row": row,
                "column": place,
                "cell": cell,
                "other_row": other_row,
                "other_column": other_place,
                "other_cell": other_cell,
            }
        ]
    if sure:
        return next(iter(sure)), []
    errors = []
    if doubtful:
        row, place, cell = doubtful[0]
        errors = [
            _(
                "Row %(row)s, column %(column)s: “%(cell)s” may mean %(many)s or %(few)s. Write this one cell as "
                "“%(sure_many)s” or as “%(sure_few)s”, and all others are read like it."
            )
            % {**_readings(cell), "row": row, "column": place, "cell": cell}
        ]
    return ".", errors


def _readings(cell: str) -> dict[str, str]:
    """What a number in doubt may mean, and how to write it without: "1,234" as "1,234.0" or as "1,2340"."""
    number = Written(cell)
    group = "," if "," in number.body else "."
    sign = "-" if number.negative else ""
    many, few = number.value("." if group == "," else ","), number.value(group)
    return {
        "many": str(many),
        "few": f"{few:.3f}",
        "sure_many": f"{sign}{number.body}{'.' if group == ',' else ','}0",
        "sure_few": f"{sign}{number.body}0",
    }


def _mostly_numbers(cells: tuple[str, ...], written: list[Written]) -> bool:
    filled = [number.ok for cell, number in zip(cells, written, strict=True) if not is_gap(cell)]
    return bool(filled) and sum(filled) * 2 >= len(filled)


def _are_figures(cells: tuple[str, ...]) -> bool:
    """Whether a column of numbers says the same when it is shown as numbers are: not years ("2,015"), not money, whose
    sign would be lost, no "+5" and no "007"."""
    filled = [in_ascii(cell).strip() for cell in cells if not is_gap(cell)]
    return not all(map(_YEAR.fullmatch, filled)) and not any(
        _AS_WRITTEN.match(cell) or Written(cell).currency for cell in filled
    )


def _column(
    name: str, place: int, cells: tuple[str, ...], rows: list[tuple[int, list[str]]], decimal: str, *, numbers: bool
) -> tuple[Column, tuple[Cell, ...], list[str]]:
    """A column with its cells read, and what is wrong with it."""
    written = [Written(cell) for cell in cells]
    where = {"column": place, "name": name}
    filled = [
        (row, cell, found) for (row, _cells), cell, found in zip(rows, cells, written, strict=True) if not is_gap(cell)
    ]
    words = [(row, cell, found) for row, cell, found in filled if not found.ok]
    if words or not filled:
        return Column(name), cells, _word_errors(filled, words, where) if numbers else []
    if not numbers and not _are_figures(cells):
        return Column(name), cells, []
    errors = []
    percent = any(found.percent for _row, _cell, found in filled)
    if bare := next((row for row, _cell, found in filled if percent and not found.percent), None):
        errors.append(
            _(
                "Row %(row)s, column %(column)s (%(name)s) has no percent sign, other rows have one. Write it in all "
                "of them or in none."
            )
            % {**where, "row": bare}
        )
    if len(currencies := {found.currency for _row, _cell, found in filled if found.currency}) > 1:
        errors.append(
            _("Column %(column)s (%(name)s) counts in different money: %(signs)s. Use one.")
            % {**where, "signs": ", ".join(sorted(currencies))}
        )
    values = tuple(
        None if is_gap(cell) else _value(number, decimal) for cell, number in zip(cells, written, strict=True)
    )
    decimals = decimals_of(value for value in values if value is not None)
    return Column(name, number=True, percent=percent, decimals=decimals), values, errors


def _word_errors(filled: list, words: list, where: dict) -> list[str]:
    """What is wrong with a column that must hold numbers: ``words`` are those of its ``filled`` cells that are none."""
    if not words:
        return [_("Column %(column)s (%(name)s) holds no number. Leave it out.") % where]
    if len(words) == len(filled) > 1 and not any(re.search(r"\d", cell) for _row, cell, _found in words):
        return [_("Column %(column)s (%(name)s) holds words, no numbers. Leave it out.") % where]
    errors = []
    for row, cell, found in words:
        message = (
            _("Row %(row)s, column %(column)s (%(name)s): “%(cell)s” has too many digits. Choose a larger unit.")
            if found.out_of_range
            else _("Row %(row)s, column %(column)s (%(name)s): “%(cell)s” is no number.")
        )
        errors.append(message % {**where, "row": row, "cell": cell})
    cure = _(
        "Write only numbers there: units and the marks of footnotes go into unit and note, and where there is no "
        "figure the cell stays empty."
    )
    return [*few(errors), cure]


def _value(number: Written, decimal: str) -> Number:
    """The number; one that cannot be read with the table's sign has been reported as an error already."""
    return number.value(decimal if decimal in number.decimal_signs else number.decimal_signs[0])
