"""A result figure as evidence: what the margin of a text says about it."""

from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casestudies.models import ResultEvidence, ResultFigure
from core.visibility import public
from sources.evidence import NoteText, confidence_words
from sources.models import Evidence


def result_notes(found: list[Evidence]) -> dict[int, NoteText]:
    """The figure, who reports it, and whether it is contested. Left out while its story is not public."""
    rows = [row.resultevidence for row in found]
    figures = _figures({row.figure_key for row in rows})
    return {
        row.pk: NoteText(_text(row, figure), figure.source.url if figure.source else "", confidence_words(row))
        for row in rows
        if (figure := figures.get(row.figure_key))
    }


def _figures(keys: set[UUID]) -> dict[UUID, ResultFigure]:
    """By key the figure in the reader's language, else in that of the story's source page."""
    found = public(ResultFigure.objects.filter(translation_key__in=keys), "page__").select_related(
        "source", "locale", "page"
    )
    language = get_language()
    # The last one stands: the reader's language after the source, the source after all others.
    best_last = sorted(found, key=lambda row: (row.locale.language_code == language, row.page.source_page_id is None))
    return {row.translation_key: row for row in best_last}


def _text(row: ResultEvidence, figure: ResultFigure) -> str:
    value = f"{figure.value} {figure.unit}".strip()
    if figure.baseline:
        value = _("%(before)s before, %(after)s after") % {"before": figure.baseline, "after": value}
    parts = [row.note, f"{figure.what}: {', '.join(filter(None, (value, figure.period)))}."]
    parts.append(_("Reported by: %(who)s.") % {"who": figure.get_reported_by_display().lower()})
    if figure.contested:
        parts.append(_("Contested."))
    return " ".join(filter(None, parts))
