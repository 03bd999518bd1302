"""Bars: one of each, several beside each other, or on top of each other."""

from multimedia.charts.labels import between, shown_label
from multimedia.charts.measuring import FONT_SIZE
from multimedia.charts.numbers import Number
from multimedia.charts.scales import Scale, scale_of
from multimedia.charts.specs.chart import Chart
from multimedia.charts.specs.config import FILLS, HEIGHT, INK, LINE
from multimedia.charts.tables import Table

BAR = {"type": "bar", "stroke": INK, "strokeWidth": 1}


class _Bars(Chart):
    """Bars lie one below the other; those of moments stand."""

    @staticmethod
    def axis(table: Table) -> Scale:
        """The axis of the numbers, from zero."""
        return scale_of(table.numbers, zero=True)

    @property
    def _upright(self) -> bool:
        return self.labels.is_time

    @property
    def _along(self) -> str:
        """The channel of the numbers."""
        return "y" if self._upright else "x"

    @property
    def _across(self) -> str:
        """The channel of the labels."""
        return "x" if self._upright else "y"

    def _domain(self) -> list[str]:
        """All places, in order; moments that the table leaves out keep theirs."""
        if self.labels.is_time:
            return [shown_label(moment) for moment in between(self.table.labels)]
        return self.drawn_labels

    def _height(self, thick: int, below: int) -> int:
        """The height of the drawing: of rows at least this thick and of what stands below them, where bars lie."""
        if self._upright:
            return HEIGHT + self._legend_height
        return max(thick, self._lines * LINE + 12) * len(self.table.rows) + below + self._legend_height


class BarChart(_Bars):
    """A bar for each label with its figure at the end; over bars that stand, figures only where they fit."""

    _figure_size = FONT_SIZE + 1
    #: Of a row.
    _thick = 34

    def _view(self) -> dict:
        wanted = self._shown_width(self._figure_size)
        numbered = not self._upright or wanted < self._figure_room
        numbers = self._numbers(stack=None)
        if not self._upright:
            # The figures stand at the bars: room for them, and no axis.
            numbers["axis"] = None
            numbers["scale"]["domain"] = with_room(self.table.numbers, wanted + 10, self.width - self._labels_width)
        elif numbered:
            numbers["scale"]["domain"] = self._above_labels()
        encoding = {self._along: numbers, self._across: self._label_axis(self._across), **self._beside()}
        layers = [{"mark": BAR, "encoding": self._fill()}]
        if numbered:
            layers.append(bar_texts(self._figure_size, upright=self._upright))
        zero = zero_line(self.table.numbers, self._along)
        return self._layered(self._height(self._thick, 16), encoding, layers, zero)

    @property
    def _figure_room(self) -> float:
        """How wide a figure over a bar may be."""
        return (self.width - self._ticks_width) / len(self._domain())

    def _above_labels(self) -> list[Number]:
        """The ends of an upright axis on which the lowest figure stands above the labels below the plot."""
        low, high = min([0, *self.table.numbers]), self.scale.high
        if low == 0:
            return self.scale.domain
        return [min(self.scale.low, low - (high - low) * LINE / (HEIGHT - 60)), high]

    def _beside(self) -> dict:
        """The channel that puts bars of one label beside each other."""
        return {}

    def _fill(self) -> dict:
        """The channel that tells the series apart."""
        return {}


class GroupedChart(BarChart):
    """Several bars for each label."""

    _figure_size = FONT_SIZE - 1

    @property
    def _thick(self) -> int:
        return 20 * len(self.names) + 14

    @property
    def _figure_room(self) -> float:
        return super()._figure_room / len(self.names) * 0.72

    def _beside(self) -> dict:
        offset = {"field": "series", "type": "nominal", "sort": None, "scale": {"domain": self.names}}
        return {f"{self._across}Offset": offset}

    def _fill(self) -> dict:
        return {"fill": self._series(FILLS)}


class StackedChart(_Bars):
    """A bar for each label, in parts."""

    @staticmethod
    def axis(table: Table) -> Scale:
        """The axis of the sums."""
        return axis_of_sums(table)

    def _view(self) -> dict:
        return self._frame(
            self._height(34, 30),
            mark=BAR,
            encoding={
                self._along: self._numbers(stack="zero"),
                self._across: self._label_axis(self._across),
                "fill": self._series(FILLS),
                "order": {"field": "place"},
            },
        )


def axis_of_sums(table: Table) -> Scale:
    """The axis of what is drawn on top of each other."""
    return scale_of((sum(cell or 0 for cell in row[1:]) for row in table.rows), zero=True)


def bar_texts(size: float, *, upright: bool) -> dict:
    """The layer of the figures at the ends of bars."""
    below = "datum.value < 0"
    if upright:
        place = {
            "align": "center",
            "baseline": {"expr": f"{below} ? 'top' : 'bottom'"},
            "dy": {"expr": f"{below} ? 4 : -4"},
        }
    else:
        place = {
            "align": {"expr": f"{below} ? 'right' : 'left'"},
            "baseline": "middle",
            "dx": {"expr": f"{below} ? -6 : 6"},
        }
    return {
        "mark": {"type": "text", "fontWeight": 600, "fontSize": size, **place},
        "encoding": {"text": {"field": "shown"}},
    }


def with_room(numbers: list[Number], room: float, plot: float) -> list[Number]:
    """The ends of an axis of bars in ``plot`` pixels that leave ``room`` for figures outside of the bars."""
    most, least = max([0, *numbers]), min([0, *numbers])
    if most == least:
        return [0, 1]
    sides = (least < 0) + (most > 0)
    each = (most - least) * room / max(plot - sides * room, plot / 4)
    return [least - each if least < 0 else 0, most + each if most > 0 else 0]


def zero_line(numbers: list[Number], along: str) -> list[dict]:
    """A layer with a line at zero where bars go to both sides of it."""
    if not any(number < 0 for number in numbers):
        return []
    zero = {"data": {"values": [{}]}, "mark": {"type": "rule", "strokeWidth": 1.5}}
    return [{**zero, "encoding": {along: {"datum": 0}}}]
