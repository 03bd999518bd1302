"""From a table to a Vega-Lite spec: neutral colours by name, bars from zero, gaps as gaps, one axis only.

Text in a spec (labels, numbers) is in the reader's language already; colours are the tokens of static/css/tokens.css,
so that one drawing serves day, night and forced colours.
"""

import json
from datetime import UTC, datetime

from babel.dates import format_date
from django.utils.functional import cached_property

from multimedia.charts.kinds import ChartKind, is_stack
from multimedia.charts.labels import Labels, between, first_day, kind_of, shown_label
from multimedia.charts.measuring import FONT_SIZE, longest_word, width_of, wrapped
from multimedia.charts.numbers import Figures, babel_locale
from multimedia.charts.scales import Scale, scale_of
from multimedia.charts.tables import Cell, Column, Table

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

NARROW, WIDE = 340, 720

INK, GROUND, HAIR, QUIET = "var(--ink)", "var(--ground)", "var(--hair)", "var(--ink-2)"
#: Neighbours differ as much as six greys can; every fill has an outline in ink.
FILLS = ("var(--n1)", "var(--n5)", "var(--n3)", "var(--n6)", "var(--n2)", "var(--n4)")
#: Lines differ by shade, dash and mark.
STROKES = ("var(--n1)", "var(--n3)", "var(--n1)", "var(--n3)", "var(--n2)", "var(--n4)")
DASHES = ([1, 0], [1, 0], [7, 4], [7, 4], [2, 3], [2, 3])
#: Dots on each other show all their edges.
SIZES = (180, 110, 90, 80, 60, 40)
SHAPES = ("square", "triangle-up", "cross", "triangle-down", "square", "triangle-up")

LINE = 16
#: What a legend has beside each name.
KEY = 36
#: Bold letters are wider.
BOLD = 1.06
#: Height of what stands upright, with its axis.
HEIGHT = 300

#: Labels of several lines.
_SPLIT = "split(datum.value, '\\n')"
_GAPS = "break-paths-filter-domains"

