"""What all kinds of chart share: rows, names, the room that labels take, legend, axes, frame."""

import json

from django.utils.functional import cached_property

from multimedia.charts.labels import kind_of, shown_label
from multimedia.charts.measuring import FONT_SIZE, width_of, wrapped
from multimedia.charts.numbers import Figures
from multimedia.charts.scales import Scale, scale_of
from multimedia.charts.specs.config import BOLD, CONFIG, KEY, LINE, SCHEMA, SPLIT
from multimedia.charts.tables import Cell, Column, Table


class Chart:
    """One spec in the making. Each kind is a subclass: it draws itself (`_view`) and says what differs in it."""

    #: Whether the numbers stand on an upright axis.
    _upright = False

    def __init__(self, table: Table, width: int):
        self.table, self.width = table, width
        self.narrow = width < 500
        self.labels = kind_of(table.labels)
        self.scale = self.axis(table)
        self.figures = Figures(table.numbers)
        self.percent = bool(table.series) and all(column.percent for column in table.series)
        self.names = [self._name(column) for column in table.series]

    @staticmethod
    def axis(table: Table) -> Scale:
        """The axis of the numbers. Zero may be left out where nothing has a length."""
        return scale_of(table.numbers, zero=False)

    def spec(self) -> dict:
        """The whole spec."""
        return {"$schema": SCHEMA, "data": {"values": self._rows()}, "config": CONFIG, **self._view()}

    def _view(self) -> dict:
        """The spec but for its data and its look."""
        raise NotImplementedError

    # --- What is drawn

    def _rows(self) -> list[dict]:
        """A row for each figure: its label, series, number, and the number as it is shown."""
        return [
            {
                "label": label,
                "series": name,
                "place": place,
                "value": cell,
                "shown": self._shown(column, cell),
            }
            for label, row in zip(self.drawn_labels, self.table.rows, strict=True)
            for place, (name, column, cell) in enumerate(zip(self.names, self.table.series, row[1:], strict=True))
        ]

    def _shown(self, column: Column, cell: Cell) -> str:
        return "" if cell is None else self.figures.text(cell, percent=column.percent)

    def _name(self, column: Column) -> str:
        """The name of a series in lines."""
        return "\n".join(wrapped(shown_label(column.name), self._name_room, FONT_SIZE * BOLD))

    @property
    def _name_room(self) -> float:
        """How wide the name of a series may be: in a legend of one column."""
        return self._legend_width - KEY

    @cached_property
    def drawn_labels(self) -> list:
        """The labels as they go into the spec: names in lines that leave room for the figures, moments as the axis
        wants them."""
        labels = self.table.labels
        if self.labels.is_time:
            return [self._moment(label) for label in labels]
        return ["\n".join(wrapped(label, max(self._label_room, 40))) for label in labels]

    def _moment(self, label: str) -> str | int:
        """A moment as it goes into the spec: a name among names."""
        return shown_label(label)

    @property
    def _label_room(self) -> float:
        """How wide a name among the labels may be: beside the plot."""
        return self.width * (0.36 if self.narrow else 0.32)

    @property
    def _lines(self) -> int:
        """The most lines that a label has."""
        return max(str(label).count("\n") + 1 for label in self.drawn_labels)

    @property
    def _labels_width(self) -> float:
        """What the labels take beside the plot."""
        return max(width_of(line) for label in self.drawn_labels for line in str(label).split("\n")) + 8

    @property
    def _ticks_width(self) -> float:
        """What the figures of an upright axis take beside the plot."""
        return max(map(width_of, self._tick_texts().values())) + 10

    def _shown_width(self, size: float) -> float:
        """The width of the longest figure, bold."""
        cells = (
            (column, cell) for row in self.table.rows for column, cell in zip(self.table.columns, row, strict=True)
        )
        return max(
            (width_of(self._shown(column, cell), size * BOLD) for column, cell in cells if column.number), default=0
        )

    # --- Axes

    def _label_axis(self, channel: str) -> dict:
        """The channel of the labels, for bars and dots: names or moments in their order."""
        axis = {"title": None, "ticks": False, "domain": channel == "x", "grid": False}
        if channel == "y":
            axis |= {"labelExpr": SPLIT, "labelLineHeight": LINE, "labelBaseline": "middle"}
            if self._lines > 1:
                axis["labelOffset"] = _middle(self._lines)
        else:
            # Where there is no room for all, those that have a figure come first.
            few = len(self._domain()) <= (8 if self.narrow else 16)
            axis |= {"labelAngle": 0, "labelOverlap": "parity"} | ({} if few else {"values": self.drawn_labels})
        return {
            "field": "label",
            "type": "nominal",
            "sort": None,
            "axis": axis,
            "scale": {"domain": self._domain(), "paddingInner": 0.28, "paddingOuter": 0.1},
        }

    def _domain(self) -> list[str]:
        """All places on the axis of the labels, in order."""
        return self.drawn_labels

    def _tick_texts(self) -> dict:
        figures = Figures(self.scale.ticks)
        return {tick: figures.text(tick, percent=self.percent) for tick in self.scale.ticks}

    def _numbers(self, **extra) -> dict:
        """The channel of the numbers, with its axis."""
        return {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": self.scale.domain, "nice": False, "zero": False},
            "axis": {
                "title": None,
                "values": list(self.scale.ticks),
                "labelExpr": lookup(self._tick_texts()),
                "labelPadding": 9,
                "domain": False,
                "ticks": False,
                "grid": True,
            },
            **extra,
        }

    def _spread(self, values: list, tall: list[float], height: float) -> list[float]:
        """Where the labels of these values stand, in pixels from above, so that none covers another.

        ``tall`` is the height of each; together they are no taller than ``height``.
        """
        span = self.scale.high - self.scale.low
        wanted = [height * (self.scale.high - value) / span for value in values]
        order = sorted(range(len(values)), key=lambda number: wanted[number])
        placed = [0.0] * len(values)
        # Half a line stands out above and below.
        free = -LINE / 2
        for number in order:
            placed[number] = max(wanted[number], free + tall[number] / 2)
            free = placed[number] + tall[number] / 2
        # What was pushed out below moves up again.
        limit = height + LINE / 2
        for number in reversed(order):
            placed[number] = min(placed[number], limit - tall[number] / 2)
            limit = placed[number] - tall[number] / 2
        return placed

    # --- Legend

    def _series(self, values: tuple, **legend) -> dict:
        """The channel of the series: the same order everywhere, a legend above where there are several."""
        count = len(self.names)
        channel = {
            "field": "series",
            "type": "nominal",
            "sort": None,
            "scale": {"type": "ordinal", "domain": self.names, "range": list(values[:count])},
            "legend": None,
        }
        if count > 1:
            channel["legend"] = {
                "orient": "top",
                "direction": "horizontal",
                "title": None,
                "columns": self._legend_columns,
                "labelExpr": SPLIT.replace("value", "label"),
                "offset": 14,
                **legend,
            }
        return channel

    @property
    def _legend_width(self) -> float:
        """What the legend has: it begins where the plot begins."""
        return self.width - (self._ticks_width if self._upright else self._labels_width) - 10

    @property
    def _legend_columns(self) -> int:
        longest = max(width_of(line) for name in self.names for line in name.split("\n")) + KEY
        return max(1, min(len(self.names), int(self._legend_width // longest)))

    @property
    def _legend_height(self) -> int:
        """What the legend takes from the height of the drawing."""
        if len(self.names) < 2:
            return 0
        lines = [name.count("\n") + 1 for name in self.names]
        columns = self._legend_columns
        return sum(max(lines[first : first + columns]) for first in range(0, len(lines), columns)) * (LINE + 2) + 14

    # --- Frame

    def _frame(self, height: int, **spec) -> dict:
        """A single view that fits its width with everything on it."""
        return {
            "width": self.width,
            "height": height,
            "autosize": {"type": "fit", "contains": "padding"},
            **spec,
        }

    def _layered(self, height: int, encoding: dict, layers: list[dict], own: list[dict] = ()) -> dict:
        """Layers that share an encoding, and others that have their own."""
        shared = [{**layer, "encoding": encoding | layer["encoding"]} for layer in layers]
        return self._frame(height, layer=[*shared, *own])


def lookup(texts: dict) -> str:
    """An expression that gives each figure of an axis its text."""
    parts = "".join(f"datum.value == {number} ? {json.dumps(text)} : " for number, text in texts.items())
    return f"{parts}''"


def _middle(most: int) -> dict:
    """How far labels of up to ``most`` lines move up, so that their middle stands where their first line would."""
    steps = [{"test": f"length({SPLIT}) == {lines}", "value": -(lines - 1) * LINE / 2} for lines in range(2, most + 1)]
    return {"condition": steps, "value": 0}
