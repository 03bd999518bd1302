"""Rows of many tables in one query, whatever their number."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache, partial
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
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
    parts = [_part_of(owner, name, joined) for owner, name in wanted]
    for (owner, name), rows in zip(wanted, _read(parts), strict=True):
        owner.__dict__.setdefault("_cluster_related_objects", {})[name] = rows


class Search(NamedTuple):
    """The rows that a function finds for some ids.

    Its query is compiled once and kept by the function, so that must be one of a module, with the ids as only values.
    """

    build: Callable[[Collection[int]], QuerySet]
    ids: Collection[int]


def fetch_together(
    wanted: Mapping[type[Model], Collection[int]], along: Iterable[QuerySet | Search] = ()
) -> list[list[Model]]:
    """The rows with these ids, model by model, and those that ``along`` finds; one query for all of them.

    Models with a field of JSON cannot be read this way: databases differ in how they nest it.
    """
    by_id = [Search(_having(model, "pk"), ids) for model, ids in wanted.items()]
    return _read([_Part.of(rows) for rows in (*by_id, *along)])


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

    def __init__(self, model: type[Model], sql: Callable[[int], tuple[str, Sequence]], joined: str = ""):
        """``sql`` answers the query under a number with its values, or raises ``EmptyResultSet``."""
        self.model, self.sql = model, sql
        #: The foreign key that leads to the rows joined, and their model; None where this kind has no such key.
        self.key = _key(model, joined)
        self.target = self.key.related_model if self.key else None

    @classmethod
    def of(cls, rows: QuerySet | Search, joined: str = "") -> "_Part":
        """The rows of a queryset or a search."""
        if isinstance(rows, QuerySet):
            return cls(rows.model, partial(_compiled, rows, joined), joined)
        return cls(_model_of(rows.build), partial(_filled_in, rows, joined), joined)

    def instance(self, values: list) -> Model:
        width = len(self.model._meta.concrete_fields)
        row = _built(self.model, values[:width])
        if self.target and getattr(row, self.key.attname) is not None:
            setattr(row, self.key.name, _built(self.target, values[width:]))
        return row


def _key(model: type[Model], joined: str) -> Field | None:
    return next((field for field in model._meta.concrete_fields if field.name == joined), None)


def _compiled(rows: QuerySet, joined: str, number: int) -> tuple[str, Sequence]:
    names, columns = _tables(rows.model, joined if _key(rows.model, joined) else "")
    rows = rows.order_by().values_list(_Values(*names, number=number, columns=columns), flat=True)
    return rows.query.get_compiler(rows.db).as_sql()


def _filled_in(search: Search, joined: str, number: int) -> tuple[str, Sequence]:
    if not search.ids:
        raise EmptyResultSet
    before, between, after = _pieces(search.build, joined)
    return f"{before}({number},{between}({', '.join(['%s'] * len(search.ids))}){after}", tuple(search.ids)


@cache
def _model_of(build: Callable) -> type[Model]:
    return build([]).model


@cache
def _pieces(build: Callable, joined: str) -> tuple[str, str, str]:
    """The SQL of a search, cut where the number of the part and the ids stand.

    Kept, since compiling it takes Django several times as long as the database needs for its answer.
    """
    sql, _ids = _compiled(build([0]), joined, number=-1)
    before, rest = sql.split("(-1,")
    between, after = rest.split("(%s)")
    return before, between, after


@cache
def _having(model: type[Model], column: str) -> Callable[[Collection[int]], QuerySet]:
    """How the rows of a model are found by one of its columns."""
    return lambda ids: model._base_manager.filter(**{f"{column}__in": ids})


def _read(parts: Sequence[_Part]) -> list[list[Model]]:
    asked = []
    for number, part in enumerate(parts):
        with suppress(EmptyResultSet):
            asked.append(part.sql(number))
    found: list[list[Model]] = [[] for _part in parts]
    if asked:
        with connection.cursor() as cursor:
            # Joined here: Django's own union copies every query several times.
            cursor.execute(
                " UNION ALL ".join(sql for sql, _values in asked), [*chain(*(values for _sql, values in asked))]
            )
            for (row,) in cursor.fetchall():
                number, *values = json.loads(row)
                found[number].append(parts[number].instance(values))
    return [sorted(rows, key=_place) for rows in found]


def _part_of(owner: Model, name: str, joined: str) -> _Part:
    relation = owner._meta.get_field(name)
    return _Part.of(Search(_having(relation.related_model, relation.field.attname), [owner.pk]), joined)


def _place(row: Model) -> tuple[int, int]:
    return getattr(row, "sort_order", None) or 0, row.pk


def _built(model: type[Model], values: list) -> Model:
    for place, convert in _conversions(model):
        if values[place] is not None:
            values[place] = convert(values[place])
    return model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in model._meta.concrete_fields], values)


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
