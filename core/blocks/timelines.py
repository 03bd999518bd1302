"""Timelines: what happened when, as far as it is known, in phases."""

from dataclasses import dataclass
from math import ceil

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.partial_dates import BadDate, PartialDate


class TimelineKind(TextChoices):
    """What an event was."""

    STEP = "step", _("Step")
    DECISION = "decision", _("Decision")
    CONFLICT = "conflict", _("Conflict")
    TURN = "turn", _("Change of power")
    RESULT = "result", _("Result")
    END = "end", _("End")


class PartialDateField(forms.CharField):
    """A text field whose clean value is a date as far as it is known: "2014-11", "2014~"."""

    def to_python(self, value: str | None) -> str:
        """Read what was typed."""
        value = super().to_python(value)
        if not value:
            return ""
        try:
            return str(PartialDate.parse(value))
        except BadDate as error:
            raise ValidationError(str(error)) from error


class PartialDateBlock(blocks.FieldBlock):
    """A date as far as it is known, stored as text in EDTF. Nothing in it is to be translated."""

    def __init__(self, required=True, help_text=None, **kwargs):
        self.field = PartialDateField(required=required, help_text=help_text, max_length=24)
        super().__init__(**kwargs)

    class Meta:
        icon = "date"
        default = ""


class PhaseBlock(blocks.StructBlock):
    """A span of a timeline: from its beginning to that of the next."""

    name = blocks.CharBlock(label=_("Name"), max_length=60)
    start = PartialDateBlock(label=_("Begins"), help_text=_("It lasts until the next phase begins."))

    class Meta:
        icon = "bars"
        label = _("Phase")


