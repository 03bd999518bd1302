"""The one answer to: what of this testimony, in which medium, for whom, now?

Every output asks here, at each request, and shows nothing that it was not given:

    policy = Policy.for_testimonies(ids)        # three queries, whatever the number
    release = policy[testimony_id]              # an answer for every id; without consent the answer is "nothing"
    release.listed, release.readable, release.sealed, release.withdrawn
    release.cues(transcript), release.quotation(passage), release.recording(recording)

What is not certain counts as withheld: a restriction that cannot be placed in a recording closes the whole recording.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from core.publication import request_memory
from multimedia.models import Recording
from testimony.choices import AccessLevel, Attribution, ConsentStatus, Medium, ReviewState, TranscriptKind
from testimony.models import (
    FOREVER,
    Chapter,
    Consent,
    Cue,
    Passage,
    PassageRestriction,
    Testimony,
    TestimonyRecording,
    Transcript,
)
from testimony.works import works_of


class Audience(Enum):
    """For whom."""

    PUBLIC = "public"
    #: Sees everything, with marks on what readers do not see. For previews by people who may view testimonies.
    STAFF = "staff"


class State(Enum):
    """What a reader meets at the address of an interview."""

    OPEN = "open"
    LISTED = "listed"
    SEALED = "sealed"
    WITHDRAWN = "withdrawn"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class ReleasedCue:
    """A sentence or two that may be shown. Times in milliseconds; None in a text, which counts paragraphs."""

    key: str
    ordinal: int
    start_ms: int | None
    end_ms: int | None
    speaker: str
    is_question: bool
    text: str
    chapter: str = ""
    #: What the chapter that begins here is about, and its keywords; empty if anything in it is withheld.
    synopsis: str = ""
    keywords: tuple[str, ...] = ()
    #: For staff: why readers do not see it. Empty when they do.
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is known of withheld words: where they stood, how much it is, and the reason given to readers."""

    ordinal: int
    start_ms: int | None
    end_ms: int | None
    paragraphs: int
    reason: str

    @property
    def sentence(self) -> str:
        """For the black bar: "34 seconds withheld: she is still in office"."""
        if self.start_ms is None or self.end_ms is None:
            length = ngettext("%(n)d paragraph withheld", "%(n)d paragraphs withheld", self.paragraphs)
            length %= {"n": self.paragraphs}
        else:
            seconds = max(1, round((self.end_ms - self.start_ms) / 1000))
            length = ngettext("%(n)d second withheld", "%(n)d seconds withheld", seconds) % {"n": seconds}
        return f"{length}: {self.reason}" if self.reason else f"{length}."


@dataclass(frozen=True, slots=True)
class _Withheld:
    """A stretch in force, first and first-not-in-it; None for "cannot be placed, so everything"."""

    span: tuple[int, int] | None
    reason: str

    def covers(self, start: int, stop: int) -> bool:
        return self.span is None or (self.span[0] < stop and start < self.span[1])


