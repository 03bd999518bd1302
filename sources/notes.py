"""Rich text as numbered claims, each with its evidence in the margin.

One `Notes` serves one rendering of one page: it resolves all evidence and all links to pages in a constant number of
queries, and its numbers run through the page.
"""

from collections.abc import Callable, Iterable

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.whitelist import DEFAULT_ELEMENT_RULES, Whitelister, attribute_rule, check_url

from core.localised import Localised, localise
from core.visibility import public
from sources.evidence import NoteText, evidence_of, notes_on
from sources.models import Evidence


class _Prose(Whitelister):
    """What prose may hold, whoever wrote the row: an editor, a file of demonstration content, a translator."""

    element_rules = {
        **{
            name: DEFAULT_ELEMENT_RULES[name]
            for name in ("[document]", "b", "br", "em", "i", "li", "ol", "p", "strong", "ul")
        },
        "a": attribute_rule({"href": check_url, "linktype": True, "id": True}),
    }

    def clean_string_node(self, doc, node):  # noqa: ARG002
        """Words stay; comments, instructions and sections of data, which are written as they are, do not."""
        if isinstance(node, PreformattedString):
            node.extract()

    def clean_tag_node(self, doc, tag):
        """As Wagtail's; of elements whose content is no text nothing is left."""
        if tag.name in {"script", "style", "template"}:
            tag.decompose()
        else:
            super().clean_tag_node(doc, tag)


_prose = _Prose()


class Notes:
    """The evidence and the links of all rich texts of a page."""

    def __init__(
        self,
        texts: Iterable[object],
        request: HttpRequest | None = None,
        pages: Callable[[set[int], list[Evidence]], dict[int, Localised]] | None = None,
    ):
        """``texts``: rich-text values as stored; anything else that turns into HTML by ``str`` or ``.source``.

        ``pages``: turns ids of linked pages into links, for a page that reads others in the same query; it is told of
        the evidence too, some of which is on pages.
        """
        #: Texts as they were read for their links, until they are drawn.
        self._read: dict[str, BeautifulSoup] = {
            html: BeautifulSoup(html, "html.parser") for text in texts if text and "linktype" in (html := _html(text))
        }
        links = [link for document in self._read.values() for link in document("a")]
        linked, evidence = _ids(links, "page"), evidence_of(_ids(links, "evidence"))
        self._pages = pages(linked, evidence) if pages else _linked_pages(linked, request)
        self._notes: dict[int, NoteText] = notes_on(evidence)
        self._numbers: dict[int, int] = {}

    def render(self, text: object) -> SafeString:
        """The text as claims: paragraph by paragraph, each with the notes that are first cited in it."""
        html = _html(text)
        document = self._read.pop(html, None) or BeautifulSoup(html, "html.parser")
        return mark_safe("".join(self._claim(block) for block in _blocks(document)))

    def _claim(self, block: Tag) -> str:
        first_cited: list[dict] = []
        for link in block("a"):
            linktype = link.attrs.pop("linktype", None)
            key = _as_id(link.attrs.pop("id", None))
            if linktype == "evidence":
                self._mark(link, key, first_cited)
            elif linktype == "page" and (shown := self._pages.get(key)):
                link["href"] = shown.url
            elif linktype or not link.get("href"):
                link.unwrap()
            elif link["href"].startswith(("http:", "https:")):
                link["rel"] = "noreferrer"
        notes = render_to_string("components/evidence_notes.html", {"notes": first_cited}) if first_cited else ""
        return f'<div class="claim">{block.decode(formatter=escape)}{notes}</div>'

    def _mark(self, link: Tag, key: int | None, first_cited: list[dict]) -> None:
        """Put the number behind the words; of evidence that may not be shown the words stay and nothing else."""
        note = self._notes.get(key)
        if note and link.get_text(strip=True):
            repeated = key in self._numbers
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            if not repeated:
                first_cited.append(
                    {"number": number, "text": note.text, "url": note.url, "confidence": note.confidence}
                )
            mark = render_to_string("components/evidence_mark.html", {"number": number, "repeated": repeated})
            link.insert_after(BeautifulSoup(mark.strip(), "html.parser"))
        link.unwrap()


def _linked_pages(ids: set[int], request: HttpRequest | None) -> dict[int, Localised]:
    pages = list(public(Page.objects.filter(pk__in=ids))) if ids else []
    return localise(pages, request) if pages else {}


def _html(text: object) -> str:
    """The stored HTML of a rich-text value."""
    return text.source if isinstance(text, RichText) else str(text)


def _as_id(value: str | None) -> int | None:
    """The id that an attribute holds; None for anything that cannot be one."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 19 else None


def _ids(links: Iterable[Tag], linktype: str) -> set[int]:
    return {key for link in links if link.get("linktype") == linktype and (key := _as_id(link.get("id"))) is not None}


def _blocks(document: BeautifulSoup) -> list[Tag]:
    """The paragraphs and lists of a text, well formed and nothing but prose; words outside them become a paragraph."""
    _prose.clean_node(document, document)
    blocks: list[Tag] = []
    loose: Tag | None = None
    for node in list(document.contents):
        if isinstance(node, Tag) and node.name in {"p", "ul", "ol"}:
            loose = None
            blocks.append(node)
        else:
            if loose is None:
                loose = document.new_tag("p")
                blocks.append(loose)
            loose.append(node.extract())
    return [block for block in blocks if block.get_text(strip=True)]
