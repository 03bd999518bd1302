"""The names of all terms, kept in memory and true across processes.

A vocabulary is a few hundred rows that every page needs and that change a few times a year. Each process keeps them,
remembers the vocabulary version they were read at and reads them again when it differs.
"""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils.translation import get_language

from core import publication
from taxonomy.choices import Vocabulary
from taxonomy.models import FocusArea, GuidingQuestion, Term, TermName


@dataclass(frozen=True)
class Label:
    """A term as pages show it. ``name`` and ``description`` follow the reader's language."""

    id: int
    vocabulary: str
    slug: str
    position: int
    names: dict[str, tuple[str, str]]
    #: Of a focus area its number, 1 to 3; of a guiding question that of its focus area; else None.
    number: int | None = None

    @property
    def name(self) -> str:
        """The name in the reader's language, else in the site's first language, else in any, else the slug."""
        return self._word(0) or self.slug

    @property
    def description(self) -> str:
        """The description in the reader's language, or an empty string."""
        return self._word(1)

    def _word(self, index: int) -> str:
        for language in (get_language() or "", settings.LANGUAGE_CODE):
            if (words := self.names.get(language)) and words[index]:
                return words[index]
        return next((words[index] for words in self.names.values() if words[index]), "")

    def __str__(self):
        return self.name


class Catalogue:
    """All labels of one vocabulary version. Never changes; replaced as a whole."""

    def __init__(self, version: int):
        names: dict[int, dict[str, tuple[str, str]]] = {}
        for term_id, language, name, description in TermName.objects.values_list(
            "term_id", "language", "name", "description"
        ):
            names.setdefault(term_id, {})[language] = (name, description)
        numbers = dict(FocusArea.objects.values_list("pk", "number"))
        numbers.update(GuidingQuestion.objects.values_list("pk", "focus_area__number"))
        rows = Term.objects.order_by("vocabulary", "position", "slug").values_list(
            "pk", "vocabulary", "slug", "position"
        )
        self.version = version
        self.labels = {row[0]: Label(*row, names.get(row[0], {}), numbers.get(row[0])) for row in rows}

    @cached_property
    def _by_slug(self) -> dict[tuple[str, str], Label]:
        return {(label.vocabulary, label.slug): label for label in self.labels.values()}

    def label(self, term_id: int) -> Label:
        """The label of a term; KeyError if there is none."""
        return self.labels[term_id]

    def find(self, vocabulary: Vocabulary, slug: str) -> Label | None:
        """The label with this slug, or None."""
        return self._by_slug.get((vocabulary, slug))

    def all(self, vocabulary: Vocabulary) -> list[Label]:
        """The labels of a vocabulary in the editors' order."""
        return [label for label in self.labels.values() if label.vocabulary == vocabulary]

    def choices(self, vocabulary: Vocabulary) -> list[tuple[int, str]]:
        """Ids and names of a vocabulary, for a field of a form."""
        return [(label.id, label.name) for label in self.all(vocabulary)]


_kept: Catalogue | None = None


def current() -> Catalogue:
    """The catalogue of the version this request sees."""
    global _kept
    version = publication.current().vocabulary_version
    kept = _kept
    if kept is None or kept.version != version:
        kept = _kept = Catalogue(version)
    return kept
