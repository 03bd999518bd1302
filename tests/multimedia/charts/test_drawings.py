"""Drawings are made by the worker when a page is saved, found in one query, and missed without harm."""

import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.blocks import StreamBlock
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from casestudies.models import CaseStudyPage
from multimedia.blocks import ChartBlock
from multimedia.charts import rendering
from multimedia.charts.drawings import Drawings, drawings_of, wanted_of
from multimedia.charts.rendering import render
from multimedia.models import Drawing
from tests.multimedia.charts.conftest import FIGURES, chart_value

BAD_JOB = {"key": "b" * 64, "spec": {"mark": "no such mark", "data": {"values": []}}, "language": "en"}


def shown(page: CaseStudyPage, drawings: Drawings) -> BeautifulSoup:
    """The first chart of a story as readers see it."""
    block = page.story[0]
    return BeautifulSoup(block.render({"drawings": drawings}), "html.parser")


def test_a_published_story_has_its_charts_drawn_and_shows_them(write_story, django_assert_num_queries):
    page = write_story({}, {"kind": "bar", "table": "Body\tN\nCouncil\t3"})
    assert Drawing.objects.exclude(svg="").count() == 4

    page = CaseStudyPage.objects.get(pk=page.pk)
    with django_assert_num_queries(1):
        drawings = drawings_of([page.story], "en", page.pk)
        html = shown(page, drawings)
    plate = html.select_one(".chart__plate")
    assert plate["role"] == "img"
    assert plate["aria-label"].startswith("Three of four complaints are answered. complaints. Answered: up from 31")
    assert [svg["viewbox"].split()[2] for svg in plate.find_all("svg")] == ["340", "720"]
    assert not html.find_all(attrs={"style": True})
    assert html.details.table
    assert [a.text for a in html.select(".chart__files a")] == ["CSV", "JSON", "SVG", "Vega-Lite"]


def test_a_draft_has_its_charts_drawn_as_well(write_story, blocks, django_capture_on_commit_callbacks):
    page = write_story({})
    before = set(Drawing.objects.values_list("pk", flat=True))
    page.story[0].value["table"] = blocks["chart"].child_blocks["table"].normalize(FIGURES.replace("88", "89"))
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision()
    assert len(set(Drawing.objects.values_list("pk", flat=True)) - before) == 2


def test_a_published_translation_is_drawn_in_its_words(write_story, django_capture_on_commit_callbacks):
    page = write_story({"kind": "bar", "table": "Body\tN\nCouncil\t1234.5\nAssembly\t3"})
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    for ancestor in reversed(page.get_ancestors().filter(depth__gt=1).specific()):
        if not ancestor.has_translation(spanish):
            ancestor.copy_for_translation(spanish, copy_parents=True).save_revision().publish()
    source, _created = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=spanish)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string, locale=spanish, context=segment.context, data=f"ES {segment.string.data}"
        )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)

    translated = page.get_translation(spanish)
    assert translated.story[0].value["table"].labels == ["ES Council", "ES Assembly"]
    assert translated.story[0].value["table"].values(0) == [1234.5, 3]
    drawing = drawings_of([translated.story], "es").get(translated.story[0].value)
    assert ">ES Council<" in drawing.wide
    assert "234,5" in drawing.wide


@pytest.fixture
def no_worker(monkeypatch) -> list:
    """A worker that is asleep: what it is asked is kept here."""
    asked = []
    monkeypatch.setattr("multimedia.charts.drawings.draw", type("Sleeping", (), {"enqueue": asked.append}))
    return asked


def test_while_a_drawing_is_missing_the_page_has_the_figures_and_asks_once(write_story, no_worker):
    page = write_story({})
    no_worker.clear()
    for _request in range(3):
        html = shown(page, drawings_of([page.story], "en", page.pk))
    # Saving had asked already; nobody asks again within minutes.
    assert no_worker == []
    assert "The drawing is being made. Its figures stand below." in html.text
    assert html.details.has_attr("open")
    assert "88" in html.table.text
    assert "up from 31 (2014)" in html.text
    assert [a.text for a in html.select(".chart__files a")] == ["CSV", "JSON", "Vega-Lite"]


