"""``python -m tests.benchmarks``: how the listing of stories grows from 1,000 to 10,000 and 100,000 stories.

One process per size; their requests take turns, so that whatever else the machine does weighs on all alike. Times are
measured and printed, never asserted. Databases are kept in var/benchmarks/ (or beside the one of ``DATABASE_URL``):
making the largest takes minutes.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent.parent
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


class Measured:
    """The process of one size."""

    def __init__(self, size: int):
        self.size = size
        url, is_new = _database(size)
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "bigbold.settings.base",
            "SECRET_KEY": "benchmarks",
            "BIGBOLD_VAR_DIR": str(FOLDER),
        }
        (FOLDER / "static").mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.site"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if is_new:
            print(f"Making {size:,} stories …", flush=True)
            self.ask("make", str(size))
            # What making them left in memory is not what a worker of the site would have.
            self.close()
            self.__init__(size)

    def ask(self, command: str, argument: str = "") -> dict:
        """What the process answers."""
        self._process.stdin.write(f"{command} {argument}\n")
        self._process.stdin.flush()
        if not (line := self._process.stdout.readline()):
            raise SystemExit(f"The process of {self.size:,} stories ended; see above.")
        return json.loads(line)

    def close(self) -> None:
        """End the process."""
        self._process.stdin.close()
        self._process.wait()


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
    connection = psycopg2.connect(urlunsplit(parts._replace(path="/postgres")))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        is_new = cursor.fetchone() is None
        if is_new:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    return urlunsplit(parts._replace(path=f"/{name}")), is_new


def measure(sizes: tuple[int, ...]) -> None:
    """Measure, and print a table."""
    sites = [Measured(size) for size in sizes]
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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measures how the listing of stories grows.")
    parser.add_argument("--quick", action="store_true", help="only 1,000 and 10,000 stories")
    measure(SIZES[:2] if parser.parse_args().quick else SIZES)
