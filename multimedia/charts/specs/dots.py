"""Dots of a row on one line; and slopes, from a dot on the left to one on the right."""

from multimedia.charts.measuring import FONT_SIZE, width_of, wrapped
from multimedia.charts.specs.chart import Chart
from multimedia.charts.specs.config import BOLD, FILLS, INK, LINE, SHAPES, SIZES, SPLIT


class DotChart(Chart):
    """A dot for each figure, those of a row joined; a single one with its figure over it."""

    def _view(self) -> dict:
        encoding = {"y": self._label_axis("y"), "x": self._numbers()}
        # A dot at the end of the axis leaves its label free.
        encoding["y"]["axis"] |= {"grid": True, "labelPadding": 14}
        encoding["x"]["axis"]["labelPadding"] = 6
        shapes = ("square", "square", *SHAPES[1:])
        dots = {
            "mark": {"type": "point", "filled": True, "opacity": 1, "stroke": INK, "strokeWidth": 1.5},
            "encoding": {"fill": self._series(FILLS), "shape": self._series(shapes), "size": self._series(SIZES)},
        }
        layers = [self._joined(), dots] if len(self.names) > 1 else [dots, _figures()]
        height = max(44, self._lines * LINE + 14) * len(self.table.rows) + 30 + self._legend_height
        return self._layered(height, encoding, layers)

    def _joined(self) -> dict:
        """The layer of the lines from the lowest to the highest figure of each row."""
        return {
            "mark": {"type": "rule", "strokeWidth": 3, "stroke": INK},
            "encoding": {"x": self._numbers(aggregate="min"), "x2": {"field": "value", "aggregate": "max"}},
        }


def _figures() -> dict:
    """The layer of the figures over the dots."""
    return {
        "mark": {"type": "text", "align": "center", "baseline": "bottom", "dy": -10, "fontWeight": 600},
        "encoding": {"text": {"field": "shown"}},
    }


class SlopeChart(Chart):
    """A line for each row from its first figure to its second, with label and figures at the ends, and no axis."""

    @property
    def _name_room(self) -> float:
        return self.width * 0.28

    def _view(self) -> dict:
        starts, ends = self._texts()
        tall = [[14 * text.count("\n") + LINE + 2 for text in texts] for texts in (starts, ends)]
        height = max(240, *(sum(part) for part in tall))
        left, right = (
            int(max(max(map(_widest, texts)) + 20, _widest(name) / 2 + 4))
            for texts, name in zip((starts, ends), self.names, strict=True)
        )
        plot = self.width - left - right
        start_y, end_y = (self._spread(self.table.values(place), tall[place], height) for place in (0, 1))
        rows = [
            {
                "label": label,
                "end": end,
                "start_y": start - 7 * label.count("\n"),
                "end_y": finish - 7 * end.count("\n"),
            }
            for label, end, start, finish in zip(starts, ends, start_y, end_y, strict=True)
        ]
        x = self._sides()
        y = {"field": "value", "type": "quantitative", "axis": None}
        y["scale"] = {"domain": self.scale.domain, "nice": False, "zero": False}
        return {
            "width": plot,
            "height": height,
            "autosize": {"type": "none", "contains": "content"},
            "padding": {"left": left, "right": right, "top": self._name_lines * LINE + 20, "bottom": 12},
            "layer": [
                {
                    "mark": {"type": "line", "strokeWidth": 2, "stroke": FILLS[0]},
                    "encoding": {"x": x, "y": y, "detail": {"field": "label"}},
                },
                {
                    "mark": {"type": "point", "shape": "square", "filled": True, "size": 70, "opacity": 1},
                    "encoding": {"x": x, "y": y},
                },
                _text_layer(rows, "start_y", "label", {"align": "right", "x": -10}),
                _text_layer(rows, "end_y", "end", {"align": "left", "x": plot + 10, "fontWeight": 600}),
            ],
        }

    def _texts(self) -> tuple[list[str], list[str]]:
        """What stands at both ends of each line; where there is room, its label twice."""
        first, second = self.table.series
        room = self.width * (0.34 if self.narrow else 0.3)
        starts = ["\n".join(wrapped(f"{row[0]}  {self._shown(first, row[1])}", room)) for row in self.table.rows]
        ends = [self._shown(second, row[2]) for row in self.table.rows]
        if not self.narrow:
            ends = [
                "\n".join(wrapped(f"{end}  {row[0]}", room, FONT_SIZE * BOLD))
                for end, row in zip(ends, self.table.rows, strict=True)
            ]
        return starts, ends

    @property
    def _name_lines(self) -> int:
        """The most lines that the name of a side has."""
        return max(name.count("\n") + 1 for name in self.names)

    def _sides(self) -> dict:
        """The channel of the series: two upright lines with their names above."""
        x = {"field": "series", "type": "nominal", "sort": None, "scale": {"type": "point", "padding": 0}}
        x["axis"] = {"title": None, "orient": "top", "domain": False, "ticks": False, "labelAngle": 0, "grid": True}
        x["axis"] |= {"gridColor": INK, "labelFontWeight": 600, "labelExpr": SPLIT}
        x["axis"]["labelPadding"] = 12 + LINE * (self._name_lines - 1)
        x["axis"] |= {"labelOverlap": False, "labelLineHeight": LINE}
        return x


def _widest(text: str) -> float:
    """The width of the longest line of a text, bold."""
    return max(width_of(line, FONT_SIZE * BOLD) for line in text.split("\n"))


def _text_layer(rows: list[dict], height: str, text: str, place: dict) -> dict:
    """The layer of the texts at one end, from the fields of these names."""
    mark = {"type": "text", "fontSize": FONT_SIZE, "baseline": "middle", "lineBreak": "\n", "lineHeight": 14}
    return {
        "data": {"values": rows},
        "mark": {**mark, **place},
        "encoding": {
            "y": {"field": height, "type": "quantitative", "scale": None, "axis": None},
            "text": {"field": text},
        },
    }
