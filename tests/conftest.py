"""Fixtures of every test: the database, and a process that remembers nothing of the test before."""

import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation

from core.models import PublicationState
from tests import database


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker) -> Iterator[database.TestDatabase]:
    """A copy of the migrated template (see tests/database.py) in place of a database migrated for this run.

    A test that needs real commits (``transactional_db``, ``live_server``) cannot be undone by a rollback. Django then
    empties every table, and with them what migrations wrote: the root page, the site, the languages, the terms.
    The next test would run on a database that no installation has. Here such a test is followed by a fresh copy of the
    template, which takes milliseconds on SQLite and a few tenths of a second on PostgreSQL.
    """
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        prepared = database.prepare(rebuild=request.config.getoption("create_db"))
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: prepared.restore())
        yield prepared
        prepared.drop()


@pytest.fixture(scope="module")
def demo_site(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Let the tests of a file begin on the standing site with the demonstration content and its files.

    It holds for the whole file, so ask for it in the file's ``pytestmark``. What a test changes is undone as usual.
    """
    with django_db_blocker.unblock():
        django_db_setup.show(database.demonstration())
    yield
    with django_db_blocker.unblock():
        django_db_setup.show(database.plain())


#: Versions of the public content with which tests begin; far enough apart that none is ever seen twice.
_first_versions = itertools.count(start=1_000_000, step=1_000_000)


@pytest.fixture(autouse=True)
def forget_the_test_before(request) -> None:
    """Make what the process keeps in memory look outdated.

    Caches compare versions that are stored in the database (core.publication). A rolled back test takes its versions
    back, so the next test would reach the same number with other content: each test begins at one never used.
    """
    cache.clear()
    # A request in another language leaves that language behind in its thread.
    translation.activate(settings.LANGUAGE_CODE)
    if {"db", "transactional_db", "live_server"} & set(request.fixturenames) or request.node.get_closest_marker(
        "django_db"
    ):
        request.getfixturevalue("db")
        version = next(_first_versions)
        PublicationState.objects.update_or_create(
            pk=1, defaults={"version": version, "vocabulary_version": version, "next_due": None}
        )


@pytest.fixture
def other_process(transactional_db) -> Callable[[str], str]:
    """Run Python in another process of the site, on the database of this test; return what it printed.

    ``other_process("from django.conf import settings; print(settings.DEBUG)")``. Django is set up already.
    """

    def run(code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "bigbold.settings.test"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run
