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

from multimedia.charts.numbers import GAPS, Number, Written, decimals_of, plain, shown

Cell = str | int | float | None

MAX_CHARACTERS = 200_000
MAX_COLUMNS = 30
MAX_ROWS = 500
MAX_CELL = 300
MAX_ERRORS = 8

DELIMITERS = "\t;,"

_SPACE = re.compile(r"[^\S\u00a0\u2009\u202f]+")


class TableError(ValueError):
    """What is wrong with a pasted table and where: one sentence each in ``messages``."""

    def __init__(self, messages: list[str]):
        """Keep the first few; a long list helps nobody."""
        self.messages = messages[:MAX_ERRORS]
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
    """Read a pasted table. With ``numbers``, every column but the first must hold numbers, and no label stand twice.

    Raises `TableError`, which says everything that is wrong at once.
    """
    if len(text) > MAX_CHARACTERS:
        raise TableError([_("The table is too large to be read on a page. Leave out rows or columns.")])
    heading, rows = _records(text)
    _check_shape(heading, rows, max_rows)
    columns = list(zip(*(cells for _number, cells in rows), strict=True))
    errors = _heading_errors(heading)
    if max_series is not None and len(heading) - 1 > max_series:
        errors.append(
            _("There are %(found)s columns of numbers; more than %(most)s cannot be told apart. Leave some out.")
            % {"found": len(heading) - 1, "most": max_series}
        )
    if numbers:
        errors += _label_errors(rows)
    read = [(Column(heading[0]), columns[0])]
    decimal, doubts = _decimal_sign(columns[1:], [number for number, _cells in rows])
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
    text = text.strip("\ufeff\r\n")
    if not text.strip():
        raise TableError([_("The table is empty. Copy the cells in your spreadsheet and paste them here.")])
    best: list[list[str]] = []
    best_score = (-1, -1)
    problem = None
    for delimiter in DELIMITERS:
        try:
            found = [
                [_SPACE.sub(" ", cell).strip() for cell in record]
                for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
            ]
        except csv.Error:
            problem = _(
                "A quotation mark is opened and not closed, or something follows a closed one in the same cell."
            )
            continue
        widths = [len(record) - 1 for record in found if any(record)]
        # A sign that divides every row wins; tabs before semicolons before commas.
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


def _check_shape(heading: list[str], rows: list[tuple[int, list[str]]], max_rows: int) -> None:
    """Raise for a table that cannot be read cell by cell."""
    errors = []
    if not rows:
        errors.append(_("There is only one row. The first row holds the headings, the rows below the figures."))
    if len(rows) > max_rows:
        errors.append(
            _("There are %(found)s rows, at most %(most)s can be shown. Summarise them first.")
            % {"found": len(rows), "most": max_rows}
        )
    if len(heading) > MAX_COLUMNS:
        errors.append(
            _("There are %(found)s columns, at most %(most)s can be shown.")
            % {"found": len(heading), "most": MAX_COLUMNS}
        )
    errors += [
        _("Row %(row)s has %(found)s cells, the headings have %(wanted)s.")
        % {"row": number, "found": len(cells), "wanted": len(heading)}
        for number, cells in rows
        if len(cells) != len(heading)
    ]
    errors += [
        _("Row %(row)s, column %(column)s: the text is longer than %(most)s characters.")
        % {"row": number, "column": place, "most": MAX_CELL}
        for number, cells in [(1, heading), *rows]
        for place, cell in enumerate(cells, start=1)
        if len(cell) > MAX_CELL
    ]
    if errors:
        raise TableError(errors)


def _heading_errors(heading: list[str]) -> list[str]:
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
                _("Columns %(columns)s have the same heading, “%(name)s”.")
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
                _("Rows %(first)s and %(row)s have the same label, “%(name)s”.")
                % {"first": first[label], "row": number, "name": cells[0]}
            )
        first.setdefault(label, number)
    return errors


def _is_gap(cell: str) -> bool:
    return cell.casefold() in GAPS


def _decimal_sign(columns: list[tuple[str, ...]], row_numbers: list[int]) -> tuple[str, list[str]]:
    """The sign that divides decimals in the whole table, and errors where that cannot be known."""
    sure: dict[str, tuple[int, int, str]] = {}
    doubtful: list[tuple[int, int, str]] = []
    for place, cells in enumerate(columns, start=2):
        written = [Written(cell) for cell in cells]
        if not _mostly_numbers(cells, written):
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
        number = Written(cell)
        errors = [
            _("Row %(row)s, column %(column)s: “%(cell)s” may mean %(many)s or %(few)s. Write it in one of these ways.")
            % {
                "row": row,
                "column": place,
                "cell": cell,
                "many": plain(max(number.value("."), number.value(","), key=abs)),
                "few": plain(min(number.value("."), number.value(","), key=abs)),
            }
        ]
    return ".", errors


def _mostly_numbers(cells: tuple[str, ...], written: list[Written]) -> bool:
    filled = [number.ok for cell, number in zip(cells, written, strict=True) if not _is_gap(cell)]
    return bool(filled) and sum(filled) * 2 >= len(filled)


def _column(
    name: str, place: int, cells: tuple[str, ...], rows: list[tuple[int, list[str]]], decimal: str, *, numbers: bool
) -> tuple[Column, tuple[Cell, ...], list[str]]:
    """A column with its cells read, and what is wrong with it."""
    written = [Written(cell) for cell in cells]
    words = [
        (number, cell)
        for (number, _cells), cell, found in zip(rows, cells, written, strict=True)
        if not found.ok and not _is_gap(cell)
    ]
    if words or all(_is_gap(cell) for cell in cells):
        errors = [
            _("Row %(row)s, column %(column)s (%(name)s): “%(cell)s” is no number.")
            % {"row": row, "column": place, "name": name, "cell": cell}
            for row, cell in words
            if numbers
        ]
        if numbers and not words:
            errors = [_("Column %(column)s (%(name)s) holds no number.") % {"column": place, "name": name}]
        return Column(name), cells, errors
    filled = [number for cell, number in zip(cells, written, strict=True) if not _is_gap(cell)]
    errors = []
    percent = any(number.percent for number in filled)
    if percent and not all(number.percent for number in filled):
        row = next(
            number
            for (number, _cells), cell, found in zip(rows, cells, written, strict=True)
            if not _is_gap(cell) and not found.percent
        )
        errors.append(
            _("Row %(row)s, column %(column)s (%(name)s) has no percent sign, other rows have one.")
            % {"row": row, "column": place, "name": name}
        )
    values = tuple(
        None if _is_gap(cell) else _value(number, decimal) for cell, number in zip(cells, written, strict=True)
    )
    decimals = decimals_of(value for value in values if value is not None)
    return Column(name, number=True, percent=percent, decimals=decimals), values, errors


def _value(number: Written, decimal: str) -> Number:
    """The number; one that cannot be read with the table's sign has been reported as an error already."""
    return number.value(decimal if decimal in number.decimal_signs else number.decimal_signs[0])
