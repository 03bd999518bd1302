"""From a table to a Vega-Lite spec: neutral colours by name, bars from zero, gaps as gaps, one axis only.

Text in a spec (labels, numbers) is in the reader's language already; colours are the tokens of static/css/tokens.css,
so that one drawing serves day, night and forced colours.
"""

import textwrap

from multimedia.charts.kinds import ChartKind, is_stack
from multimedia.charts.labels import Labels, kind_of, shown_label
from multimedia.charts.numbers import decimals_of, shown
from multimedia.charts.scales import Scale, scale_of
from multimedia.charts.tables import Table

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

NARROW, WIDE = 340, 720

INK, GROUND, HAIR, QUIET = "var(--ink)", "var(--ground)", "var(--hair)", "var(--ink-2)"
#: Neighbours differ as much as six greys can; every fill has an outline in ink.
FILLS = ("var(--n1)", "var(--n5)", "var(--n3)", "var(--n6)", "var(--n2)", "var(--n4)")
#: Lines differ by shade, dash and mark.
STROKES = ("var(--n1)", "var(--n3)", "var(--n1)", "var(--n3)", "var(--n2)", "var(--n4)")
DASHES = ([1, 0], [1, 0], [7, 4], [7, 4], [2, 3], [2, 3])
SHAPES = ("square", "triangle-up", "cross", "triangle-down", "square", "triangle-up")

FONT_SIZE = 13
#: Width of an average letter, in pixels at ``FONT_SIZE``.
LETTER = 6.9
LINE = 16

#: Labels of several lines.
_SPLIT = "split(datum.value, '\\n')"

CONFIG = {
    "aria": False,
    "background": None,
    "padding": 2,
    "font": "Archivo",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": FONT_SIZE,
        "labelPadding": 6,
        "labelLimit": 0,
        "titleColor": INK,
        "titleFontSize": FONT_SIZE,
        "titleFontWeight": 600,
        "gridColor": HAIR,
        "domainColor": INK,
        "tickColor": INK,
    },
    "header": {"labelColor": INK, "labelFontSize": FONT_SIZE, "labelFontWeight": 650, "title": None},
    "legend": {
        "labelColor": INK,
        "labelFontSize": FONT_SIZE,
        "labelLimit": 0,
        "titleColor": INK,
        "titleFontSize": FONT_SIZE,
        "symbolStrokeWidth": 2,
        "symbolSize": 130,
    },
    "title": {"color": INK, "fontSize": FONT_SIZE + 1, "anchor": "start"},
    "mark": {"color": FILLS[0]},
    "bar": {"fill": FILLS[0]},
    "line": {"stroke": FILLS[0], "strokeWidth": 2.5},
    "rule": {"color": INK},
    "text": {"color": INK, "fontSize": FONT_SIZE},
    "range": {"category": list(FILLS), "ordinal": list(reversed(FILLS)), "ramp": ["var(--n6)", "var(--n1)"]},
}


def spec_of(kind: ChartKind, table: Table, width: int) -> dict:
    """The spec of a chart that is ``width`` pixels wide, in the active language."""
    return _Chart(ChartKind(kind), table, width).spec()


def axis_of(kind: ChartKind, table: Table) -> Scale:
    """The axis of the numbers."""
    if is_stack(kind, table):
        return scale_of((sum(cell or 0 for cell in row[1:]) for row in table.rows), zero=True)
    zero = kind in {ChartKind.BAR, ChartKind.GROUPED, ChartKind.AREA} or (
        kind == ChartKind.MULTIPLES and not kind_of(table.labels).is_time
    )
    return scale_of(table.numbers, zero=zero)