class Record:
    """What may be known of one testimony at one moment, without a word or a sound of it: enough for a listing."""

    def __init__(self, testimony_id: int, consent: Consent | None, now: datetime, audience: Audience = Audience.PUBLIC):
        """The consent as stored, or None where there is none."""
        self.testimony_id = testimony_id
        self.now = now
        self.audience = audience
        self._consent = consent

    @cached_property
    def state(self) -> State:
        """The state for readers, whoever asks."""
        consent = self._consent
        if consent is None:
            return State.ABSENT
        if consent.status == ConsentStatus.WITHDRAWN:
            return State.WITHDRAWN
        if not consent.is_given or consent.access in (AccessLevel.CLOSED, AccessLevel.BACKGROUND):
            return State.ABSENT
        if consent.access == AccessLevel.LISTED:
            return State.LISTED
        if consent.embargo_until is None:
            return State.SEALED if consent.access == AccessLevel.SEALED else State.OPEN
        return State.SEALED if consent.embargo_until > self.now else State.OPEN

    @property
    def listed(self) -> bool:
        """Whether it may be known that the interview exists. Withdrawn ones leave a notice at their address only."""
        return self._for_staff or self.state in (State.OPEN, State.LISTED, State.SEALED)

    @property
    def open(self) -> bool:
        """Whether anything beyond its record may be shown."""
        return self._for_staff or self.state is State.OPEN

    @property
    def readable(self) -> bool:
        """Whether the words may be read."""
        return self.allows(Medium.TEXT)

    @property
    def sealed(self) -> bool:
        """Whether the speaker sealed it, until a date or for good."""
        return self.state is State.SEALED

    @property
    def sealed_until(self) -> datetime | None:
        """When it opens by itself; None if it is not sealed, or no date is set."""
        return self._consent.embargo_until if self.sealed else None

    @property
    def withdrawn(self) -> bool:
        """Whether the speaker took it back."""
        return self.state is State.WITHDRAWN

    def allows(self, medium: Medium) -> bool:
        """Whether the speaker released this medium and it is open now. Passages may still be withheld."""
        if self._for_staff:
            return True
        if self.state is not State.OPEN:
            return False
        released = {
            Medium.TEXT: self._consent.release_text,
            Medium.QUOTATION: self._consent.release_quotation,
            Medium.TRANSLATION: self._consent.release_translation,
            Medium.AUDIO: self._consent.release_audio,
            Medium.VIDEO: self._consent.release_video,
        }
        return released[medium]

    @property
    def notice(self) -> str:
        """One neutral sentence for readers who cannot see the interview; empty while it is open."""
        if self.state is State.WITHDRAWN:
            return gettext("Withdrawn by the speaker. Nothing of it is shown here.")
        if self.state is State.SEALED:
            if self.sealed_until is None:
                return gettext("Sealed at the speaker’s request.")
            day = date_format(timezone.localtime(self.sealed_until))
            return gettext("Sealed at the speaker’s request until %(day)s.") % {"day": day}
        if self.state is State.LISTED:
            return gettext("This interview is kept in the archive and not published.")
        return ""

    @property
    def explanation(self) -> str:
        """The consent in words, for readers. Nothing of a withdrawn interview."""
        return self._consent.words_for_readers if self.listed and self._consent else ""

    @property
    def testimony(self) -> Testimony | None:
        """The record: number, date, place, interviewer. None for those who may not know that it exists."""
        return self._consent.testimony if self.listed and self._consent else None

    @property
    def agreed_on(self):
        """The date of the agreement, if it is noted and the interview listed."""
        return self._consent.status_on if self.listed and self._consent else None

    @property
    def is_composite(self) -> bool:
        """Whether it was put together or invented: never evidence."""
        return bool(self.testimony and self.testimony.is_composite)

    @property
    def confidential(self) -> bool:
        """Whether nothing but the stakeholder group may be said of the speaker."""
        return not self._for_staff and (self._consent is None or self._consent.attribution == Attribution.CONFIDENTIAL)

    @property
    def named(self) -> bool:
        """Whether the speaker chose to be known by name."""
        return bool(self._consent and self._consent.attribution == Attribution.NAMED)

    @property
    def quotes_need_review(self) -> bool:
        """Whether the speaker reads each quotation first."""
        return bool(self._consent and self._consent.quotes_need_review)

    def label(self, public_label: str, group: str) -> str:
        """How the speaker is called: by the public label, by the group alone, or not at all."""
        if not self.listed:
            return ""
        return group if self.confidential else public_label

    @property
    def _for_staff(self) -> bool:
        return self.audience is Audience.STAFF


