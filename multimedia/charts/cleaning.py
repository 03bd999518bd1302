"""What a page lets in of a drawn SVG: shapes and text, by name. Everything else is left out.

The Content-Security-Policy refuses styles and scripts in a page; here is nothing that could be one. The type face is
the page's own (static/css/components/charts.css), and colours are tokens, so that one drawing serves day and night.
"""

import re
from xml.etree import ElementTree as ET

SVG = "http://www.w3.org/2000/svg"

ELEMENTS = frozenset(
    {"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "defs", "clipPath", "linearGradient"}
) | {"radialGradient", "stop"}
#: Coordinates: a tenth of a pixel is exact enough.
PLACES = frozenset(
    {"d", "transform", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry", "width", "height"}
)
LOOKS = frozenset(
    {
        "viewBox",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "opacity",
        "text-anchor",
        "dominant-baseline",
        "font-size",
        "font-weight",
        "font-style",
        "offset",
        "stop-color",
        "stop-opacity",
        "gradientUnits",
        "clip-path",
        "id",
    }
)

#: The tokens by day, for a drawing that leaves the page. A test compares them with static/css/tokens.css.
DAY = {
    "ground": "#ffffff",
    "ink": "#0e0e10",
    "ink-2": "#4c4c50",
    "hair": "#c4c4c0",
    "n1": "#0e0e10",
    "n2": "#3c3c40",
    "n3": "#66666b",
    "n4": "#8f8f94",
    "n5": "#b9b9bd",
    "n6": "#dededf",
}

_DECIMALS = re.compile(r"-?\d*\.\d+(?:e-?\d+)?")
_REFERENCE = re.compile(r"url\(\s*['\"]?#([\w-]+)['\"]?\s*\)")
#: A scale between two steps gives "var(--n3.4)".
_BETWEEN = re.compile(r"var\(--n(\d(?:\.\d+)?)\)")
_TOKEN = re.compile(r"var\(--([\w-]+)\)")
_INVISIBLE = {"opacity": "1", "fill-opacity": "1", "stroke-opacity": "1"}

ET.register_namespace("", SVG)


def clean(svg: str, prefix: str) -> str:
    """The drawing without anything but shapes and text. ``prefix`` keeps its ids apart from those of others."""
    # The text comes from our own renderer and declares no entities.
    root = ET.fromstring(svg)  # noqa: S314
    _clean(root, prefix)
    _fold(root)
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    return ET.tostring(root, encoding="unicode")


def by_day(text: str) -> str:
    """A drawing or spec with the colours of the day in place of tokens, to be used outside of the site."""
    return _TOKEN.sub(lambda found: DAY.get(found[1], DAY["ink"]), text)


def standalone(svg: str, title: str) -> str:
    """A drawing as a file: colours of the day, a type face, white paper, and its title."""
    root = ET.fromstring(by_day(svg))  # noqa: S314
    for name in ("aria-hidden", "focusable"):
        root.attrib.pop(name, None)
    root.set("font-family", "Archivo, Arial, Helvetica, sans-serif")
    named = ET.Element(f"{{{SVG}}}title")
    named.text = title
    paper = ET.Element(f"{{{SVG}}}rect", {"width": "100%", "height": "100%", "fill": DAY["ground"]})
    root[0:0] = [named, paper]
    return ET.tostring(root, encoding="unicode", xml_declaration=False)


def _clean(element: ET.Element, prefix: str) -> None:
    element.attrib = {
        name: value
        for name, value in ((name, _value(name, value, prefix)) for name, value in element.attrib.items())
        if value is not None
    }
    for child in list(element):
        name = child.tag.removeprefix(f"{{{SVG}}}") if isinstance(child.tag, str) else ""
        unseen = child.get("display") == "none" or child.get("opacity") == "0"
        ground = name == "rect" and child.get("fill") == "transparent"
        if name not in ELEMENTS or unseen or ground:
            element.remove(child)
        else:
            _clean(child, prefix)


def _value(name: str, value: str, prefix: str) -> str | None:
    """The value of an attribute as it may stay; None for one that goes."""
    if name in PLACES:
        return _DECIMALS.sub(_rounded, value)
    if name not in LOOKS or _INVISIBLE.get(name) == value:
        return None
    if name == "id":
        return f"{prefix}-{value}"
    if name == "font-size":
        return value.removesuffix("px")
    if "url" in value.lower():
        found = _REFERENCE.fullmatch(value.strip())
        return f"url(#{prefix}-{found[1]})" if found else None
    return _BETWEEN.sub(lambda found: f"var(--n{min(6, max(1, round(float(found[1]))))})", value)


def _rounded(found: re.Match) -> str:
    """A number with at most one decimal."""
    text = f"{float(found[0]):.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _fold(element: ET.Element) -> None:
    """Leave out shapes without a shape and groups that group nothing."""
    children = []
    for child in element:
        _fold(child)
        name = child.tag.removeprefix(f"{{{SVG}}}")
        if child.get("transform") == "translate(0,0)":
            del child.attrib["transform"]
        if name == "g" and not child.attrib:
            children += list(child)
        elif not ((name == "g" and not len(child)) or (name == "path" and _is_nothing(child))):
            children.append(child)
    element[:] = children


def _is_nothing(path: ET.Element) -> bool:
    """An empty path, or the frame of a view that is neither filled nor drawn."""
    return not path.get("d") or not {"fill", "stroke"} & path.attrib.keys()
