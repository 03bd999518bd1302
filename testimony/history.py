"""The history of a consent in words: who changed what, and when."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst

from testimony.models import Consent, ConsentHistory, Testimony


@dataclass(frozen=True, slots=True)
class ConsentChange:
    """One saved state, told by what differs from the one before."""

    saved_at: datetime
    saved_by: str
    lines: list[tuple[str, str]]


def consent_changes(testimony: Testimony) -> list[ConsentChange]:
    """Every change, newest first."""
    changes = []
    before: dict[str, str] = {}
    rows = ConsentHistory.objects.filter(testimony=testimony).select_related("saved_by").order_by("pk")
    for row in rows:
        lines = [
            (capfirst(str(field.verbose_name)), _words(field, row.state[field.attname]))
            for field in Consent._meta.concrete_fields
            if field.attname in row.state and row.state[field.attname] != before.get(field.attname)
        ]
        by = (row.saved_by.get_full_name() or row.saved_by.get_username()) if row.saved_by else ""
        changes.append(ConsentChange(row.saved_at, by, lines))
        before = row.state
    return changes[::-1]


def _words(field, value: str) -> str:
    """A stored value as the form shows it."""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return "–" if value in ("", "None") else value
