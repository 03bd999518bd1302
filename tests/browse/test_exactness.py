"""Every count and every list equals what the database says, for more than a thousand selections."""

import random
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.http import QueryDict
from pyroaring import BitMap

from browse import index
from browse.check import differences, matching
from browse.listing import Listing
from browse.orders import TITLE_WIDTH, Keys, Order, title_key
from browse.registry import all_specs, spec_of
from browse.selection import Selection
from tests.browse.worlds import WORDS, make_world

pytestmark = pytest.mark.django_db

SELECTIONS_A_LISTING = 300


def random_selection(spec, known: dict, chance) -> Selection:
    """Up to four facets with up to three values each, and sometimes words."""
    facets = chance.sample(spec.facets, chance.randint(0, min(4, len(spec.facets))))
    query = {facet.name: chance.choices(known[facet.name], k=chance.randint(1, 3)) for facet in facets}
    if chance.random() < 0.15:
        query["q"] = " ".join(chance.choices(WORDS, k=chance.choice([1, 1, 2])))
    return Selection.parse(spec, QueryDict(urlencode(query, doseq=True)))


def test_index_agrees_with_the_database():
    make_world()
    assert list(differences(index.current())) == []


def test_random_selections_and_all_their_counts():
    world = make_world()
    chance, compared = world.chance, 0
    for spec in all_specs():
        known = {facet.name: sorted(facet.known_values()) for facet in spec.facets}
        public = set(spec.public_works().values_list("pk", flat=True))
        having = {
            facet.name: {
                value: set(spec.public_works().filter(facet.lookup(value)).values_list("pk", flat=True))
                for value in known[facet.name]
            }
            for facet in spec.facets
        }
        assert any(len(works) > 1 for values in having.values() for works in values.values())
        for _number in range(SELECTIONS_A_LISTING):
            selection = random_selection(spec, known, chance)
            listing = Listing(selection)
            with_text = public
            if selection.text:
                with_text = matching(Selection(spec, text=selection.text))
            for facet in spec.facets:
                others = set(with_text)
                for name, values in selection.values.items():
                    if name != facet.name:
                        others &= set().union(*(having[name][value] for value in values))
                wanted = {value: len(works & others) for value, works in having[facet.name].items() if works & others}
                assert listing.counts(facet) == wanted, (spec.name, selection.query, facet.name)
            found = set(with_text)
            for name, values in selection.values.items():
                found &= set().union(*(having[name][value] for value in values))
            assert set(listing.found) == found, (spec.name, selection.query)
            compared += 1
    assert compared >= 1000


def test_a_hundred_selections_by_plain_queries():
    world = make_world(12)
    for spec in all_specs():
        known = {facet.name: sorted(facet.known_values()) for facet in spec.facets}
        for _number in range(25):
            selection = random_selection(spec, known, world.chance)
            assert set(Listing(selection).found) == matching(selection), (spec.name, selection.query)


def test_patched_index_equals_a_rebuilt_one():
    world = make_world(16)
    for made in [*world.stories[:6], *world.cities[:3], *world.practices[:3], *world.voices[:2]]:
        index.current()
        page = type(made).objects.get(pk=made.pk)
        page.live = not page.live
        page.title = f"Another {page.title}"
        page.term_rows = [type(row)(term_id=row.term_id) for row in list(page.term_rows.all())[1:]]
        page.save()
        patched, rebuilt = index.current(), index.build(0)
        for name, listing in rebuilt.listings.items():
            assert patched[name].live == listing.live
            assert patched[name].languages == listing.languages
            assert patched[name].facets == listing.facets
            for order, wanted in listing.orders.items():
                everything = (0, len(listing.live))
                assert patched[name].orders[order].slice(listing.live, *everything, descending=False) == wanted.slice(
                    listing.live, *everything, descending=False
                ), (name, order)


def test_order_of_the_database():
    make_world(12)
    spec = spec_of("stories")
    keys = {
        "": lambda page: (page.first_published_at is not None, page.first_published_at, page.pk),
        "year": lambda page: (page.start_year or 0, page.pk),
    }
    for sort, key in keys.items():
        listing = Listing(Selection(spec, sort=sort))
        wanted = [page.pk for page in sorted(spec.public_works(), key=key, reverse=True)]
        assert listing.works(0, 1000) == wanted
        assert listing.works(3, 7) == wanted[3:7]


def test_a_page_of_many_and_of_few_results_stands_in_the_same_order():
    chance = random.Random(3)  # noqa: S311 - the same numbers at each run
    works = chance.sample(range(1, 9_000), 3_000)
    keys = Keys(TITLE_WIDTH)
    for work in sorted(works):
        keys.add(work, title_key(f"Title {chance.randrange(400)}"))
    order = Order.of(keys)
    for size in (1, 30, 300, 3_000):
        results = BitMap(chance.sample(works, size))
        for descending in (False, True):
            whole = order.slice(results, 0, size, descending=descending)
            assert sorted(whole) == list(results)
            for start in range(0, size, 20)[:5]:
                assert order.slice(results, start, start + 20, descending=descending) == whole[start : start + 20]


def test_check_command_finds_what_bypassed_the_models(capsys):
    world = make_world(8)
    call_command("check_browse_index")
    story = next(story for story in world.stories if story.live)
    index.current()
    type(story).objects.filter(pk=story.pk).update(status="paused" if story.status != "paused" else "pilot")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM browse_text")
    with pytest.raises(CommandError) as refused:
        call_command("check_browse_index")
    assert refused.value.returncode == 1
    assert "stories, status=" in capsys.readouterr().out
    call_command("rebuild_browse_index")
    call_command("check_browse_index")
    assert "agrees" in capsys.readouterr().out
