"""The test database: migrated once per schema, copied for every run and every worker.

Migrating takes most of a minute, and tables made without migrations lack SQLite's search tables and the rows that
migrations write. So a migrated template is kept (a file in var/test-template/, or a PostgreSQL database called
bigbold_template_...) under a name that holds a fingerprint of everything that shapes it. Each worker gets a copy in
milliseconds; a changed migration gets a new template.

Loading the demonstration content takes as long again, so a second template holds it, with its files in a folder beside.
Which of the two a copy is made from is the copy's ``Content``.
"""

import contextlib
import fcntl
import hashlib
import io
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import connection, connections
from django.db.models import FileField

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


#: Files of our rooms that only show what is stored: the demonstration content is loaded the same whatever they say.
SHOWING = frozenset(
    {
        "facets.py",
        "front.py",
        "listing.py",
        "navigation.py",
        "panels.py",
        "reading.py",
        "removing.py",
        "specimens.py",
        "styles.py",
        "urls.py",
        "views.py",
        "wagtail_hooks.py",
    }
)


def demonstration_fingerprint() -> str:
    """Changes, beyond the plain one, with the demonstration content and the code that loads, saves and indexes it."""
    digest = hashlib.sha256(fingerprint().encode())
    rooms = [path.parent for path in settings.BASE_DIR.glob("*/apps.py")]
    code = [path for room in rooms for path in room.rglob("*.py") if path.name not in SHOWING]
    content = [path for name in ("demo", "site") for path in (settings.BASE_DIR / "home" / name).rglob("*")]
    for path in sorted([*code, *filter(Path.is_file, content)]):
        if not {"templatetags", "migrations", "__pycache__"} & set(path.parts):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True)
class Content:
    """What a test database holds at the start of a test: a template's name, and how it is filled."""

    name: str
    fill: Callable[[], None]
    #: The template it is filled from; None: from nothing.
    basis: str | None = None

    @property
    def files(self) -> Path | None:
        """Where the files that belong to the rows are kept; None if there are none."""
        return TEMPLATES / f"{self.name}_{connection.vendor}_files" if self.basis else None

    def keep_files(self) -> None:
        """Copy every file that a row names out of the storages of this run."""
        for storage, name in self._named_files():
            kept = self.files / Path(storage.location).name / name
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(storage.path(name), kept)

    def restore_files(self) -> None:
        """Put them back where they are missing or have become others."""
        for kept in self.files.rglob("*") if self.files else ():
            here = settings.VAR_DIR / kept.relative_to(self.files)
            if kept.is_file() and not (here.exists() and here.stat().st_mtime == kept.stat().st_mtime):
                here.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(kept, here)

    @staticmethod
    def _named_files() -> Iterator[tuple[FileSystemStorage, str]]:
        for model in apps.get_models():
            for field in model._meta.local_fields:
                if isinstance(field, FileField):
                    for name in filter(None, model._default_manager.values_list(field.name, flat=True)):
                        yield field.storage, name


def plain() -> Content:
    """What migrations write: the root page, a site, the terms of no vocabulary."""
    return Content(fingerprint(), _migrate)


def demonstration() -> Content:
    """The standing site with the demonstration content and its pictures in every size."""
    return Content(f"{demonstration_fingerprint()}_demo", _load, basis=fingerprint())


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def _load() -> None:
    call_command("load_demo", stdout=io.StringIO())


class TestDatabase:
    """The database of one worker. ``restore`` makes it equal to the template of its present content."""

    __test__ = False

    def __init__(self, *, rebuild: bool = False):
        """``rebuild``: make templates anew even if they are there."""
        self.server = SqliteServer() if connection.vendor == "sqlite" else PostgresServer()
        self.rebuild = rebuild
        self.rebuilt: set[str] = set()

    def show(self, content: Content) -> None:
        """Hold this content from now on; its template is made first where it is missing."""
        with only_one_process():
            self._provide(content)
            self.content = content
            self.restore()

    def _provide(self, content: Content) -> None:
        complete = self.server.has(content.name) and (content.files is None or content.files.is_dir())
        if complete and (not self.rebuild or content.name in self.rebuilt):
            return
        if content.basis:
            self._provide(plain())
        self.server.remove_unused()
        self.server.build(content)
        self.rebuilt.add(content.name)

    def restore(self) -> None:
        """Undo whatever a test has committed."""
        self.server.restore(self.content.name)
        self.content.restore_files()

    def drop(self) -> None:
        """Remove the copy."""
        self.server.drop()


