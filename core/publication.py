"""What is public now: one version for all processes, raised inside the transaction of each change.

Everything that a process keeps in memory about public content (the browse index, the names of terms) remembers
the version it was built from and compares it, once a request, with the row in the database. No broker, no signal
between processes, no stale read after a commit.
"""

import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.dispatch import Signal
from django.utils import timezone

from core.models.publication import PublicationChange, PublicationState

#: Sent inside the transaction of a change with ``work_ids``: a frozenset of ids, or None for "anything".
works_changed_signal = Signal()

#: Pairs of what `register_due_source` was given.
_due_sources: list[tuple[Callable[[datetime], datetime | None], Callable[[datetime, datetime], Iterable[int]]]] = []

#: The version this request works with, so that one answer is never made from two states.
_seen: ContextVar["Publication | None"] = ContextVar("publication", default=None)

#: What this request has read already and may use again: a request sees one state, so it need not read it twice.
_memory: ContextVar[dict[str, dict] | None] = ContextVar("request memory", default=None)


@dataclass(frozen=True, slots=True)
class Publication:
    """The state of public content: two counters and the moment at which it next changes by itself."""

    version: int
    vocabulary_version: int
    next_due: datetime | None


def register_due_source(
    next_after: Callable[[datetime], datetime | None], works_between: Callable[[datetime, datetime], Iterable[int]]
) -> None:
    """Add what knows of dates (embargoes, say) at which public content changes without an edit.

    ``next_after`` a moment: the next such date, if there is one. ``works_between`` two moments: the works whose date
    lies there, both ends included.
    """
    _due_sources.append((next_after, works_between))


def current() -> Publication:
    """The state now. Inside a request it is read once; elsewhere each time. A passed due date raises the version."""
    seen = _seen.get()
    if seen is not None and seen.version >= 0:
        return seen
    publication = _read()
    if publication.next_due is not None and publication.next_due <= timezone.now():
        _date_passed()
        publication = _read()
    if seen is not None:
        _seen.set(publication)
    return publication


def reread() -> Publication:
    """The state as it is this moment; from here on the request works with it. For whoever met something newer."""
    if _seen.get() is not None:
        begin_request()
    return current()


def works_changed(work_ids: Iterable[int]) -> None:
    """Record that these works may look different to the public; none: that it is not known which.

    Call it inside the transaction of the change.
    """
    _record(frozenset(work_ids))


def everything_changed(works: Iterable[int] = ()) -> None:
    """Record a change whose reach is not known work by work: a page moved, privacy set.

    ``works``: those of which it is known that their own words changed with it.
    """
    _record(None, frozenset(works))


def vocabulary_changed() -> None:
    """Record that a term was added, renamed or removed."""
    with transaction.atomic():
        _bump(vocabulary=True)
        _record(None)


def begin_request() -> None:
    """From here on one version is read at most once, until `end_request`."""
    _seen.set(Publication(-1, -1, None))
    _memory.set({})


def end_request() -> None:
    """Forget the version this request worked with."""
    _seen.set(None)
    _memory.set(None)


def request_memory(name: str) -> dict:
    """Rows that this request has read, by id; empty again after a change of its own. Outside a request always new."""
    memory = _memory.get()
    return {} if memory is None else memory.setdefault(name, {})


def _read() -> Publication:
    row = PublicationState.objects.filter(pk=1).values_list("version", "vocabulary_version", "next_due").first()
    return Publication(*row) if row else Publication(0, 0, None)


def _date_passed() -> None:
    """Raise the version once, whoever of many requests comes first; the others wait and find the next date."""
    with transaction.atomic():
        # SQLite's immediate transactions lock by themselves.
        due = PublicationState.objects.select_for_update().filter(pk=1, next_due__lte=timezone.now())
        if due.first():
            _record(frozenset())


def _bump(*, vocabulary: bool = False) -> None:
    # By the clock: one more would be a number that a rolled-back transaction, or the time before a backup was put back,
    # may have had already, and what a process read then would be taken for what is public now.
    name = "vocabulary_version" if vocabulary else "version"
    raised = {name: Greatest(F(name) + 1, Value(time.time_ns() // 1_000))}
    if not PublicationState.objects.filter(pk=1).update(**raised):
        PublicationState.objects.get_or_create(pk=1)
        PublicationState.objects.filter(pk=1).update(**raised)


def _record(work_ids: frozenset[int] | None, also: frozenset[int] = frozenset()) -> None:
    with transaction.atomic():
        # The row is updated first: its lock puts the writers in order, so that no process can read a higher
        # version before a lower one is committed.
        _bump()
        version, due = PublicationState.objects.values_list("version", "next_due").get(pk=1)
        now = timezone.now()
        named = set(also)
        if due is not None and due <= now:
            # The date passed since somebody last looked, and is about to be replaced by the next one.
            named.update(*(works_between(due, now) for _next_after, works_between in _due_sources))
        if work_ids is not None:
            work_ids = (work_ids | named) or None
        rows = PublicationChange.objects.bulk_create(
            [PublicationChange(version=version, work_id=work_id) for work_id in (work_ids or [None])]
        )
        PublicationChange.objects.filter(pk__lte=rows[-1].pk - PublicationChange.KEPT_ROWS).delete()
        # Before anybody is told: a listener that asks for the version must not find the date that has just passed.
        dates = [date for next_after, _works_between in _due_sources if (date := next_after(now))]
        PublicationState.objects.filter(pk=1).update(next_due=min(dates, default=None))
        if _seen.get() is not None:
            # Whoever is told must not go by what the request knew before.
            begin_request()
        works_changed_signal.send(sender=PublicationState, work_ids=work_ids)
        if work_ids is None and named:
            works_changed_signal.send(sender=PublicationState, work_ids=frozenset(named))