class Release(Record):
    """What of one testimony may be shown at one moment."""

    def __init__(
        self,
        testimony_id: int,
        consent: Consent | None,
        restrictions: list[PassageRestriction],
        rows: list[TestimonyRecording],
        now: datetime,
        audience: Audience,
    ):
        """Rows as loaded by `Policy.for_testimonies`; only restrictions still in force."""
        super().__init__(testimony_id, consent, now, audience)
        self._restrictions = restrictions
        self._rows = rows

    # --- Words

    def cues(self, transcript: Transcript) -> list[ReleasedCue | Gap]:
        """The transcript as it may be shown, in order; empty when its words (or translations) are not released.

        Reads ``transcript.cues`` and ``transcript.chapters``: prefetch them. Neighbouring withheld cues are one gap.
        Chapter titles within a gap vanish with it. What a chapter is about is told only if all of it may be read.
        """
        if not self.allows(Medium.TEXT):
            return []
        if transcript.kind == TranscriptKind.TRANSLATION and not self.allows(Medium.TRANSLATION):
            return []
        chapters = {chapter.cue_key: chapter for chapter in transcript.chapters.all()}
        cues = sorted(transcript.cues.all(), key=lambda cue: cue.ordinal)
        reasons_of = self.reasons(transcript)
        told = self._told_chapters(cues, chapters, reasons_of)
        shown: list[ReleasedCue | Gap] = []
        for cue in cues:
            reasons, chapter = reasons_of[cue.key], chapters.get(cue.key)
            if reasons and not self._for_staff:
                shown.append(_gap(cue, reasons, shown))
                if len(shown) > 1 and isinstance(shown[-2], Gap):
                    del shown[-2]
                continue
            shown.append(
                ReleasedCue(
                    cue.key,
                    cue.ordinal,
                    cue.start_ms,
                    cue.end_ms,
                    cue.speaker if cue.is_question or not self.confidential else "",
                    cue.is_question,
                    cue.text,
                    chapter.title if chapter else "",
                    chapter.synopsis if chapter and cue.key in told else "",
                    _keywords(chapter) if chapter and cue.key in told else (),
                    "; ".join(dict.fromkeys(reasons)),
                )
            )
        return shown

    def reasons(self, transcript: Transcript) -> dict[str, list[str]]:
        """Why each cue of a transcript is withheld now, by its key; an empty list for one that is not."""
        withheld = self._withheld(transcript.recording_id)
        return {
            cue.key: [row.reason for row in withheld if row.covers(*_span(transcript, cue))]
            for cue in transcript.cues.all()
        }

    def _told_chapters(self, cues: list[Cue], chapters: dict[str, Chapter], reasons_of: dict[str, list]) -> set[str]:
        """The first keys of the chapters in which nothing is withheld from this audience."""
        told: set[str] = set()
        first = ""
        for cue in cues:
            if cue.key in chapters:
                first = cue.key
                told.add(first)
            if reasons_of[cue.key] and not self._for_staff:
                told.discard(first)
        return told

    def quotation(self, passage: Passage) -> str | None:
        """The words of a passage if they may be quoted now."""
        if passage.testimony_id != self.testimony_id:
            raise ValueError("The passage belongs to another testimony.")
        return passage.words if self._for_staff or self._quotable(passage) else None

    def _quotable(self, passage: Passage) -> bool:
        if not self.allows(Medium.QUOTATION):
            return False
        agreed = {ReviewState.APPROVED, ReviewState.CHANGED}
        if not self._consent.quotes_need_review:
            agreed.add(ReviewState.NOT_REQUESTED)
        if passage.review not in agreed:
            return False
        spoken = getattr(self._consent, "language_spoken", None)
        if spoken and passage.language != spoken and not self.allows(Medium.TRANSLATION):
            return False
        return not any(row.covers(*passage.span) for row in self._withheld(passage.recording_id))

    # --- Sound and picture

    def recording(self, recording: Recording | int | None) -> Recording | None:
        """The file that may be served for a whole recording (or the id of one): itself, its cut, or None."""
        wanted = getattr(recording, "pk", recording)
        row = next((row for row in self._rows if row.recording_id == wanted), None)
        return self._served(row) if row else None

    @property
    def recorded(self) -> list[Recording]:
        """The whole recordings, served or not: to number them and to say that there are any. Never link them."""
        return [row.recording for row in self._rows] if self.open else []

    @property
    def recordings(self) -> list[Recording]:
        """Every file that may be served now, in the order of the testimony."""
        return [served for row in self._rows if (served := self._served(row))]

    def serves(self, recording_id: int) -> bool:
        """Whether exactly this file may be served for this testimony."""
        if self._for_staff:
            return any(recording_id in (row.recording_id, row.released_cut_id) for row in self._rows)
        return any(served.pk == recording_id for served in self.recordings)

    def is_cut(self, recording: Recording) -> bool:
        """Whether this file is the cut of another that is held back."""
        return any(row.released_cut_id == recording.pk for row in self._rows)

    def _served(self, row: TestimonyRecording) -> Recording | None:
        if self._for_staff:
            return row.recording
        withheld = self._withheld(row.recording_id)
        if not withheld and self.allows(Medium(row.recording.type)):
            return row.recording
        cut = row.released_cut
        if cut and self.allows(Medium(cut.type)) and _all_inside(withheld, row):
            return cut
        return None

    def part_of(self, recording_id: int | None) -> int:
        """Which of several recordings this is, from 1; 0 for a text or a recording of another testimony."""
        return next((number for number, row in enumerate(self._rows, 1) if row.recording_id == recording_id), 0)

    # --- Restrictions

    def _withheld(self, recording_id: int | None) -> list[_Withheld]:
        """What is withheld of a recording, or of the text if there is none.

        A stretch of a text says nothing about times and the other way round: then all of it is withheld.
        """
        found = []
        for row in self._restrictions:
            if row.recording_id == recording_id:
                found.append(_Withheld(row.span, row.reason_public))
            elif row.recording_id is None or recording_id is None:
                found.append(_Withheld(None, row.reason_public))
        return found


