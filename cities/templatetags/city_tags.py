"""What the page of a city asks of the listings of all rooms, by the name of the listing."""

from django import template
from django.utils.translation import gettext as _
from wagtail.models import Page

from browse.index import current
from browse.registry import spec_of
from cities import places
from cities.facets import FACETS
from cities.models import CityPage
from cities.world import WorldMap
from core.localised import localise

register = template.Library()

#: In what cities may be alike, strongest first: facet, and the reason in words.
ALIKE = ("challenge", "income", "population", "mayor", "region")
SHOWN = 3


@register.simple_tag(takes_context=True)
def rows_in_city(context, listing: str, city: CityPage) -> list:
    """``{% rows_in_city "stories" page as stories %}``: what a listing has of this city, newest first."""
    place = places.current().cities.get(city.work_id)
    index = current()[listing]
    works = index.values("city").get(place.slug) if place else None
    if not works:
        return []
    ids = index.orders["newest"].slice(works, 0, len(works), descending=True)
    return spec_of(listing).rows(ids, context.get("request"))


@register.simple_tag
def world_map(listing) -> WorldMap:
    """``{% world_map listing as world %}``: the cities that a listing found, on the map and by region."""
    return WorldMap(listing.found, listing.url, listing.selection)


@register.simple_tag(takes_context=True)
def cities_like(context, city: CityPage) -> list[dict]:
    """Up to three public cities that share most with this one, and what they share; no city without a reason."""
    index, own = current()["cities"], city.work_id
    shared: dict[int, list[str]] = {}
    for facet in (facet for name in ALIKE for facet in FACETS if facet.name == name):
        for value in index.values_of(facet.name, own) if own in index.live else ():
            if value != "unknown":
                for other in index.values(facet.name)[value]:
                    shared.setdefault(other, []).append(facet.label_of(value) or value)
    shared.pop(own, None)
    invented = {place.work_id for place in places.current().cities.values() if place.is_fictional}
    comparable = (other for other in shared if (other in invented) == (own in invented))
    best = sorted(comparable, key=lambda other: (-len(shared[other]), other))[:SHOWN]
    pages = Page.objects.in_bulk(best)
    found = localise(pages.values(), context.get("request")) if pages else {}
    return [
        {
            "title": found[work].page.title,
            "url": found[work].url,
            "reason": _("Shares with it: %(what)s.") % {"what": "; ".join(shared[work])},
        }
        for work in best
        if work in found
    ]
