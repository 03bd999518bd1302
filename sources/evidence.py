"""Kinds of evidence: what a numbered mark can point at. Upper rooms register theirs in ``AppConfig.ready``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.formats import get_format

from sources.choices import Confidence
from sources.models import Citation, Evidence


@dataclass(frozen=True, slots=True)
class NoteText:
    """What stands in the margin beside a mark: plain text, where to check it, how sure we are."""

    text: str
    url: str = ""
    confidence: str = ""


#: From ids of `Evidence` to what may be said of each now. An id that is left out is drawn without a mark.
Loader = Callable[[Iterable[int]], dict[int, NoteText]]

_loaders: dict[str, Loader] = {}


def register_kind(kind: str, loader: Loader) -> None:
    """Let rows of `Evidence` with this ``kind`` be cited; ``loader`` resolves any number of them in one query."""
    _loaders[kind] = loader


def notes_for(ids: Iterable[int]) -> dict[int, NoteText]:
    """The notes of these rows by id: one query, and one for each kind among them."""
    ids = set(ids)
    if not ids:
        return {}
    by_kind: dict[str, list[int]] = {}
    for pk, kind in Evidence.objects.filter(pk__in=ids).values_list("pk", "kind"):
        by_kind.setdefault(kind, []).append(pk)
    found: dict[int, NoteText] = {}
    for kind, members in by_kind.items():
        if loader := _loaders.get(kind):
            found.update(loader(members))
    return found


def confidence_words(evidence: Evidence) -> str:
    """How sure we are, where that is less than documented; otherwise nothing."""
    return "" if evidence.confidence == Confidence.DOCUMENTED else f"{evidence.get_confidence_display()}."


def date_words(issued: str) -> str:
    """A date as exact as its source gives it (2018, 2018-02, 2018-02-13) in the reader's words; others as written."""
    try:
        parts = [int(part) for part in issued.split("-")]
        day = date(*parts, *[1] * (3 - len(parts)))
    except (ValueError, TypeError):
        return issued
    return format_date(day, ("Y", get_format("YEAR_MONTH_FORMAT"), get_format("DATE_FORMAT"))[len(parts) - 1])


def citation_notes(ids: Iterable[int]) -> dict[int, NoteText]:
    """Citations: what it supports, then the source and the place in it."""
    return {
        citation.pk: NoteText(
            " ".join(part for part in (citation.note, _place(citation)) if part),
            citation.source.url or citation.source.archive_url,
            confidence_words(citation),
        )
        for citation in Citation.objects.filter(pk__in=ids).select_related("source")
    }


def _place(citation: Citation) -> str:
    parts = (citation.source.short, date_words(citation.source.issued), citation.locator)
    return ", ".join(part for part in parts if part).rstrip(".") + "."