class EventBlock(blocks.StructBlock):
    """Something that happened."""

    when = PartialDateBlock(
        label=_("When"),
        help_text=_("As far as it is known: 2014, 2014-11 or 2014-11-03; c. 2014 if about then."),
    )
    title = blocks.CharBlock(label=_("What happened"), max_length=120)
    text = blocks.RichTextBlock(
        label=_("In a sentence or two"),
        features=["link", "evidence"],
        max_length=400,
        required=False,
        help_text=_(
            "Mark the words that a source supports with the evidence button; a passage of an interview is evidence too."
        ),
    )
    kind = blocks.ChoiceBlock(
        label=_("Kind"), choices=TimelineKind.choices, search_index=False, default=TimelineKind.STEP
    )
    actor = blocks.CharBlock(
        label=_("Who"), max_length=120, required=False, default="", help_text=_("Who did it: an office, a group.")
    )

    class Meta:
        icon = "date"
        label = _("Event")


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its date."""

    date: PartialDate
    block: blocks.StructValue
    #: Where its square stands on the strip: x and y as SVG text.
    x: str
    y: str
    #: Which row it stands on, counted from the line upwards.
    row: int

    @property
    def kind_words(self) -> str:
        """What it was, in words."""
        return TimelineKind(self.block["kind"]).label


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase with its events; the name is empty for what came before the first one, or where there are none."""

    name: str
    start: PartialDate | None
    events: list[Event]
    x: str
    width: str
    #: Two phases that follow each other are told apart.
    is_even: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the strip."""

    x: str
    year: int
    anchor: str


#: The strip, in units of its drawing: width, side of a square and its distance to the next. Squares of one time stand
#: on top of each other; past the highest row they cover each other.
WIDTH, SIDE, APART = 1000, 18, 24
LEAST_ROWS, MOST_ROWS = 2, 8
#: Years between two ticks.
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)


class TimelineValue(blocks.StructValue):
    """A timeline as its template reads it: phases in order, each with its events in order."""

    width = WIDTH

    @cached_property
    def _dated(self) -> list[tuple[PartialDate, blocks.StructValue]]:
        return sorted(_dated(self.get("events"), "when"), key=lambda item: item[0].middle)

    @cached_property
    def _starts(self) -> list[tuple[PartialDate, blocks.StructValue]]:
        return sorted(_dated(self.get("phases"), "start"), key=lambda item: item[0].first)

    @cached_property
    def _years(self) -> tuple[int, int]:
        """The first year of the strip and the one after its last."""
        dates = [date for date, _block in [*self._dated, *self._starts]]
        return min(date.year for date in dates), max(date.year for date in dates) + 1

    def _at(self, year: float) -> float:
        first, end = self._years
        return (year - first) / (end - first) * WIDTH

    @cached_property
    def spans(self) -> list[Phase]:
        """The phases with their events, for `phases` is what the author wrote; empty without events."""
        if not self._dated:
            return []
        events = self._placed
        starts = self._starts
        bounds = [(None, None), *((date, block["name"]) for date, block in starts)]
        phases = []
        for number, (start, name) in enumerate(bounds):
            until = bounds[number + 1][0] if number + 1 < len(bounds) else None
            own = [
                event
                for event in events
                if (start is None or _reached(event.date, start)) and (until is None or not _reached(event.date, until))
            ]
            if not own and start is None:
                continue
            left = self._at(_beginning(start)) if start else 0
            right = self._at(_beginning(until)) if until else WIDTH
            phases.append(Phase(name or "", start, own, _text(left), _text(right - left), number % 2 == 0))
        return phases

    @cached_property
    def _placed(self) -> list[Event]:
        """The events on the strip; squares that would cover each other stand on top of each other."""
        events, last = [], [-APART] * MOST_ROWS
        for date, block in self._dated:
            x = min(max(self._at(date.middle), SIDE / 2), WIDTH - SIDE / 2)
            if block["kind"] == TimelineKind.TURN:
                events.append(Event(date, block, _text(x), "0", 0))
                continue
            row = next((row for row in range(MOST_ROWS) if x - last[row] >= APART), last.index(min(last)))
            last[row] = x
            events.append(Event(date, block, _text(x - SIDE / 2), _text(-(row + 1) * APART + 2), row))
        return events

    @property
    def above(self) -> int:
        """How far the strip reaches above its line: as many rows as its squares take."""
        rows = max((event.row + 1 for event in self._placed), default=0)
        return max(rows, LEAST_ROWS) * APART + 4

    @cached_property
    def ticks(self) -> list[Tick]:
        """At most six years, evenly spaced."""
        first, end = self._years
        step = next(step for step in STEPS if ceil((end - first) / step) <= 6)
        years = [year for year in range(first, end + 1) if year % step == 0 or step == 1]
        return [
            Tick(_text(x), year, "start" if x < 30 else "end" if x > WIDTH - 30 else "middle")
            for year in years
            if (x := self._at(year)) is not None
        ]


def _dated(rows, name: str) -> list[tuple[PartialDate, blocks.StructValue]]:
    """The rows of a list whose date can be read: of a draft not all can."""
    found = []
    for row in rows or ():
        try:
            found.append((PartialDate.parse(row.get(name) or ""), row))
        except BadDate:
            continue
    return found


def _reached(date: PartialDate, start: PartialDate) -> bool:
    """Whether a date lies in what begins at another: to the precision of the coarser of the two."""
    parts = min(len(date.iso), len(start.iso))
    return date.iso[:parts] >= start.iso[:parts]


def _beginning(date: PartialDate) -> float:
    return date.year + ((date.month or 1) - 1 + ((date.day or 1) - 1) / 31) / 12


def _text(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


class TimelineBlock(blocks.StructBlock):
    """What happened when. Events are put in order by their dates."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    events = blocks.ListBlock(EventBlock(), label=_("Events"), min_num=2, max_num=40)
    phases = blocks.ListBlock(
        PhaseBlock(),
        label=_("Phases"),
        default=[],
        max_num=8,
        help_text=_("Optional. Terms of office, or stages of the reform. Events fall into them by their dates."),
    )

    class Meta:
        icon = "date"
        group = _("Structure")
        label = _("Timeline")
        description = _("What happened when, with dates as far as they are known, in phases.")
        template = "blocks/timeline_block.html"
        value_class = TimelineValue
        stylesheets = ("components/timelines",)
        preview_value = {
            "title": "From a list to an order",
            "phases": [
                {"name": "Under the old council", "start": "2021"},
                {"name": "After the vote", "start": "2023-05"},
            ],
            "events": [
                {
                    "when": "2021~",
                    "title": "Complaints are counted for the first time",
                    "text": "<p>A clerk of Orvena keeps a list that nobody asked for.</p>",
                    "kind": "step",
                    "actor": "Complaint desk",
                },
                {
                    "when": "2022-06",
                    "title": "The list leaks",
                    "text": "<p>A radio station reads it out for a week.</p>",
                    "kind": "conflict",
                    "actor": "",
                },
                {"when": "2023-05-14", "title": "A new council", "text": "", "kind": "turn", "actor": ""},
                {
                    "when": "2023-11-02",
                    "title": "Order 14: every complaint gets an answer",
                    "text": "",
                    "kind": "decision",
                    "actor": "Council of Orvena",
                },
                {
                    "when": "2024",
                    "title": "Nine in ten are answered",
                    "text": "<p>By the city’s own count.</p>",
                    "kind": "result",
                    "actor": "",
                },
            ],
        }
