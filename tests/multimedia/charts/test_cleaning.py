"""Nothing gets into a page with a drawing but shapes and text."""

import re

import pytest
from django.conf import settings

from multimedia.charts.cleaning import DAY, by_day, clean, standalone

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
FRAME = f'<svg {NAMESPACES} width="9" viewBox="0 0 9 9">%s</svg>'
SHAPE = '<path d="M0,0L1,1" fill="var(--n1)"/>'


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<style>*{}</style>",
        '<image href="https://elsewhere.example/x.png"/>',
        '<image xlink:href="https://elsewhere.example/x.png"/>',
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        '<a href="https://elsewhere.example/"><text>x</text></a>',
        '<use href="#x"/>',
        '<animate attributeName="x"/>',
        "<p xmlns='http://www.w3.org/1999/xhtml'>x</p>",
        '<path d="M0,0L9,9" style="fill:red" fill="url(https://elsewhere.example/#x)" onclick="x()" class="x"/>',
    ],
)
def test_what_could_run_or_load_is_left_out(hostile):
    made = clean(FRAME % (hostile + SHAPE), "k")
    assert "var(--n1)" in made
    assert not re.search(r"elsewhere|alert|style|script|onclick|class|foreign|<image|<a |<use|animate|<p ", made)


def test_ids_of_two_drawings_never_meet():
    gradient = '<defs><linearGradient id="g"><stop offset="0" stop-color="var(--n1)"/></linearGradient></defs>'
    made = clean(FRAME % f'{gradient}<path d="M0,0L1,1" fill="url(#g)"/>', "abc")
    assert 'id="abc-g"' in made
    assert 'fill="url(#abc-g)"' in made


def test_coordinates_are_short_and_a_shade_between_two_steps_is_the_nearest():
    made = clean(FRAME % '<path d="M1.23456,-0.001L1e-7,2" fill="var(--n3.4)"/>', "k")
    assert 'd="M1.2,0L' in made
    assert "var(--n3)" in made


def test_a_file_has_the_colours_of_the_day_and_a_title():
    made = standalone(clean(FRAME % SHAPE, "k"), "Answered & late")
    assert "<title>Answered &amp; late</title>" in made
    assert "var(" not in made
    assert DAY["n1"] in made


def test_the_colours_of_the_day_are_those_of_the_style_sheet():
    css = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    for name, colour in DAY.items():
        assert re.search(rf"--{name}: light-dark\({colour},", css), name
    assert by_day("var(--n2) var(--unheard-of)") == f"{DAY['n2']} {DAY['ink']}"
