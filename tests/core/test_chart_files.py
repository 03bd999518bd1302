"""What readers take away of a chart: figures, drawing and spec, at addresses that stay, of public pages only."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from multimedia.charts.drawings import FILES, chart_address
from tests.multimedia.charts.conftest import blocks, write_story  # noqa: F401 - fixtures

BAD_CELLS = 'Year\t"=HYPERLINK(""x"")"\n+cmd\t-5\n@sum\t1.5\n-tag\t\n"a, b"\t7\n＝1+1\t3'


@pytest.fixture
def story(write_story):  # noqa: F811
    return write_story({"kind": "bar", "table": BAD_CELLS, "unit": "reports", "note": "Counted twice."})


def address(story, name: str) -> str:
    return chart_address(story.pk, story.story[0].id, name)


def test_the_figures_for_a_spreadsheet_hold_no_formula(client, story):
    response = client.get(address(story, "csv"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="three-of-four-complaints-are-answered.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows == [
        ["Year", '\'=HYPERLINK("x")'],
        ["'+cmd", "-5"],
        ["'@sum", "1.5"],
        ["'-tag", ""],
        ["a, b", "7"],
        ["'＝1+1", "3"],
    ]


def test_the_figures_for_machines_say_what_must_be_known(client, story):
    response = client.get(address(story, "json"))
    assert response["Content-Type"] == "application/json"
    found = json.loads(response.content)
    assert found["rows"] == [["+cmd", -5], ["@sum", 1.5], ["-tag", None], ["a, b", 7], ["＝1+1", 3]]
    assert (found["unit"], found["note"], found["language"]) == ("reports", "Counted twice.", "en")
    assert found["page"] == story.full_url
    assert found["description"].startswith("Highest 7.0 (a, b), lowest -5.0 (+cmd).")


def test_the_drawing_stands_alone(client, story):
    response = client.get(address(story, "svg"))
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    root = ElementTree.fromstring(response.content)  # noqa: S314
    assert root[0].text == story.story[0].value["title"]
    assert b"var(" not in response.content


def test_the_spec_holds_data_and_colours(client, story):
    spec = json.loads(client.get(address(story, "spec")).content)
    assert spec["$schema"].endswith("/vega-lite/v6.json")
    assert spec["data"]["values"][0]["value"] == -5
    assert "var(" not in json.dumps(spec)


@pytest.mark.parametrize("name", FILES)
def test_what_has_not_changed_is_not_sent_again(client, story, name):
    response = client.get(address(story, name))
    assert response["Cache-Control"] == "no-cache"
    again = client.get(address(story, name), headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(address(story, name)).status_code == 200
    assert client.post(address(story, name)).status_code == 405


@pytest.mark.parametrize("name", FILES)
def test_a_page_that_is_not_public_gives_nothing(client, story, name):
    assert client.get(address(story, name)).status_code == 200
    restriction = PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address(story, name)).status_code == 404
    restriction.delete()
    story.unpublish()
    assert client.get(address(story, name)).status_code == 404


def test_other_addresses_lead_nowhere(client, story):
    for path in (
        chart_address(story.pk, "nothing", "csv"),
        chart_address(story.pk, story.story[0].id, "pdf"),
        chart_address(story.pk + 999, story.story[0].id, "csv"),
        chart_address(story.get_parent().pk, story.story[0].id, "csv"),
    ):
        assert client.get(path).status_code == 404
