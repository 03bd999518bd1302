"""``python -m tests.benchmarks``: what a story costs beside the same story drawn with Wagtail's stock tags, and how the
listing of stories grows from 1,000 to 10,000 and 100,000 stories.

One process per kind of page and size; their requests take turns, so that whatever else the machine does weighs on all
alike. Times are measured and printed, never asserted. Databases of listings are kept in var/benchmarks/ (or beside the
one of ``DATABASE_URL``): making the largest takes minutes.
"""

import argparse
import hashlib
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from tests.benchmarks.process import ROOT, Process

FOLDER = ROOT / "var" / "benchmarks"
SIZES = (1_000, 10_000, 100_000)
ROUNDS = 15
QUERIES = {
    "no filter": "",
    "one facet": "focus=focus-bench-0",
    "four facets": (
        "focus=focus-bench-0&problem=problem-bench-0&problem=problem-bench-1&trigger=election&trigger=crisis"
        "&status=pilot&status=active"
    ),
    "a word": "q=w00100",
}


def listing_of(size: int) -> Process:
    """A process over so many stories."""
    url, is_new = _database(size)
    environment = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "bigbold.settings.base",
        "SECRET_KEY": "benchmarks",
        "BIGBOLD_VAR_DIR": str(FOLDER),
    }
    (FOLDER / "static").mkdir(parents=True, exist_ok=True)
    site = Process("tests.benchmarks.site", **environment)
    if is_new:
        print(f"Making {size:,} stories …", flush=True)
        try:
            site.ask("make", str(size))
        except BaseException:
            # Cut short, it would pass for whole the next time.
            site.close()
            _forget(url)
            raise
        # What making them left in memory is not what a worker of the site would have.
        site.close()
        site = Process("tests.benchmarks.site", **environment)
    return site


def _database(size: int) -> tuple[str, bool]:
    """The address of the database of a size, and whether it has to be filled."""
    shaped_by = [Path(__file__).with_name("corpus.py"), *sorted(ROOT.glob("*/migrations/*.py"))]
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in shaped_by)).hexdigest()[:8]
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        path = FOLDER / f"stories-{size}-{mark}.sqlite3"
        path.parent.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{path}", not path.exists()
    parts = urlsplit(url)
    name = f"{parts.path.strip('/')}_bench_{size}_{mark}"
    with _server(url) as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        is_new = cursor.fetchone() is None
        if is_new:
            cursor.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(parts._replace(path=f"/{name}")), is_new


@contextmanager
def _server(url: str) -> Iterator:
    """A cursor on the PostgreSQL server of an address, outside of any transaction."""
    connection = psycopg2.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")))
    connection.autocommit = True
    with closing(connection), connection.cursor() as cursor:
        yield cursor


def _forget(url: str) -> None:
    """Take a database away."""
    if url.startswith("sqlite"):
        for ending in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + ending).unlink(missing_ok=True)
    else:
        with _server(url) as cursor:
            cursor.execute(f'DROP DATABASE "{urlsplit(url).path.strip("/")}" WITH (FORCE)')


def measure_listing(sizes: tuple[int, ...]) -> None:
    """Measure, and print a table."""
    sites = [listing_of(size) for size in sizes]
    ready = [site.ask("warm") for site in sites]
    lines = [
        ("index ready, s", [f"{one['seconds']:.2f}" for one in ready]),
        ("index, MB of memory", [f"{one['megabytes']:.1f}" for one in ready]),
    ]
    for command, unit in (("facets", "facets and counts, CPU ms"), ("request", "whole request, CPU ms")):
        for name, query in QUERIES.items():
            taken = {site: [] for site in sites}
            for _round in range(ROUNDS):
                for site in sites:
                    taken[site].append(site.ask(command, query)["milliseconds"])
            medians = [median(taken[site]) for site in sites]
            ratio = f"{medians[-1] / medians[0]:.2f} x" if command == "request" else ""
            lines.append((f"{unit}: {name}", [*(f"{value:.2f}" for value in medians), ratio]))
    for name, query in QUERIES.items():
        asked = [str(site.ask("queries", query)["queries"]) for site in sites]
        lines.append((f"queries from the view on: {name}", asked))
    absorbed = [min(site.ask("absorb")["milliseconds"] for _time in range(5)) for site in sites]
    lines.append(("a published change absorbed, CPU ms", [f"{value:.1f}" for value in absorbed]))
    print(f"{'':44}" + "".join(f"{size:>12,}" for size in sizes) + f"{'growth':>10}")
    for title, values in lines:
        cells, growth = values[: len(sizes)], "".join(values[len(sizes) :])
        print(f"{title:44}" + "".join(f"{cell:>12}" for cell in cells) + f"{growth:>10}")
    for site in sites:
        site.close()


def measure_story() -> None:
    """Measure one story, drawn as we do and with Wagtail's stock tags, and print both."""
    pages = [
        Process(
            "tests.benchmarks.story_site",
            name,
            DJANGO_SETTINGS_MODULE="bigbold.settings.test",
            # Names the copy of the database.
            PYTEST_XDIST_WORKER=f"bench_{name}",
        )
        for name in ("ours", "stock")
    ]
    for page in pages:
        counted = page.ask("write")
    asked = [page.ask("queries")["queries"] for page in pages]
    taken = [[], []]
    for _round in range(2 * ROUNDS):
        for page, times in zip(pages, taken, strict=True):
            times.append(page.ask("request")["milliseconds"])
    spent = [median(times) for times in taken]
    title = "One story: {blocks} blocks, {pictures} pictures, {links} links".format(**counted)
    print(f"{title:44}{'ours':>12}{'stock tags':>12}{'ratio':>10}")
    print(f"{'queries from the view on':44}{asked[0]:>12}{asked[1]:>12}{asked[0] / asked[1]:>8.2f} x")
    print(f"{'CPU ms from the view on':44}{spent[0]:>12.1f}{spent[1]:>12.1f}{spent[0] / spent[1]:>8.2f} x")
    for page in pages:
        page.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measures how the listing of stories grows, and what a story costs.")
    parser.add_argument("--quick", action="store_true", help="only 1,000 and 10,000 stories")
    parser.add_argument("--story", action="store_true", help="only the page of a story")
    options = parser.parse_args()
    measure_story()
    if not options.story:
        print()
        measure_listing(SIZES[:2] if options.quick else SIZES)
