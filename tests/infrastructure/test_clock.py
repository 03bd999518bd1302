"""The clock does what is due, and outlives a command that fails."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from bigbold import clock


@pytest.mark.django_db(transaction=True)
def test_what_is_scheduled_goes_out_although_another_command_fails(caplog):
    root = Page.objects.get(depth=1)
    page = root.add_child(instance=Page(title="Planned", slug="planned", live=False))
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    clock.tick(["no_such_command", *clock.EVERY_MINUTE])

    assert Page.objects.get(slug="planned").live
    assert "no_such_command failed and is tried again later" in caplog.text
