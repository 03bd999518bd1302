"""Pages in the reader's language: the translation where there is a live one, else the original under her own frame.

A work that is not translated has an address in every language all the same: the index page of that language serves
the original with a note (`IndexPage.route`), so that a reader never loses her own interface by following a link.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Locale, Page

from core import publication
from core.models.pages import BasePage, IndexPage
from core.publication import request_memory
from core.visibility import public


@dataclass(frozen=True, slots=True)
class Localised:
    """A page as a link shows it: the row whose words are shown, the address, and the language of the words."""

    page: Page
    url: str
    language: str
    is_translated: bool


class _Frames:
    """Languages and index pages of one version of the content: a handful of rows that every link needs."""

    def __init__(self, version: int, request: HttpRequest | None):
        self.version = version
        self.languages = dict(Locale.objects.values_list("pk", "language_code"))
        by_work: dict[object, dict[str, str]] = {}
        #: Translation key of an index page → language → that page.
        self.index_pages: dict[object, dict[str, Page]] = {}
        for model in IndexPage.__subclasses__():
            for page in public(model.objects.all()):
                language = self.languages[page.locale_id]
                by_work.setdefault(page.translation_key, {})[language] = page.get_url(request)
                self.index_pages.setdefault(page.translation_key, {})[language] = page
        #: Address of an index page → language → address of the same index in that language.
        self.indexes = {url: urls for urls in by_work.values() for url in urls.values()}


_kept: _Frames | None = None


def _frames(request: HttpRequest | None) -> _Frames:
    global _kept
    version = publication.current().version
    kept = _kept
    if kept is None or kept.version != version:
        kept = _kept = _Frames(version, request)
    return kept


def localise(
    pages: Iterable[Page], request: HttpRequest | None = None, select_related: tuple[str, ...] = ()
) -> dict[int, Localised]:
    """By id of the given source pages, each as the reader gets it. One query, none in the source language alone.

    ``select_related`` names what to join to the translations, as for a queryset of ``wagtail.Page``.
    """
    originals = {page.pk: page for page in pages}
    language = get_language() or ""
    frames = _frames(request)
    languages = frames.languages
    foreign = [page for page in originals.values() if languages.get(page.locale_id) != language]
    translations = {}
    # Versions that this request has read already serve where nothing is to be read along with them.
    read = {} if select_related else request_memory("versions")
    if asked := [page.translation_key for page in foreign if page.translation_key not in read]:
        translations = {
            page.translation_key: page
            for page in public(Page.objects.all())
            .filter(translation_key__in=asked, locale__language_code=language)
            .select_related(*select_related)
        }
    for page in foreign:
        for version in read.get(page.translation_key, ()):
            if languages.get(version.locale_id) == language:
                translations[page.translation_key] = version
    shown = {}
    for key, original in originals.items():
        original_language = languages.get(original.locale_id, "")
        if original_language == language:
            shown[key] = Localised(original, original.get_url(request) or "", language, True)
        elif translation := translations.get(original.translation_key):
            shown[key] = Localised(translation, translation.get_url(request) or "", language, True)
        else:
            shown[key] = Localised(
                original, _under_frame(original.get_url(request) or "", language, frames), original_language, False
            )
    return shown


def listing_url(page: BasePage, request: HttpRequest | None = None) -> str:
    """The address of the listing above a source page, in the reader's language."""
    url = localise([page], request)[page.pk].url
    return url.rstrip("/").rpartition("/")[0] + "/"


def in_every_language(page: BasePage, request: HttpRequest | None = None) -> dict[str, Localised]:
    """By language code, the page as a reader of that language gets it. One query, none for an index page."""
    frames = _frames(request)
    versions = frames.index_pages.get(page.translation_key) or {
        frames.languages.get(version.locale_id, ""): version for version in _versions(page)
    }
    original = next((version for version in versions.values() if version.pk == page.work_id), page)
    original_language = frames.languages.get(original.locale_id, "")
    original_url = original.get_url(request) or ""
    return {
        language: Localised(version, version.get_url(request) or "", language, True)
        if (version := versions.get(language))
        else Localised(original, _under_frame(original_url, language, frames), original_language, False)
        for language, _name in settings.LANGUAGES
    }


def remember_versions(page: BasePage, pages: Iterable[Page]) -> None:
    """Keep the live versions of a page that are among ``pages``, so that this request need not ask for them again."""
    key = page.translation_key
    request_memory("versions")[key] = [version for version in pages if version.translation_key == key]


def _versions(page: BasePage) -> Iterable[Page]:
    known = request_memory("versions")
    if page.translation_key in known:
        return known[page.translation_key]
    found = list(public(Page.objects.filter(translation_key=page.translation_key)))
    remember_versions(page, found)
    return found


def language_of(page: Page, request: HttpRequest | None = None) -> str:
    """The language code of a page, without a query."""
    return _frames(request).languages.get(page.locale_id, "")


def _under_frame(url: str, language: str, frames: _Frames) -> str:
    index, _slash, slug = url.rstrip("/").rpartition("/")
    home = frames.indexes.get(f"{index}/", {}).get(language)
    return f"{home}{slug}/" if home else url
