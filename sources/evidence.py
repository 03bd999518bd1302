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


#: From rows of one kind of `Evidence` to what may be said of each now, by id. One left out is drawn without a mark.
Loader = Callable[[list[Evidence]], dict[int, NoteText]]

_loaders: dict[str, Loader] = {}
_joined: dict[str, str] = {}


def register_kind(kind: str, loader: Loader, joined: str) -> None:
    """Let rows of `Evidence` with this ``kind`` be cited.

    ``joined`` leads from `Evidence` to the row of the kind and on to what it points at (``citation__source``): the
    targets of all kinds are read in one query, and ``loader`` gets the rows.
    """
    _loaders[kind], _joined[kind] = loader, joined


def evidence_of(ids: Iterable[int]) -> list[Evidence]:
    """These rows of all kinds, each with its target; one query, none without ids."""
    ids = set(ids)
    return list(Evidence.objects.filter(pk__in=ids).select_related(*_joined.values())) if ids else []


def notes_on(rows: Iterable[Evidence]) -> dict[int, NoteText]:
    """The notes of rows from `evidence_of`, by id. No query but what a kind asks for itself."""
    by_kind: dict[str, list[Evidence]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
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


def citation_notes(rows: list[Evidence]) -> dict[int, NoteText]:
    """Citations: what it supports, then the source and the place in it."""
    return {
        citation.pk: NoteText(
            " ".join(part for part in (citation.note, _place(citation)) if part),
            citation.source.url or citation.source.archive_url,
            confidence_words(citation),
        )
        for citation in (row.citation for row in rows)
    }


def _place(citation: Citation) -> str:
    parts = (citation.source.short, date_words(citation.source.issued), citation.locator)
    return ", ".join(part for part in parts if part).rstrip(".") + "."
