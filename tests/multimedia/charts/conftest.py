"""A site with a story that shows charts."""

import uuid

import pytest

from casestudies.models import CaseStudyPage
from tests.browse.factories import make_site, make_story

FIGURES = "Year\tAnswered\tLate\n2014\t31\t9\n2015\t\t12\n2016\t88\t40"


@pytest.fixture
def blocks() -> dict:
    """The blocks of a story."""
    return CaseStudyPage._meta.get_field("story").stream_block.child_blocks


@pytest.fixture
def write_story(blocks, db, django_capture_on_commit_callbacks):
    """Publish a story with these charts: a function that takes their values (kind and table at least)."""
    make_site()

    def write(*charts: dict, **values) -> CaseStudyPage:
        story = [
            {
                "type": "chart",
                "id": str(uuid.uuid4()),
                "value": blocks["chart"].get_prep_value(
                    blocks["chart"].normalize({**chart_value(), "as_of": "2016", **chart})
                ),
            }
            for chart in charts
        ]
        with django_capture_on_commit_callbacks(execute=True):
            return make_story("Answered in time", story=story, **values)

    return write


def chart_value(**values) -> dict:
    """A chart with everything it needs."""
    return {
        "kind": "line",
        "title": "Three of four complaints are answered",
        "unit": "complaints",
        "table": FIGURES,
        "note": "",
        "description": "",
        **values,
    }
