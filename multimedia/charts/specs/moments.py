"""What charts along time share: moments at their distance from each other."""

from datetime import UTC, datetime

from babel.dates import format_date

from multimedia.charts.labels import Labels, first_day
from multimedia.charts.numbers import babel_locale
from multimedia.charts.specs.chart import Chart, lookup
from multimedia.charts.specs.config import LINE, SPLIT


class MomentsChart(Chart):
    """A chart whose labels, where they are moments, stand at their distance from each other."""

    @property
    def _in_years(self) -> bool:
        return self.labels in {Labels.YEARS, Labels.SPLIT_YEARS}

    def _moment(self, label: str) -> str | int:
        """A moment as it goes into the spec: a year as a number, any other by its first day."""
        return int(label[:4]) if self._in_years else first_day(label).isoformat()

    def _moments(self) -> dict:
        """The channel of the labels; names stand in their order."""
        axis = {"title": None, "grid": False, "tickSize": 5, "labelOverlap": "greedy", "labelFlush": True}
        if not self.labels.is_time:
            return _points(axis)
        most = 5 if self.narrow else 11
        return self._years(axis, most) if self._in_years else self._dates(axis, most)

    def _on_axis(self) -> list[str]:
        """The moments from which the axis takes its labels."""
        return self.table.labels

    def _years(self, axis: dict, most: int) -> dict:
        """The channel of years with at most this many labels."""
        drawn = [self._moment(label) for label in self._on_axis()]
        values = drawn if len(drawn) <= most else _round_years(drawn[0], drawn[-1], most)
        axis["values"] = values
        axis["format"] = "d"
        if self.labels is Labels.SPLIT_YEARS:
            axis["labelExpr"] = lookup({year: f"{year}/{(year + 1) % 100:02}" for year in values})
        scale = {"domain": [self.drawn_labels[0], self.drawn_labels[-1]], "zero": False, "nice": False}
        return {"field": "label", "type": "quantitative", "axis": axis, "scale": scale}

    def _dates(self, axis: dict, most: int) -> dict:
        """The channel of quarters, months or days, each with its label where they are no more than this many."""
        labels = self._on_axis()
        axis["format"] = _date_pattern(self.labels)
        if len(labels) <= most:
            axis["values"] = [
                int(datetime.combine(first_day(label), datetime.min.time(), UTC).timestamp() * 1000) for label in labels
            ]
        else:
            axis["tickCount"] = 4
        # Without this, the clock of the machine moves every day into its own zone.
        return {"field": "label", "type": "temporal", "axis": axis, "scale": {"type": "utc"}}


def _points(axis: dict) -> dict:
    """The channel of names, each as far from the next as all others."""
    lines = {"labelExpr": SPLIT, "labelLineHeight": LINE, "labelAngle": 0, "labelFlush": False}
    return {
        "field": "label",
        "type": "nominal",
        "sort": None,
        "axis": axis | lines | {"labelOverlap": "parity"},
        "scale": {"type": "point", "padding": 0.5},
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
