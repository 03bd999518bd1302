"""A chart in plain sentences: first, last, highest, lowest, and which way it went, in the reader's language."""

import unicodedata
from collections.abc import Callable, Iterable

from babel.lists import format_list
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from multimedia.charts.kinds import ChartKind, is_stack
from multimedia.charts.labels import kind_of, shown_label
from multimedia.charts.numbers import Figures, Number, babel_locale, is_percent
from multimedia.charts.specs import axis_of
from multimedia.charts.tables import Column, Table

#: More labels than these are counted, not named.
MAX_NAMED = 4


def description_of(kind: ChartKind, table: Table, unit: str) -> str:
    """What the chart shows, for everybody who does not see it, and for those who do."""
    return _Description(ChartKind(kind), table, unit).text()


def axis_note(kind: ChartKind, table: Table, unit: str) -> str:
    """A sentence for readers when zero is not on the axis; else empty."""
    scale = axis_of(ChartKind(kind), table)
    # Neither has an axis that is seen, and a bar always begins at zero.
    if not scale.cut or kind == ChartKind.SLOPE:
        return ""
    percent = is_percent(unit) or all(column.percent for column in table.series)
    nearest = scale.low if scale.low > 0 else scale.high
    number = Figures([nearest]).text(nearest, percent=percent, long=True)
    message = (
        _("The axis begins at %(number)s, not at zero.")
        if scale.low > 0
        else _("The axis ends at %(number)s, not at zero.")
    )
    return message % {"number": number}


def _named(labels: Iterable[str]) -> str:
    """Labels as a sentence lists them: "Hill, Harbour and River"; or how many there are."""
    labels = [isolated(shown_label(label)) for label in labels]
    if len(labels) > MAX_NAMED:
        return _("%(count)s of the rows") % {"count": len(labels)}
    return format_list(labels, locale=babel_locale())


def isolated(text: str) -> str:
    """A name in a sentence of the other direction, between the signs that keep figures and brackets around it in order.

    Other names come back as they are.
    """
    classes = {unicodedata.bidirectional(sign) for sign in text}
    other = {"L"} if get_language_bidi() else {"R", "AL"}
    return f"\u2068{text}\u2069" if classes & other else text


Filled = list[tuple[str, Number]]


def _labels_of(number: Number, filled: Filled) -> str:
    return _named(label for label, value in filled if value == number)


