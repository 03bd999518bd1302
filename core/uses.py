"""Where something is used, so that nothing is taken from under a page that shows it."""

from collections.abc import Iterable

from django.db import router
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from wagtail.models import Page, ReferenceIndex


def uses_of(things: Iterable[Model]) -> dict[str, list[str]]:
    """By name of each thing that is in use, the names of those that use it and are not among the things."""
    things = list(things)
    uses = {str(thing): sorted(_referring(thing, things) | _protecting(thing, things)) for thing in things}
    return {name: users for name, users in uses.items() if users}


def _referring(thing: Model, going: list[Model]) -> set[str]:
    """By what pages and rows say: also a mark in a text or a block of a story, which no database protects."""
    return {str(user) for user, _places in ReferenceIndex.get_grouped_references_to(thing) if user not in going}


def _protecting(thing: Model, going: list[Model]) -> set[str]:
    """By what the database would refuse."""
    rows = thing.get_descendants(inclusive=True) if isinstance(thing, Page) else [thing]
    try:
        Collector(using=router.db_for_write(type(thing))).collect(rows)
    except ProtectedError as error:
        return {_name(row) for row in error.protected_objects if row not in going}
    except RestrictedError as error:
        return {_name(row) for row in error.restricted_objects if row not in going}
    return set()


def _name(row: Model) -> str:
    """Of the page or thing that a reader of the message knows, where the row only belongs to it."""
    owner = getattr(row, "page", None)
    return str(owner or (row if type(row).__str__ is not Model.__str__ else row._meta.verbose_name))