def test_a_chart_in_a_preview_waits_for_the_worker_a_moment(db, monkeypatch):
    monkeypatch.setattr("multimedia.charts.drawings._WAIT_SECONDS", 60)
    block = ChartBlock()
    value = block.normalize(chart_value())
    assert "<svg" in block.render(value, {"block_def": block})


def test_a_drawing_is_known_again_and_differs_when_anything_seen_does():
    block = ChartBlock()

    def keys(language: str = "en", **values) -> list[str]:
        return [one.key for one in wanted_of(block, block.normalize(chart_value(**values)), language)]

    assert keys() == keys(title="Another title", note="x")
    assert len({*keys(), *keys("es"), *keys(kind="dot"), *keys(table=FIGURES.replace("88", "89"))}) == 8


def test_charts_are_found_at_any_depth(db):
    inner = StreamBlock([("chart", ChartBlock())])
    outer = StreamBlock([("steps", StreamBlock([("step", inner)]))])
    value = outer.normalize([("steps", [("step", [("chart", chart_value())])])])
    drawings_of([value], "en")
    assert drawings_of([value], "en").get(value[0].value[0].value[0].value).ready


def test_make_drawings_makes_what_is_missing_and_forgets_what_nobody_needs(write_story, no_worker):
    write_story({})
    old = Drawing.objects.create(key="f" * 64, svg="<svg/>")
    Drawing.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=8))
    Drawing.objects.create(key="e" * 64, svg="<svg/>")

    call_command("make_drawings", stdout=(said := StringIO()))
    assert said.getvalue() == "2 drawings made, 1 deleted.\n"
    assert Drawing.objects.filter(pk="e" * 64).exists()

    # Those in use stay, however old they are.
    Drawing.objects.update(made_at=timezone.now() - timedelta(days=8))
    call_command("make_drawings", stdout=(said := StringIO()))
    assert said.getvalue() == "0 drawings made, 1 deleted.\n"


def test_the_clock_leaves_the_drawing_to_the_task_worker(write_story, no_worker, settings):
    write_story({})
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    call_command("make_drawings", "--queue", stdout=(said := StringIO()))
    assert said.getvalue() == "2 drawings left to the task worker, 0 deleted.\n"
    assert not Drawing.objects.exists()
    assert [len(task.args_kwargs["args"][0]) for task in DBTaskResult.objects.ready()] == [2]


def test_what_failed_once_is_tried_again(write_story):
    write_story({})
    Drawing.objects.update(svg="", error="A bad moment.")
    call_command("make_drawings", verbosity=0)
    assert Drawing.objects.exclude(svg="").filter(error="").count() == 2


def test_one_chart_that_cannot_be_drawn_does_not_take_the_others_with_it():
    good = {"key": "a" * 64, "spec": {"mark": "bar", "data": {"values": [{"a": 1}]}}, "language": "en"}
    bad, drawn = render([BAD_JOB, good])
    assert bad["error"].startswith("TypeError")
    assert drawn["svg"].startswith("<svg")


def test_a_bad_moment_of_the_machine_is_not_held_against_a_chart(monkeypatch):
    program, moments = subprocess.run, iter([True])

    def run(*arguments, **options):
        if next(moments, False):
            raise subprocess.TimeoutExpired("renderer", 0)
        return program(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", run)
    spec = {"mark": "bar", "data": {"values": [{"a": 1}]}}
    assert render([{"key": "a" * 64, "spec": spec, "language": "en"}])[0]["svg"].startswith("<svg")


def test_a_chart_that_never_ends_is_given_up_and_the_others_are_drawn(monkeypatch):
    monkeypatch.setattr(rendering, "SECONDS", 5)
    good = {"key": "a" * 64, "spec": {"mark": "bar", "data": {"values": [{"a": 1}]}}, "language": "en"}
    slow = "test(regexp('(a+)+$'), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')"
    endless = {"data": {"values": [{"a": 1}]}, "transform": [{"calculate": slow, "as": "b"}], "mark": "bar"}
    stuck, drawn = render([{"key": "c" * 64, "spec": endless, "language": "en"}, good])
    assert stuck == {"error": "The chart takes too long or too much memory to draw."}
    assert "svg" in drawn


LOADED = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "bigbold.settings.test"
import bigbold.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
print("vl_convert" in sys.modules)
"""


def test_the_web_process_does_not_hold_the_renderer():
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
