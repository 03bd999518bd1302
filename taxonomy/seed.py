"""The terms every installation starts with: data/<vocabulary>.yaml, one file per vocabulary."""

from pathlib import Path

import yaml
from django.db import transaction

from core import publication
from taxonomy.choices import Vocabulary
from taxonomy.models import FocusArea, GuidingQuestion, Term, TermName

DATA = Path(__file__).parent / "data"

#: Focus areas come before the questions that point at them.
_MODELS = {Vocabulary.FOCUS_AREA: FocusArea, Vocabulary.QUESTION: GuidingQuestion}


@transaction.atomic
def load_vocabularies() -> int:
    """Add the terms, and the names in a language, that are missing; how many were added.

    What editors renamed, described, ordered or added stays as it is.
    """
    added = 0
    for vocabulary in Vocabulary:
        entries = yaml.safe_load((DATA / f"{vocabulary}.yaml").read_text(encoding="utf-8"))
        known = _terms(vocabulary)
        missing = [
            _new_term(vocabulary, entry, position)
            for position, entry in enumerate(entries, start=1)
            if entry["slug"] not in known
        ]
        if vocabulary in _MODELS:
            for term in missing:
                term.save()
        else:
            Term.objects.bulk_create(missing)
        terms = _terms(vocabulary) if missing else known
        names = [
            TermName(term_id=term.pk, language=language, **words)
            for entry in entries
            for term in [terms[entry["slug"]]]
            for language, words in entry["names"].items()
            if language not in {name.language for name in term.names.all()}
        ]
        TermName.objects.bulk_create(names)
        added += len(missing) + len(names)
    if added:
        publication.vocabulary_changed()
    return added


def _terms(vocabulary: Vocabulary) -> dict[str, Term]:
    return {term.slug: term for term in Term.objects.filter(vocabulary=vocabulary).prefetch_related("names")}


def _new_term(vocabulary: Vocabulary, entry: dict, position: int) -> Term:
    term = _MODELS.get(vocabulary, Term)(vocabulary=vocabulary, slug=entry["slug"], position=position)
    if vocabulary == Vocabulary.FOCUS_AREA:
        term.number = entry["number"]
    if vocabulary == Vocabulary.QUESTION:
        term.focus_area = FocusArea.objects.get(slug=entry["focus_area"])
    return term