class SqliteServer:
    """A file for a template, a file for the copy."""

    def _template(self, name: str) -> Path:
        return TEMPLATES / f"{name}.sqlite3"

    def has(self, name: str) -> bool:
        """Whether the template is there; says that it is in use."""
        if self._template(name).exists():
            self._template(name).touch()
        return self._template(name).exists()

    def build(self, content: Content) -> None:
        """Fill a new file."""
        template = self._template(content.name)
        unfinished = template.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        if content.basis:
            shutil.copy(self._template(content.basis), unfinished)
        with connected_to(str(unfinished)):
            content.fill()
            if content.files:
                content.keep_files()
            with connection.cursor() as cursor:
                # Back to one file, without a write-ahead log beside it.
                cursor.execute("PRAGMA journal_mode=DELETE")
        unfinished.replace(template)

    def remove_unused(self) -> None:
        """Remove templates long unused, and the files kept for them."""
        for path in TEMPLATES.glob("*.sqlite3"):
            if path.stat().st_mtime < time.time() - UNUSED:
                path.unlink()
                shutil.rmtree(path.with_name(f"{path.stem}_sqlite_files"), ignore_errors=True)

    def restore(self, name: str) -> None:
        """Make the test database equal to the template, also under connections that are open elsewhere."""
        connections.close_all()
        with (
            contextlib.closing(sqlite3.connect(f"file:{self._template(name)}?mode=ro", uri=True)) as template,
            contextlib.closing(sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=20)) as copy,
        ):
            template.backup(copy)

    def drop(self) -> None:
        """The file vanishes with the directory of the run (bigbold/settings/test.py)."""
        connections.close_all()


class PostgresServer:
    """Template databases and a copy on the same server."""

    def __init__(self):
        self.copy = settings.DATABASES["default"]["NAME"]

    @staticmethod
    def _template(name: str) -> str:
        return f"bigbold_template_{name}"

    def has(self, name: str) -> bool:
        """Whether the template is there; says, in its comment, that it is in use."""
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self._template(name)])
            found = cursor.fetchone() is not None
            if found:
                cursor.execute(f'COMMENT ON DATABASE "{self._template(name)}" IS %s', [str(int(time.time()))])
        return found

    def build(self, content: Content) -> None:
        """Fill a new database."""
        template = self._template(content.name)
        unfinished = f"unfinished_{template}"
        with connection._nodb_cursor() as cursor:
            for name in (template, unfinished):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            basis = f' TEMPLATE "{self._template(content.basis)}"' if content.basis else ""
            cursor.execute(f'CREATE DATABASE "{unfinished}"{basis}')
        with connected_to(unfinished):
            content.fill()
            if content.files:
                content.keep_files()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"')
        self.has(content.name)

    def remove_unused(self) -> None:
        """Remove templates long unused, and the files kept for them."""
        with connection._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE 'bigbold\\_template\\_%%'"
                " AND coalesce(shobj_description(oid, 'pg_database'), '0')::bigint < %s",
                [int(time.time()) - UNUSED],
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                kept = TEMPLATES / f"{name.removeprefix(self._template(''))}_postgresql_files"
                shutil.rmtree(kept, ignore_errors=True)

    def restore(self, name: str) -> None:
        """Make the test database anew from the template; connections that are open elsewhere are cut."""
        self.drop()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{self.copy}" TEMPLATE "{self._template(name)}"')

    def drop(self) -> None:
        """Remove the copy."""
        connections.close_all()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.copy}" WITH (FORCE)')


def prepare(*, rebuild: bool = False) -> TestDatabase:
    """Make the test database of this worker, and the template first if it is missing or ``rebuild`` is asked for."""
    database = TestDatabase(rebuild=rebuild)
    database.show(plain())
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
