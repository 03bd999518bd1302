"""The standing pages: home, index pages, focus areas, and the pages about the programme.

Their first texts lie in home/site/, one folder a language: ``pages.yaml`` and a Markdown file a text page. They are
the start of an installation; from then on they belong to its editors.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import yaml
from django.conf import settings
from django.db import transaction
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Site

from casestudies.models import StoryIndexPage
from cities.models import CityIndexPage
from cities.seed import load_countries
from core.models import BasePage
from home.demonstration.words import rich_text
from home.models import ContactPage, FocusAreaPage, HomePage, TextPage
from interviews.models import VoiceIndexPage
from practices.models import PracticeIndexPage
from taxonomy.models import FocusArea
from taxonomy.seed import load_vocabularies

TEXTS = Path(__file__).parent / "site"

#: In the order in which they stand in the bar and in the foot.
_PAGES: tuple[tuple[str, type[BasePage]], ...] = (
    ("stories", StoryIndexPage),
    ("practices", PracticeIndexPage),
    ("voices", VoiceIndexPage),
    ("cities", CityIndexPage),
    ("culture-of-innovation", FocusAreaPage),
    ("sharing-information", FocusAreaPage),
    ("citizen-engagement", FocusAreaPage),
    ("about", TextPage),
    ("method", TextPage),
    ("consent-and-safety", TextPage),
    ("licence", TextPage),
    ("contact", ContactPage),
)


@dataclass(frozen=True)
class _Texts:
    """The texts of one language."""

    language: str
    pages: dict[str, dict]

    @classmethod
    def read(cls, language: str) -> "_Texts":
        return cls(language, yaml.safe_load((TEXTS / language / "pages.yaml").read_text(encoding="utf-8")))

    def of(self, name: str, model: type[BasePage]) -> dict | None:
        """The fields of a page; None where this language has no text for it."""
        if model is TextPage:
            path = TEXTS / self.language / f"{name}.md"
            text = _text_page(path.read_text(encoding="utf-8")) if path.exists() else None
            return text and {**text, **self.pages.get(name, {})}
        fields = self.pages.get(name)
        if fields and model is ContactPage:
            fields = {**fields, "promise": rich_text(fields["promise"], _no_link)}
        return fields


@transaction.atomic
def create_site() -> int:
    """Create what an installation needs and lacks; how many pages were made.

    Languages, countries, vocabularies, the site, its standing pages and their translations. What exists, whatever
    editors have made of it, stays as it is.
    """
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    source = locales.pop(settings.LANGUAGE_CODE)
    load_countries()
    load_vocabularies()
    texts = _Texts.read(source.language_code)
    home, made = _home(texts, source)
    originals: list[tuple[str, BasePage]] = [("home", home)]
    for name, model in _PAGES:
        page = model.objects.filter(translation_key=_key(name), locale=source).first()
        if page is None:
            page = model(slug=name, **_common(name, source), **texts.of(name, model))
            if model is FocusAreaPage:
                page.focus_area = FocusArea.objects.get(slug=name)
            _publish(page, home)
            made += 1
        originals.append((name, page))
    for locale in locales.values():
        if (TEXTS / locale.language_code).exists():
            made += _translate(originals, locale)
    return made


def _key(name: str) -> UUID:
    """The key by which a standing page is known in every language, whatever its slug and title have become."""
    return uuid5(NAMESPACE_URL, f"https://bigboldcities/standing/{name}")


def _common(name: str, locale: Locale) -> dict:
    return {"translation_key": _key(name), "locale": locale, "live": False}


def _home(texts: _Texts, locale: Locale) -> tuple[HomePage, int]:
    """The front page; a new one takes the place of the page that Wagtail welcomes with."""
    if home := HomePage.objects.filter(translation_key=_key("home"), locale=locale).first():
        return home, 0
    root = Page.get_first_root_node()
    site = Site.objects.filter(is_default_site=True).first()
    welcome = site.root_page if site else None
    if welcome and (welcome.specific_class is not Page or welcome.get_children().exists()):
        welcome = None
    if welcome:
        # Without a signal: no task shall look for a page that is gone in a moment.
        Page.objects.filter(pk=welcome.pk).update(slug=f"welcome-{welcome.pk}")
    home = HomePage(slug=find_available_slug(root, "home"), **_common("home", locale), **texts.of("home", HomePage))
    _publish(home, root)
    if site is None or welcome:
        _show(site or Site(is_default_site=True), home)
    if welcome:
        Page.objects.get(pk=welcome.pk).delete()
    return HomePage.objects.get(pk=home.pk), 1


def _show(site: Site, home: HomePage) -> None:
    """Let the site, whatever the host it is asked under, begin at this page."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.root_page = home
    site.save()


def _publish(page: BasePage, parent: Page) -> None:
    # The parent's path and number of children have changed with every page added by another instance.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.full_clean()
    page.save_revision(clean=False).publish()


def _translate(originals: list[tuple[str, BasePage]], locale: Locale) -> int:
    """Copy pages into a language that has texts for them."""
    texts, made = _Texts.read(locale.language_code), 0
    for name, original in originals:
        fields = texts.of(name, type(original))
        if not fields or type(original).objects.filter(translation_key=_key(name), locale=locale).exists():
            continue
        copy = type(original).objects.get(pk=original.pk).copy_for_translation(locale)
        for field, words in fields.items():
            setattr(copy, field, words)
        copy.full_clean()
        copy.save_revision(clean=False).publish()
        made += 1
    return made


def _text_page(markdown: str) -> dict:
    """A text page from Markdown: ``# title``, a standfirst, ``## headings`` and what stands under them."""
    parts = [part.strip() for part in markdown.split("\n## ")]
    title, _line, standfirst = parts[0].removeprefix("# ").partition("\n")
    body = []
    for part in parts[1:]:
        heading, _line, words = part.partition("\n")
        body.append({"type": "heading", "value": heading.strip(), "id": str(uuid4())})
        body.append({"type": "paragraph", "value": rich_text(words, _no_link), "id": str(uuid4())})
    return {"title": title.strip(), "standfirst": standfirst.strip(), "body": TextPage.body.field.to_python(body)}


def _no_link(kind: str, key: str) -> int:
    raise LookupError(f"standing texts cannot link to “{kind}:{key}”.")
