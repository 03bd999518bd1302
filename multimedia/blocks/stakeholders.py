"""Stakeholder maps: who has how much influence and interest, before and after, in somebody's dated judgement."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from math import hypot

from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from multimedia.blocks.refusals import CheckedBlock
from multimedia.maps import svg

#: The scale of both judgements.
LEVELS = (1, 2, 3, 4, 5)
#: From here on there is much of it.
MUCH = 4
#: The plot: side of a cell, side of a square, and how many numbered squares fit beside and above each other in a cell.
CELL, SIDE, ACROSS, DOWN = 132, 22, 3, 4
MOST_ACTORS = ACROSS * DOWN


class Stance(TextChoices):
    """Where an actor stands; drawn as a full, an open and a half square."""

    FOR = "for", _("For it")
    AGAINST = "against", _("Against it")
    UNDECIDED = "undecided", _("Undecided")


def _level(label, **options) -> blocks.ChoiceBlock:
    words = {1: _("1, very little"), 2: _("2, little"), 3: _("3, some"), 4: _("4, much"), 5: _("5, very much")}
    return blocks.ChoiceBlock(
        label=label, choices=[(str(level), words[level]) for level in LEVELS], search_index=False, **options
    )


class ActorBlock(blocks.StructBlock):
    """An actor before and, where that changed, after."""

    name = blocks.CharBlock(
        label=_("Actor"), max_length=80, help_text=_("An office or a group. A person only if public in that role.")
    )
    stance = blocks.ChoiceBlock(label=_("Stance before"), choices=Stance.choices, search_index=False)
    influence = _level(_("Influence before"))
    interest = _level(_("Interest before"))
    stance_after = blocks.ChoiceBlock(
        label=_("Stance after"),
        choices=Stance.choices,
        search_index=False,
        required=False,
        help_text=_("Empty where it did not change."),
    )
    influence_after = _level(_("Influence after"), required=False)
    interest_after = _level(_("Interest after"), required=False)
    note = blocks.CharBlock(
        label=_("On what the judgement rests"), max_length=300, required=False, default="", help_text=_("One sentence.")
    )

    class Meta:
        icon = "group"
        label = _("Actor")


@dataclass(frozen=True, slots=True)
class Level:
    """A judgement before and after, as five boxes and in figures."""

    before: int
    after: int

    @property
    def boxes(self) -> list[str]:
        """What stands in each of the five boxes, for CSS: was, via, is or nothing."""
        low, high = sorted((self.before, self.after))
        names = {self.before: "was", self.after: "is"}
        return [names.get(level, "via" if low < level < high else "") for level in LEVELS]

    @property
    def changed(self) -> bool:
        """Whether it is another than before."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as table and plot show it."""

    number: int
    name: str
    note: str
    influence: Level
    interest: Level
    stance_before: Stance
    stance: Stance

    @property
    def stance_changed(self) -> bool:
        """Whether it changed sides."""
        return self.stance_before != self.stance


@dataclass(frozen=True, slots=True)
class Square:
    """A numbered square of the plot; x and y of its middle as SVG text."""

    x: str
    y: str
    number: int
    stance: str
    before: bool


