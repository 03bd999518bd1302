"""Ids by the keys and slugs that the files use."""

from difflib import get_close_matches

from django.db.models import Model

from casestudies.models import CaseStudyPage
from cities.models import CityPage, Country
from interviews.models import InterviewPage
from multimedia.models import Document, Image, Recording
from practices.models import PracticePage
from sources.models import Source
from taxonomy.models import FocusArea, GuidingQuestion, StakeholderGroup, Term
from testimony.models import Passage

#: What a foreign key to a model is written as: the key or slug of this kind of thing.
KINDS: dict[type[Model], str] = {
    Source: "source",
    Image: "picture",
    Recording: "recording",
    Document: "document",
    Country: "country",
    Passage: "passage",
    CityPage: "city",
    CaseStudyPage: "story",
    PracticePage: "practice",
    InterviewPage: "voice",
    FocusArea: "focus-area",
    GuidingQuestion: "question",
    StakeholderGroup: "stakeholder-group",
}


class Finder:
    """Answers ``finder(kind, key)`` with an id; an unknown key is a ``LookupError`` with a sentence for its writer."""

    def __init__(self):
        """Know the countries and the terms; everything else is added while it is made."""
        self._ids: dict[str, dict[str, object]] = {
            "country": {code: code for code in Country.objects.values_list("code", flat=True)}
        }
        for pk, vocabulary, slug in Term.objects.values_list("pk", "vocabulary", "slug"):
            self.add(vocabulary, slug, pk)

    def add(self, kind: str, key: str, pk: object) -> None:
        """Make a thing known."""
        self._ids.setdefault(kind, {})[key] = pk

    def knows(self, kind: str, key: str) -> bool:
        """Whether the key is taken."""
        return key in self._ids.get(kind, {})

    def __call__(self, kind: str, key: object) -> object:
        """The id of a thing."""
        known = self._ids.get(kind, {})
        if isinstance(key, str) and key in known:
            return known[key]
        close = get_close_matches(str(key), known, n=1)
        raise LookupError(f"there is no {kind} “{key}”." + (f" Meant: {close[0]}?" if close else ""))
