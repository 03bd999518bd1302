"""The frame around every page, for `base.html`."""

from django import template

from home import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def site_navigation(context) -> dict:
    """Sections, focus areas, foot, languages and the addresses of home and search, in the reader's language."""
    request = context.get("request")
    page = context.get("page")
    built = navigation.frame(request)
    path = request.path if request else ""
    return {
        "home_url": built.home_url,
        "search_url": f"{built.sections[0].url}#words" if built.sections else "",
        "sections": [
            {"title": link.title, "url": link.url, "current": path.startswith(link.url)} for link in built.sections
        ],
        "focus_areas": built.focus_areas,
        "foot": navigation.foot(built),
        "languages": navigation.languages(request, page, context.get("query", "")),
    }
