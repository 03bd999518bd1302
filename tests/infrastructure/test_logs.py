"""What the terminal says about tasks."""

import pytest
from django_tasks import task
from wagtail.search.tasks import insert_or_update_object_task
from wagtail.tasks import update_reference_index_task

from sources.models import Source

pytestmark = pytest.mark.django_db


@task()
def look_for_a_source():
    """A task of ours that fails."""
    Source.objects.get(pk=0)


@pytest.mark.parametrize("wagtails", [insert_or_update_object_task, update_reference_index_task])
def test_a_row_that_is_gone_before_the_worker_comes_is_no_news(wagtails, caplog):
    wagtails.enqueue("sources", "source", 0)
    assert caplog.records == []


def test_a_task_that_fails_is_reported(caplog):
    look_for_a_source.enqueue()
    assert "Source matching query does not exist" in caplog.text
