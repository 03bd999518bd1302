"""The listings as readers get them: addresses, counts, languages, states, budgets."""

import pytest

from taxonomy.choices import Vocabulary
from tests.browse.factories import make_city, make_site, make_story, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    """The four listings, empty."""
    return make_site()


def test_reader_finds_a_story_by_focus_area(client, site):
    sharing = make_term(Vocabulary.FOCUS_AREA, "sharing-information", "Sharing information")
    make_story("Answered in eight hours", make_city("Jakarta", "ID"), (sharing,))
    make_story("Something else")
    page = client.get("/en/stories/", {"focus": "sharing-information"})
    text = page.content.decode()
    print(text)
    assert page.status_code == 200
    assert "Answered in eight hours" in text
    assert "Something else" not in text
    assert "Jakarta, Indonesia" in text
