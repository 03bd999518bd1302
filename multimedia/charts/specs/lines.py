"""Lines and areas: how figures moved."""

from multimedia.charts.kinds import ChartKind, is_stack
from multimedia.charts.measuring import longest_word, wrapped
from multimedia.charts.scales import Scale, scale_of
from multimedia.charts.specs.bars import axis_of_sums
from multimedia.charts.specs.config import DASHES, FILLS, GAPS, HEIGHT, INK, LINE, SHAPES, STROKES
from multimedia.charts.specs.moments import MomentsChart
from multimedia.charts.tables import Table


class _MovingChart(MomentsChart):
    """A chart on an upright axis, with its labels below the plot."""

    _upright = True

    @property
    def _label_room(self) -> float:
        return self.width * 0.85 / len(self.table.labels)


class LineChart(_MovingChart):
    """A line for each series, with its name at its end or in a legend."""

    def _view(self) -> dict:
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
            "mark": {"type": "line", "strokeWidth": 2.5, "invalid": GAPS, "strokeJoin": "miter"},
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


class AreaChart(_MovingChart):
    """An amount, or parts on top of each other."""

    @staticmethod
    def axis(table: Table) -> Scale:
        """The axis of the amounts or of their sums, from zero."""
        return axis_of_sums(table) if _in_parts(table) else scale_of(table.numbers, zero=True)

    def _view(self) -> dict:
        stacked = _in_parts(self.table)
        return self._frame(
            HEIGHT + self._legend_height,
            mark={"type": "area", "stroke": INK, "strokeWidth": 1.5, "invalid": GAPS},
            encoding={
                "x": self._moments(),
                "y": self._numbers(stack="zero" if stacked else None),
                "fill": self._series(FILLS if stacked else ("var(--n3)",), symbolType="square"),
                "order": {"field": "place"},
            },
        )


def _in_parts(table: Table) -> bool:
    return is_stack(ChartKind.AREA, table)
