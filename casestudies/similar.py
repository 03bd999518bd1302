"""What to read after a story, and why: the same problem, the same method elsewhere, a similar city."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from pyroaring import BitMap

from browse.index import ListingIndex, current
from cities import places
from taxonomy import catalogue
from taxonomy.choices import Vocabulary

#: Values two stories may share; the more, the more alike.
SHARED_FACETS = ("problem", "mechanism", "reached", "sector", "technology", "trigger", "survival")

#: How many candidates are compared one by one: enough to choose well, few enough to stay quick.
COMPARED = 200


@dataclass(frozen=True, slots=True)
class Similar:
    """A work and the reason, in words, why it is offered."""

    work_id: int
    reason: str


def similar_works(work_id: int) -> list[Similar]:
    """At most three stories, each for another reason; none when the story is not public. No query."""
    index = current()["stories"]
    if work_id not in index.live:
        return []
    own = {facet: set(index.values_of(facet, work_id)) for facet in (*SHARED_FACETS, "income", "city")}
    here = _works(index, "city", own["city"])
    chosen: list[Similar] = []
    # An invented city is never offered as the like of a real one, nor the other way round.
    cities = places.current()
    invented = _works(index, "city", {place.slug for place in cities.cities.values() if place.is_fictional})
    comparable = index.live & invented if work_id in invented else index.live - invented

    def offer(candidates: BitMap, reason) -> None:
        rest = (candidates & comparable) - BitMap([work_id, *(similar.work_id for similar in chosen)])
        if rest:
            best = max(list(rest[:COMPARED]), key=lambda other: (_shared(index, own, other), other))
            chosen.append(Similar(best, reason(best)))

    offer(_works(index, "problem", own["problem"]), lambda other: _same_problem(index, own, other))
    offer(_works(index, "mechanism", own["mechanism"]) - here, lambda _other: _("Same method elsewhere"))
    offer(_works(index, "income", own["income"]) - here, lambda _other: _("A city in a country of similar income"))
    return chosen


def _works(index: ListingIndex, facet: str, values: set[str]) -> BitMap:
    found = BitMap()
    for value in values - {"unknown"}:
        found |= index.values(facet).get(value, BitMap())
    return found


def _shared(index: ListingIndex, own: dict[str, set[str]], other: int) -> int:
    return sum(
        other in works
        for facet in SHARED_FACETS
        for value in own[facet]
        if (works := index.values(facet).get(value)) is not None
    )


def _same_problem(index: ListingIndex, own: dict[str, set[str]], other: int) -> str:
    theirs = set(index.values_of("survival", other)) - {"unknown"}
    if theirs and own["survival"] - {"unknown"} and theirs != own["survival"]:
        return _("Same problem, other outcome")
    shared = next(slug for slug in sorted(own["problem"]) if other in index.values("problem").get(slug, BitMap()))
    label = catalogue.current().find(Vocabulary.PROBLEM, slug=shared)
    return _("Same problem: %(problem)s") % {"problem": label.name if label else shared}