class _Description:
    """The sentences about one chart."""

    def __init__(self, kind: ChartKind, table: Table, unit: str):
        self.kind, self.table, self.unit = kind, table, unit
        numbers = [*table.numbers, *self._sums()] if is_stack(kind, table) else table.numbers
        self.figures = Figures(numbers)

    def text(self) -> str:
        if self.kind == ChartKind.SLOPE:
            sentences = self._changes()
        elif is_stack(self.kind, self.table):
            sentences = self._stacks()
        elif kind_of(self.table.labels).is_time or self.kind in {ChartKind.LINE, ChartKind.AREA}:
            sentences = self._each(self._course)
        elif self.kind == ChartKind.DOT and len(self.table.series) > 1:
            sentences = self._distances()
        else:
            sentences = self._each(self._extremes)
        return " ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences if sentence)

    def _figure(self, number: Number, column: Column) -> str:
        """The number alone: the unit stands under the title. Percents keep their sign."""
        return self.figures.text(number, percent=column.percent or is_percent(self.unit), long=True)

    def _each(self, sentences: Callable[[Filled, Column], list[str]]) -> list[str]:
        """Sentences about each series, with its name in front where there are several."""
        found = []
        for place, column in enumerate(self.table.series):
            cells = list(zip(self.table.labels, self.table.values(place), strict=True))
            filled = [(label, value) for label, value in cells if value is not None]
            missing = [label for label, value in cells if value is None]
            about = " ".join([*(sentences(filled, column) if filled else []), *self._missing(missing)])
            if len(self.table.series) > 1:
                about = _("%(name)s: %(sentence)s") % {"name": isolated(column.name), "sentence": about}
            found.append(about)
        return found

    def _missing(self, labels: list[str]) -> list[str]:
        """Which labels have no figure."""
        if not labels:
            return []
        message = ngettext("No figure for %(labels)s.", "No figures for %(labels)s.", len(labels))
        return [message % {"labels": _named(labels)}]

    def _course(self, filled: Filled, column: Column) -> list[str]:
        """How one series went from its first figure to its last."""
        (first_label, first), (last_label, last) = filled[0], filled[-1]
        words = {
            "first": self._figure(first, column),
            "first_label": isolated(shown_label(first_label)),
            "last": self._figure(last, column),
            "last_label": isolated(shown_label(last_label)),
        }
        values = [value for _label, value in filled]
        if len(filled) == 1:
            return [_("%(first)s (%(first_label)s).") % words]
        if min(values) == max(values):
            return [_("%(first)s throughout, from %(first_label)s to %(last_label)s.") % words]
        if last > first:
            sentences = [_("up from %(first)s (%(first_label)s) to %(last)s (%(last_label)s).") % words]
        elif last < first:
            sentences = [_("down from %(first)s (%(first_label)s) to %(last)s (%(last_label)s).") % words]
        else:
            sentences = [_("%(first)s at the start (%(first_label)s) and at the end (%(last_label)s).") % words]
        if max(values) > max(first, last):
            sentences.append(self._extreme(_("Highest: %(number)s (%(labels)s)."), max(values), filled, column))
        if min(values) < min(first, last):
            sentences.append(self._extreme(_("Lowest: %(number)s (%(labels)s)."), min(values), filled, column))
        return sentences

    def _extreme(self, message: str, number: Number, filled: Filled, column: Column) -> str:
        return message % {"number": self._figure(number, column), "labels": _labels_of(number, filled)}

    def _extremes(self, filled: Filled, column: Column) -> list[str]:
        """The highest and the lowest of one series."""
        values = [value for _label, value in filled]
        if len(filled) == 1:
            return [self._extreme(_("%(number)s (%(labels)s)."), values[0], filled, column)]
        if min(values) == max(values):
            return [_("the same everywhere: %(number)s.") % {"number": self._figure(values[0], column)}]
        return [
            _("highest %(high)s (%(high_labels)s), lowest %(low)s (%(low_labels)s).")
            % {
                "high": self._figure(max(values), column),
                "high_labels": _labels_of(max(values), filled),
                "low": self._figure(min(values), column),
                "low_labels": _labels_of(min(values), filled),
            }
        ]

    def _sums(self) -> list[Number]:
        return [round(sum(row[1:]), 10) for row in self.table.rows]

    def _stacks(self) -> list[str]:
        """Sums, and the largest part of the first and of the last."""
        sums = self._sums()
        column = Column("", number=True, percent=all(column.percent for column in self.table.series))
        if len(set(sums)) == 1:
            sentences = [_("Each adds up to %(sum)s.") % {"sum": self._figure(sums[0], column)}]
        else:
            course = kind_of(self.table.labels).is_time or self.kind == ChartKind.AREA
            about = (self._course if course else self._extremes)(
                list(zip(self.table.labels, sums, strict=True)), column
            )
            sentences = [_("All together: %(sentence)s") % {"sentence": " ".join(about)}]
        rows = self.table.rows[:1] if len(self.table.rows) == 1 else (self.table.rows[0], self.table.rows[-1])
        return sentences + [self._largest_part(row) for row in rows]

    def _largest_part(self, row: tuple) -> str:
        largest = max(row[1:])
        parts = [column for column, cell in zip(self.table.series, row[1:], strict=True) if cell == largest]
        if len(parts) == len(self.table.series):
            return ""
        message = ngettext(
            "Largest part of %(label)s: %(names)s (%(number)s).",
            "Largest parts of %(label)s: %(names)s (%(number)s each).",
            len(parts),
        )
        names = format_list([isolated(column.name) for column in parts], locale=babel_locale())
        return message % {
            "label": isolated(shown_label(row[0])),
            "names": names,
            "number": self._figure(largest, parts[0]),
        }

    def _changes(self) -> list[str]:
        """Which went up and which down, and the largest change."""
        before, after = self.table.series
        rows = self.table.rows
        moments = {"before": isolated(shown_label(before.name)), "after": isolated(shown_label(after.name))}
        sentences = [
            sentence % (moments | {"labels": format_list(list(map(isolated, labels)), locale=babel_locale())})
            for labels, sentence in (
                ([row[0] for row in rows if row[2] > row[1]], _("Up from %(before)s to %(after)s: %(labels)s.")),
                ([row[0] for row in rows if row[2] < row[1]], _("Down from %(before)s to %(after)s: %(labels)s.")),
                ([row[0] for row in rows if row[2] == row[1]], _("The same in %(before)s and %(after)s: %(labels)s.")),
            )
            if labels
        ]
        sizes = [round(abs(row[2] - row[1]), 10) for row in rows]
        largest = [row for row, size in zip(rows, sizes, strict=True) if size == max(sizes)]
        if max(sizes) > 0 and len(largest) <= MAX_NAMED and (len(largest) < len(rows) or len(rows) == 1):
            message = ngettext("Largest change: %(changes)s.", "Largest changes: %(changes)s.", len(largest))
            changes = [
                _("%(label)s, from %(first)s to %(last)s")
                % {
                    "label": isolated(row[0]),
                    "first": self._figure(row[1], before),
                    "last": self._figure(row[2], after),
                }
                for row in largest
            ]
            sentences.append(message % {"changes": "; ".join(changes)})
        return sentences

    def _distances(self) -> list[str]:
        """Where the figures of a row are farthest apart, and where closest."""
        spans = []
        for row in self.table.rows:
            cells = [
                (cell, column) for column, cell in zip(self.table.series, row[1:], strict=True) if cell is not None
            ]
            if len(cells) > 1:
                low, high = min(cells, key=lambda pair: pair[0]), max(cells, key=lambda pair: pair[0])
                spans.append((round(high[0] - low[0], 10), row[0], low, high))
        if not spans:
            return self._each(self._extremes)
        distances = [span[0] for span in spans]
        sentences = []
        if max(distances) == 0:
            sentences.append(_("All figures of a row are the same."))
        elif len(set(distances)) == 1 and len(spans) > 1:
            sentences.append(_("All rows are equally far apart."))
        else:
            sentences.append(self._distance(_("Farthest apart: %(rows)s."), max(distances), spans))
            if len(spans) > 1:
                sentences.append(self._distance(_("Closest: %(rows)s."), min(distances), spans))
        if missing := [row[0] for row in self.table.rows if None in row[1:]]:
            sentences.append(_("Figures are missing for %(labels)s.") % {"labels": _named(missing)})
        return sentences

    def _distance(self, message: str, distance: Number, spans: list[tuple]) -> str:
        found = [span for span in spans if span[0] == distance]
        if len(found) > MAX_NAMED:
            return message % {"rows": _named(label for _span, label, _low, _high in found)}
        pattern = _("%(label)s, %(low)s (%(low_name)s) and %(high)s (%(high_name)s)")
        if distance == 0:
            pattern = _("%(label)s, all %(low)s")
        rows = [
            pattern
            % {
                "label": isolated(label),
                "low": self._figure(*low),
                "low_name": isolated(low[1].name),
                "high": self._figure(*high),
                "high_name": isolated(high[1].name),
            }
            for _span, label, low, high in found
        ]
        return message % {"rows": "; ".join(rows)}