class _Chart:
    """One spec in the making: what all kinds share, then a method for each kind."""

    def __init__(self, kind: ChartKind, table: Table, width: int):
        self.kind, self.table, self.width = kind, table, width
        self.narrow = width < 500
        self.labels = kind_of(table.labels)
        self.scale = axis_of(kind, table)
        self.names = [column.name for column in table.series]
        self.decimals = max((column.decimals for column in table.series), default=0)
        self.percent = bool(table.series) and all(column.percent for column in table.series)

    def spec(self) -> dict:
        spec = getattr(self, f"_{self.kind.value}")()
        return {"$schema": SCHEMA, "data": {"values": self._rows()}, "config": CONFIG, **spec}

    # --- What is drawn

    def _rows(self) -> list[dict]:
        """A row for each figure: its label, series, number, and the number as it is shown."""
        return [
            {
                "label": self._wrapped(row[0]),
                "series": column.name,
                "place": place,
                "value": cell,
                "shown": column.show(cell),
            }
            for row in self.table.rows
            for place, (column, cell) in enumerate(zip(self.table.series, row[1:], strict=True))
        ]

    def _wrapped(self, label: str) -> str:
        """A name in lines that leave room for the figures; moments as bars show them."""
        moving = self.kind in {ChartKind.LINE, ChartKind.AREA}
        if self.labels.is_time:
            return label if moving or self.kind == ChartKind.MULTIPLES else shown_label(label)
        if moving:
            letters = max(6, int(self.width * 0.85 / len(self.table.rows) / LETTER))
        else:
            letters = max(12, int(self.width * (0.4 if self.narrow else 0.32) / LETTER))
        return "\n".join(_balanced(label, letters)) or label

    @property
    def _lines(self) -> int:
        """The most lines that a label has."""
        return max(label.count("\n") + 1 for label in map(self._wrapped, self.table.labels))

    # --- Parts

    def _frame(self, height: int, **spec) -> dict:
        """A single view that fits its width with everything on it."""
        return {
            "width": self.width,
            "height": height,
            "autosize": {"type": "fit", "contains": "padding"},
            **spec,
        }

    def _label_axis(self, channel: str, **extra) -> dict:
        """The channel of the labels, for bars and dots: names or moments in their order."""
        axis = {"title": None, "ticks": False, "domain": channel == "x", "grid": False}
        if channel == "y":
            axis |= {"labelExpr": _SPLIT, "labelLineHeight": LINE, "labelBaseline": "middle"}
        else:
            axis |= {"labelAngle": 0, "labelOverlap": "parity"}
            if self.labels is Labels.NAMES:
                axis["labelExpr"] = _SPLIT
        return {
            "field": "label",
            "type": "nominal",
            "sort": None,
            "axis": axis,
            "scale": {"domain": self._domain(), "paddingInner": 0.28, "paddingOuter": 0.1},
            **extra,
        }

    def _domain(self) -> list[str]:
        """The labels in order; years that the table leaves out keep their place."""
        labels = self.table.labels
        if self.labels is Labels.YEARS and int(labels[-1]) - int(labels[0]) < 60:
            return [str(year) for year in range(int(labels[0]), int(labels[-1]) + 1)]
        return [self._wrapped(label) for label in labels]

    def _moments(self) -> dict:
        """The channel of the labels, for lines: years and dates at their distance from each other."""
        axis = {"title": None, "grid": False, "tickSize": 5, "labelOverlap": "greedy", "labelFlush": True}
        if self.labels is Labels.YEARS:
            years = sorted({int(label) for label in self.table.labels})
            most = 5 if self.narrow else 11
            step = max(1, -(-(years[-1] - years[0]) // most))
            values = [year for year in range(years[0], years[-1] + 1) if not (years[-1] - year) % step]
            return {
                "field": "label",
                "type": "quantitative",
                "axis": axis | {"format": "d", "values": values},
                "scale": {"domain": [years[0], years[-1]], "zero": False, "nice": False},
            }
        if self.labels.is_time:
            shape = "%b %Y" if self.labels is Labels.MONTHS else "%-d %b %Y"
            return {"field": "label", "type": "temporal", "axis": axis | {"format": shape, "tickCount": 4}}
        return {
            "field": "label",
            "type": "nominal",
            "sort": None,
            "axis": axis
            | {
                "labelAngle": 0,
                "labelOverlap": False,
                "labelFlush": False,
                "labelExpr": _SPLIT,
                "labelLineHeight": LINE,
            },
            "scale": {"type": "point", "padding": 0.5},
        }

    def _numbers(self, **extra) -> dict:
        """The channel of the numbers, with its axis."""
        decimals = decimals_of(self.scale.ticks)
        texts = {str(tick): shown(tick, decimals, percent=self.percent) for tick in self.scale.ticks}
        return {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": self.scale.domain, "nice": False, "zero": False},
            "axis": {
                "title": None,
                "values": list(self.scale.ticks),
                "labelExpr": _lookup(texts),
                "domain": False,
                "ticks": False,
                "grid": True,
            },
            **extra,
        }

    def _series(self, values: tuple, **legend) -> dict:
        """The channel of the series: the same order everywhere, a legend above where there are several."""
        count = len(self.names)
        channel = {
            "field": "series",
            "type": "nominal",
            "sort": None,
            "scale": {"domain": self.names, "range": list(values[:count])},
            "legend": None,
        }
        if count > 1:
            longest = max(map(len, self.names)) * LETTER + 36
            channel["legend"] = {
                "orient": "top",
                "direction": "horizontal",
                "title": None,
                "columns": max(1, min(count, int((self.width - 20) // longest))),
                "offset": 14,
                **legend,
            }
        return channel

    # --- Kinds

    def _bar(self) -> dict:
        return self._bars(None)

    def _grouped(self) -> dict:
        return self._bars({"field": "series", "type": "nominal", "sort": None, "scale": {"domain": self.names}})

    def _bars(self, offset: dict | None) -> dict:
        """Bars from the left with their figures at the end; bars of moments stand."""
        upright = self.labels.is_time
        along, across = ("y", "x") if upright else ("x", "y")
        count = len(self.table.rows) * len(self.names)
        numbered = count <= (8 if self.narrow else 16) if upright else True
        numbers = self._numbers(stack=None)
        if not upright:
            # The figures stand at the bars: room for them, and no axis.
            numbers["axis"] = None
            room = (self.scale.high - self.scale.low) * (0.22 if self.narrow else 0.12)
            most, least = max([0, *self.table.numbers]), min([0, *self.table.numbers])
            numbers["scale"] = {
                "domain": [least - room if least < 0 else 0, most + room if most > 0 else 0],
                "nice": False,
            }
        encoding = {along: numbers, across: self._label_axis(across)}
        if offset:
            encoding[f"{across}Offset"] = offset
        fill = {"fill": self._series(FILLS)} if offset else {}
        layers = [{"mark": {"type": "bar", "stroke": INK, "strokeWidth": 1}, "encoding": fill}]
        if numbered:
            below = "datum.value < 0"
            text = (
                {
                    "align": "center",
                    "baseline": {"expr": f"{below} ? 'top' : 'bottom'"},
                    "dy": {"expr": f"{below} ? 4 : -4"},
                }
                if upright
                else {
                    "align": {"expr": f"{below} ? 'right' : 'left'"},
                    "baseline": "middle",
                    "dx": {"expr": f"{below} ? -6 : 6"},
                }
            )
            size = FONT_SIZE - 1 if offset else FONT_SIZE + 1
            layers.append(
                {
                    "mark": {"type": "text", "fontWeight": 650, "fontSize": size, **text},
                    "encoding": {"text": {"field": "shown"}},
                }
            )
        own = []
        if any(number < 0 for number in self.table.numbers):
            zero = {"data": {"values": [{}]}, "mark": {"type": "rule", "strokeWidth": 1.5}}
            own = [{**zero, "encoding": {along: {"datum": 0}}}]
        thick = (20 if offset else 34) * len(self.names) + (14 if offset else 0)
        thick = max(thick, self._lines * LINE + 12)
        height = 300 if upright else thick * len(self.table.rows) + 10
        return self._layered(height, encoding, layers, own)

    def _layered(self, height: int, encoding: dict, layers: list[dict], own: list[dict] = ()) -> dict:
        """Layers that share an encoding, and others that have their own."""
        shared = [{**layer, "encoding": encoding | layer["encoding"]} for layer in layers]
        return self._frame(height, layer=[*shared, *own])

    def _stacked(self) -> dict:
        upright = self.labels.is_time
        along, across = ("y", "x") if upright else ("x", "y")
        height = 300 if upright else max(34, self._lines * LINE + 12) * len(self.table.rows) + 30
        return self._frame(
            height,
            mark={"type": "bar", "stroke": INK, "strokeWidth": 1},
            encoding={
                along: self._numbers(stack="zero"),
                across: self._label_axis(across),
                "fill": self._series(FILLS),
                "order": {"field": "place"},
            },
        )

    def _line(self) -> dict:
        encoding = {"x": self._moments(), "y": self._numbers()}
        return self._layered(300, encoding, self._strokes())

    def _strokes(self) -> list[dict]:
        """Lines that break at gaps, with a mark on each figure where there are few."""
        gaps = "break-paths-filter-domains"
        line = {
            "mark": {"type": "line", "strokeWidth": 2.5, "invalid": gaps, "strokeJoin": "miter"},
            "encoding": {
                "stroke": self._series(STROKES),
                "strokeDash": self._series(DASHES),
                "detail": {"field": "series"},
            },
        }
        marks = {
            "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1, "invalid": "filter"},
            "encoding": {
                "fill": self._series(STROKES),
                "shape": self._series(SHAPES),
            },
        }
        if len(self.table.rows) > 40:
            return [line]
        return [line, marks]

    def _area(self) -> dict:
        stacked = is_stack(self.kind, self.table)
        return self._frame(
            300,
            mark={"type": "area", "stroke": INK, "strokeWidth": 1.5, "invalid": "break-paths-filter-domains"},
            encoding={
                "x": self._moments(),
                "y": self._numbers(stack="zero" if stacked else None),
                "fill": self._series(FILLS if stacked else ("var(--n3)",), symbolType="square"),
                "order": {"field": "place"},
            },
        )

    def _dot(self) -> dict:
        encoding = {"y": self._label_axis("y"), "x": self._numbers()}
        # A dot may lie on the axis.
        encoding["y"]["axis"] |= {"grid": True, "labelPadding": 12}
        dots = {
            "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1, "stroke": INK, "strokeWidth": 1.5},
            "encoding": {"fill": self._series(FILLS), "shape": self._series(("square", "square", *SHAPES[1:]))},
        }
        layers = [dots]
        if len(self.names) > 1:
            layers.insert(
                0,
                {
                    "mark": {"type": "rule", "strokeWidth": 3, "stroke": INK},
                    "encoding": {"x": self._numbers(aggregate="min"), "x2": {"field": "value", "aggregate": "max"}},
                },
            )
        elif len(self.names) == 1:
            layers.append(
                {
                    "mark": {"type": "text", "align": "center", "baseline": "bottom", "dy": -10, "fontWeight": 650},
                    "encoding": {"text": {"field": "shown"}},
                }
            )
        height = max(44, self._lines * LINE + 14) * len(self.table.rows) + 30
        return self._layered(height, encoding, layers)

    def _slope(self) -> dict:
        height = max(240, 34 * len(self.table.rows))
        start, end = (self._spread(self.table.values(place), height) for place in (0, 1))
        ends = [
            {
                "label": self._short(row, 0) if self.narrow else f"{row[0]}  {self.table.series[0].show(row[1])}",
                "end": self.table.series[1].show(row[2]) + ("" if self.narrow else f"  {row[0]}"),
                "start_y": start[number],
                "end_y": end[number],
            }
            for number, row in enumerate(self.table.rows)
        ]
        x = {"field": "series", "type": "nominal", "sort": None, "scale": {"type": "point", "padding": 0}}
        x["axis"] = {"title": None, "orient": "top", "domain": False, "ticks": False, "labelAngle": 0, "grid": True}
        x["axis"] |= {"gridColor": INK, "labelFontWeight": 650, "labelPadding": 12}
        y = {"field": "value", "type": "quantitative", "axis": None}
        y["scale"] = {"domain": self.scale.domain, "nice": False, "zero": False}
        left = int(max(len(line) for row in ends for line in row["label"].split("\n")) * LETTER) + 16
        right = int(max(len(row["end"]) for row in ends) * LETTER) + 24
        plot = max(90, self.width - left - right - 4)
        text = {"type": "text", "fontSize": FONT_SIZE, "baseline": "middle", "lineBreak": "\n", "lineHeight": 14}
        return {
            "width": plot,
            "height": height,
            "autosize": {"type": "none", "contains": "content"},
            "padding": {"left": left, "right": right, "top": 34, "bottom": 12},
            "layer": [
                {
                    "mark": {"type": "line", "strokeWidth": 2, "stroke": FILLS[0]},
                    "encoding": {"x": x, "y": y, "detail": {"field": "label"}},
                },
                {
                    "mark": {"type": "point", "shape": "square", "filled": True, "size": 70, "opacity": 1},
                    "encoding": {"x": x, "y": y},
                },
                {
                    "data": {"values": ends},
                    "mark": {**text, "align": "right", "x": -10},
                    "encoding": {
                        "y": {"field": "start_y", "type": "quantitative", "scale": None, "axis": None},
                        "text": {"field": "label"},
                    },
                },
                {
                    "data": {"values": ends},
                    "mark": {**text, "align": "left", "x": plot + 10, "fontWeight": 650},
                    "encoding": {
                        "y": {"field": "end_y", "type": "quantitative", "scale": None, "axis": None},
                        "text": {"field": "end"},
                    },
                },
            ],
        }

    def _short(self, row: tuple, place: int) -> str:
        """Name and figure in lines, for a phone."""
        return "\n".join(textwrap.wrap(f"{row[0]} {self.table.series[place].show(row[place + 1])}", 18))

    def _spread(self, values: list, height: int) -> list[float]:
        """Where the labels of these values stand, in pixels from above, so that none covers another."""
        size = LINE * 2 - 2 if self.narrow else LINE + 2
        size = min(size, height / max(1, len(values)))
        span = self.scale.high - self.scale.low
        wanted = [height * (self.scale.high - value) / span for value in values]
        order = sorted(range(len(values)), key=lambda number: wanted[number])
        placed: list[float] = []
        for number in order:
            placed.append(max(wanted[number], placed[-1] + size if placed else 0))
        # What was pushed out below moves up again.
        limit = float(height)
        for place in range(len(placed) - 1, -1, -1):
            placed[place] = min(placed[place], limit)
            limit = placed[place] - size
        return [placed[order.index(number)] for number in range(len(values))]

    def _multiples(self) -> dict:
        upright = self.labels.is_time
        columns = (1 if self.narrow else 2) if not upright else 2 if self.narrow or len(self.names) in {2, 4} else 3
        gutter = 24
        if upright:
            ticks = [shown(tick, decimals_of(self.scale.ticks), percent=self.percent) for tick in self.scale.ticks]
            margin = int(max(map(len, ticks)) * LETTER) + 10
        else:
            margin = (
                int(max(len(line) for label in self.table.labels for line in self._wrapped(label).split("\n")) * LETTER)
                + 10
            )
        size = (self.width - margin - gutter * (columns - 1) - 32) // columns
        if upright:
            x, y = self._moments(), self._numbers()
            if x["type"] == "quantitative":
                x["axis"]["values"] = x["scale"]["domain"]
            inner = {
                "width": size,
                "height": 110,
                "layer": [
                    {
                        "mark": {"type": "line", "strokeWidth": 2.5, "invalid": "break-paths-filter-domains"},
                        "encoding": {"x": x, "y": y},
                    },
                    {
                        "mark": {
                            "type": "point",
                            "shape": "square",
                            "filled": True,
                            "size": 30,
                            "opacity": 1,
                            "invalid": "filter",
                        },
                        "encoding": {"x": x, "y": y},
                    },
                ],
            }
        else:
            numbers = self._numbers()
            numbers["axis"] = None
            numbers["scale"]["domain"] = [self.scale.low, self.scale.high * 1.2]
            bars = {"x": numbers, "y": self._label_axis("y")}
            inner = {
                "width": size,
                "height": max(24, self._lines * LINE + 6) * len(self.table.rows),
                "layer": [
                    {"mark": {"type": "bar", "stroke": INK, "strokeWidth": 1}, "encoding": bars},
                    {
                        "mark": {
                            "type": "text",
                            "align": "left",
                            "baseline": "middle",
                            "dx": 5,
                            "fontSize": FONT_SIZE - 1,
                        },
                        "encoding": {**bars, "text": {"field": "shown"}},
                    },
                ],
            }
        header = {"title": None, "labelAnchor": "start", "labelPadding": 8}
        return {
            "facet": {"field": "series", "type": "nominal", "sort": {"field": "place"}, "header": header},
            "columns": columns,
            "spacing": gutter,
            "spec": inner,
        }


def _balanced(text: str, letters: int) -> list[str]:
    """The text in as few lines as fit, none of them much shorter than the others."""
    lines = textwrap.wrap(text, letters, break_long_words=False)
    for narrower in range(letters - 1, 0, -1):
        tried = textwrap.wrap(text, narrower, break_long_words=False)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _lookup(texts: dict[str, str]) -> str:
    """An expression that gives each figure of an axis its text."""
    parts = "".join(f"datum.value == {number} ? {text!r} : " for number, text in texts.items())
    return f"{parts}''"