def _span(transcript: Transcript, cue: Cue) -> tuple[int, int]:
    """Where a cue stands. One without a time in a recording may stand anywhere."""
    return (0, FOREVER) if transcript.recording_id and cue.start_ms is None else cue.span


def _keywords(chapter: Chapter) -> tuple[str, ...]:
    return tuple(word for part in re.split("[,;،]", chapter.keywords) if (word := part.strip()))


def _gap(cue: Cue, reasons: list[str], before: list[ReleasedCue | Gap]) -> Gap:
    """The gap that this cue makes, together with the gap right before it."""
    reasons = list(dict.fromkeys(filter(None, reasons)))
    last = before[-1] if before and isinstance(before[-1], Gap) else None
    if last is None:
        return Gap(cue.ordinal, cue.start_ms, cue.end_ms, 1, "; ".join(reasons))
    told = [last.reason] if last.reason else []
    told += [reason for reason in reasons if reason not in last.reason]
    return Gap(last.ordinal, last.start_ms, cue.end_ms, last.paragraphs + 1, "; ".join(told))


def _all_inside(withheld: list[_Withheld], row: TestimonyRecording) -> bool:
    """Whether the cut is silent wherever something is withheld."""
    try:
        silences = sorted(row.silences)
    except ValueError:
        return False
    merged: list[tuple[int, int]] = []
    for start, stop in silences:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return all(
        item.span is not None and any(start <= item.span[0] and item.span[1] <= stop for start, stop in merged)
        for item in withheld
    )


class Policy:
    """The releases of any number of testimonies at one moment."""

    def __init__(self, releases: dict[int, Release], now: datetime, audience: Audience):
        """Use `for_testimonies`."""
        self._releases = releases
        self.now = now
        self.audience = audience

    @classmethod
    def for_testimonies(
        cls, ids: Iterable[int | None], now: datetime | None = None, audience: Audience = Audience.PUBLIC
    ) -> "Policy":
        """Load what decides about these testimonies: at most three queries, none for what this request has read."""
        now = now or timezone.now()
        wanted = {pk for pk in ids if pk is not None}
        known = request_memory("testimonies")
        if missing := wanted - known.keys():
            known.update(_rows_of(missing))
        releases = {}
        for pk in wanted:
            consent, restrictions, rows = known[pk]
            in_force = [row for row in restrictions if row.until is None or row.until > now]
            releases[pk] = Release(pk, consent, in_force, rows, now, audience)
        return cls(releases, now, audience)

    def __getitem__(self, testimony_id: int | None) -> Release:
        """The release of a testimony; of one that was not asked for, or is None, a release of nothing."""
        found = self._releases.get(testimony_id)
        return found or Release(testimony_id or 0, None, [], [], self.now, Audience.PUBLIC)

    def quotation(self, passage: Passage) -> str | None:
        """The words of a passage if they may be quoted now."""
        release = self._releases.get(passage.testimony_id)
        return release.quotation(passage) if release else None

    def items(self) -> Iterable[tuple[int, Release]]:
        """Each testimony with its release."""
        return self._releases.items()


def is_released(passage: Passage) -> bool:
    """Whether readers get the words of this passage now."""
    return Policy.for_testimonies([passage.testimony_id]).quotation(passage) is not None


