"""Specs that authors bring from Vega-Lite's own editor: what may be in them, and how they are made to fit in here.

The renderer asks no network (`multimedia.charts.renderer`); what is refused here is refused so that its author hears
of it, with the place in the spec.
"""

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from multimedia.charts.numbers import LEAST, MOST, decimals_of
from multimedia.charts.specs import CONFIG, SCHEMA
from multimedia.charts.tables import MAX_COLUMNS, NO_TEXT, Column, Table

MAX_CHARACTERS = 100_000
MAX_ROWS = 2_000
MAX_TABLE_ROWS = 200
MAX_DEPTH = 40

SCHEMAS = ("https://vega.github.io/schema/vega-lite/v5", "https://vega.github.io/schema/vega-lite/v6")
#: Words that lead out of the spec wherever they stand, with the reason.
LEADING_OUT = frozenset({"url", "href", "loader", "baseURL"})
#: Inputs for a reader; a drawing has none. (Tooltips are left out without a word: they only repeat a figure.)
REACTING = frozenset({"bind"})
#: Data that is computed instead of given could be without end.
COMPUTED = frozenset({"sequence", "sphere", "graticule"})
MARKS = frozenset(
    {"arc", "area", "bar", "boxplot", "circle", "errorband", "errorbar", "geoshape", "line", "point", "rect", "rule"}
    | {"square", "text", "tick", "trail"}
)
VIEWS = ("mark", "layer", "facet", "hconcat", "vconcat", "concat", "repeat")


class SpecError(ValueError):
    """What is wrong with a spec and where, a sentence each in ``messages``."""

    def __init__(self, messages: list[str]):
        self.messages = messages[:8]
        super().__init__(" ".join(self.messages))


def read(text: str) -> dict:
    """The spec that an author wrote as JSON. Raises `SpecError`."""
    if len(text) > MAX_CHARACTERS:
        raise SpecError(
            [_("The spec is longer than %(most)s characters. Summarise its data first.") % {"most": MAX_CHARACTERS}]
        )
    try:
        spec = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise SpecError(
            [
                _("Line %(line)s, column %(column)s: this is not JSON (%(problem)s).")
                % {"line": error.lineno, "column": error.colno, "problem": error.msg}
            ]
        ) from error
    except (ValueError, RecursionError) as error:
        raise SpecError([_("The spec holds what JSON does not know: NaN, Infinity, or too many levels.")]) from error
    if not isinstance(spec, dict):
        raise SpecError([_("A spec is an object: it begins with { and ends with }.")])
    if errors := list(_unfit(spec, ())) or [*_top(spec), *_faults(spec, ())]:
        raise SpecError(errors)
    return spec


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _unfit(node, path: tuple[str, ...]) -> Iterator[str]:
    """What can be neither drawn nor shown wherever it stands, rows and their columns among it, each with its place."""
    if len(path) > MAX_DEPTH:
        yield _("%(place)s: too many levels.") % {"place": ".".join(path)}
    elif isinstance(node, dict):
        for name, part in node.items():
            # The place is shown to the author, and must be fit for that itself.
            inner = (*path, NO_TEXT.sub("\ufffd", name))
            yield from _unfit_text(name, inner)
            yield from _unfit(part, inner)
    elif isinstance(node, list):
        for number, part in enumerate(node):
            yield from _unfit(part, (*path, str(number)))
    elif isinstance(node, str):
        yield from _unfit_text(node, path)
    elif isinstance(node, int | float) and node and not LEAST <= abs(node) < MOST:
        yield _("%(place)s: this number is too large or too small to be exact. Choose another unit.") % {
            "place": ".".join(path)
        }


def _unfit_text(text: str, path: tuple[str, ...]) -> Iterator[str]:
    if found := NO_TEXT.search(text):
        yield _("%(place)s: the sign %(sign)s can be neither drawn nor shown. Leave it out.") % {
            "place": ".".join(path),
            "sign": f"U+{ord(found[0]):04X}",
        }


def _top(spec: dict) -> Iterator[str]:
    """What is wrong with a spec as a whole."""
    schema = spec.get("$schema", "")
    if not (isinstance(schema, str) and (not schema or schema.startswith(SCHEMAS))):
        yield _(
            "$schema: only Vega-Lite 5 and 6 can be drawn, and not Vega itself. Open the spec in the editor of "
            "Vega-Lite and copy it from there."
        )
    if not any(view in spec for view in VIEWS):
        yield _("The spec draws nothing: it has no mark, no layer and no view.")
    if not any("values" in data for data in _data(spec)) and not isinstance(spec.get("datasets"), dict):
        yield _('The spec holds no data. Write the rows into it: "data": {"values": [...]}.')
    if not isinstance(spec.get("datasets", {}), dict):
        yield _("datasets: this must be an object with a list of rows under each name.")
    rows = sum(len(data["values"]) for data in _data(spec) if isinstance(data.get("values"), list))
    if rows > MAX_ROWS:
        yield _("The spec holds %(found)s rows, at most %(most)s can be drawn.") % {"found": rows, "most": MAX_ROWS}


