"""Rows of many tables in one query, whatever their number."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from uuid import UUID

from django.db.models import DateField, DateTimeField, DecimalField, IntegerField, Model, QuerySet, UUIDField, Value
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
    parts = [_Part(_rows_of(owner, name), joined) for owner, name in wanted]
    for (owner, name), rows in zip(wanted, _read(parts), strict=True):
        owner.__dict__.setdefault("_cluster_related_objects", {})[name] = rows


def fetch_together(wanted: Mapping[type[Model], Iterable[int]], along: Iterable[QuerySet] = ()) -> list[list[Model]]:
    """The rows with these ids, model by model, and those of the querysets ``along``; one query for all of them.

    Models with a field of JSON cannot be read this way: databases differ in how they nest it.
    """
    querysets = [model._base_manager.filter(pk__in=set(ids)) for model, ids in wanted.items()] + list(along)
    return _read([_Part(queryset) for queryset in querysets]) if querysets else []


class _Part:
    """Rows of one table, and the table whose rows are read along with them."""

    def __init__(self, rows: QuerySet, joined: str = ""):
        self.rows, self.joined, self.model = rows, joined, rows.model
        #: Model of the rows joined, or None where this table has no such key.
        self.target = next((f.related_model for f in self.model._meta.concrete_fields if f.name == joined), None)

    def query(self, number: int) -> QuerySet:
        columns = {field.attname: field.attname for field in self.model._meta.concrete_fields}
        if self.target:
            fields = self.target._meta.concrete_fields
            columns |= {f"{self.joined}.{f.attname}": f"{self.joined}__{f.attname}" for f in fields}
        return (
            self.rows.order_by()
            .annotate(part_=Value(number), place_=_order(self.model), values_=JSONObject(**columns))
            .values_list("part_", "place_", "values_")
        )

    def instance(self, values: dict) -> Model:
        row = _built(self.model, values, self.rows.db)
        if self.target and getattr(row, f"{self.joined}_id") is not None:
            prefix = f"{self.joined}."
            own = {key.removeprefix(prefix): value for key, value in values.items() if key.startswith(prefix)}
            setattr(row, self.joined, _built(self.target, own, self.rows.db))
        return row


def _read(parts: Sequence[_Part]) -> list[list[Model]]:
    queries = [part.query(number) for number, part in enumerate(parts)]
    found: list[list[Model]] = [[] for _part in parts]
    for number, _place, values in queries[0].union(*queries[1:], all=True).order_by("part_", "place_"):
        found[number].append(parts[number].instance(values))
    return found


def _rows_of(owner: Model, name: str) -> QuerySet:
    relation = owner._meta.get_field(name)
    return relation.related_model._base_manager.filter(**{relation.field.attname: owner.pk})


def _order(model: type[Model]):
    has_order = any(field.name == "sort_order" for field in model._meta.fields)
    return Coalesce("sort_order", 0) if has_order else Cast("id", IntegerField())


def _built(model: type[Model], values: dict, database: str) -> Model:
    fields = {}
    for field in model._meta.concrete_fields:
        value = values[field.attname]
        if isinstance(field, _AS_TEXT) and value is not None:
            value = UUID(value) if isinstance(field, UUIDField) else field.to_python(value)
            if isinstance(field, DateTimeField) and value.tzinfo is None:
                value = value.replace(tzinfo=UTC)
        elif field.get_internal_type() == "BooleanField" and value is not None:
            value = bool(value)
        fields[field.attname] = value
    row = model(**fields)
    row._state.adding = False
    row._state.db = database
    return row
