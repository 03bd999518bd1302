"""What the index should hold, asked of the database plainly and slowly: for the check command and for tests."""

from collections.abc import Iterator

from browse import text, words
from browse.index import Snapshot
from browse.registry import ListingSpec, all_specs
from browse.selection import Selection
from core.localised import language_of


def differences(snapshot: Snapshot) -> Iterator[str]:
    """A sentence for each value of each facet, and each row of the text search, that differs from the database."""
    for spec in all_specs():
        held = snapshot[spec.name]
        public = set(spec.public_works().values_list("pk", flat=True))
        if problem := _compared(set(held.live), public):
            yield f"{spec.name}: {problem}"
        for facet in spec.facets:
            for value in sorted({*facet.known_values(), *held.facets[facet.name]}):
                wanted = spec.public_works().filter(facet.lookup(value)).values_list("pk", flat=True)
                if problem := _compared(set(held.facets[facet.name].get(value, ())), set(wanted)):
                    yield f"{spec.name}, {facet.name}={value}: {problem}"
        if missing := public - set(text.known_works()) - {work for work in public if not any(text_of(spec, work))}:
            yield f"{spec.name}, text: {len(missing)} missing, such as {min(missing)}"


def matching(selection: Selection) -> set[int]:
    """The works that fit a selection: one filter per facet, and a look at every text."""
    spec = selection.spec
    works = spec.public_works()
    for name, values in selection.values.items():
        wanted = spec.model._default_manager.none()
        for value in values:
            wanted |= spec.model._default_manager.filter(spec.by_name[name].lookup(value))
        works = works.filter(pk__in=wanted.values("pk"))
    found = set(works.values_list("pk", flat=True))
    if selection.text:
        terms = words.terms(selection.text)
        found = {work for work in found if _holds(text_of(spec, work), terms)}
    return found


def text_of(spec: ListingSpec, work: int) -> list[list[str]]:
    """The words of a work: those of each part of each of its public pages."""
    pages = text.pages_of(spec, [work])
    return [
        words.stemmed(words.split(words.plain(part)), language_of(page))
        for page in pages
        for part in page.text_for_search()
        if part
    ]


def _holds(parts: list[list[str]], terms: tuple[words.Term, ...]) -> bool:
    return all(any(_in_a_row(part, way) for way in term for part in parts) for term in terms)


def _in_a_row(part: list[str], way: tuple[str, ...]) -> bool:
    return any(tuple(part[start : start + len(way)]) == way for start in range(len(part) - len(way) + 1))


def _compared(held: set[int], wanted: set[int]) -> str:
    missing, surplus = wanted - held, held - wanted
    said = []
    if missing:
        said.append(f"{len(missing)} missing, such as {min(missing)}")
    if surplus:
        said.append(f"{len(surplus)} too many, such as {min(surplus)}")
    return "; ".join(said)
