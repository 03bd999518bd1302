"""Load the demonstration content: everything or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Model
from wagtail.models import Collection, Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from casestudies.models import CaseStudyPage, StoryIndexPage
from cities.models import CityIndexPage, CityPage, Country
from core.models import BasePage
from home.demonstration.fields import check_complete, fill, translate
from home.demonstration.files import DemonstrationError, Entries, read
from home.demonstration.finder import Finder
from home.demonstration.voices import BEHIND_THE_PAGE, VoiceMaker, place_of
from home.models import FindingCase, HomePage
from home.standing import create_site
from interviews.models import InterviewPage, VoiceIndexPage
from multimedia.choices import RecordingKind
from multimedia.models import Document, Image, Recording, Track
from multimedia.served_files import content_type
from practices.models import PracticeIndexPage, PracticePage
from sources.models import Citation, Source

DATA = settings.BASE_DIR / "home" / "demo"
#: Pictures, recordings and documents of the demonstration content lie in this collection.
COLLECTION = "Demonstration"
#: Keys by which the loader, and not a field, is told something.
_SAID_TO_THE_LOADER = ("slug", "is_demonstration")


@dataclass(frozen=True)
class Kind:
    """A page type of the demonstration content: its name in links, its folder, its model, the index it hangs under."""

    name: str
    folder: str
    model: type[BasePage]
    index: type[BasePage]
    beside: tuple[str, ...] = _SAID_TO_THE_LOADER


KINDS = (
    Kind("city", "cities", CityPage, CityIndexPage),
    Kind("practice", "practices", PracticePage, PracticeIndexPage),
    Kind("voice", "interviews", InterviewPage, VoiceIndexPage, (*_SAID_TO_THE_LOADER, *BEHIND_THE_PAGE)),
    Kind("story", "stories", CaseStudyPage, StoryIndexPage),
)


def load(data: Path = DATA, say: Callable[[str], None] | None = None) -> int:
    """Add what is missing of the demonstration content; how many pages were added. What is there stays untouched.

    Raises ``DemonstrationError`` and changes nothing, database and files, if anything in ``data`` is wrong.
    """
    with files_undone_on_failure() as stored, transaction.atomic():
        create_site()
        loader = Loader(data, stored, say)
        # One task a saved row would leave the worker a thousand of them; every page is noted once instead.
        with disable_reference_index_auto_update():
            added = loader.load()
        for item in loader.referring:
            ReferenceIndex.create_or_update_for_object(item)
        return added


@contextmanager
def files_undone_on_failure() -> Iterator[list]:
    """A list for the files that are stored on the way; they are deleted if the block fails."""
    stored: list = []
    try:
        yield stored
    except BaseException:
        for file in stored:
            file.storage.delete(file.name)
        raise


def parts_of(data: Path, kind: str) -> dict[str, Entries]:
    """What stands in ``recordings``, of no testimony, or in ``documents``; a demonstration may do without."""
    path = data / kind / f"{kind}.yaml"
    entries = read(path) if path.exists() else None
    return {key: entries.part(key) for key in entries} if entries else {}


class Loader:
    """One run over the files of a folder."""

    def __init__(self, data: Path, stored: list, say: Callable[[str], None] | None):
        """``stored`` takes every file that was written to the storage."""
        self.data = data
        self.stored = stored
        self.say = say
        self.locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
        self.pages: list[tuple[Kind, BasePage, Entries]] = []
        self.translations: list[tuple[BasePage, Locale, Entries]] = []
        #: Pages and rows whose links to others Wagtail should know of.
        self.referring: list[Model] = []

    def load(self) -> int:
        """Make rows, then pages as empty drafts so that they can name each other, then fill and publish them."""
        self.find = Finder()
        self._countries()
        self.collection = self._collection()
        self._sources()
        self._pictures()
        self._recordings()
        self._documents()
        self._drafts()
        self._standing_pages()
        for kind, page, entries in self.pages:
            if kind.name == "voice":
                self._behind(page, entries)
        if self.say and self.pages:
            self.say(f"Publishing {len(self.pages)} pages ...")
        # What was reviewed last is the newest on the site.
        for kind, page, entries in sorted(self.pages, key=lambda item: str(item[2].get("last_reviewed", ""))):
            fill(page, entries, self.find, beside=kind.beside)
            check_complete(page, entries)
            self._publish(page)
        self._translate()
        self._front_page()
        return len(self.pages) + len(self.translations)

    # --- Rows

    def _countries(self) -> None:
        """Fictional ones; those of the world are there already."""
        known = set(Country.objects.values_list("code", flat=True))
        countries = read(self.data / "countries.yaml")
        for code in countries:
            if code not in known:
                country = Country(code=code, is_fictional=True)
                fill(country, countries.part(code), self.find)
                country.save(force_insert=True)
                self.find.add("country", code, code)

    def _collection(self) -> Collection:
        root = Collection.get_first_root_node()
        found = root.get_children().filter(name=COLLECTION).first()
        return found or root.add_child(instance=Collection(name=COLLECTION))

    def _sources(self) -> None:
        known = {(source.title, source.url, source.issued): source for source in Source.objects.all()}
        citations = {(row.source_id, row.locator, row.note): row.pk for row in Citation.objects.all()}
        entries = [read(path) for path in sorted(self.data.glob("sources*.yaml"))]
        for key, part in ((key, file.part(key)) for file in entries for key in file):
            if self.find.knows("source", key):
                raise part.error(f"another source is called “{key}”.")
            source = Source()
            fill(source, part, self.find, beside=("citations",))
            if (found := known.get((source.title, source.url, source.issued))) is None:
                source.save()
            source = found or source
            self.find.add("source", key, source.pk)
            places = part.part("citations")
            for place in places:
                if self.find.knows("evidence", place):
                    raise places.error("another citation has this key.", place)
                citation = Citation(source=source)
                fill(citation, places.part(place), self.find)
                pk = citations.get((source.pk, citation.locator, citation.note))
                if pk is None:
                    citation.save()
                    self.referring.append(citation)
                    pk = citation.pk
                self.find.add("evidence", place, pk)

    def _pictures(self) -> None:
        entries = read(self.data / "images" / "images.yaml")
        known = dict(Image.objects.filter(collection=self.collection).values_list("title", "pk"))
        for key in entries:
            part = entries.part(key)
            image = Image(collection=self.collection, stand_in=True)
            path = self.data / "images" / part.words("file")
            title = part.words("title")
            if not path.is_file():
                raise part.error(f"there is no file {path.name} in {path.parent.name}/.", "file")
            with path.open("rb") as content:
                if title not in known:
                    image.file = File(content, name=path.name)
                    fill(image, part, self.find, beside=("file",))
                    if missing := image.missing_for_publication():
                        raise part.error(f"missing: {', '.join(missing)}.")
                    image.save()
                    self.stored.append(image.file)
            self.find.add("picture", key, known.get(title) or image.pk)

    def _recordings(self) -> None:
        """Those that belong to no testimony; a film names its sound, which stands before it."""
        known = dict(Recording.objects.filter(collection=self.collection).values_list("title", "pk"))
        for key, part in parts_of(self.data, "recordings").items():
            path, title = self.data / "recordings" / part.words("file"), part.words("title")
            if not path.is_file():
                raise part.error(f"there is no file {path.name} in {path.parent.name}/.", "file")
            if title not in known:
                kind = RecordingKind.VIDEO if content_type(path.name).startswith("video/") else RecordingKind.AUDIO
                recording = Recording(collection=self.collection, type=kind)
                with path.open("rb") as content:
                    recording.file = File(content, name=path.name)
                    fill(recording, part, self.find, beside=("file", "tracks"))
                    recording.save()
                self.stored.append(recording.file)
                self.referring.append(recording)
                for row, line in part.items_of("tracks").located():
                    if not isinstance(row, Entries):
                        raise DemonstrationError(part.path, line, "write keys and values here.")
                    self._track(recording, row)
                known[title] = recording.pk
                if missing := Recording.objects.get(pk=recording.pk).missing_for_publication():
                    raise part.error(f"missing: {', '.join(missing)}.")
            self.find.add("recording", key, known[title])

    def _track(self, recording: Recording, part: Entries) -> None:
        path = self.data / "recordings" / part.words("file")
        track = Track(recording=recording)
        try:
            track.text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise part.error(f"the file {path} cannot be read: {error}.", "file") from error
        fill(track, part, self.find, beside=("file",))
        track.save()

    def _documents(self) -> None:
        known = dict(Document.objects.filter(collection=self.collection).values_list("title", "pk"))
        for key, part in parts_of(self.data, "documents").items():
            path, title = self.data / "documents" / part.words("file"), part.words("title")
            if not path.is_file():
                raise part.error(f"there is no file {path.name} in {path.parent.name}/.", "file")
            if title not in known:
                document = Document(collection=self.collection)
                with path.open("rb") as content:
                    document.file = File(content, name=path.name)
                    fill(document, part, self.find, beside=("file",))
                    document.save()
                self.stored.append(document.file)
                known[title] = document.pk
            self.find.add("document", key, known[title])

    # --- Pages

    def _drafts(self) -> None:
        """An empty draft for every page that is missing; those that are there become known to the finder."""
        for kind in KINDS:
            index = kind.index.objects.get(locale=self.locale)
            there = {page.slug: page for page in kind.model.objects.child_of(index)}
            # Fewest suffixes first: an original (x.yaml) is there before its translations (x.es.yaml).
            for path in sorted((self.data / kind.folder).glob("*.yaml"), key=lambda path: (len(path.suffixes), path)):
                slug, _dot, language = path.stem.partition(".")
                entries = read(path)
                if language:
                    self._note_translation(kind, slug, language, entries, there)
                    continue
                if entries.get("slug", slug) != slug:
                    raise entries.error(f"the file is called {path.name}.", "slug")
                page = there.get(slug)
                if page is None:
                    title = entries.words("title")
                    page = kind.model(title=title, slug=slug, live=False, is_demonstration=True, locale=self.locale)
                    try:
                        index.add_child(instance=page)
                    except ValidationError as error:
                        raise entries.error(" ".join(error.messages), "title") from error
                    self.pages.append((kind, page, entries))
                    there[slug] = page
                elif not page.is_demonstration:
                    raise entries.error(
                        f"a page of that address exists and is not demonstration content: {page.title}."
                    )
                elif kind.name == "voice":
                    self._know_passages(page, entries)
                self.find.add(kind.name, slug, page.pk)

    def _note_translation(self, kind: Kind, slug: str, language: str, entries: Entries, there: dict) -> None:
        locale = Locale.objects.filter(language_code=language).first()
        if locale is None:
            raise entries.error(f"the site has no language “{language}”.")
        if slug not in there:
            raise entries.error(f"there is no {slug}.yaml that this could translate.")
        original = there[slug]
        if not kind.model.objects.filter(translation_key=original.translation_key, locale=locale).exists():
            self.translations.append((original, locale, entries))

    def _standing_pages(self) -> None:
        for slug, pk in Page.objects.filter(locale=self.locale, depth__in=(2, 3)).values_list("slug", "pk"):
            self.find.add("page", slug, pk)

    def _behind(self, page: InterviewPage, entries: Entries) -> None:
        maker = VoiceMaker(entries, self.data / "recordings", self.collection, self.find)
        maker.stored = self.stored
        page.interviewee = maker.interviewee()
        page.testimony = maker.testimony()
        self.referring.append(page.testimony)

    def _know_passages(self, page: InterviewPage, entries: Entries) -> None:
        """The passages of an interview that is there already, found by their place."""
        rows = {(row.start, row.end): row for row in page.testimony.passages.prefetch_related("evidence_rows")}
        passages = entries.part("passages")
        for key in passages:
            place = place_of(passages.part(key), timed="recording" in entries)
            if row := rows.get(place):
                self.find.add("passage", key, row.pk)
                for evidence in row.evidence_rows.all()[:1]:
                    self.find.add("evidence", f"voice:{key}", evidence.pk)

    def _translate(self) -> None:
        for original, locale, entries in self.translations:
            copy = original.specific_class.objects.get(pk=original.pk).copy_for_translation(locale)
            translate(copy, entries, self.find, beside=_SAID_TO_THE_LOADER)
            self._publish(copy)

    def _front_page(self) -> None:
        """Give the front page its stories, unless an editor has chosen one."""
        home = HomePage.objects.get(locale=self.locale)
        if home.lead_story_id or not self.pages:
            return
        fill(home, read(self.data / "home.yaml"), self.find)
        self._publish(home)
        for path in sorted(self.data.glob("home.*.yaml")):
            language, entries = path.stem.partition(".")[2], read(path)
            locale = Locale.objects.filter(language_code=language).first()
            if locale is None:
                raise entries.error(f"the site has no language “{language}”.")
            translated = HomePage.objects.filter(translation_key=home.translation_key, locale=locale).first()
            if translated:
                translated.finding_cases = [
                    FindingCase(
                        case_id=row.case_id,
                        sort_order=row.sort_order,
                        translation_key=row.translation_key,
                        locale=locale,
                    )
                    for row in home.finding_cases.all()
                ]
                translate(translated, entries, self.find)
                self._publish(translated)

    def _publish(self, page: BasePage) -> None:
        page.save_revision(clean=False).publish()
        self.referring.append(type(page).objects.get(pk=page.pk))
