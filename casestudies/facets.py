"""Facets of stories."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from browse.facets import ChoiceFacet, Facet, FocusFacet, ListedFacet, ProblemFacet, Reading, TermFacet, Values, united
from casestudies.choices import Bindingness, Medium, ParticipationLevel, PowerGained, Status, Survival, Trigger
from casestudies.models import CaseMedium, HeardVoice
from cities.facets import CityFacet, CountryFacet, IncomeFacet, RegionFacet
from core.choices import EvidenceLevel
from core.visibility import public
from taxonomy import catalogue
from taxonomy.choices import Vocabulary
from testimony.policy import listed_testimony_ids


@dataclass(frozen=True, kw_only=True)
class MediaFacet(ListedFacet):
    """What a story holds beside text."""

    def read(self, reading: Reading) -> Values:
        media = reading.related(CaseMedium.objects.all(), "medium", "page_id")
        return {value: works for value, works in media.items() if value in self._labels}

    def lookup(self, value: str) -> Q:
        return Q(media__medium=value)


@dataclass(frozen=True, kw_only=True)
class HeardFacet(TermFacet):
    """Stakeholder groups that speak in a story, by interviews that readers may know of."""

    vocabulary: Vocabulary = Vocabulary.STAKEHOLDER_GROUP

    @property
    def depends_on(self) -> tuple[str, ...]:
        return ("heard_voices__interview",)

    def read(self, reading: Reading) -> Values:
        labels = catalogue.current().labels
        groups = reading.related(self._voices(), "interview__interviewee__group_id", "page_id")
        return {labels[group].slug: works for group, works in groups.items() if group in labels}

    def lookup(self, value: str) -> Q:
        return Q(pk__in=self._voices().filter(interview__interviewee__group__slug=value).values("page_id"))

    @staticmethod
    def _voices() -> QuerySet:
        return public(HeardVoice.objects.filter(interview__testimony__in=listed_testimony_ids()), "interview__")


def decades(start: int | None, end: int | None) -> list[int]:
    """The decades a case was alive in, by their first year; one without an end goes on today."""
    if not start:
        return []
    last = max(start, end or timezone.now().year)
    return list(range(start // 10 * 10, last + 1, 10))


@dataclass(frozen=True, kw_only=True)
class DecadeFacet(Facet):
    """The decades in which a case was alive: a reader looks for a time, rarely for one year."""

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        return (("start_year", "end_year"),)

    def read(self, reading: Reading) -> Values:
        years = reading.column("start_year", "end_year")
        return united((f"{decade}s", works) for span, works in years.items() for decade in decades(*span))

    def lookup(self, value: str) -> Q:
        first = int(value[:4])
        goes_on = Q(end_year=None) if timezone.now().year >= first else Q(pk__in=[])
        lasted = Q(start_year__gte=first) | Q(end_year__gte=first) | goes_on
        return Q(start_year__gte=1, start_year__lt=first + 10) & lasted

    def known_values(self) -> Iterable[str]:
        return [f"{decade}s" for decade in range(1800, timezone.now().year + 10, 10)]

    def label_of(self, value: str) -> str | None:
        if len(value) != 5 or not value[:4].isascii() or not value[:4].isdigit() or value[3:] != "0s":
            return None
        first = int(value[:4])
        return gettext("%(first)d to %(last)d") % {"first": first, "last": first + 9}

    def arranged(self, counts: dict[str, int]) -> list[str]:
        return sorted(counts, reverse=True)


FACETS = (
    ProblemFacet(),
    RegionFacet(),
    TermFacet(
        name="reached",
        label=_("Who it reached"),
        phrase=_("that reached {values}"),
        vocabulary=Vocabulary.POPULATION_GROUP,
        primary=True,
    ),
    FocusFacet(),
    CountryFacet(),
    CityFacet(),
    TermFacet(name="mechanism", label=_("Mechanism"), phrase=_("by {values}"), vocabulary=Vocabulary.MECHANISM),
    TermFacet(
        name="technology",
        label=_("Technology and channel"),
        phrase=_("through {values}"),
        vocabulary=Vocabulary.TECHNOLOGY,
    ),
    TermFacet(
        name="sector", label=_("Policy sector"), phrase=_("in the field of {values}"), vocabulary=Vocabulary.SECTOR
    ),
    ChoiceFacet(
        name="participation",
        label=_("Promise to the public"),
        phrase=_("promising to {values}"),
        field="participation_level",
        choices=ParticipationLevel,
    ),
    ChoiceFacet(
        name="bindingness",
        label=_("What the city owes to the outcome"),
        phrase=_("what the city owes: {values}"),
        field="bindingness",
        choices=Bindingness,
    ),
    ChoiceFacet(
        name="power",
        label=_("Who gained power"),
        phrase=_("who gained power: {values}"),
        field="power_gained",
        choices=PowerGained,
    ),
    IncomeFacet(),
    ChoiceFacet(name="trigger", label=_("Why then"), phrase=_("why then: {values}"), field="trigger", choices=Trigger),
    ChoiceFacet(
        name="survival",
        label=_("Change of leader"),
        phrase=_("change of leader: {values}"),
        field="survival",
        choices=Survival,
    ),
    ChoiceFacet(name="status", label=_("Status"), phrase=_("status: {values}"), field="status", choices=Status),
    ChoiceFacet(
        name="evidence",
        label=_("Evidence"),
        phrase=_("evidence: {values}"),
        field="evidence_level",
        choices=EvidenceLevel,
    ),
    HeardFacet(name="heard", label=_("Who is heard"), phrase=_("where you hear {values}")),
    MediaFacet(name="media", label=_("In the story"), phrase=_("with {values}"), choices=Medium),
    DecadeFacet(name="years", label=_("Years"), phrase=_("from the years {values}")),
)
