"""Remove the demonstration content; the standing pages and all that editors made themselves stay."""

from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import transaction
from django.db.models import F, Model, ProtectedError, QuerySet
from wagtail.models import Collection, ReferenceIndex

from casestudies.models import CaseStudyPage
from cities.models import CityPage, Country
from home.demonstration.files import Entries, read
from home.demonstration.loading import COLLECTION, DATA, parts_of
from home.models import HomePage
from interviews.models import InterviewPage
from multimedia.models import Document, Image, Recording
from practices.models import PracticePage
from sources.models import Citation, Source
from testimony.models import PassageEvidence, Testimony

#: Those that point at others come first.
_MODELS = (CaseStudyPage, PracticePage, InterviewPage, CityPage)


@transaction.atomic
def remove(data: Path = DATA, say: Callable[[str], None] | None = None) -> int:
    """Remove every demonstration page and what only they used; how many pages went.

    What an editor's own page uses is kept, and ``say`` is told so.
    """
    return Remover(data, say).remove()


class Remover:
    """One removal."""

    def __init__(self, data: Path, say: Callable[[str], None] | None):
        """The files in ``data`` say which sources, pictures and countries came with the demonstration."""
        self.data = data
        self.say = say

    def remove(self) -> int:
        """Clear the front page, then delete pages, then what they used."""
        self._clear_front_pages()
        voices = InterviewPage.objects.filter(is_demonstration=True, testimony__is_composite=True)
        testimonies = {page.testimony_id: page.interviewee for page in voices.select_related("interviewee")}
        removed = 0
        for model in _MODELS:
            # Translations before their originals, which else would hand the work over to them.
            pages = model.objects.filter(is_demonstration=True).order_by(F("source_page").asc(nulls_last=True))
            removed += sum(self._delete(page) for page in pages)
        for testimony in Testimony.objects.filter(pk__in=testimonies):
            interviewee = testimonies[testimony.pk]
            if not InterviewPage.objects.filter(testimony=testimony).exists():
                self._delete_testimony(testimony)
                self._delete(interviewee)
        self._delete_sources()
        self._delete_recordings()
        self._delete_documents()
        self._delete_pictures()
        for code in read(self.data / "countries.yaml"):
            self._delete_all(Country.objects.filter(code=code, is_fictional=True))
        return removed

    def _clear_front_pages(self) -> None:
        for home in HomePage.objects.all():
            if home.lead_story and home.lead_story.is_demonstration:
                home.lead_story, home.lead_line = None, ""
            if home.moving_practice and home.moving_practice.is_demonstration:
                home.moving_practice = None
            if any(row.case.is_demonstration for row in home.finding_cases.all()):
                home.finding = home.finding_text = ""
                home.finding_cases = [row for row in home.finding_cases.all() if not row.case.is_demonstration]
            home.ended_cases = [row for row in home.ended_cases.all() if not row.case.is_demonstration]
            home.voices = [row for row in home.voices.all() if not row.passage.testimony.is_composite]
            home.save_revision().publish()

    def _delete_testimony(self, testimony: Testimony) -> None:
        rows = testimony.recordings.all()
        recordings = {pk for row in rows for pk in (row.recording_id, row.released_cut_id) if pk}
        self._delete_all(PassageEvidence.objects.filter(passage__testimony=testimony))
        if self._delete(testimony):
            self._delete_all(Recording.objects.filter(pk__in=recordings))

    def _delete_sources(self) -> None:
        for path in sorted(self.data.glob("sources*.yaml")):
            for part in self._parts(path):
                for source in Source.objects.filter(title=part.get("title", ""), url=part.get("url", "")):
                    for citation in Citation.objects.filter(source=source):
                        if not _is_used(citation):
                            self._delete(citation)
                    self._delete(source)

    def _delete_recordings(self) -> None:
        """Films before the sounds and posters that they name."""
        self._delete_unused(self._stored(Recording, parts_of(self.data, "recordings").values()).order_by("-type"))

    def _delete_documents(self) -> None:
        self._delete_unused(self._stored(Document, parts_of(self.data, "documents").values()))

    def _delete_pictures(self) -> None:
        self._delete_unused(self._stored(Image, self._parts(self.data / "images" / "images.yaml")))
        for collection in Collection.objects.filter(name=COLLECTION):
            if not any(model.objects.filter(collection=collection).exists() for model in (Image, Recording, Document)):
                self._delete(collection)

    @staticmethod
    def _stored(model: type[Model], parts: Iterable[Entries]) -> QuerySet:
        return model.objects.filter(collection__name=COLLECTION, title__in=[part.get("title") for part in parts])

    def _delete_unused(self, items: Iterable[Model]) -> None:
        for item in items:
            if _is_used(item):
                self._keep(item)
            else:
                item.delete()

    def _delete_all(self, items: Iterable[Model]) -> None:
        for item in items:
            self._delete(item)

    def _delete(self, item: Model) -> bool:
        """Delete unless something that stays points at it; whether it went."""
        name = str(item)
        try:
            with transaction.atomic():
                item.delete()
        except ProtectedError:
            self._keep(name)
            return False
        return True

    def _keep(self, name: object) -> None:
        if self.say:
            self.say(f"Kept, because another page uses it: {name}")

    @staticmethod
    def _parts(path: Path) -> Iterable[Entries]:
        entries = read(path)
        return [entries.part(key) for key in entries]


def _is_used(item: Model) -> bool:
    """Whether a text or a field of anything that stays refers to it."""
    return ReferenceIndex.get_references_to(item).exists()