CONFIG = {
    "aria": False,
    "background": "transparent",
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
    "header": {"labelColor": INK, "labelFontSize": FONT_SIZE, "labelFontWeight": 600, "title": None},
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
        self.moving = kind in {ChartKind.LINE, ChartKind.AREA}
        self.scale = axis_of(kind, table)
        self.figures = Figures(table.numbers)
        self.percent = bool(table.series) and all(column.percent for column in table.series)
        self.names = [self._name(column) for column in table.series]

    def spec(self) -> dict:
        spec = getattr(self, f"_{self.kind.value}")()
        return {"$schema": SCHEMA, "data": {"values": self._rows()}, "config": CONFIG, **spec}

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
        room = self._legend_width - KEY
        if self.kind == ChartKind.SLOPE:
            room = self.width * 0.28
        elif self.kind == ChartKind.MULTIPLES:
            room = self.width / self._multiples_beside() - 40
        return "\n".join(wrapped(shown_label(column.name), room, FONT_SIZE * BOLD))

    @cached_property
    def drawn_labels(self) -> list:
        """The labels as they go into the spec: names in lines that leave room for the figures, moments as the axis
        wants them."""
        labels = self.table.labels
        if self.labels.is_time and (self.moving or self.kind == ChartKind.MULTIPLES):
            years = self.labels in {Labels.YEARS, Labels.SPLIT_YEARS}
            return [int(label[:4]) if years else first_day(label).isoformat() for label in labels]
        if self.labels.is_time:
            return [shown_label(label) for label in labels]
        room = self.width * 0.85 / len(labels) if self.moving else self.width * (0.36 if self.narrow else 0.32)
        return ["\n".join(wrapped(label, max(room, 40))) for label in labels]

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
            **extra,
        }

    def _domain(self) -> list[str]:
        """The labels in order; moments that the table leaves out keep their place among bars."""
        if self.labels.is_time and self.kind not in {ChartKind.DOT, ChartKind.MULTIPLES}:
            return [shown_label(moment) for moment in between(self.table.labels)]
        return self.drawn_labels

    def _moments(self) -> dict:
        """The channel of the labels, for lines: moments at their distance from each other."""
        axis = {"title": None, "grid": False, "tickSize": 5, "labelOverlap": "greedy", "labelFlush": True}
        if not self.labels.is_time:
            lines = {"labelExpr": _SPLIT, "labelLineHeight": LINE, "labelAngle": 0, "labelFlush": False}
            return {
                "field": "label",
                "type": "nominal",
                "sort": None,
                "axis": axis | lines | {"labelOverlap": "parity"},
                "scale": {"type": "point", "padding": 0.5},
            }
        labels, drawn = self.table.labels, self.drawn_labels
        most = 5 if self.narrow else 11
        if self.kind == ChartKind.MULTIPLES:
            labels, drawn = [labels[0], labels[-1]], [drawn[0], drawn[-1]]
        if self.labels in {Labels.YEARS, Labels.SPLIT_YEARS}:
            values = drawn if len(labels) <= most else _round_years(drawn[0], drawn[-1], most)
            axis["values"] = values
            axis["format"] = "d"
            if self.labels is Labels.SPLIT_YEARS:
                axis["labelExpr"] = _lookup({year: f"{year}/{(year + 1) % 100:02}" for year in values})
            scale = {"domain": [self.drawn_labels[0], self.drawn_labels[-1]], "zero": False, "nice": False}
            return {"field": "label", "type": "quantitative", "axis": axis, "scale": scale}
        axis["format"] = _date_pattern(self.labels)
        if len(labels) <= most:
            axis["values"] = [
                int(datetime.combine(first_day(label), datetime.min.time(), UTC).timestamp() * 1000) for label in labels
            ]
        else:
            axis["tickCount"] = 4
        # Without this, the clock of the machine moves every day into its own zone.
        return {"field": "label", "type": "temporal", "axis": axis, "scale": {"type": "utc"}}

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
                "labelExpr": _lookup(self._tick_texts()),
                "labelPadding": 9,
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
            "scale": {"type": "ordinal", "domain": self.names, "range": list(values[:count])},
            "legend": None,
        }
        if count > 1:
            channel["legend"] = {
                "orient": "top",
                "direction": "horizontal",
                "title": None,
                "columns": self._legend_columns,
                "labelExpr": _SPLIT.replace("value", "label"),
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

    @property
    def _upright(self) -> bool:
        """Whether the numbers stand on an upright axis."""
        return self.moving or (self.labels.is_time and self.kind != ChartKind.DOT)

    def _bar_texts(self, size: float, *, upright: bool) -> dict:
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

    def _with_room(self, room: float, plot: float) -> list:
        """The ends of an axis of bars in ``plot`` pixels that leave ``room`` for figures outside of the bars."""
        most, least = max([0, *self.table.numbers]), min([0, *self.table.numbers])
        if most == least:
            return [0, 1]
        sides = (least < 0) + (most > 0)
        each = (most - least) * room / max(plot - sides * room, plot / 4)
        return [least - each if least < 0 else 0, most + each if most > 0 else 0]

    def _zero(self, along: str) -> list[dict]:
        """A line at zero where bars go to both sides of it."""
        if not any(number < 0 for number in self.table.numbers):
            return []
        zero = {"data": {"values": [{}]}, "mark": {"type": "rule", "strokeWidth": 1.5}}
        return [{**zero, "encoding": {along: {"datum": 0}}}]

    def _layered(self, height: int, encoding: dict, layers: list[dict], own: list[dict] = ()) -> dict:
        """Layers that share an encoding, and others that have their own."""
        shared = [{**layer, "encoding": encoding | layer["encoding"]} for layer in layers]
        return self._frame(height, layer=[*shared, *own])

    # --- Kinds

    def _bar(self) -> dict:
        return self._bars(None)

    def _grouped(self) -> dict:
        return self._bars({"field": "series", "type": "nominal", "sort": None, "scale": {"domain": self.names}})

    def _bars(self, offset: dict | None) -> dict:
        """Bars from the left with their figures at the end; bars of moments stand, with figures where they fit."""
        upright = self.labels.is_time
        along, across = ("y", "x") if upright else ("x", "y")
        size = FONT_SIZE - 1 if offset else FONT_SIZE + 1
        wanted = self._shown_width(size)
        numbers = self._numbers(stack=None)
        if upright:
            bar = (self.width - self._ticks_width) / len(self._domain()) / (1 if offset is None else len(self.names))
            numbered = wanted < bar * (1 if offset is None else 0.72)
            low = min([0, *self.table.numbers])
            if low < 0 and numbered:
                # The lowest figure stands above the labels of the axis.
                numbers["scale"]["domain"] = [
                    min(self.scale.low, low - (self.scale.high - low) * LINE / (HEIGHT - 60)),
                    self.scale.high,
                ]
        else:
            # The figures stand at the bars: room for them, and no axis.
            numbered = True
            numbers["axis"] = None
            numbers["scale"]["domain"] = self._with_room(wanted + 10, self.width - self._labels_width)
        encoding = {along: numbers, across: self._label_axis(across)}
        if offset:
            encoding[f"{across}Offset"] = offset
        fill = {"fill": self._series(FILLS)} if offset else {}
        layers = [{"mark": {"type": "bar", "stroke": INK, "strokeWidth": 1}, "encoding": fill}]
        if numbered:
            layers.append(self._bar_texts(size, upright=upright))
        thick = (20 if offset else 34) * len(self.names) + (14 if offset else 0)
        thick = max(thick, self._lines * LINE + 12)
        height = HEIGHT + self._legend_height if upright else thick * len(self.table.rows) + 16 + self._legend_height
        return self._layered(height, encoding, layers, self._zero(along))

    def _stacked(self) -> dict:
        upright = self.labels.is_time
        along, across = ("y", "x") if upright else ("x", "y")
        height = (
            HEIGHT + self._legend_height
            if upright
            else max(34, self._lines * LINE + 12) * len(self.table.rows) + 30 + self._legend_height
        )
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
        named = self._names_at_the_end()
        if not named:
            return self._layered(HEIGHT + self._legend_height, encoding, self._strokes())
        names = {
            "data": {"values": named},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                "x": "width",
                "dx": 10,
                "dy": {"expr": "datum.up"},
                "lineBreak": "\n",
                "lineHeight": 14,
            },
            "encoding": {
                "y": {"field": "at", "type": "quantitative", "scale": encoding["y"]["scale"]},
                "text": {"field": "name"},
            },
        }
        return self._layered(HEIGHT, encoding, self._strokes(legend=False), [names])

    def _names_at_the_end(self) -> list[dict]:
        """The names of the lines and where on the axis they stand beside their ends; none where a line has no end
        there, where nothing would tell whose name is whose, or where names leave the lines no room."""
        ends = self.table.rows[-1][1:]
        names = ["\n".join(wrapped(name.replace("\n", " "), self.width * 0.24)) for name in self.names]
        lines = [name.count("\n") + 1 for name in names]
        too_long = max(lines) > 2 or max(map(longest_word, self.names)) > self.width * 0.24
        if len(names) < 2 or None in ends or too_long or sum(lines) * 14 + 6 * len(names) > HEIGHT - 60:
            return []
        height = HEIGHT - 40
        places = self._spread(ends, [14 * count + 4 for count in lines], height)
        span = self.scale.high - self.scale.low
        wanted = [height * (self.scale.high - end) / span for end in ends]
        if len(set(ends)) < len(ends) or any(
            abs(place - end) > LINE for place, end in zip(places, wanted, strict=True)
        ):
            return []
        return [
            {"name": name, "at": self.scale.high - place / height * span, "up": -7 * name.count("\n")}
            for name, place in zip(names, places, strict=True)
        ]

    def _strokes(self, *, legend: bool = True) -> list[dict]:
        """Lines that break at gaps, with a mark on each figure where there are few."""
        marked = len(self.table.rows) <= 40
        line = {
            "mark": {"type": "line", "strokeWidth": 2.5, "invalid": _GAPS, "strokeJoin": "miter"},
            "encoding": {
                "stroke": self._series(STROKES, **({} if marked else {"symbolType": "stroke", "symbolSize": 400})),
                "strokeDash": self._series(DASHES),
                "detail": {"field": "series"},
            },
        }
        marks = {
            "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1, "invalid": "filter"},
            "encoding": {"fill": self._series(STROKES), "shape": self._series(SHAPES)},
        }
        layers = [line, marks] if marked else [line]
        for channel in (channel for layer in layers for channel in layer["encoding"].values()):
            if not legend:
                channel.pop("legend", None)
                if "scale" in channel:
                    channel["legend"] = None
        return layers

    def _area(self) -> dict:
        stacked = is_stack(self.kind, self.table)
        return self._frame(
            HEIGHT + self._legend_height,
            mark={"type": "area", "stroke": INK, "strokeWidth": 1.5, "invalid": _GAPS},
            encoding={
                "x": self._moments(),
                "y": self._numbers(stack="zero" if stacked else None),
                "fill": self._series(FILLS if stacked else ("var(--n3)",), symbolType="square"),
                "order": {"field": "place"},
            },
        )

    def _dot(self) -> dict:
        encoding = {"y": self._label_axis("y"), "x": self._numbers()}
        # A dot at the end of the axis leaves its label free.
        encoding["y"]["axis"] |= {"grid": True, "labelPadding": 14}
        encoding["x"]["axis"]["labelPadding"] = 6
        shapes = ("square", "square", *SHAPES[1:])
        dots = {
            "mark": {"type": "point", "filled": True, "opacity": 1, "stroke": INK, "strokeWidth": 1.5},
            "encoding": {"fill": self._series(FILLS), "shape": self._series(shapes), "size": self._series(SIZES)},
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
        else:
            layers.append(
                {
                    "mark": {"type": "text", "align": "center", "baseline": "bottom", "dy": -10, "fontWeight": 600},
                    "encoding": {"text": {"field": "shown"}},
                }
            )
        height = max(44, self._lines * LINE + 14) * len(self.table.rows) + 30 + self._legend_height
        return self._layered(height, encoding, layers)

    def _slope(self) -> dict:
        first, second = self.table.series
        beside = self.width * (0.34 if self.narrow else 0.3)
        starts = ["\n".join(wrapped(f"{row[0]}  {self._shown(first, row[1])}", beside)) for row in self.table.rows]
        ends = [self._shown(second, row[2]) for row in self.table.rows]
        if not self.narrow:
            ends = [
                "\n".join(wrapped(f"{end}  {row[0]}", beside, FONT_SIZE * BOLD))
                for end, row in zip(ends, self.table.rows, strict=True)
            ]
        tall = [[14 * text.count("\n") + LINE + 2 for text in texts] for texts in (starts, ends)]
        height = max(240, *(sum(part) for part in tall))
        names = [[width_of(line, FONT_SIZE * BOLD) for line in name.split("\n")] for name in self.names]
        left, right = (
            int(max(max(width_of(line, FONT_SIZE * BOLD) for text in texts for line in text.split("\n")) + 20, *over))
            for texts, over in ((starts, [max(names[0]) / 2 + 4]), (ends, [max(names[1]) / 2 + 4]))
        )
        above = max(map(len, names)) * LINE + 20
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
        x = {"field": "series", "type": "nominal", "sort": None, "scale": {"type": "point", "padding": 0}}
        x["axis"] = {"title": None, "orient": "top", "domain": False, "ticks": False, "labelAngle": 0, "grid": True}
        x["axis"] |= {"gridColor": INK, "labelFontWeight": 600, "labelExpr": _SPLIT}
        x["axis"]["labelPadding"] = 12 + LINE * (max(map(len, names)) - 1)
        x["axis"] |= {"labelOverlap": False, "labelLineHeight": LINE}
        y = {"field": "value", "type": "quantitative", "axis": None}
        y["scale"] = {"domain": self.scale.domain, "nice": False, "zero": False}
        plot = self.width - left - right
        text = {"type": "text", "fontSize": FONT_SIZE, "baseline": "middle", "lineBreak": "\n", "lineHeight": 14}
        return {
            "width": plot,
            "height": height,
            "autosize": {"type": "none", "contains": "content"},
            "padding": {"left": left, "right": right, "top": above, "bottom": 12},
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
                    "data": {"values": rows},
                    "mark": {**text, "align": "right", "x": -10},
                    "encoding": {
                        "y": {"field": "start_y", "type": "quantitative", "scale": None, "axis": None},
                        "text": {"field": "label"},
                    },
                },
                {
                    "data": {"values": rows},
                    "mark": {**text, "align": "left", "x": plot + 10, "fontWeight": 600},
                    "encoding": {
                        "y": {"field": "end_y", "type": "quantitative", "scale": None, "axis": None},
                        "text": {"field": "end"},
                    },
                },
            ],
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

    def _multiples_beside(self) -> int:
        """How many small charts stand beside each other."""
        if self.labels.is_time:
            return 2 if self.narrow or len(self.table.series) in {2, 4} else 3
        return 1 if self.narrow else 2

    def _multiples(self) -> dict:
        columns, gutter = self._multiples_beside(), 24
        margin = self._ticks_width if self.labels.is_time else self._labels_width
        size = (
            int(self.width - margin * (columns if self.labels.is_time else 1) - gutter * (columns - 1) - 20) // columns
        )
        if self.labels.is_time:
            encoding = {"x": self._moments(), "y": self._numbers()}
            square = {"type": "point", "shape": "square", "filled": True, "size": 30, "opacity": 1, "invalid": "filter"}
            marks = [{"type": "line", "strokeWidth": 2.5, "invalid": _GAPS}, square]
            layers = [{"mark": mark, "encoding": encoding} for mark in marks]
            height = 110
        else:
            numbers = self._numbers()
            numbers["axis"] = None
            numbers["scale"]["domain"] = self._with_room(self._shown_width(FONT_SIZE - 1) + 8, size)
            encoding = {"x": numbers, "y": self._label_axis("y")}
            texts = self._bar_texts(FONT_SIZE - 1, upright=False)
            layers = [
                {"mark": {"type": "bar", "stroke": INK, "strokeWidth": 1}, "encoding": encoding},
                {"mark": texts["mark"] | {"fontWeight": 400}, "encoding": encoding | texts["encoding"]},
                *self._zero("x"),
            ]
            height = max(24, self._lines * LINE + 6) * len(self.table.rows)
        header = {"title": None, "labelAnchor": "start", "labelPadding": 8, "labelExpr": _SPLIT}
        return {
            "facet": {"field": "series", "type": "nominal", "sort": {"field": "place"}, "header": header},
            "columns": columns,
            "spacing": gutter,
            "spec": {"width": size, "height": height, "layer": layers},
            # Each with its own moments: a row that is not full has none under it.
            "resolve": {"axis": {"x": "independent", "y": "independent"}} if self.labels.is_time else {},
        }


def _round_years(first: int, last: int, most: int) -> list[int]:
    """At most this many years at even steps, the last one among them."""
    step = next(step for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000) if (last - first) / step <= most)
    return [year for year in range(first, last + 1) if not (last - year) % step]


def _date_pattern(kind: Labels) -> str:
    """How the axis writes these moments, for d3: "Q%q %Y" in the order of the language."""
    if kind is Labels.QUARTERS:
        first = format_date(datetime(2003, 1, 1, tzinfo=UTC), "QQQ y", locale=babel_locale())
        return first.replace("2003", "%Y").replace("1", "%q")
    return "%b %Y" if kind is Labels.MONTHS else "%-d %b %Y"


def _middle(most: int) -> dict:
    """How far labels of up to ``most`` lines move up, so that their middle stands where their first line would."""
    steps = [{"test": f"length({_SPLIT}) == {lines}", "value": -(lines - 1) * LINE / 2} for lines in range(2, most + 1)]
    return {"condition": steps, "value": 0}


def _lookup(texts: dict) -> str:
    """An expression that gives each figure of an axis its text."""
    parts = "".join(f"datum.value == {number} ? {json.dumps(text)} : " for number, text in texts.items())
    return f"{parts}''"
