"""Markdown with evidence marks and links between pages, as the rich text that the editor stores."""

import re
from collections.abc import Callable
from html import escape

from markdown import Markdown

_MARK = re.compile(r"\[([^\[\]]+)\]\{([^{}\s]+)\}")
_LINK = re.compile(r"\[([^\[\]]+)\]\((story|practice|city|voice|page):([^()\s]+)\)")
_TAG = re.compile(r"</?([a-z0-9]+)")
_ALLOWED = {"p", "b", "ul", "ol", "li", "a", "br"}

#: Ids of a kind by key or slug; raises ``LookupError`` with a sentence for an unknown one.
Find = Callable[[str, str], int]


def rich_text(markdown: str, find: Find) -> str:
    """The HTML of a rich-text field. ``[words]{key}`` becomes evidence, ``[words](story:slug)`` a link to a page.

    Raises ``LookupError`` for an unknown key or slug, ``ValueError`` for Markdown beyond bold, links and lists.
    """
    source = escape(markdown.strip(), quote=False)
    source = _MARK.sub(lambda found: _link("evidence", find("evidence", found[2]), found[1]), source)
    source = _LINK.sub(lambda found: _link("page", find(found[2], found[3]), found[1]), source)
    html = Markdown().convert(source).replace("<strong>", "<b>").replace("</strong>", "</b>")
    if forbidden := set(_TAG.findall(html)) - _ALLOWED:
        raise ValueError(f"only bold, links and lists are possible here, not <{min(forbidden)}>.")
    return html


def _link(kind: str, pk: int, words: str) -> str:
    return f'<a linktype="{kind}" id="{pk}">{words}</a>'
