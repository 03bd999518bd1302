"""Who works in the room of testimony."""

import pytest
from django.contrib.auth.models import Group

from accounts.models import User


@pytest.fixture
def researcher(client) -> User:
    """A researcher, logged in."""
    user = User.objects.create_user("researcher", "r@example.org", "password")
    user.groups.add(Group.objects.get(name="Researchers"))
    client.force_login(user)
    return user
