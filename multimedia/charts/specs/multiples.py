"""Small multiples: a small chart for each series, all on the same scale."""

from multimedia.charts.labels import kind_of
from multimedia.charts.measuring import FONT_SIZE
from multimedia.charts.scales import Scale, scale_of
from multimedia.charts.specs.bars import BAR, bar_texts, with_room, zero_line
from multimedia.charts.specs.config import GAPS, LINE, SPLIT
from multimedia.charts.specs.moments import MomentsChart
from multimedia.charts.tables import Table

GUTTER = 24


class MultiplesChart(MomentsChart):
    """Small lines over moments, small bars of names."""

    @staticmethod
    def axis(table: Table) -> Scale:
        """The axis of the numbers, for bars from zero."""
        return scale_of(table.numbers, zero=not kind_of(table.labels).is_time)

    def _view(self) -> dict:
        size = self._size
        header = {"title": None, "labelAnchor": "start", "labelPadding": 8, "labelExpr": SPLIT}
        return {
            "facet": {"field": "series", "type": "nominal", "sort": {"field": "place"}, "header": header},
            "columns": self._beside,
            "spacing": GUTTER,
            "spec": {"width": size, **(self._small_lines() if self.labels.is_time else self._small_bars(size))},
            # Each with its own moments: a row that is not full has none under it.
            "resolve": {"axis": {"x": "independent", "y": "independent"}} if self.labels.is_time else {},
        }

    @property
    def _beside(self) -> int:
        """How many small charts stand beside each other."""
        if self.labels.is_time:
            return 2 if self.narrow or len(self.table.series) in {2, 4} else 3
        return 1 if self.narrow else 2

    @property
    def _size(self) -> int:
        """The width of a small plot: each has its own figures beside it, but the names stand only once."""
        margins = self._ticks_width * self._beside if self.labels.is_time else self._labels_width
        return int(self.width - margins - GUTTER * (self._beside - 1) - 20) // self._beside

    @property
    def _name_room(self) -> float:
        return self.width / self._beside - 40

    def _on_axis(self) -> list[str]:
        """The first moment and the last: there is no room for more."""
        return [self.table.labels[0], self.table.labels[-1]]

    def _small_lines(self) -> dict:
        encoding = {"x": self._moments(), "y": self._numbers()}
        square = {"type": "point", "shape": "square", "filled": True, "size": 30, "opacity": 1, "invalid": "filter"}
        marks = [{"type": "line", "strokeWidth": 2.5, "invalid": GAPS}, square]
        return {"height": 110, "layer": [{"mark": mark, "encoding": encoding} for mark in marks]}

    def _small_bars(self, size: int) -> dict:
        numbers = self._numbers()
        numbers["axis"] = None
        room = self._shown_width(FONT_SIZE - 1) + 8
        numbers["scale"]["domain"] = with_room(self.table.numbers, room, size)
        encoding = {"x": numbers, "y": self._label_axis("y")}
        texts = bar_texts(FONT_SIZE - 1, upright=False)
        layers = [
            {"mark": BAR, "encoding": encoding},
            {"mark": texts["mark"] | {"fontWeight": 400}, "encoding": encoding | texts["encoding"]},
            *zero_line(self.table.numbers, "x"),
        ]
        return {"height": max(24, self._lines * LINE + 6) * len(self.table.rows), "layer": layers}
