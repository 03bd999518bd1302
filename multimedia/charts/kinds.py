"""The kinds of chart, and which tables each can show honestly."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multimedia.charts.labels import between, is_date, kind_of
from multimedia.charts.tables import Table, few

#: More cannot be told apart without colours.
MAX_SERIES = 6


class ChartKind(models.TextChoices):
    """What an author chooses, each with what it is for."""

    BAR = "bar", gettext_lazy("Bars: compare one figure of several places or things")
    GROUPED = "grouped", gettext_lazy("Grouped bars: compare two to four figures of each")
    STACKED = "stacked", gettext_lazy("Stacked bars: parts that add up to a whole")
    LINE = "line", gettext_lazy("Lines: how figures moved over time")
    AREA = "area", gettext_lazy("Areas: an amount over time, or its parts")
    DOT = "dot", gettext_lazy("Dots: how far apart several figures are")
    SLOPE = "slope", gettext_lazy("Slopes: before and after, of several at once")
    MULTIPLES = "multiples", gettext_lazy("Small multiples: one small chart a column, on the same scale")


_SERIES = {
    ChartKind.BAR: (1, 1),
    ChartKind.GROUPED: (2, 4),
    ChartKind.STACKED: (2, MAX_SERIES),
    ChartKind.LINE: (1, MAX_SERIES),
    ChartKind.AREA: (1, MAX_SERIES),
    ChartKind.DOT: (1, MAX_SERIES),
    ChartKind.SLOPE: (2, 2),
    ChartKind.MULTIPLES: (2, MAX_SERIES),
}
#: Rows, for labels that are names and for those that are moments.
_ROWS = {
    ChartKind.BAR: (30, 40),
    ChartKind.GROUPED: (12, 16),
    ChartKind.STACKED: (20, 40),
    ChartKind.LINE: (24, 400),
    ChartKind.AREA: (24, 400),
    ChartKind.DOT: (30, 30),
    ChartKind.SLOPE: (12, 12),
    ChartKind.MULTIPLES: (12, 120),
}
_MOVING = {ChartKind.LINE, ChartKind.AREA}
_STANDING = {ChartKind.BAR, ChartKind.GROUPED, ChartKind.STACKED}
#: Bars of moments keep the place of those that are left out; more would make them hairlines.
MAX_PLACES = 60


def is_stack(kind: ChartKind, table: Table) -> bool:
    """Whether the series are drawn on top of each other."""
    return kind == ChartKind.STACKED or (kind == ChartKind.AREA and len(table.series) > 1)


def turned(kind: ChartKind, table: Table) -> Table:
    """The table as this kind reads it. Statistical offices write years side by side; a line wants them under each
    other."""
    across = kind_of([column.name for column in table.series]).is_time and not kind_of(table.labels).is_time
    if across and kind in {*_MOVING, ChartKind.MULTIPLES} and len(table.series) > 2:
        return table.turned()
    return table


def misfits(kind: ChartKind, table: Table) -> list[str]:
    """Why this table cannot be shown honestly as this kind of chart, a sentence each with the cure."""
    found = []
    least, most = _SERIES[kind]
    series = len(table.series)
    if series < least or series > most:
        found.append(_columns_wanted(least, most, series))
    labels = kind_of(table.labels)
    rows = _ROWS[kind][labels.is_time]
    if len(table.rows) > rows:
        found.append(
            _("There are %(found)s rows; this kind of chart is legible up to %(most)s. Leave some out or show a table.")
            % {"found": len(table.rows), "most": rows}
        )
    if kind in _MOVING and len(table.rows) < 2:
        found.append(_("A line needs at least two rows."))
    if kind in {*_MOVING, ChartKind.MULTIPLES} and not labels.is_time:
        found += _mixed(table.labels)
    if kind in _STANDING and labels.is_time and len(between(table.labels)) > MAX_PLACES:
        found.append(
            _(
                "The dates lie too far apart, or too unevenly, for bars at their true distance. Choose lines or dots, "
                "or leave dates out."
            )
        )
    if is_stack(kind, table):
        found += _unstackable(table)
    elif kind == ChartKind.AREA and any(number < 0 for number in table.numbers):
        found.append(_("An area cannot show figures below zero. Choose lines."))
    if kind == ChartKind.SLOPE:
        found += [
            _("“%(label)s” has no figure for one of the two moments. Leave the row out.") % {"label": row[0]}
            for row in table.rows
            if None in row[1:]
        ]
    return found


def _columns_wanted(least: int, most: int, found: int) -> str:
    if least == most == 1:
        message = _(
            "This kind of chart shows one column of numbers beside the labels; the table has %(found)s. Leave columns "
            "out, or choose another kind."
        )
    elif least == most:
        message = _(
            "This kind of chart shows %(most)s columns of numbers beside the labels; the table has %(found)s. Choose "
            "another kind for them."
        )
    else:
        message = _(
            "This kind of chart shows %(least)s to %(most)s columns of numbers beside the labels; the table has "
            "%(found)s. Leave columns out, or choose another kind."
        )
    return message % {"least": least, "most": most, "found": found}


def _mixed(labels: list[str]) -> list[str]:
    """What is wrong with labels of which some are moments and some are not, or moments of different length."""
    moments = [label for label in labels if is_date(label)]
    if not moments:
        return []
    odd = next((label for label in labels if not kind_of([label, moments[0]]).is_time), labels[0])
    return [
        _("“%(odd)s” is not a date like “%(usual)s”. Write all dates in one way, and leave other rows out.")
        % {"odd": odd, "usual": moments[0]}
    ]


def _unstackable(table: Table) -> list[str]:
    found = []
    for row in table.rows:
        for column, cell in zip(table.series, row[1:], strict=True):
            where = {"label": row[0], "name": column.name}
            if cell is None:
                found.append(
                    _(
                        "“%(label)s” has no figure for “%(name)s”: a stack would look complete without it. Write 0 if "
                        "it is nothing, or choose another kind."
                    )
                    % where
                )
            elif cell < 0:
                found.append(
                    _("“%(label)s” is below zero for “%(name)s” and cannot be stacked. Choose grouped bars or lines.")
                    % where
                )
    return few(found)
