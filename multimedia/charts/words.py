"""A chart in plain sentences: first, last, highest, lowest, and which way it went, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multimedia.charts.kinds import ChartKind, is_stack
from multimedia.charts.labels import kind_of, shown_label
from multimedia.charts.numbers import Number, decimals_of, is_percent, shown
from multimedia.charts.specs import axis_of
from multimedia.charts.tables import Column, Table


def description_of(kind: ChartKind, table: Table, unit: str) -> str:
    """What the chart shows, for everybody who does not see it, and for those who do."""
    kind = ChartKind(kind)
    if kind == ChartKind.SLOPE:
        sentences = _changes(table, unit)
    elif is_stack(kind, table):
        sentences = _stacks(table, unit)
    elif kind_of(table.labels).is_time or kind in {ChartKind.LINE, ChartKind.AREA}:
        sentences = [
            sentence for place, column in enumerate(table.series) for sentence in _course(table, place, column, unit)
        ]
    elif kind == ChartKind.DOT and len(table.series) > 1:
        sentences = _distances(table, unit)
    else:
        sentences = [_extremes(table, place, column, unit) for place, column in enumerate(table.series)]
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences if sentence)


def axis_note(kind: ChartKind, table: Table, unit: str) -> str:
    """A sentence for readers when zero is not on the axis; else empty."""
    scale = axis_of(ChartKind(kind), table)
    # Neither has an axis that is seen, and a bar always begins at zero.
    if not scale.cut or kind == ChartKind.SLOPE:
        return ""
    low = shown(scale.low, decimals_of([scale.low]), percent=is_percent(unit) or _percent(table))
    return _("The axis begins at %(low)s, not at zero.") % {"low": low}


def _percent(table: Table) -> bool:
    return all(column.percent for column in table.series)


def _figure(number: Number, column: Column, unit: str) -> str:
    """The number alone: the unit stands under the title. Percents keep their sign."""
    return shown(number, column.decimals, percent=column.percent or is_percent(unit))


def _named(table: Table, column: Column, sentence: str) -> str:
    """The sentence with the name of its series in front, where there are several."""
    return (
        _("%(name)s: %(sentence)s") % {"name": column.name, "sentence": sentence} if len(table.series) > 1 else sentence
    )


def _filled(table: Table, place: int) -> list[tuple[str, Number]]:
    return [
        (shown_label(label), value)
        for label, value in zip(table.labels, table.values(place), strict=True)
        if value is not None
    ]


def _missing(table: Table, place: int) -> str:
    """Which labels have no figure, in a sentence; empty when all have one."""
    labels = [
        shown_label(label) for label, value in zip(table.labels, table.values(place), strict=True) if value is None
    ]
    if not labels:
        return ""
    words = {"labels": ", ".join(labels), "count": len(labels)}
    if len(labels) > 4:
        return _("No figures for %(count)s of the rows.") % words
    return ngettext("No figure for %(labels)s.", "No figures for %(labels)s.", len(labels)) % words


def _course(table: Table, place: int, column: Column, unit: str) -> list[str]:
    """How one series went over time."""
    filled = _filled(table, place)
    (first_label, first), (last_label, last) = filled[0], filled[-1]
    words = {
        "first": _figure(first, column, unit),
        "first_label": first_label,
        "last": _figure(last, column, unit),
        "last_label": last_label,
    }
    if len(filled) == 1:
        sentences = [_("%(number)s in %(label)s.") % {"number": words["first"], "label": first_label}]
    elif last > first:
        sentences = [_("up from %(first)s in %(first_label)s to %(last)s in %(last_label)s.") % words]
    elif last < first:
        sentences = [_("down from %(first)s in %(first_label)s to %(last)s in %(last_label)s.") % words]
    else:
        sentences = [_("%(first)s in %(first_label)s and again in %(last_label)s.") % words]
    high_label, high = max(filled, key=lambda row: row[1])
    low_label, low = min(filled, key=lambda row: row[1])
    between = []
    if high > max(first, last):
        between.append(
            _("Highest in %(label)s with %(number)s.") % {"label": high_label, "number": _figure(high, column, unit)}
        )
    if low < min(first, last):
        between.append(
            _("Lowest in %(label)s with %(number)s.") % {"label": low_label, "number": _figure(low, column, unit)}
        )
    between.append(_missing(table, place))
    return [_named(table, column, " ".join(filter(None, [*sentences, *between])))]


def _extremes(table: Table, place: int, column: Column, unit: str) -> str:
    """The highest and the lowest of one series."""
    filled = _filled(table, place)
    high_label, high = max(filled, key=lambda row: row[1])
    low_label, low = min(filled, key=lambda row: row[1])
    if len(filled) == 1:
        sentence = _("%(number)s in %(label)s.") % {"number": _figure(high, column, unit), "label": high_label}
    elif high == low:
        sentence = _("the same everywhere: %(number)s.") % {"number": _figure(high, column, unit)}
    else:
        sentence = _("most in %(high_label)s (%(high)s), least in %(low_label)s (%(low)s).") % {
            "high_label": high_label,
            "high": _figure(high, column, unit),
            "low_label": low_label,
            "low": _figure(low, column, unit),
        }
    sentence = " ".join(filter(None, [sentence, _missing(table, place)]))
    return _named(table, column, sentence)


def _stacks(table: Table, unit: str) -> list[str]:
    """Sums, and the largest part of the first and of the last, or of the highest."""
    sums = [round(sum(row[1:]), 6) for row in table.rows]
    column = Column("", number=True, percent=_percent(table), decimals=max(c.decimals for c in table.series))
    whole = Table(
        (Column(""), column), tuple((label, number) for label, number in zip(table.labels, sums, strict=True))
    )
    is_time = kind_of(table.labels).is_time
    if len(set(sums)) == 1:
        sentences = [_("Each adds up to %(sum)s.") % {"sum": _figure(sums[0], column, unit)}]
    elif is_time:
        sentences = [_("All together: %(sentence)s") % {"sentence": " ".join(_course(whole, 0, column, unit))}]
    else:
        sentences = [_("All together: %(sentence)s") % {"sentence": _extremes(whole, 0, column, unit)}]
    rows = [table.rows[0], table.rows[-1]] if len(table.rows) > 1 else [table.rows[0]]
    for row in rows:
        part, number = max(zip(table.series, row[1:], strict=True), key=lambda pair: pair[1])
        sentences.append(
            _("Largest part of %(label)s: %(name)s (%(number)s).")
            % {"label": shown_label(row[0]), "name": part.name, "number": _figure(number, part, unit)}
        )
    return sentences


def _changes(table: Table, unit: str) -> list[str]:
    """Which went up and which down, and the largest change."""
    before, after = table.series
    up = [row[0] for row in table.rows if row[2] > row[1]]
    down = [row[0] for row in table.rows if row[2] < row[1]]
    same = [row[0] for row in table.rows if row[2] == row[1]]
    moments = {"before": before.name, "after": after.name}
    sentences = [
        sentence % (moments | {"labels": ", ".join(labels)})
        for labels, sentence in (
            (up, _("Up from %(before)s to %(after)s: %(labels)s.")),
            (down, _("Down from %(before)s to %(after)s: %(labels)s.")),
            (same, _("The same in %(before)s and %(after)s: %(labels)s.")),
        )
        if labels
    ]
    most = max(table.rows, key=lambda row: abs(row[2] - row[1]))
    if up or down:
        sentences.append(
            _("Largest change: %(label)s, from %(first)s to %(last)s.")
            % {"label": most[0], "first": _figure(most[1], before, unit), "last": _figure(most[2], after, unit)}
        )
    return sentences


def _distances(table: Table, unit: str) -> list[str]:
    """Where the figures of a row are farthest apart, and where closest."""
    spans = []
    for row in table.rows:
        cells = [(cell, column) for column, cell in zip(table.series, row[1:], strict=True) if cell is not None]
        if len(cells) > 1:
            low, high = min(cells, key=lambda pair: pair[0]), max(cells, key=lambda pair: pair[0])
            spans.append((high[0] - low[0], row[0], low, high))
    if not spans:
        return [_extremes(table, place, column, unit) for place, column in enumerate(table.series)]
    wide, close = max(spans, key=lambda span: span[0]), min(spans, key=lambda span: span[0])
    pattern = {
        "wide": _("Farthest apart in %(label)s: %(low)s (%(low_name)s) and %(high)s (%(high_name)s)."),
        "close": _("Closest in %(label)s: %(low)s (%(low_name)s) and %(high)s (%(high_name)s)."),
    }
    return [
        pattern[name]
        % {
            "label": label,
            "low": _figure(low[0], low[1], unit),
            "low_name": low[1].name,
            "high": _figure(high[0], high[1], unit),
            "high_name": high[1].name,
        }
        for name, (_span, label, low, high) in (("wide", wide), ("close", close))[: 1 if wide is close else 2]
    ]
