"""A site as it is installed, and the people who work in its admin."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client

from accounts.models import User
from home.standing import create_site


@pytest.fixture(scope="module")
def _site(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Making a site takes seconds: it is made once a module, in a transaction around those of its tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        create_site()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def site(_site, db) -> None:
    """Home, index pages, vocabularies, countries."""


def log_in(*groups: str) -> Client:
    """A browser in which a member of these groups is logged in."""
    name = "-".join(groups).lower().replace(" ", "-") or "nobody"
    user = User.objects.create_user(username=name, email=f"{name}@example.org", password="a long password")
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def researcher(site) -> Client:
    """A researcher at work."""
    return log_in("Researchers")


@pytest.fixture
def editor(site) -> Client:
    """An editor at work."""
    return log_in("Editors")
