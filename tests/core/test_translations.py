"""The interface in other languages: complete, compiled, and nothing of it left in English on the pages."""

import ast
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from wagtail.models import Page

from bigbold.settings import base

CATALOGUES = sorted((settings.BASE_DIR / "locale").glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?em\b[^>]*>")

every_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])


def read(path: Path) -> Catalog:
    """A catalogue with the obsolete entries left out."""
    with path.open("rb") as file:
        return read_po(file, ignore_obsolete=True)


def messages(path: Path) -> Iterator[Message]:
    """Its entries without the header."""
    return (message for message in read(path) if message.id)


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """Singular and plurals of a message."""
    return (text,) if isinstance(text, str) else tuple(text)


def entries(catalog: Catalog) -> dict[tuple, str | tuple[str, ...]]:
    """Everything a compiled catalogue says, its rule of plurals included."""
    words = {(message.context, *forms(message.id)): forms(message.string) for message in catalog if message.id}
    return {**words, ("", "plural"): catalog.plural_forms}


def ids(path: Path) -> set[tuple[str, ...]]:
    """What a catalogue translates, contexts included."""
    return {(message.context or "", *forms(message.id)) for message in messages(path)}


def test_every_language_of_the_site_but_its_own_has_a_catalogue():
    offered = {code for code, _name in base.LANGUAGES} - {base.LANGUAGE_CODE}

    assert {path.parts[-3] for path in CATALOGUES} == offered


@every_catalogue
def test_nothing_is_untranslated_or_unsure(path):
    assert [message.id for message in messages(path) if message.fuzzy or not all(forms(message.string))] == []


@every_catalogue
def test_placeholders_are_kept(path):
    wrong = [
        (message.id, message.string)
        for message in messages(path)
        for number, translated in enumerate(forms(message.string))
        if sorted(PLACEHOLDER.findall(translated))
        != sorted(PLACEHOLDER.findall(forms(message.id)[min(number, len(forms(message.id)) - 1)]))
    ]

    assert wrong == []


@every_catalogue
def test_the_compiled_file_is_what_the_words_compile_to(path):
    wanted = io.BytesIO()
    write_mo(wanted, read(path))
    wanted.seek(0)

    with path.with_suffix(".mo").open("rb") as compiled:
        assert entries(read_mo(compiled)) == entries(read_mo(wanted)), "run `make messages`"


def test_words_are_marked_by_names_the_extraction_knows():
    """A function of gettext imported under another name than ``_`` is one that xgettext does not see."""
    unseen = [
        f"{path.relative_to(settings.BASE_DIR)}: {name.name} as {name.asname}"
        for path in sources("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if "gettext" in name.name and name.asname not in (None, "_")
    ]

    assert unseen == []


def sources(pattern: str) -> list[Path]:
    """Files of the rooms and the templates."""
    folders = [path.parent for path in settings.BASE_DIR.glob("*/__init__.py") if path.parent.name != "tests"]
    return [path for folder in [*folders, settings.BASE_DIR / "templates"] for path in folder.rglob(pattern)]


@pytest.mark.skipif(not shutil.which("xgettext"), reason="xgettext is not installed (package gettext)")
@every_catalogue
def test_the_catalogue_holds_every_word_of_the_code(path, tmp_path):
    for source in [*sources("*.py"), *sources("*.html")]:
        copy = tmp_path / source.relative_to(settings.BASE_DIR)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())
    (tmp_path / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", path.parts[-3]],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    found = ids(tmp_path / path.relative_to(settings.BASE_DIR))

    assert (found - ids(path), ids(path) - found) == (set(), set()), "run `make messages` and translate what is new"


# --- Pages


class Words(HTMLParser):
    """What a reader sees or hears of a page: texts, each with whether it is marked as Spanish, and links."""

    READ_ALOUD = ("aria-label", "title", "alt", "placeholder", "content")
    EMPTY = frozenset({"meta", "link", "img", "input", "br", "source", "wbr", "hr", "rect", "path"})

    def __init__(self, html: str):
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.texts: set[tuple[str, bool]] = set()
        self.links: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        language = values.get("lang") or self.open[-1][1]
        if tag not in self.EMPTY:
            self.open.append((tag, language))
        self.texts |= {(values[name], language == "es") for name in self.READ_ALOUD if values.get(name)}
        if tag == "a" and values.get("href"):
            self.links.add(urldefrag(values["href"]).url)

    def handle_endtag(self, tag):
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, language = self.open[-1]
        if data.strip() and tag not in ("script", "style"):
            self.texts.add((" ".join(data.split()), language == "es"))


#: Pages are found by their links; these states of pages are not.
STATES = (
    "/es/nowhere/",
    "/es/historias/?page=99",
    "/es/historias/?q=zzzz",
    "/es/historias/?problem=spending-not-trusted&region=south-america&q=impuesto",
    "/es/practicas/?cost=under-10k&staff=1-3",
    "/es/voces/?access=heard",
    "/es/voces/ward-administrator/?transcript=es&q=pared",
    "/es/ciudades/?population=over-10m&holds=stories",
)


@dataclass
class English:
    """The texts of the interface that Spanish has other words for."""

    whole: set[str] = field(default_factory=set)
    filled: list[re.Pattern] = field(default_factory=list)

    @classmethod
    def of(cls, path: Path) -> "English":
        """Those of a catalogue; of texts with placeholders those that have two words of their own."""
        english = cls()
        for message in messages(path):
            for words in set(forms(message.id)) - set(forms(message.string)):
                own = PLACEHOLDER.split(words.strip())
                if len(own) == 1:
                    english.whole.add(own[0])
                elif len(re.findall("[A-Za-z]{2,}", " ".join(own))) >= 2:
                    english.filled.append(re.compile(".+".join(map(re.escape, own))))
        return english

    def left_in(self, text: str, *, marked_as_spanish: bool) -> bool:
        """Whether a text of a Spanish page is one of them.

        Stories that nobody has translated stand under the Spanish interface, in their own language and marked so.
        There a single word may be the story's own.
        """
        if marked_as_spanish:
            return text in self.whole or any(pattern.fullmatch(text) for pattern in self.filled)
        return text in self.whole and " " in text


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_site")
def test_spanish_pages_say_nothing_of_the_interface_in_english(client):
    english = English.of(settings.BASE_DIR / "locale" / "es" / "LC_MESSAGES" / "django.po")
    waiting, seen, left = {"/es/", *STATES}, set(), {}
    while waiting:
        url = waiting.pop()
        seen.add(url)
        response = client.get(url)
        if not response.get("Content-Type", "").startswith("text/html"):
            continue
        page = Words(response.content.decode())
        waiting |= {link for link in page.links if link.startswith("/es/") and "?" not in link} - seen
        for text, spanish in page.texts:
            if english.left_in(text, marked_as_spanish=spanish):
                left.setdefault(text, url)

    assert left == {}
    assert {page.url for page in Page.objects.live().filter(locale__language_code="es")} <= seen