def audience_of(request: HttpRequest | None) -> Audience:
    """Staff only in a preview, and only with the permission to view testimonies."""
    if getattr(request, "is_preview", False) and request.user.has_perm("testimony.view_testimony"):
        return Audience.STAFF
    return Audience.PUBLIC


def _rows_of(ids: set[int]) -> dict[int, tuple[Consent | None, list[PassageRestriction], list[TestimonyRecording]]]:
    """Consent, restrictions and recordings of these testimonies: a query each, the last two only if there are any."""
    spoken = Transcript.objects.filter(testimony=OuterRef("testimony"), kind=TranscriptKind.VERBATIM).order_by("pk")
    consents = (
        Consent.objects.filter(testimony_id__in=ids)
        .select_related("testimony")
        .annotate(
            language_spoken=Subquery(spoken.values("language")[:1]),
            is_restricted=Exists(PassageRestriction.objects.filter(testimony=OuterRef("testimony"))),
            is_recorded=Exists(TestimonyRecording.objects.filter(testimony=OuterRef("testimony"))),
        )
    )
    found: dict[int, tuple] = {pk: (None, [], []) for pk in ids}
    for consent in consents:
        found[consent.testimony_id] = (consent, [], [])
    if restricted := [pk for pk, (consent, *_) in found.items() if consent is None or consent.is_restricted]:
        for row in PassageRestriction.objects.filter(testimony_id__in=restricted).order_by("start", "pk"):
            found[row.testimony_id][1].append(row)
    if recorded := [pk for pk, (consent, *_) in found.items() if consent is None or consent.is_recorded]:
        files = TestimonyRecording.objects.filter(testimony_id__in=recorded).select_related("recording", "released_cut")
        for row in files.order_by("pk"):
            found[row.testimony_id][2].append(row)
    return found


def records_of(ids: Iterable[int | None], now: datetime | None = None) -> dict[int, Record]:
    """What readers may know of these testimonies, one record for every id. One query: for the rows of a listing."""
    now, wanted = now or timezone.now(), {pk for pk in ids if pk is not None}
    by_testimony = {pk: rows[0] for pk, rows in request_memory("testimonies").items() if pk in wanted}
    if missing := wanted - by_testimony.keys():
        consents = Consent.objects.filter(testimony_id__in=missing).select_related("testimony")
        by_testimony |= {consent.testimony_id: consent for consent in consents}
    return {pk: Record(pk, by_testimony.get(pk), now) for pk in wanted}


# --- For the index: the same answers for all testimonies at once --------------------------------


def listed_testimony_ids() -> QuerySet:
    """Ids of the testimonies that readers may know of, sealed ones among them. No date changes this answer."""
    return Consent.objects.listed().values_list("testimony_id", flat=True)


def readable_testimony_ids(now: datetime) -> QuerySet:
    """Ids of the testimonies whose words may be read, all or in part."""
    return Consent.objects.open(now).filter(release_text=True).values_list("testimony_id", flat=True)


def audible_testimony_ids(now: datetime) -> set[int]:
    """Ids of the testimonies of which a recording is served. Needs the silences of cuts, so it is no queryset."""
    released = Consent.objects.open(now).filter(Q(release_audio=True) | Q(release_video=True))
    policy = Policy.for_testimonies(released.values_list("testimony_id", flat=True), now)
    return {pk for pk, release in policy.items() if release.recordings}


def next_due(now: datetime) -> datetime | None:
    """When, after ``now``, an embargo or a restriction ends next. A due source of `core.publication`."""
    dates = (
        Consent.objects.filter(embargo_until__gt=now).order_by("embargo_until").values_list("embargo_until", flat=True),
        PassageRestriction.objects.filter(until__gt=now).order_by("until").values_list("until", flat=True),
    )
    return min((date for queryset in dates if (date := queryset.first())), default=None)


def works_due(first: datetime, last: datetime) -> set[int]:
    """The works that present a testimony of which an embargo or a restriction ended between two moments."""
    ended = (
        Consent.objects.filter(embargo_until__range=(first, last)),
        PassageRestriction.objects.filter(until__range=(first, last)),
    )
    return works_of({pk for rows in ended for pk in rows.values_list("testimony_id", flat=True)})
