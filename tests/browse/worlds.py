"""A small world full of exceptions, the same at each run: for comparing the index with the database."""

import random
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signal_handlers import disable_reference_index_auto_update

from casestudies.choices import Bindingness, ParticipationLevel, PowerGained, Status, Survival, Trigger
from casestudies.models import ReformEvent
from cities.choices import MayorType
from practices.choices import CostBand, LegalInstrument, StaffBand, TimeBand
from practices.models import Replication
from taxonomy.choices import Vocabulary
from testimony.choices import AccessLevel, ConsentStatus, TranscriptKind
from testimony.models import Transcript
from tests.browse.factories import (
    REGIONS,
    make_city,
    make_country,
    make_practice,
    make_site,
    make_story,
    make_term,
    make_testimony,
    make_voice,
    translate,
)

WORDS = [
    "budget",
    "ledger",
    "council",
    "street",
    "flood",
    "vote",
    "school",
    "bridge",
    "mayor",
    "open",
    "water",
    "promise",
]
TERMS = {
    Vocabulary.FOCUS_AREA: 3,
    Vocabulary.PROBLEM: 5,
    Vocabulary.POPULATION_GROUP: 4,
    Vocabulary.MECHANISM: 4,
    Vocabulary.TECHNOLOGY: 3,
    Vocabulary.SECTOR: 3,
    Vocabulary.CHALLENGE: 3,
}


@dataclass
class World:
    """What was made, works of every state among it."""

    chance: random.Random
    terms: list
    cities: list
    stories: list
    practices: list
    voices: list


def make_world(size: int = 24, seed: int = 7) -> World:
    """So many stories, and fewer of the others; some drafts, some private, some translated."""
    with disable_reference_index_auto_update():
        return _make_world(size, seed)


def _make_world(size: int, seed: int) -> World:
    chance = random.Random(seed)  # noqa: S311 - the same world at each run
    make_site()
    terms = [make_term(name, f"{name}-{number}") for name, size_ in TERMS.items() for number in range(size_)]
    fictional = make_country("XO", is_fictional=True, fictional_name="Orvenland")
    cities = [
        make_city(
            f"Town {number}",
            chance.choice(list(REGIONS)) if number else fictional,
            _some(chance, terms),
            live=chance.random() < 0.9,
            population=chance.choice([None, 50_000, 100_000, 700_000, 3_000_000, 12_000_000]),
            mayor_type=chance.choice(MayorType.values),
            is_fictional=number == 0,
        )
        for number in range(max(4, size // 4))
    ]
    voices = [_voice(chance, terms, cities) for _number in range(max(4, size // 3))]
    stories = [_story(chance, terms, cities, voices) for _number in range(size)]
    practices = [_practice(chance, terms, cities) for _number in range(max(4, size // 3))]
    for page in chance.sample([*cities, *stories, *practices], size // 4):
        translate(page, title=f"{page.title} {chance.choice(WORDS)}")
    for page in chance.sample([*cities, *stories, *practices, *voices], 4):
        PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type="login")
    return World(chance, terms, cities, stories, practices, voices)


def _some(chance: random.Random, choices: list) -> tuple:
    return tuple(chance.sample(choices, chance.randint(0, min(6, len(choices)))))


def _words(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=8))


def _voice(chance: random.Random, terms: list, cities: list):
    soon = timezone.now() + timedelta(days=chance.choice([-30, 30]))
    testimony = make_testimony(
        status=chance.choice([ConsentStatus.WRITTEN] * 4 + [ConsentStatus.WITHDRAWN]),
        access=chance.choice(AccessLevel.values),
        release_text=chance.random() < 0.7,
        release_translation=chance.random() < 0.5,
        embargo_until=soon if chance.random() < 0.4 else None,
    )
    for kind, language in ((TranscriptKind.VERBATIM, "en"), (TranscriptKind.TRANSLATION, "es")):
        if chance.random() < 0.7:
            Transcript.objects.create(testimony=testimony, kind=kind, language=language)
    group = f"group-{chance.randrange(5)}"
    return make_voice("", group, chance.choice([None, *cities]), _some(chance, terms), testimony)


def _story(chance: random.Random, terms: list, cities: list, voices: list):
    start = chance.choice([None, 1987, 1999, 2004, 2012, 2019])
    story = make_story(
        f"{_words(chance)}"[:60],
        chance.choice(cities),
        _some(chance, terms),
        _some(chance, voices),
        live=chance.random() < 0.9,
        summary=_words(chance),
        problem=f"<p>{_words(chance)} <b>{_words(chance)}</b></p>",
        start_year=start,
        end_year=start + chance.choice([0, 3, 12]) if start and chance.random() < 0.6 else None,
        status=chance.choice(Status.values),
        trigger=chance.choice(Trigger.values),
        survival=chance.choice(Survival.values),
        bindingness=chance.choice(Bindingness.values),
        participation_level=chance.choice(ParticipationLevel.values),
        power_gained=chance.choice(PowerGained.values),
        evidence_level=chance.randrange(6),
    )
    if chance.random() < 0.5:
        story.events = [ReformEvent(title="2015", locale=story.locale)]
        story.save()
    return story


def _practice(chance: random.Random, terms: list, cities: list):
    return make_practice(
        "",
        _some(chance, terms),
        [
            Replication(
                locale=cities[0].locale,
                city=city,
                city_name="" if city else "Elsewhere",
                country=make_country(chance.choice(list(REGIONS))),
            )
            for city in chance.choices([None, *cities], k=chance.randint(0, 3))
        ],
        live=chance.random() < 0.9,
        in_one_minute=_words(chance),
        cost_band=chance.choice(CostBand.values),
        time_band=chance.choice(TimeBand.values),
        staff_band=chance.choice(StaffBand.values),
        legal_instrument=chance.choice(LegalInstrument.values),
    )
