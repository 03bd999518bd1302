"""From a table to a Vega-Lite spec: neutral colours by name, bars from zero, gaps as gaps, one axis only.

Text in a spec (labels, numbers) is in the reader's language already; colours are the tokens of static/css/tokens.css,
so that one drawing serves day, night and forced colours.

``chart`` holds what all kinds share and ``moments`` what those along time do; ``bars``, ``lines``, ``dots`` and
``multiples`` are the kinds, ``config`` says how all of them look.
"""

from multimedia.charts.kinds import ChartKind
from multimedia.charts.scales import Scale
from multimedia.charts.specs.bars import BarChart, GroupedChart, StackedChart
from multimedia.charts.specs.config import CONFIG, NARROW, SCHEMA, WIDE
from multimedia.charts.specs.dots import DotChart, SlopeChart
from multimedia.charts.specs.lines import AreaChart, LineChart
from multimedia.charts.specs.multiples import MultiplesChart
from multimedia.charts.tables import Table

__all__ = ["CONFIG", "NARROW", "SCHEMA", "WIDE", "axis_of", "spec_of"]

_CHARTS = {
    ChartKind.BAR: BarChart,
    ChartKind.GROUPED: GroupedChart,
    ChartKind.STACKED: StackedChart,
    ChartKind.LINE: LineChart,
    ChartKind.AREA: AreaChart,
    ChartKind.DOT: DotChart,
    ChartKind.SLOPE: SlopeChart,
    ChartKind.MULTIPLES: MultiplesChart,
}


def spec_of(kind: ChartKind, table: Table, width: int) -> dict:
    """The spec of a chart that is ``width`` pixels wide, in the active language."""
    return _CHARTS[kind](table, width).spec()


def axis_of(kind: ChartKind, table: Table) -> Scale:
    """The axis of the numbers."""
    return _CHARTS[kind].axis(table)
