"""Facets of voices. All of them go by what consent allows now: consent raises the version of the public content."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from browse.facets import Facet, FocusFacet, ListedFacet, ProblemFacet, Reading, TermFacet, Values, united
from cities.facets import CityFacet, CountryFacet, RegionFacet
from multimedia.languages import language_name
from taxonomy import catalogue
from taxonomy.choices import Vocabulary
from testimony.choices import Medium, TranscriptKind
from testimony.models import Consent, Transcript
from testimony.policy import Policy, audible_testimony_ids, listed_testimony_ids, readable_testimony_ids


@dataclass(frozen=True, kw_only=True)
class GroupFacet(TermFacet):
    """The stakeholder group of the speaker."""

    name: str = "group"
    label: Any = _("Who speaks")
    phrase: Any = _("of {values}")
    primary: bool = True
    place_in_sentence: int = 1
    vocabulary: Vocabulary = Vocabulary.STAKEHOLDER_GROUP

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        return (("interviewee__group_id",),)

    def read(self, reading: Reading) -> Values:
        labels = catalogue.current().labels
        return {
            labels[group].slug: works
            for group, works in reading.column("interviewee__group_id").items()
            if group in labels
        }

    def lookup(self, value: str) -> Q:
        return Q(interviewee__group__slug=value)


@dataclass(frozen=True, kw_only=True)
class AccessFacet(ListedFacet):
    """What a reader can do with an interview now."""

    name: str = "access"
    label: Any = _("What you can do")
    phrase: Any = _("that {values}")
    primary: bool = True
    choices: Any = (
        ("heard", _("Can be heard")),
        ("read", _("Can be read")),
        ("closed", _("Are sealed or kept")),
    )

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        return (("testimony_id",),)

    def read(self, reading: Reading) -> Values:
        now = timezone.now()
        by_testimony = reading.column("testimony_id")
        heard, read = audible_testimony_ids(now), set(readable_testimony_ids(now))
        opened = set(Consent.objects.open(now).values_list("testimony_id", flat=True))
        return {
            value: works
            for value, ids in (("heard", heard), ("read", read), ("closed", by_testimony.keys() - opened))
            if (works := BitMap().union(*(by_testimony[pk] for pk in by_testimony.keys() & ids)))
        }

    def lookup(self, value: str) -> Q:
        policy = Policy.for_testimonies(listed_testimony_ids())
        has = {
            "heard": lambda release: bool(release.recordings),
            "read": lambda release: release.readable,
            "closed": lambda release: not release.open,
        }[value]
        return Q(testimony__in=[pk for pk, release in policy.items() if has(release)])


@dataclass(frozen=True, kw_only=True)
class TranscriptLanguageFacet(Facet):
    """The languages in which the words may be read."""

    name: str = "language"
    label: Any = _("Language")
    phrase: Any = _("in {values}")
    place_in_sentence: int = 2
    lower: bool = False

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        return (("testimony_id",),)

    def read(self, reading: Reading) -> Values:
        readable = Consent.objects.open(timezone.now()).filter(release_text=True)
        translated = readable.filter(release_translation=True)
        shown = Transcript.objects.filter(
            Q(kind=TranscriptKind.VERBATIM, testimony__in=readable.values("testimony_id"))
            | Q(testimony__in=translated.values("testimony_id"))
        )
        by_testimony = reading.column("testimony_id")
        return united(
            (language, by_testimony[testimony])
            for testimony, language in shown.values_list("testimony_id", "language")
            if testimony in by_testimony
        )

    def lookup(self, value: str) -> Q:
        policy = Policy.for_testimonies(listed_testimony_ids())
        spoken = [pk for pk, release in policy.items() if release.readable]
        translated = [pk for pk in spoken if policy[pk].allows(Medium.TRANSLATION)]
        verbatim = Q(testimony__in=spoken, testimony__transcripts__kind=TranscriptKind.VERBATIM)
        return (verbatim | Q(testimony__in=translated)) & Q(testimony__transcripts__language=value)

    def known_values(self) -> Iterable[str]:
        return set(Transcript.objects.values_list("language", flat=True))

    def label_of(self, value: str) -> str | None:
        name = language_name(value)
        return None if name == value else name


FACETS = (
    GroupFacet(),
    RegionFacet(),
    CityFacet(primary=True),
    FocusFacet(),
    AccessFacet(),
    ProblemFacet(primary=False),
    CountryFacet(),
    TranscriptLanguageFacet(),
)
