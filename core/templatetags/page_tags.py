"""What every page says about itself: its language, the way down to it, its addresses."""

from urllib.parse import urljoin

from django import template
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.translation import get_language, get_language_info, gettext
from wagtail.blocks import BoundBlock
from wagtail.models import Page

from core.blocks.streams import BlockFiles, files_in
from core.localised import language_of, localise

register = template.Library()


@register.simple_tag(takes_context=True)
def content_language(context, page: Page) -> str:
    """The language of the words of a page, which may differ from that of the frame around it."""
    return language_of(page, context.get("request"))


@register.inclusion_tag("core/untranslated_notice.html", takes_context=True)
def untranslated_notice(context, page: Page) -> dict:
    """Says so when the reader gets the original because there is no translation."""
    language, active = language_of(page, context.get("request")), get_language()
    if not active or language == active:
        return {}
    return {
        "reader_language": get_language_info(active)["name_translated"],
        "original_language": get_language_info(language)["name_translated"],
    }


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def trail(context, page: Page) -> dict:
    """Breadcrumbs: home and the listing the page belongs to, in the reader's language."""
    nav = context.get("nav") or {}
    url = localise([page.source], context.get("request"))[page.source.pk].url
    sections = [section for section in nav.get("sections", []) if url.startswith(section["url"])]
    home = {"title": gettext("Home"), "url": nav.get("home_url", "/")}
    return {"crumbs": [home, *sections], "title": page.title}


@register.simple_tag(takes_context=True)
def absolute(context, url: str, page: Page) -> str:
    """An address of this site with scheme and host, for those who read a page elsewhere: search engines, messengers."""
    parts = page.get_url_parts(context.get("request"))
    return urljoin(parts[1], url) if parts and parts[1] else url


@register.simple_tag
def block_files(bound_block: BoundBlock) -> BlockFiles:
    """``{% block_files bound_block as files %}``: the style sheets and scripts that a block and those in it need."""
    return files_in(bound_block.block, bound_block.value)


@register.simple_tag
def stylesheets(*names: str, blocks: BlockFiles | None = None) -> str:
    """Links to the given files under static/css, without their ending, and to those of ``blocks``, each once."""
    wanted = dict.fromkeys((*names, *(blocks.stylesheets if blocks else ())))
    links = ((static(f"css/{name}.css"),) for name in wanted)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)


@register.simple_tag
def scripts(*names: str, blocks: BlockFiles | None = None) -> str:
    """The given modules under static/js, without their ending, and those of ``blocks``, each once."""
    wanted = dict.fromkeys((*names, *(blocks.scripts if blocks else ())))
    modules = ((static(f"js/{name}.js"),) for name in wanted)
    return format_html_join("\n", '<script type="module" src="{}"></script>', modules)