def _data(node) -> Iterator[dict]:
    """Every ``data`` of a spec."""
    if isinstance(node, dict):
        if isinstance(node.get("data"), dict):
            yield node["data"]
        for name, part in node.items():
            if name != "values":
                yield from _data(part)
    elif isinstance(node, list):
        for part in node:
            yield from _data(part)


def _faults(node, path: tuple[str, ...]) -> Iterator[str]:
    """What must not be in a spec, each with its place, such as ``layer.1.data.url``."""
    if isinstance(node, list):
        for number, part in enumerate(node):
            yield from _faults(part, (*path, str(number)))
        return
    if not isinstance(node, dict):
        return
    for name, part in node.items():
        inner = (*path, name)
        place = ".".join(inner)
        # Rows may have columns of any name.
        if (path[-1:] and name == "values" and path[-1] in {"data", "from"}) or path == ("datasets",):
            yield from _rows_faults(part, place)
        elif name in LEADING_OUT:
            yield _(
                "%(place)s: an address is not loaded, because no reader's page asks another site for anything. "
                "Write the data into the spec."
            ) % {"place": place}
        elif name in REACTING and part not in (None, False):
            yield _("%(place)s: the chart is a drawing and does not react. Leave this out.") % {"place": place}
        elif name in COMPUTED and path[-1:] == ("data",):
            yield _("%(place)s: write the data into the spec instead of having it computed.") % {"place": place}
        elif name == "mark" or (name == "type" and path[-1:] == ("mark",)):
            yield from _mark_faults(part, place)
            yield from _faults(part, inner)
        elif name == "data" and isinstance(part, str):
            yield _("%(place)s: data is an object with values.") % {"place": place}
        else:
            yield from _faults(part, inner)


def _mark_faults(mark, place: str) -> Iterator[str]:
    if mark == "image":
        yield _("%(place)s: pictures cannot be part of a chart.") % {"place": place}
    elif isinstance(mark, str) and mark not in MARKS:
        yield _("%(place)s: “%(mark)s” is no mark of Vega-Lite.") % {"place": place, "mark": mark}


def _rows_faults(rows, place: str) -> Iterator[str]:
    if not isinstance(rows, list):
        yield _("%(place)s: the data must be a list of rows.") % {"place": place}


def texts_in(node) -> Iterator[tuple[dict, str]]:
    """Where a spec writes words: pairs of an object and the name of its text, always in the same order."""
    if isinstance(node, list):
        for part in node:
            yield from texts_in(part)
    elif isinstance(node, dict):
        for name, part in node.items():
            if name in {"title", "subtitle", "text"} and isinstance(part, str):
                yield node, name
            elif name not in {"data", "datasets"}:
                yield from texts_in(part)


def table_of(spec: dict) -> Table | None:
    """The data of a spec as a table, when it is one list of flat rows that is short enough to read; else None."""
    lists = [data["values"] for data in _data(spec) if isinstance(data.get("values"), list)]
    lists += [rows for rows in spec.get("datasets", {}).values() if isinstance(rows, list)]
    if len(lists) != 1 or not 0 < len(lists[0]) <= MAX_TABLE_ROWS or not all(isinstance(row, dict) for row in lists[0]):
        return None
    names = list(dict.fromkeys(name for row in lists[0] for name in row))
    if not 0 < len(names) <= MAX_COLUMNS:
        return None
    columns, cells = [], []
    for name in names:
        found = [row.get(name) for row in lists[0]]
        if any(isinstance(cell, dict | list) for cell in found):
            return None
        filled = [cell for cell in found if cell is not None]
        number = bool(filled) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in filled)
        # The first column names the rows: a year there is a name.
        number = number and bool(columns)
        columns.append(Column(name, number=number, decimals=decimals_of(filled) if number else 0))
        cells.append(found if number else ["" if cell is None else str(cell) for cell in found])
    return Table(tuple(columns), tuple(zip(*cells, strict=True)))


def fitted(spec: dict, width: int) -> dict:
    """The spec at this width, with the colours and letters of the site underneath its own."""
    config = spec.get("config") if isinstance(spec.get("config"), dict) else {}
    made = {**spec, "$schema": SCHEMA, "config": _merged(CONFIG, config)}
    made.pop("usermeta", None)
    if "mark" in spec or "layer" in spec:
        made |= {"width": width, "autosize": {"type": "fit", "contains": "padding"}}
        if not isinstance(spec.get("height"), int | float | dict):
            made["height"] = 300
    return made


def _merged(ground: dict, own: dict) -> dict:
    return ground | {
        name: _merged(ground[name], part) if isinstance(ground.get(name), dict) and isinstance(part, dict) else part
        for name, part in own.items()
    }
