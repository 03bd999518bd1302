"""The frame around every page: its sections, the foot, the languages."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _
from wagtail.models import Page

from casestudies.models import StoryIndexPage
from cities.models import CityIndexPage
from core import publication
from core.localised import in_every_language, localise
from core.models import BasePage
from core.visibility import public
from home.models import ContactPage, FocusAreaPage, HomePage, TextPage
from interviews.models import VoiceIndexPage
from practices.models import PracticeIndexPage
from taxonomy import catalogue

#: The four listings, in the order of the bar.
SECTIONS = {
    "stories": StoryIndexPage,
    "practices": PracticeIndexPage,
    "voices": VoiceIndexPage,
    "cities": CityIndexPage,
}


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go."""

    title: str
    url: str


@dataclass(frozen=True)
class Frame:
    """What stands on every page of one language and one version of the content."""

    home_url: str
    sections: list[Link]
    #: Addresses of the listings by name: stories, practices, voices, cities.
    listing_urls: dict[str, str]
    focus_areas: list[dict]
    about: list[Link]
    contact_url: str


_kept: dict[str, tuple[tuple[int, int], Frame]] = {}


def frame(request: HttpRequest | None) -> Frame:
    """The frame in the reader's language, kept in memory until anything public changes."""
    language = get_language() or settings.LANGUAGE_CODE
    state = publication.current()
    version = (state.version, state.vocabulary_version)
    kept = _kept.get(language)
    if kept is None or kept[0] != version:
        kept = _kept[language] = (version, _build(request))
    return kept[1]


def _sources(model: type[BasePage]) -> list[BasePage]:
    return list(public(model.objects.works()).order_by("path"))


def _build(request: HttpRequest | None) -> Frame:
    homes = _sources(HomePage)
    listings = {name: page for name, model in SECTIONS.items() for page in _sources(model)[:1]}
    sections = list(listings.values())
    focus_pages = _sources(FocusAreaPage)
    contact = _sources(ContactPage)[:1]
    about = [*_sources(TextPage), *contact]
    shown = localise([*homes, *sections, *about], request)
    shown |= localise((page.page_ptr for page in focus_pages), request, ("focusareapage",))
    labels = catalogue.current()
    return Frame(
        home_url=shown[homes[0].pk].url if homes else "/",
        listing_urls={name: shown[page.pk].url for name, page in listings.items()},
        sections=[Link(shown[page.pk].page.title, shown[page.pk].url) for page in sections],
        focus_areas=sorted(
            (
                {
                    "number": label.number,
                    "name": label.name,
                    "slug": label.slug,
                    "url": shown[page.pk].url,
                    "question": shown[page.pk].page.focusareapage.question,
                }
                for page in focus_pages
                if page.focus_area_id and (label := labels.label(page.focus_area_id))
            ),
            key=lambda area: area["number"],
        ),
        about=[Link(shown[page.pk].page.title, shown[page.pk].url) for page in about],
        contact_url=shown[contact[0].pk].url if contact else "",
    )


def languages(request: HttpRequest | None, page: Page | None, query: str = "") -> list[dict]:
    """The languages of the site; each link leads to this page in that language where it has one, else to its home.

    ``query`` is what of the address means the same in every language, such as the selection of a listing.

    ``translated`` says whether the words there are in that language: search engines are told only of those.
    """
    active = get_language()
    versions = in_every_language(page, request) if isinstance(page, BasePage) and page.pk else {}
    listed = []
    for code, _name in settings.LANGUAGES:
        version = versions.get(code)
        if version is None:
            with override(code):
                url = frame(request).home_url
        listed.append(
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "url": f"{version.url}?{query}" if version and query else version.url if version else url,
                "current": code == active,
                "translated": bool(version and version.is_translated),
            }
        )
    return listed


def foot(built: Frame) -> list[dict]:
    """The columns of the foot: pages about the programme, and the ways into the content."""
    return [
        {"title": _("How we work"), "links": built.about},
        {"title": _("Read"), "links": built.sections},
        {"title": _("Focus areas"), "links": [Link(area["name"], area["url"]) for area in built.focus_areas]},
    ]
