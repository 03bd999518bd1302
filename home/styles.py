"""The style page: every token, component and block on one sheet. For development only, and in English only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, override
from wagtail.blocks import Block, ChooserBlock, ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from home.specimens import NOTHING_TO_SEE, SPECIMENS, State

COMPONENTS = settings.BASE_DIR / "templates" / "components"
STYLE_SHEETS = settings.BASE_DIR / "static" / "css"
#: Loaded by every page; the others are loaded by the pages that need them.
EVERYWHERE = {"type", "squares", "frame"}
#: Colours that words are set in, and those that white words stand on.
INKS = ("ink", "ink-2", "focus-1", "focus-2", "focus-3")
FIELDS = ("field-1", "field-2", "field-3", "reverse", "foot")
#: Sizes of headlines; the others are for reading.
SHOUTED = ("t-opening", "t-poster", "t-long", "t-1", "t-2", "t-3")

_COMMENT = re.compile(r"\s*(?:{%\s*comment\s*%}(.*?){%\s*endcomment\s*%}|{#(.*?)#})", re.DOTALL)
_TOKEN = re.compile(r"^    --([\w-]+):\s*([^;]+);", re.MULTILINE)
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")


@dataclass
class Component:
    """A file of templates/components/: its own words about its parameters, and its states as they are drawn."""

    name: str
    documentation: str
    #: Pairs of label and HTML.
    drawn: list[tuple[str, SafeString]]
    #: Why nothing is drawn; empty otherwise.
    reason: str


@dataclass
class ShownBlock:
    """A block of a stream, drawn from its preview."""

    name: str
    block: Block
    #: Where editors find it, such as "Case study page, story".
    streams: list[str] = field(default_factory=list)
    html: str = ""

    @property
    def anchor(self) -> str:
        """Its place on the sheet: a step of a sequence may have the name of a block of the story."""
        return f"{self.name}-{type(self.block).__name__}".lower()

    @property
    def needs(self) -> list[str]:
        """What an editor must choose before the block shows anything."""
        return [str(child.label) for child in _choosers(self.block).values()]


@dataclass
class Colour:
    """A colour by day and by night, with its lowest contrast to what it stands on."""

    name: str
    day: str
    night: str
    #: Pairs of what it is set against and the ratio, such as ("on ground, day", 5.2).
    contrasts: list[tuple[str, float]] = field(default_factory=list)


def style_page(request: HttpRequest) -> HttpResponse:
    """Everything that pages are made of. ``?language=ar`` draws it in another language of the site."""
    asked = request.GET.get("language")
    with override(asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        shown = blocks(request)
        return render(
            request,
            "styles/style_page.html",
            {
                "components": components(request),
                "blocks": shown,
                "scripts": sorted({name for one in shown for name in getattr(one.block.meta, "scripts", ())}),
                "colours": colours(),
                "sizes": [name for name in tokens() if name.startswith("t-")],
                "shouted": SHOUTED,
                "spaces": [name for name in tokens() if name.startswith("s-")],
                "stylesheets": [
                    f"components/{path.stem}"
                    for path in sorted((STYLE_SHEETS / "components").glob("*.css"))
                    if path.stem not in EVERYWHERE
                ],
            },
        )


def components(request: HttpRequest | None = None) -> list[Component]:
    """Every component by name. One that has no specimen yet has nothing drawn and no reason."""
    return [_component(path, request) for path in sorted(COMPONENTS.glob("*.html"))]


def _component(path: Path, request: HttpRequest | None) -> Component:
    comment = _COMMENT.match(path.read_text())
    specimen = SPECIMENS.get(path.stem)
    return Component(
        name=path.stem,
        documentation=_unwrapped(comment[1] or comment[2]) if comment else "",
        drawn=[(state.label, _draw(path.stem, specimen.frame, state, request)) for state in specimen.states]
        if specimen
        else [],
        reason=NOTHING_TO_SEE.get(path.stem, ""),
    )


def _unwrapped(comment: str) -> str:
    """A comment without the line breaks that only keep its lines below 120 letters."""
    text = ""
    for line in comment.strip().splitlines():
        text += line.strip() + (" " if len(line) > 100 and not line.endswith((".", ";", "}", ".css")) else "\n")
    return text.strip()


def _draw(name: str, frame: str, state: State, request: HttpRequest | None) -> SafeString:
    with override(state.language or get_language()):
        html = "".join(render_to_string(f"components/{name}.html", context, request) for context in state.contexts)
    # A form with errors takes the focus, as it should where it is alone.
    framed = mark_safe(frame % html.replace(" autofocus", ""))
    if not state.language:
        return framed
    direction = "rtl" if get_language_info(state.language)["bidi"] else "ltr"
    return format_html('<div lang="{}" dir="{}">{}</div>', state.language, direction, framed)


def blocks(request: HttpRequest | None = None) -> list[ShownBlock]:
    """Every kind of block that a stream of a page may hold, once each, drawn from its preview."""
    found: dict[tuple[type[Block], str], ShownBlock] = {}
    for model in sorted(get_page_models(), key=lambda model: model._meta.label):
        for stream in model._meta.get_fields():
            if isinstance(stream, StreamField) and stream.model is model:
                for block in _blocks_of(stream.stream_block):
                    shown = found.setdefault((type(block), block.name), ShownBlock(block.name, block))
                    shown.streams.append(f"{model._meta.verbose_name}: {stream.verbose_name}")
    for shown in found.values():
        shown.html = _preview(shown.block, request)
    return list(found.values())


def _blocks_of(block: Block) -> Iterator[Block]:
    """What editors can add, at any depth."""
    if isinstance(block, StreamBlock):
        for child in block.child_blocks.values():
            yield child
            yield from _blocks_of(child)
    elif isinstance(block, StructBlock):
        for child in block.child_blocks.values():
            yield from _blocks_of(child)
    elif isinstance(block, ListBlock):
        yield from _blocks_of(block.child_block)


def _choosers(block: Block) -> dict[str, ChooserBlock]:
    children = block.child_blocks if isinstance(block, StructBlock) else {}
    return {name: child for name, child in children.items() if isinstance(child, ChooserBlock)}


def _preview(block: Block, request: HttpRequest | None) -> SafeString:
    """The block with its preview value; what it leaves to be chosen is the first row that this database has."""
    value = block.get_preview_value()
    for name, chooser in _choosers(block).items():
        if not value.get(name):
            value[name] = chooser.model_class.objects.order_by("pk").first()
    return mark_safe(block.render(value, context=block.get_preview_context(value, {"request": request})).strip())


def tokens() -> dict[str, str]:
    """The named values of tokens.css as they are written there, of ``:root`` alone."""
    css = (STYLE_SHEETS / "tokens.css").read_text()
    root = css[css.index(":root {") :]
    return dict(_TOKEN.findall(root[: root.index("\n  }\n")]))


def colours() -> list[Colour]:
    """The colours of tokens.css with the contrasts that matter, computed from their values."""
    values = {name: tuple(_COLOUR.findall(value)) for name, value in tokens().items()}
    by_name = {name: Colour(name, found[0], found[-1]) for name, found in values.items() if found}
    for name in INKS:
        for paper in ("ground", "stock"):
            ink, ground = by_name[name], by_name[paper]
            ink.contrasts.append((f"on {paper}, day", contrast(ink.day, ground.day)))
            ink.contrasts.append((f"on {paper}, night", contrast(ink.night, ground.night)))
    for name in FIELDS:
        by_name[name].contrasts.append(
            ("white on it", min(contrast("#ffffff", by_name[name].day), contrast("#ffffff", by_name[name].night)))
        )
    return list(by_name.values())


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours like ``#ce2f0b``, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
