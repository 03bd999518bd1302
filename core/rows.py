"""All child rows of a page in one query, whatever their number."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import DateField, DecimalField, IntegerField, Model, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, JSONObject

#: Values that JSON carries as text.
_AS_TEXT = (DateField, DecimalField, UUIDField)


def load_rows(
    page: Model,
    relations: Iterable[str],
    *,
    record_from: Model | None = None,
    record: Iterable[str] = (),
    joined: str = "",
):
    """Read the rows of ``relations`` of a page, and those of ``record`` of its source page, in one query.

    ``joined`` names a foreign key whose target is read along, for the rows that have it.
    The rows are put where modelcluster looks for them, so that ``page.answers.all()`` asks nothing more. Relations
    that are already in memory, as in a preview, stay as they are.
    """
    wanted = [(page, name) for name in relations] + [(record_from or page, name) for name in record]
    wanted = [(owner, name) for owner, name in wanted if name not in getattr(owner, "_cluster_related_objects", {})]
    if not wanted:
        return
    parts = [_rows_of(number, owner, name, joined) for number, (owner, name) in enumerate(wanted)]
    found: dict[int, list[Model]] = {number: [] for number in range(len(wanted))}
    for number, _order, values in parts[0].union(*parts[1:], all=True).order_by("part", "place"):
        found[number].append(_instance(wanted[number], values, joined))
    for number, (owner, name) in enumerate(wanted):
        owner.__dict__.setdefault("_cluster_related_objects", {})[name] = found[number]


def _child_model(owner: Model, name: str) -> type[Model]:
    return owner._meta.get_field(name).related_model


def _target(model: type[Model], joined: str) -> type[Model] | None:
    return next((field.related_model for field in model._meta.concrete_fields if field.name == joined), None)


def _rows_of(number: int, owner: Model, name: str, joined: str):
    model = _child_model(owner, name)
    columns = {field.attname: field.attname for field in model._meta.concrete_fields}
    if target := _target(model, joined):
        columns |= {f"{joined}.{f.attname}": f"{joined}__{f.attname}" for f in target._meta.concrete_fields}
    values = JSONObject(**columns)
    has_order = any(field.name == "sort_order" for field in model._meta.fields)
    return (
        model._base_manager.order_by()
        .filter(**{owner._meta.get_field(name).field.attname: owner.pk})
        .annotate(part=Value(number), place=_order(has_order), values_=values)
        .values_list("part", "place", "values_")
    )


def _order(has_order: bool):
    return Coalesce("sort_order", 0) if has_order else Cast("id", IntegerField())


def _instance(wanted: tuple[Model, str], values: dict, joined: str) -> Model:
    owner, name = wanted
    model = _child_model(owner, name)
    row = _built(model, values, owner._state.db)
    target = _target(model, joined)
    if target and getattr(row, f"{joined}_id") is not None:
        prefix = f"{joined}."
        own = {key.removeprefix(prefix): value for key, value in values.items() if key.startswith(prefix)}
        setattr(row, joined, _built(target, own, owner._state.db))
    return row


def _built(model: type[Model], values: dict, database: str | None) -> Model:
    fields = {}
    for field in model._meta.concrete_fields:
        value = values[field.attname]
        if isinstance(field, _AS_TEXT) and value is not None:
            value = UUID(value) if isinstance(field, UUIDField) else field.to_python(value)
        elif field.get_internal_type() == "BooleanField" and value is not None:
            value = bool(value)
        fields[field.attname] = value
    row = model(**fields)
    row._state.adding = False
    row._state.db = database
    return row
