"""The table of a page: pasted, stored in one form, translated word by word, shown with the reader's numbers."""

import json

import pytest
from django.utils.translation import override
from wagtail.blocks import StreamBlock, StreamBlockValidationError

from multimedia.blocks import TableBlock
from multimedia.charts.tables import parse

STREAM = StreamBlock([("table", TableBlock())])
PASTED = "Body;May stop;Stopped;Share\nCity council;yes;12 000;2,5%\nMayor;no;;"


def send(**values) -> dict:
    """What the editor's form sends for one block."""
    fields = {
        "caption": "Who may stop a project",
        "table": PASTED,
        "row_headings": "on",
        "unit": "",
        "note": "",
    } | values
    return {
        "story-count": "1",
        "story-0-type": "table",
        "story-0-id": "b7d9",
        "story-0-order": "0",
        "story-0-deleted": "",
        **{f"story-0-value-{name}": value for name, value in fields.items()},
    }


def cleaned(**values):
    """The stream as it is after the form."""
    return STREAM.clean(STREAM.value_from_datadict(send(**values), {}, "story"))


def test_what_is_pasted_is_stored_in_one_form_and_comes_back_as_it_can_be_pasted():
    stored = STREAM.get_prep_value(cleaned())
    assert json.loads(json.dumps(stored)) == stored
    assert stored[0]["value"]["table"]["rows"] == [["City council", "yes", 12000, 2.5], ["Mayor", "no", None, None]]

    value = STREAM.to_python(stored)
    shown = STREAM.child_blocks["table"].child_blocks["table"].get_form_state(value[0].value["table"])
    assert parse(shown) == parse(PASTED)


def test_an_error_stands_at_the_field_and_what_was_typed_is_kept():
    value = STREAM.value_from_datadict(send(table="Body;N\nMayor"), {}, "story")
    with pytest.raises(StreamBlockValidationError) as refused:
        STREAM.clean(value)
    field = refused.value.as_json_data()["blockErrors"][0]["blockErrors"]["table"]
    assert field["messages"][0] == "Row 2 has 1 cell, the headings have 2."
    assert STREAM.get_form_state(value)[0]["value"]["table"] == "Body;N\nMayor"


def test_a_table_is_required_but_a_draft_may_wait_for_it():
    with pytest.raises(StreamBlockValidationError):
        cleaned(table=" ")
    STREAM.defer_required_validation()
    try:
        value = cleaned(table="", caption="")
    finally:
        STREAM.restore_deferred_validation()
    assert "<table" not in STREAM.to_python(STREAM.get_prep_value(value)).render_as_block()


def test_readers_get_a_table_with_headings_and_numbers_of_their_language():
    value = cleaned()
    with override("es"):
        html = value.render_as_block()
    assert '<th scope="row">City council</th>' in html
    assert '<td class="number">12.000</td>' in html
    assert "2,5\xa0%" in html
    assert '<td class="number"></td>' in html


def test_without_names_of_rows_no_cell_is_a_heading():
    assert 'scope="row"' not in cleaned(row_headings="").render_as_block()


def test_words_can_be_searched():
    assert {"City council", "May stop", "Who may stop a project"} <= set(STREAM.get_searchable_content(cleaned()))


def test_translators_get_every_word_and_no_number():
    block = STREAM.child_blocks["table"].child_blocks["table"]
    table = parse("Year\tReports\tWho\n2015\t30\tmayor\n2016-05\t90\t")
    segments = block.get_translatable_segments(table)
    assert [(segment.path, segment.render_text()) for segment in segments] == [
        ("heading-0", "Year"),
        ("heading-1", "Reports"),
        ("heading-2", "Who"),
        ("cell-0-2", "mayor"),
    ]
    translated = block.restore_translated_segments(
        table, [type(segment)(segment.path, segment.render_text().upper()) for segment in segments]
    )
    assert translated == parse("YEAR\tREPORTS\tWHO\n2015\t30\tMAYOR\n2016-05\t90\t")
