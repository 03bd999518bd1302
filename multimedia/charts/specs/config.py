"""How charts look: sizes, colours as tokens of static/css/tokens.css, marks, and what Vega-Lite applies to all."""

from multimedia.charts.measuring import FONT_SIZE

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

NARROW, WIDE = 340, 720
#: Height of what stands upright, with its axis.
HEIGHT = 300

INK, HAIR = "var(--ink)", "var(--hair)"
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

#: Labels of several lines.
SPLIT = "split(datum.value, '\\n')"
#: Lines and areas end at a gap.
GAPS = "break-paths-filter-domains"

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
