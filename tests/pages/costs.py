"""What a page costs, measured: the queries it asks, and the bytes that travel, as a web server sends them."""

import re

import brotli
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.db import connection
from wagtail import hooks

from bigbold.static_files import collected


def queries(client, path: str) -> list[str]:
    """The SQL of an answer from the page's own view on, when the process has answered such a request before."""
    asked: list[str] = []
    routed: list[int] = []

    def note(execute, sql, parameters, many, context):
        asked.append(sql)
        return execute(sql, parameters, many, context)

    def last_before_the_view(serve):
        def view(*args):
            routed.append(len(asked))
            return serve(*args)

        return view

    client.get(path)
    with (
        hooks.register_temporarily("on_serve_page", last_before_the_view, order=1_000_000),
        connection.execute_wrapper(note),
    ):
        client.get(path)
    return asked[routed[0] :] if routed else asked


def in_short(sql: list[str]) -> str:
    """Which tables were asked, for the message of a failure."""
    return "\n".join(re.sub(r"^.*? FROM ", "", statement)[:90] for statement in sql)


def sent(content: bytes) -> int:
    """How many bytes travel."""
    return len(brotli.compress(content, quality=11))


def static_files(html: bytes, *suffixes: str) -> dict[str, bytes]:
    """The static files that a page on a screen names, by address; print sheets left out."""
    page = BeautifulSoup(html, "html.parser")
    named = [link["href"] for link in page.select("link[rel=stylesheet]:not([media=print])")]
    named += [script["src"] for script in page.select("script[src]")]
    found = {}
    for address in named:
        assert address.startswith("/static/"), address
        if address.endswith(suffixes):
            with open(finders.find(address.removeprefix("/static/")), "rb") as file:
                found[address] = file.read()
    return found


def css_size(html: bytes) -> int:
    """All style sheets of the screen as they are collected, each compressed by itself."""
    return sum(sent(collected(css.decode()).encode()) for css in static_files(html, ".css").values())


def own_script_size(html: bytes) -> int:
    """All scripts that are ours: htmx is counted apart."""
    return sum(sent(text) for address, text in static_files(html, ".js").items() if "/vendor/" not in address)
