"""The style page shows every component, block and token, and only while DEBUG is on."""

import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from django.conf import settings
from django.urls import path

from bigbold.urls import urlpatterns as site
from home.specimens import NOTHING_TO_SEE, SPECIMENS
from home.styles import blocks, colours, components, contrast, style_page, tokens

#: The site as it is with DEBUG.
urlpatterns = [path("styles/", style_page), *site]

IS_THERE = """
import django
django.setup()
from django.urls import is_valid_path
print(is_valid_path("/styles/"))
"""


@pytest.fixture
def page(client, db, settings) -> str:
    """The HTML of the style page."""
    settings.ROOT_URLCONF = __name__
    response = client.get("/styles/")
    assert response.status_code == 200
    return response.content.decode()


def test_every_component_is_drawn_or_says_why_not(page):
    files = {path.stem for path in (settings.BASE_DIR / "templates" / "components").glob("*.html")}

    assert set(SPECIMENS) | set(NOTHING_TO_SEE) == files, "give the component a specimen in home/specimens.py"
    assert not set(SPECIMENS) & set(NOTHING_TO_SEE)
    assert "No specimen yet" not in page
    assert set(re.findall(r'<h2 class="h3" id="component-(\w+)"', page)) == files


def test_every_component_says_what_its_parameters_are():
    assert [component.name for component in components() if not component.documentation] == []


def test_no_state_of_a_component_is_blank(db):
    """An unknown name in a specimen draws nothing and is otherwise silent."""
    blank = [
        f"{component.name}: {label}"
        for component in components()
        for label, html in component.drawn
        if not re.sub(r"<(?!img)[^>]+>", "", html).strip() and "<i" not in html
    ]

    assert blank == ["picture: No picture"]


def test_every_block_is_drawn_from_its_preview(page):
    """A block without words of its own says what an editor has to choose."""
    shown = {block.name: block for block in blocks()}

    assert {"heading", "paragraph", "figure", "clip"} <= set(shown)
    assert {name for name, block in shown.items() if not block.html and not block.needs} == set()
    assert all(f'id="block-{block.anchor}"' in page for block in blocks())
    assert "The day the printer stopped" in shown["heading"].html


def test_ids_stand_once(page):
    counted = Counter(re.findall(r'\bid="([^"]*)"', page))

    assert [name for name, times in counted.items() if times > 1] == []


def test_every_size_and_space_is_drawn():
    css = (settings.BASE_DIR / "static" / "css" / "pages" / "styles.css").read_text()
    drawn = set(re.findall(r"\.(?:sizes|spaces)__([\w-]+)(?: span)? \{", css))

    assert drawn == {name for name in tokens() if name.startswith(("t-", "s-"))}


def test_colours_that_carry_words_have_enough_contrast():
    """WCAG 2.2 AA, from the values in tokens.css."""
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#ce2f0b", "#ffffff"), 2) == 5.2
    faint = [
        f"{colour.name} {against}: {ratio:.2f}"
        for colour in colours()
        for against, ratio in colour.contrasts
        if ratio < 4.5
    ]

    assert faint == []


def test_another_language_mirrors_the_page(client, db, settings):
    settings.ROOT_URLCONF = __name__

    assert '<html lang="ar" dir="rtl">' in client.get("/styles/?language=ar").content.decode()
    assert '<html lang="en" dir="ltr">' in client.get("/styles/?language=nonsense").content.decode()


@pytest.mark.parametrize(("environment", "found"), [("dev", True), ("production", False)])
def test_only_development_has_the_page(environment, found, tmp_path):
    """The addresses of the real settings; tests have neither."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            IS_THERE,
        ],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": f"bigbold.settings.{environment}",
            "SECRET_KEY": "a test",
            "BIGBOLD_VAR_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert not done.returncode, done.stderr
    assert (done.stdout.strip() != "False") == found


def test_without_debug_the_address_does_not_exist(client, db):
    assert client.get("/styles/", follow=True).status_code == 404
