"""The test database: migrated once per schema, copied for every run and every worker.

Migrating takes most of a minute, and tables made without migrations lack SQLite's search tables and the rows that
migrations write. So a migrated template is kept (a file in var/test-template/, or a PostgreSQL database called
bigbold_template_...) under a name that holds a fingerprint of everything that shapes it. Each worker gets a copy in
milliseconds; a changed migration gets a new template.
"""

import contextlib
import fcntl
import hashlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

TEMPLATES = settings.BASE_DIR / "var" / "test-template"
#: A template that no run has used for this many seconds is removed.
UNUSED = 7 * 24 * 60 * 60


def fingerprint() -> str:
    """Changes with every file that shapes a migrated database.

    These are our migrations, the data and the code beside them that migrations and ``post_migrate`` receivers may
    use (of third-party apps, their versions), and the languages.
    """
    digest = hashlib.sha256(repr((settings.INSTALLED_APPS, settings.LANGUAGE_CODE)).encode())
    digest.update((settings.BASE_DIR / "requirements.txt").read_bytes())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        folder = Path(app.path)
        if folder.parent != settings.BASE_DIR:
            continue
        for pattern in ("migrations/*.py", "apps.py", "roles.py", "data/*"):
            for path in sorted(folder.glob(pattern)):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class SqliteDatabase:
    """A file for the template, a file for the copy."""

    def __init__(self):
        self.template = TEMPLATES / f"{fingerprint()}.sqlite3"

    def has_template(self) -> bool:
        """Whether the template is there; says that it is in use."""
        if self.template.exists():
            self.template.touch()
        return self.template.exists()

    def build_template(self) -> None:
        """Migrate a new file, and remove those long unused."""
        unfinished = self.template.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        with connected_to(str(unfinished)):
            call_command("migrate", verbosity=0, interactive=False)
            with connection.cursor() as cursor:
                # Back to one file, without a write-ahead log beside it.
                cursor.execute("PRAGMA journal_mode=DELETE")
        unfinished.replace(self.template)
        for path in TEMPLATES.glob("*.sqlite3"):
            if path.stat().st_mtime < time.time() - UNUSED:
                path.unlink()

    def restore(self) -> None:
        """Make the test database equal to the template, also under connections that are open elsewhere."""
        connections.close_all()
        with (
            contextlib.closing(sqlite3.connect(f"file:{self.template}?mode=ro", uri=True)) as template,
            contextlib.closing(sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=20)) as copy,
        ):
            template.backup(copy)

    def drop(self) -> None:
        """The file vanishes with the directory of the run (bigbold/settings/test.py)."""
        connections.close_all()


class PostgresDatabase:
    """A template database and a copy on the same server."""

    def __init__(self):
        self.template = f"bigbold_template_{fingerprint()}"
        self.copy = settings.DATABASES["default"]["NAME"]

    def has_template(self) -> bool:
        """Whether the template is there; says, in its comment, that it is in use."""
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template])
            found = cursor.fetchone() is not None
            if found:
                cursor.execute(f'COMMENT ON DATABASE "{self.template}" IS %s', [str(int(time.time()))])
        return found

    def build_template(self) -> None:
        """Migrate a new database, and remove those long unused."""
        unfinished = f"unfinished_{self.template}"
        with connection._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE 'bigbold\\_template\\_%%'"
                " AND coalesce(shobj_description(oid, 'pg_database'), '0')::bigint < %s",
                [int(time.time()) - UNUSED],
            )
            for name in [self.template, unfinished, *(row[0] for row in cursor.fetchall())]:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{unfinished}"')
        with connected_to(unfinished):
            call_command("migrate", verbosity=0, interactive=False)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{self.template}"')
        self.has_template()

    def restore(self) -> None:
        """Make the test database anew from the template; connections that are open elsewhere are cut."""
        self.drop()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{self.copy}" TEMPLATE "{self.template}"')

    def drop(self) -> None:
        """Remove the copy."""
        connections.close_all()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.copy}" WITH (FORCE)')


def prepare(*, rebuild: bool = False) -> SqliteDatabase | PostgresDatabase:
    """Make the test database of this worker, and the template first if it is missing or ``rebuild`` is asked for."""
    database = SqliteDatabase() if connection.vendor == "sqlite" else PostgresDatabase()
    with only_one_process():
        if rebuild or not database.has_template():
            database.build_template()
        database.restore()
    return database


@contextlib.contextmanager
def only_one_process() -> Iterator[None]:
    """Let one worker build the template while the others wait for it."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    with (TEMPLATES / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Point Django's connection at another database for a while."""
    usual = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = usual
