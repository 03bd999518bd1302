"""Pages that hold the previews of blocks, at ``/blocks/film+sound/``, on the site of the fixture ``block_page``."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from bigbold.urls import urlpatterns as site
from core.blocks import CallOutBlock, ProcessStepsBlock, PullQuoteBlock, TimelineBlock
from multimedia.blocks import (
    AudioBlock,
    BeforeAfterBlock,
    DownloadBlock,
    ExternalVideoBlock,
    FigureBlock,
    GalleryBlock,
    MapBlock,
    StakeholderMapBlock,
    VideoBlock,
)
from sources.blocks import FurtherReadingBlock, KeyFigureBlock, ScrollytellingBlock

BLOCKS = {
    "figure": FigureBlock(),
    "gallery": GalleryBlock(),
    "pair": BeforeAfterBlock(),
    "sequence": ScrollytellingBlock(),
    "map": MapBlock(),
    "timeline": TimelineBlock(),
    "stakes": StakeholderMapBlock(),
    "steps": ProcessStepsBlock(),
    "quote": PullQuoteBlock(),
    "call-out": CallOutBlock(),
    "download": DownloadBlock(),
    "key-figure": KeyFigureBlock(),
    "reading": FurtherReadingBlock(),
    "film": VideoBlock(),
    "sound": AudioBlock(),
    "film-elsewhere": ExternalVideoBlock(),
}

PAGE = """
{% extends "base.html" %}{% load page_tags static %}
{% block title %}Blocks{% endblock %}
{% block page_css %}{% for sheet in sheets %}{% stylesheets sheet %}{% endfor %}{% endblock %}
{% block scripts %}{% for name in scripts %}<script type="module" src="{% static "js/" %}{{ name }}.js"></script>
{% endfor %}{% endblock %}
{% block main %}<div class="sheet prose"><h1 class="h1">Blocks</h1><h2 class="h2">All of them</h2>
<p>Before.</p>{{ html }}<p>After.</p></div>{% endblock %}
"""


def block_page(request: HttpRequest, names: str) -> HttpResponse:
    """A page with the previews of these blocks, and the files that they say they need."""
    shown = [BLOCKS[name] for name in names.split("+")]
    html = "".join(block.render(block.get_preview_value(), context={"request": request}) for block in shown)
    sheets = ["components/articles", *(sheet for block in shown for sheet in getattr(block.meta, "stylesheets", ()))]
    scripts = [name for block in shown for name in getattr(block.meta, "scripts", ())]
    template = engines["django"].from_string(PAGE)
    context = {"html": engines["django"].from_string("{{ html|safe }}").render({"html": html}), "scripts": scripts}
    return HttpResponse(template.render({**context, "sheets": list(dict.fromkeys(sheets))}, request))


urlpatterns = [path("blocks/<str:names>/", block_page), *site]
