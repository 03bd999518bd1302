"""A passage as evidence: what may be said of it in the margin of a text, now."""

from django.utils.translation import gettext as _

from sources.evidence import NoteText, confidence_words
from sources.models import Evidence
from testimony.models import PassageEvidence
from testimony.quotations import Quotation, Quotations


def testimonies_of(rows: list[Evidence]) -> set[int]:
    """Ids of the testimonies that are cited among rows of all kinds."""
    return {row.passageevidence.passage.testimony_id for row in rows if row.kind == "passage"}


def passage_notes(found: list[Evidence]) -> dict[int, NoteText]:
    """The released words and who says them. A passage that may not be quoted is left out, and so is its mark."""
    rows = [row.passageevidence for row in found]
    quotations = Quotations.of_passages(row.passage for row in rows)
    return {
        row.pk: NoteText(_text(row, quotation), quotation.url, confidence_words(row))
        for row in rows
        if (quotation := quotations.get(row.passage_id))
    }


def _text(row: PassageEvidence, quotation: Quotation) -> str:
    words = _("“%(words)s” %(speaker)s, %(place)s.") % {
        "words": quotation.quote,
        "speaker": quotation.speaker,
        "place": row.passage.place,
    }
    return " ".join(part for part in (row.note, words, quotation.fiction) if part)
