"""Rows of many tables in one query, whatever their number."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from uuid import UUID

from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    Func,
    JSONField,
    Model,
    QuerySet,
    UUIDField,
)


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


class _Values(Func):
    """A number, then all columns of a row and of the row joined to it, as one JSON array.

    Django's own `JSONObject` would resolve and compile two expressions for each column, at each request: more work than
    the database has with the whole query.
    """

    output_field = JSONField()

    def __init__(self, *one_of_each_table: str, number: int, columns: tuple[tuple[int, str], ...]):
        """``columns``: each with the place of its table in ``one_of_each_table``, names of fields."""
        super().__init__(*one_of_each_table)
        self.number, self.columns = number, columns

    def as_sql(self, compiler, connection, **_context):  # noqa: ARG002
        """The columns of each table, under the alias that Django gave it."""
        quote = connection.ops.quote_name
        aliases = [quote(source.alias) for source in self.source_expressions]
        columns = (f"{aliases[table]}.{quote(column)}" for table, column in self.columns)
        function = "jsonb_build_array" if connection.vendor == "postgresql" else "json_array"
        return f"{function}({self.number}, {', '.join(columns)})", ()


@cache
def _tables(model: type[Model], key: str) -> tuple[list[str], tuple[tuple[int, str], ...]]:
    """A field of each table that holds the rows of a model and of what ``key`` leads to, and all their columns."""
    names: dict[tuple, str] = {}
    columns = []
    target = model._meta.get_field(key).related_model if key else None
    for prefix, read in (("", model), (f"{key}__", target)) if target else (("", model),):
        for field in read._meta.concrete_fields:
            # Not the primary key where there is another: the key of a joined row stands in this one, and Django would
            # see no need to join.
            names.setdefault((prefix, field.model), f"{prefix}{field.model._meta.local_concrete_fields[-1].name}")
            columns.append((list(names).index((prefix, field.model)), field.column))
    return list(names.values()), tuple(columns)


class _Part:
    """Rows of one kind, and those that are read along with them."""

    def __init__(self, rows: QuerySet, joined: str = ""):
        self.rows, self.model = rows, rows.model
        #: The foreign key that leads to the rows joined, and their model; None where this kind has no such key.
        self.key = next((field for field in self.model._meta.concrete_fields if field.name == joined), None)
        self.target = self.key.related_model if self.key else None

    def query(self, number: int) -> QuerySet:
        names, columns = _tables(self.model, self.key.name if self.key else "")
        return self.rows.order_by().values_list(_Values(*names, number=number, columns=columns), flat=True)

    def instance(self, values: list) -> Model:
        width = len(self.model._meta.concrete_fields)
        row = _built(self.model, values[:width], self.rows.db)
        if self.target and getattr(row, self.key.attname) is not None:
            setattr(row, self.key.name, _built(self.target, values[width:], self.rows.db))
        return row


def _read(parts: Sequence[_Part]) -> list[list[Model]]:
    first, *others = (part.query(number) for number, part in enumerate(parts))
    found: list[list[Model]] = [[] for _part in parts]
    for number, *values in first.union(*others, all=True):
        found[number].append(parts[number].instance(values))
    return [sorted(rows, key=_place) for rows in found]


def _rows_of(owner: Model, name: str) -> QuerySet:
    relation = owner._meta.get_field(name)
    return relation.related_model._base_manager.filter(**{relation.field.attname: owner.pk})


def _place(row: Model) -> tuple[int, int]:
    return getattr(row, "sort_order", None) or 0, row.pk


def _built(model: type[Model], values: list, database: str) -> Model:
    for place, convert in _conversions(model):
        if values[place] is not None:
            values[place] = convert(values[place])
    return model.from_db(database, [field.attname for field in model._meta.concrete_fields], values)


@cache
def _conversions(model: type[Model]) -> list[tuple[int, Callable]]:
    """Which values of a row JSON does not carry as they are, each with what turns it back."""
    found = []
    for place, field in enumerate(model._meta.concrete_fields):
        if isinstance(field, DateTimeField):
            found.append((place, partial(_moment, field)))
        elif isinstance(field, UUIDField):
            found.append((place, UUID))
        elif isinstance(field, DateField | DecimalField):
            found.append((place, field.to_python))
        elif isinstance(field, BooleanField):
            found.append((place, bool))
    return found


def _moment(field: DateTimeField, value: str) -> datetime:
    moment = field.to_python(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
