"""A change made in the admin is whole or nothing."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.models import User
from core.middleware import atomic_admin_middleware


def _add_user_then(status: int):
    def view(request):
        User.objects.create(username="half")
        return HttpResponse(status=status)

    return view


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("path", "status", "kept"), [("/admin/x/", 500, 0), ("/admin/x/", 200, 1), ("/en/", 500, 1)])
def test_what_a_failed_action_of_the_admin_wrote_is_taken_back(path, status, kept):
    atomic_admin_middleware(_add_user_then(status))(RequestFactory().post(path))
    assert User.objects.filter(username="half").count() == kept
