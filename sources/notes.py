"""Rich text as numbered claims, each with its evidence in the margin.

One `Notes` serves one rendering of one page: it resolves all evidence and all links to pages in a constant number of
queries, and its numbers run through the page.
"""

import re
from collections.abc import Iterable, Iterator

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail.rich_text import RichText, expand_db_html

from core.localised import Localised, localise
from sources.evidence import NoteText, notes_for

_EVIDENCE = re.compile(r"<a\b(?=[^>]*\blinktype=\"evidence\")[^>]*\bid=\"(\d{1,18})\"[^>]*>(.*?)</a>", re.DOTALL)
_BROKEN_EVIDENCE = re.compile(r"<a\b[^>]*\blinktype=\"evidence\"[^>]*>(.*?)</a>", re.DOTALL)
_PAGE_LINK = re.compile(r"<a\b(?=[^>]*\blinktype=\"page\")[^>]*\bid=\"(\d{1,18})\"[^>]*>(.*?)</a>", re.DOTALL)
_OUTSIDE = re.compile(r"<a\s+href=\"(https?://[^\"]*)\">")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^>]*?(/?)>")
_VOID = frozenset({"br", "hr", "img", "embed", "wbr"})


class Notes:
    """The evidence and the links of all rich texts of a page."""

    def __init__(self, texts: Iterable[object], request: HttpRequest | None = None):
        """``texts``: rich-text values as stored; anything else that turns into HTML by ``str`` or ``.source``."""
        html = "\n".join(_html(text) for text in texts if text)
        self._notes: dict[int, NoteText] = notes_for(int(pk) for pk, _words in _EVIDENCE.findall(html))
        linked = {int(pk) for pk, _words in _PAGE_LINK.findall(html)}
        pages = list(Page.objects.live().filter(pk__in=linked)) if linked else []
        self._pages: dict[int, Localised] = localise(pages, request) if pages else {}
        self._numbers: dict[int, int] = {}

    def render(self, text: object) -> SafeString:
        """The text as claims: paragraph by paragraph, each with the notes that are first cited in it."""
        return mark_safe("".join(self._claim(block) for block in _blocks(_html(text))))

    def _claim(self, block: str) -> str:
        first_cited: list[dict] = []

        def mark(match: re.Match) -> str:
            pk, words = int(match[1]), match[2]
            note = self._notes.get(pk)
            if note is None:
                return words
            if pk not in self._numbers:
                self._numbers[pk] = number = len(self._numbers) + 1
                first_cited.append(
                    {"number": number, "text": note.text, "url": note.url, "confidence": note.confidence}
                )
            else:
                number = 0
            return words + render_to_string(
                "components/evidence_mark.html", {"number": self._numbers[pk], "repeated": number == 0}
            )

        block = _BROKEN_EVIDENCE.sub(r"\1", _EVIDENCE.sub(mark, block))
        block = _PAGE_LINK.sub(self._link, block)
        block = _OUTSIDE.sub(r'<a href="\1" rel="noreferrer">', block)
        if "linktype=" in block or "embedtype=" in block:
            block = expand_db_html(block)
        notes = render_to_string("components/evidence_notes.html", {"notes": first_cited}) if first_cited else ""
        return f'<div class="claim">{block}{notes}</div>'

    def _link(self, match: re.Match) -> str:
        shown = self._pages.get(int(match[1]))
        if shown is None:
            return match[2]
        return format_html('<a href="{}">{}</a>', shown.url, mark_safe(match[2]))


def _html(text: object) -> str:
    """The stored HTML of a rich-text value."""
    return text.source if isinstance(text, RichText) else str(text)


def _blocks(html: str) -> Iterator[str]:
    """The elements of the outermost level, in order; text between them becomes a paragraph, broken HTML one block."""
    depth = start = 0
    for match in _TAG.finditer(html):
        closing, name, self_closing = match[1], match[2].lower(), match[3]
        if name in _VOID or self_closing:
            continue
        if closing:
            depth = max(0, depth - 1)
            if depth == 0:
                yield html[start : match.end()].strip()
                start = match.end()
        else:
            if depth == 0 and (loose := html[start : match.start()].strip()):
                yield f"<p>{escape(loose)}</p>"
                start = match.start()
            depth += 1
    if rest := html[start:].strip():
        yield rest if depth else f"<p>{rest}</p>"
