"""All child rows of a page in one query, whatever their number."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import DateField, DecimalField, IntegerField, Model, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, JSONObject

#: Values that JSON carries as text.
_AS_TEXT = (DateField, DecimalField, UUIDField)


def load_rows(page: Model, relations: Iterable[str], *, record_from: Model | None = None, record: Iterable[str] = ()):
    """Read the rows of ``relations`` of a page, and those of ``record`` of its source page, in one query.

    The rows are put where modelcluster looks for them, so that ``page.answers.all()`` asks nothing more. Relations
    that are already in memory, as in a preview, stay as they are.
    """
    wanted = [(page, name) for name in relations] + [(record_from or page, name) for name in record]
    wanted = [(owner, name) for owner, name in wanted if name not in getattr(owner, "_cluster_related_objects", {})]
    if not wanted:
        return
    parts = [_rows_of(number, owner, name) for number, (owner, name) in enumerate(wanted)]
    found: dict[int, list[Model]] = {number: [] for number in range(len(wanted))}
    for number, _order, values in parts[0].union(*parts[1:], all=True).order_by("part", "place"):
        found[number].append(_instance(wanted[number], values))
    for number, (owner, name) in enumerate(wanted):
        owner.__dict__.setdefault("_cluster_related_objects", {})[name] = found[number]


def _child_model(owner: Model, name: str) -> type[Model]:
    return owner._meta.get_field(name).related_model


def _rows_of(number: int, owner: Model, name: str):
    model = _child_model(owner, name)
    values = JSONObject(**{field.attname: field.attname for field in model._meta.concrete_fields})
    has_order = any(field.name == "sort_order" for field in model._meta.fields)
    return (
        model._base_manager.order_by()
        .filter(**{owner._meta.get_field(name).field.attname: owner.pk})
        .annotate(part=Value(number), place=_order(has_order), values_=values)
        .values_list("part", "place", "values_")
    )


def _order(has_order: bool):
    return Coalesce("sort_order", 0) if has_order else Cast("id", IntegerField())


def _instance(wanted: tuple[Model, str], values: dict) -> Model:
    owner, name = wanted
    model = _child_model(owner, name)
    for field in model._meta.concrete_fields:
        value = values[field.attname]
        if isinstance(field, _AS_TEXT) and value is not None:
            values[field.attname] = UUID(value) if isinstance(field, UUIDField) else field.to_python(value)
        elif field.get_internal_type() == "BooleanField" and value is not None:
            values[field.attname] = bool(value)
    row = model(**values)
    row._state.adding = False
    row._state.db = owner._state.db
    return row
