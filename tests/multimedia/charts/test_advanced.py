"""A spec of an author's own: drawn in the look of the site, with its data inside and a table for everybody."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.cache import cache
from wagtail.blocks.struct_block import StructBlockValidationError

from multimedia.blocks import AdvancedChartBlock
from multimedia.charts.advanced import MAX_ROWS, SpecError, read, table_of
from multimedia.charts.rendering import render
from multimedia.charts.specs import NARROW, WIDE
from multimedia.models import Drawing

GOOD = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "data": {"values": [{"ward": "Hill", "met": 4}, {"ward": "Harbour", "met": 9.5}]},
    "mark": {"type": "bar", "tooltip": True},
    "encoding": {"x": {"field": "met", "type": "quantitative", "title": "Meetings"}, "y": {"field": "ward"}},
}


def spec(**changes) -> str:
    return json.dumps(GOOD | changes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Line 1, column 1: this is not JSON"),
        ('{"mark": "bar",\n "data": }', "Line 2, column 10: this is not JSON"),
        ("[]", "A spec is an object"),
        ('{"mark": "bar", "x": NaN}', "NaN"),
        ("[" * 5_000, "too many levels"),
        (spec(data={"url": "https://elsewhere.example/x.csv"}), "data.url: an address is not loaded"),
        (spec(data={"url": "x.csv", "values": []}), "data.url: an address is not loaded"),
        (spec(layer=[{"mark": "bar"}, {"data": {"url": "x"}, "mark": "bar"}]), "layer.1.data.url: an address"),
        (spec(transform=[{"lookup": "a", "from": {"data": {"url": "x"}, "key": "a"}}]), "transform.0.from.data.url"),
        (spec(encoding={"href": {"field": "ward"}}), "encoding.href: an address"),
        (spec(encoding={"url": {"field": "ward"}}), "encoding.url: an address"),
        (spec(usermeta={"embedOptions": {"loader": {"target": "_blank"}}}), "usermeta.embedOptions.loader"),
        (spec(datasets={"x": {"url": "https://elsewhere.example/"}}), "datasets.x: the data must be a list"),
        (spec(data={"values": "a,b"}), "data.values: the data must be a list"),
        (spec(data={"sequence": {"start": 0, "stop": 1e12}}), "data.sequence: write the data into the spec"),
        (spec(data="x"), "data: data is an object with values"),
        (spec(repeat=["a"], spec={"hconcat": [{"data": {"url": "x"}, "mark": "bar"}]}), "spec.hconcat.0.data.url"),
        (spec(facet={"field": "a"}, spec={"mark": {"type": "image"}}), "spec.mark.type: pictures cannot be part"),
        (spec(config={"mark": {"href": "x"}}), "config.mark.href: an address"),
        (spec(data={"values": {"type": "Topology"}, "format": {"type": "topojson"}}), "must be a list of rows"),
        (spec(data={"name": "elsewhere"}), "The spec holds no data"),
        (spec(data={"graticule": True}), "data.graticule: write the data into the spec"),
        (spec(mark={"type": "donut"}), "mark.type: “donut” is no mark of Vega-Lite."),
        (spec(mark="image"), "mark: pictures cannot be part"),
        (spec(mark={"type": "image", "width": 9}), "mark.type: pictures cannot be part"),
        (spec(params=[{"name": "x", "bind": {"input": "range"}}]), "params.0.bind: the chart is a drawing"),
        (spec(**{"$schema": "https://vega.github.io/schema/vega/v5.json"}), "only Vega-Lite 5 and 6"),
        (json.dumps({"data": {"values": []}}), "The spec draws nothing"),
        (json.dumps({"mark": "bar"}), "The spec holds no data"),
        (spec(data={"values": [{"a": 1}] * (MAX_ROWS + 1)}), f"at most {MAX_ROWS}"),
        (spec(description="x" * 100_000), "longer than 100000"),
        *(
            (
                f'{{"mark": "bar", "data": {{"values": [{{"a": "x"}}, {{"b": {number}}}]}}}}',
                "data.values.1.b: this number",
            )
            for number in ("1e30", "-1e15", "1e-13", "1e999", "-1e999", "9" * 400)
        ),
        (spec(datasets={"x": [{"b": [1, 1e30]}]}), "datasets.x.0.b.1: this number is too large or too small"),
        *((spec(datasets=wrong), "datasets: this must be an object") for wrong in ([1], "x", None, [])),
        *(
            (spec(data={"values": [{"a": f"x{sign}"}]}), f"data.values.0.a: the sign U+{ord(sign):04X} can be neither")
            for sign in ("\ud800", "\u0001", "\ufffe", "\uffff", "\U0001fffe", "\ufdd0")
        ),
        (spec(title="\ud800"), "title: the sign U+D800"),
        (spec(data={"values": [{"a\ud800": 1}]}), "data.values.0.a\ufffd: the sign U+D800"),
        (spec(data={"values": [json.loads("[" * 50 + "]" * 50)]}), "too many levels"),
    ],
)
def test_what_leads_out_or_cannot_be_drawn_is_refused_with_its_place(text, message):
    with pytest.raises(SpecError) as refused:
        read(text)
    assert message in " ".join(refused.value.messages)
    assert str(refused.value).encode(), "what is said about a sign does not hold it"


def test_a_row_may_have_any_column():
    assert read(spec(data={"values": [{"url": "a", "href": "b", "image": "c"}]}))


def test_the_table_is_made_of_flat_rows():
    table = table_of(GOOD)
    assert [column.name for column in table.columns] == ["ward", "met"]
    assert [list(row) for row in table.rows] == [["Hill", 4], ["Harbour", 9.5]]
    assert table_of(GOOD | {"data": {"values": [{"a": {"b": 1}}]}}) is None
    assert table_of(GOOD | {"data": {"values": [1, 2]}}) is None
    assert table_of({"layer": [GOOD, GOOD]}) is None


def test_it_is_drawn_in_the_look_of_the_site_at_both_widths():
    block = AdvancedChartBlock()
    value = block.normalize({"title": "T", "unit": "u", "spec_text": spec(), "description": "D"})
    jobs = [{"key": "a" * 64, "spec": block.spec(value, width), "language": "en"} for width in (NARROW, WIDE)]
    narrow, wide = render(jobs)
    assert 'width="340"' in narrow["svg"]
    assert 'width="720"' in wide["svg"]
    assert "var(--n1)" in wide["svg"]
    assert ">Meetings<" in wide["svg"]


def test_a_spec_that_wants_more_memory_than_there_is_ends_alone():
    greedy = {"transform": [{"calculate": "sequence(0, 5e7)", "as": "c"}, {"flatten": ["c"]}]}
    jobs = [{"key": "a" * 64, "spec": GOOD | more, "language": "en"} for more in (greedy, {})]
    stuck, drawn = render(jobs)
    assert stuck == {"error": "The chart takes too long or too much memory to draw."}
    assert "svg" in drawn


def test_a_drawing_larger_than_a_page_is_refused():
    (made,) = render([{"key": "a" * 64, "spec": GOOD | {"height": 1e6}, "language": "en"}])
    assert made == {"error": "The drawing is too large for a page. Leave sizes out of the spec."}


def test_the_renderer_asks_no_network():
    asked = []

    class Ears(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Ears) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/x.csv"
        made = render([{"key": "a" * 64, "spec": GOOD | {"data": {"url": url}}, "language": "en"}])
        server.shutdown()
    assert asked == []
    assert "svg" not in made[0] or "path d" not in made[0]["svg"]


def test_errors_stand_at_their_field(db):
    block = AdvancedChartBlock()
    good = {"title": "T", "unit": "u", "spec_text": spec(), "description": "D"}
    block.clean(block.normalize(good))
    for values, field in (
        ({"spec_text": "{"}, "spec_text"),
        ({"description": ""}, "description"),
        ({"unit": ""}, "unit"),
        ({"spec_text": spec(data={"values": [1, 2]})}, "table"),
    ):
        with pytest.raises(StructBlockValidationError) as refused:
            block.clean(block.normalize(good | values))
        assert set(refused.value.block_errors) == {field}


def test_what_the_renderer_said_is_told_to_the_author(db):
    block = AdvancedChartBlock()
    broken = spec(encoding={"x": {"field": "met", "type": "no such type"}})
    value = block.normalize({"title": "T", "unit": "u", "spec_text": broken, "description": "D"})
    html = block.render(value, {"block_def": block})
    assert "This chart cannot be drawn." in html
    assert Drawing.objects.exclude(error="").exists()
    Drawing.objects.all().delete()
    cache.clear()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert set(refused.value.block_errors) == {"spec_text"}
    assert "Invalid field type" in refused.value.block_errors["spec_text"].messages[0]
    # A reader gets the figures and no engine's message.
    html = block.render(value)
    assert "Invalid field type" not in html
    assert "The drawing is missing. Its figures stand below." in html
    assert "<td" in html


def test_translators_get_the_words_of_the_spec_and_not_its_code():
    field = AdvancedChartBlock().child_blocks["spec_text"]
    text = spec(title="Meetings by ward")
    segments = field.get_translatable_segments(text)
    assert [segment.render_text() for segment in segments] == ["Meetings", "Meetings by ward"]
    translated = json.loads(
        field.restore_translated_segments(text, [type(one)(one.path, f"ES {one.render_text()}") for one in segments])
    )
    assert translated["title"] == "ES Meetings by ward"
    assert translated["encoding"]["x"]["title"] == "ES Meetings"
    assert translated["data"] == GOOD["data"]