class StakeholderMapValue(blocks.StructValue):
    """A stakeholder map as its template reads it."""

    cell, side, size = CELL, SIDE, CELL * len(LEVELS)
    levels = LEVELS

    @cached_property
    def all_actors(self) -> list[Actor]:
        """The actors that are judged, in their order; of a draft not all are."""
        found = []
        for number, block in enumerate(self.get("actors") or (), start=1):
            influence, interest, stance = (block.get(name) for name in ("influence", "interest", "stance"))
            if not (influence and interest and stance):
                continue
            found.append(
                Actor(
                    number,
                    block.get("name") or "",
                    block.get("note") or "",
                    Level(int(influence), int(block.get("influence_after") or influence)),
                    Level(int(interest), int(block.get("interest_after") or interest)),
                    Stance(stance),
                    Stance(block.get("stance_after") or stance),
                )
            )
        return found

    @cached_property
    def groups(self) -> list[dict]:
        """The actors by where they stand after the reform: those with most influence and interest first."""
        words = {
            (True, True): _("Much influence, much interest (4 and 5)"),
            (True, False): _("Much influence (4 and 5), less interest"),
            (False, True): _("Much interest (4 and 5), less influence"),
            (False, False): _("Less of both (1 to 3)"),
        }
        groups = defaultdict(list)
        for actor in self.all_actors:
            groups[actor.influence.after >= MUCH, actor.interest.after >= MUCH].append(actor)
        return [{"words": words[key], "actors": groups[key]} for key in words if groups[key]]

    @property
    def cuts(self) -> tuple[str, str]:
        """Where the lines between much and less stand: from the left, from the top."""
        return svg.number((MUCH - 1) * CELL), svg.number((len(LEVELS) - MUCH + 1) * CELL)

    @cached_property
    def _positions(self) -> dict[tuple[int, bool], tuple[float, float]]:
        """By number of the actor and whether before: the middle of its square. Those of one cell stand in rows."""
        cells = defaultdict(list)
        for actor in self.all_actors:
            cells[actor.interest.after, actor.influence.after].append((actor.number, False))
            if actor.interest.changed or actor.influence.changed:
                cells[actor.interest.before, actor.influence.before].append((actor.number, True))
        places = {}
        for (interest, influence), held in cells.items():
            left, top = (interest - 1) * CELL, (len(LEVELS) - influence) * CELL
            across = max(min(ACROSS, len(held)), -(-len(held) // DOWN))
            down = -(-len(held) // across)
            for place, key in enumerate(sorted(held)):
                row, column = divmod(place, across)
                places[key] = (left + (column + 0.5) * CELL / across, top + (row + 0.5) * CELL / down)
        return places

    @property
    def squares(self) -> list[Square]:
        """The squares of the plot, those from before first, so that the later ones lie above."""
        stances = {actor.number: (actor.stance, actor.stance_before) for actor in self.all_actors}
        drawn = [
            Square(svg.number(x), svg.number(y), number, stances[number][before].value, before)
            for (number, before), (x, y) in self._positions.items()
        ]
        return sorted(drawn, key=lambda square: not square.before)

    @property
    def arrows(self) -> list[dict[str, str]]:
        """From where an actor stood to where it stands: a line and the head at its end, clear of the squares."""
        arrows = []
        for (number, before), start in self._positions.items():
            if not before:
                continue
            end = self._positions[number, False]
            length = hypot(end[0] - start[0], end[1] - start[1])
            ax, ay = (end[0] - start[0]) / length, (end[1] - start[1]) / length
            clear = SIDE * 0.85
            tail = start[0] + ax * clear, start[1] + ay * clear
            tip = end[0] - ax * clear, end[1] - ay * clear
            base = tip[0] - ax * 12, tip[1] - ay * 12
            head = [tip, (base[0] - ay * 7, base[1] + ax * 7), (base[0] + ay * 7, base[1] - ax * 7)]
            arrows.append({"line": svg.path([tail, base]), "head": svg.path(head, closed=True)})
        return arrows


class StakeholderMapBlock(CheckedBlock):
    """Influence by interest, before and after the reform. A judgement, so it has an author and a date."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    actors = blocks.ListBlock(
        ActorBlock(),
        label=_("Actors"),
        min_num=2,
        max_num=MOST_ACTORS,
        help_text=_("At most twelve: those whose yes or no counted, and those who had none."),
    )
    judged_by = blocks.CharBlock(
        label=_("Whose judgement"), max_length=120, help_text=_("Who placed the actors, and from which sources.")
    )
    judged_on = blocks.DateBlock(label=_("Date of the judgement"))

    def problems(self, value):
        """Nobody twice: the numbers of the plot lead to names."""
        seen = set()
        for actor in value["actors"]:
            if (name := actor["name"].casefold().strip()) in seen:
                return {"actors": _("%(name)s stands here twice. One row holds before and after.") % actor}
            seen.add(name)
        return {}

    class Meta:
        icon = "group"
        group = _("Data")
        label = _("Stakeholder map")
        description = _("Who had how much influence and interest, for or against, before and after the reform.")
        template = "blocks/stakeholder_map_block.html"
        value_class = StakeholderMapValue
        stylesheets = ("components/stakeholders",)
        preview_value = {
            "title": "Who counted when Orvena scored its officials",
            "actors": [
                {
                    "name": "Mayor’s office",
                    "stance": "for",
                    "influence": "5",
                    "interest": "5",
                    "influence_after": "3",
                    "interest_after": "2",
                    "stance_after": "undecided",
                    "note": "The new mayor never mentioned the score.",
                },
                {
                    "name": "Ward administrators",
                    "stance": "against",
                    "influence": "3",
                    "interest": "5",
                    "influence_after": "4",
                    "interest_after": "",
                    "stance_after": "",
                    "note": "They wrote the rule that ended it.",
                },
                {
                    "name": "Market traders",
                    "stance": "undecided",
                    "influence": "1",
                    "interest": "3",
                    "influence_after": "2",
                    "interest_after": "5",
                    "stance_after": "for",
                    "note": "",
                },
                {
                    "name": "Finance department",
                    "stance": "undecided",
                    "influence": "4",
                    "interest": "2",
                    "influence_after": "",
                    "interest_after": "",
                    "stance_after": "",
                    "note": "It paid, and did not ask.",
                },
            ],
            "judged_by": "Invented for this preview",
            "judged_on": date(2025, 3, 1),
        }
