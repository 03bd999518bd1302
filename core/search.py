"""Wagtail's search of the database for the admin, made safe for whatever is typed into it."""

from modelsearch.backends.database import SearchBackend as DatabaseSearchBackend

#: A quotation mark without its partner is an SQL error on SQLite, a null character one on PostgreSQL.
_UNSAFE = str.maketrans({'"': " ", "\x00": " "})
_LONGEST = 200


class SafeSearch:
    """Of a backend: drop what it cannot take from a query, and all beyond a length that nobody types."""

    def _search(self, query_compiler_class, query, *args, **kwargs):
        if isinstance(query, str):
            query = query[:_LONGEST].translate(_UNSAFE).strip()
        return super()._search(query_compiler_class, query, *args, **kwargs)


def SearchBackend(params):  # noqa: N802 (the name that modelsearch looks for)
    """The backend of the database in use."""
    backend = type(DatabaseSearchBackend(params))
    return type(f"Safe{backend.__name__}", (SafeSearch, backend), {})(params)
