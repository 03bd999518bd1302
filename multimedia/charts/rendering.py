"""Drawings are made here: by a program of its own, for the task worker and commands, never for a request."""

import hashlib
import json
import logging
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from babel import Locale
from django.conf import settings
from django.utils.translation import gettext_noop as _

from multimedia.charts.cleaning import clean
from multimedia.charts.numbers import babel_locale

logger = logging.getLogger(__name__)

#: The files that decide, with those of `specs`, what a drawing looks like: a change has everything drawn anew.
_MADE_BY = ("kinds", "scales", "labels", "measuring", "numbers", "advanced", "renderer", "rendering", "cleaning")


def _version() -> str:
    here = Path(__file__).parent
    files = [*sorted((here / "specs").glob("*.py")), *(here / f"{name}.py" for name in _MADE_BY)]
    code = b"".join(file.read_bytes() for file in files)
    return f"{version('vl-convert-python')} {hashlib.sha256(code).hexdigest()[:16]}"


#: Part of the key of every drawing.
VERSION = _version()
#: One chart takes a twentieth of a second, the start of the program one or two seconds on a busy machine.
SECONDS = 15
#: More than a page should carry; about a hundred times an ordinary chart.
MAX_CHARACTERS = 300_000
#: In either direction; about ten screens.
MAX_PIXELS = 8_000


def render(jobs: list[dict], *, again: bool = True) -> list[dict]:
    """For jobs of ``key``, ``spec`` and ``language``: dictionaries with ``svg``, clean, or ``error``.

    Where the program fails, each job is tried once more by itself: another one may be to blame, or a bad moment.
    """
    try:
        made = _run(jobs)
    except (subprocess.SubprocessError, ValueError) as error:
        if again:
            return [result for job in jobs for result in render([job], again=False)]
        logger.warning("A chart could not be drawn: %s", error)
        return [{"error": _("The chart takes too long or too much memory to draw.")}]
    return [_result(job["key"], result) for job, result in zip(jobs, made, strict=True)]


def _run(jobs: list[dict]) -> list[dict]:
    done = subprocess.run(
        [sys.executable, "-m", "multimedia.charts.renderer"],
        input=json.dumps([_job(job) for job in jobs]),
        capture_output=True,
        cwd=settings.BASE_DIR,
        timeout=SECONDS + len(jobs) // 2,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def _job(job: dict) -> dict:
    locale = babel_locale(job["language"])
    return {"spec": job["spec"], "numbers": _numbers(locale), "dates": _dates(locale)}


def _result(key: str, made: dict) -> dict:
    if "error" in made:
        # The engine's own trace follows its first lines and helps nobody.
        message = made["error"].partition("\n    at ")[0]
        return {"error": message.removeprefix("Vega-Lite to SVG conversion failed:").strip()[:500]}
    svg = clean(made["svg"], key[:8])
    if len(svg) > MAX_CHARACTERS:
        return {"error": _("The drawing is too large for a page. Show fewer figures.")}
    if max(map(float, re.findall(r' (?:width|height)="([\d.]+)"', svg.partition(">")[0]))) > MAX_PIXELS:
        return {"error": _("The drawing is too large for a page. Leave sizes out of the spec.")}
    return {"svg": svg}


def _numbers(locale: Locale) -> dict:
    """How numbers are written, as d3-format wants it."""
    symbols = locale.number_symbols["latn"]
    return {"decimal": symbols["decimal"], "thousands": symbols["group"], "grouping": [3], "currency": ["", ""]}


def _dates(locale: Locale) -> dict:
    """How dates are written, as d3-time-format wants it. Vega's own formats use names only, in the order d, b, Y."""
    days = [6, 0, 1, 2, 3, 4, 5]
    return {
        "dateTime": "%-d %b %Y %H:%M",
        "date": "%-d %b %Y",
        "time": "%H:%M",
        "periods": [locale.periods.get("am", "AM"), locale.periods.get("pm", "PM")],
        "days": [locale.days["format"]["wide"][day] for day in days],
        "shortDays": [locale.days["format"]["abbreviated"][day] for day in days],
        "months": [locale.months["format"]["wide"][month] for month in range(1, 13)],
        "shortMonths": [locale.months["format"]["abbreviated"][month] for month in range(1, 13)],
    }
