"""Any number of synthetic stories, quickly: rows written in bulk, the same at each run.

Pages need no tree operation, because the paths below one parent can be computed. About 15 facet values each, some
common and most rare, as in life; 200 words of text from a vocabulary in which the n-th word is n times rarer than the
first.
"""

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Locale, Page, Site

from browse import text, words
from casestudies.choices import Bindingness, ParticipationLevel, PowerGained, Status, Survival, Trigger
from casestudies.models import CaseMedium, CaseStudyPage, CaseStudyTerm, StoryIndexPage
from cities.models import CityIndexPage, CityPage, Country
from core import publication
from home.models import HomePage
from taxonomy.choices import Vocabulary
from taxonomy.models import FocusArea, Term, TermName

CITIES, COUNTRIES = 800, 119
#: How many terms a vocabulary has, and at most how many of them a story.
TERMS = {
    Vocabulary.PROBLEM: (12, 3),
    Vocabulary.MECHANISM: (30, 2),
    Vocabulary.TECHNOLOGY: (20, 2),
    Vocabulary.SECTOR: (25, 2),
    Vocabulary.POPULATION_GROUP: (20, 3),
}
SUBREGIONS = ("005", "011", "013", "014", "015", "018", "021", "029", "030", "034", "035", "039", "145", "151", "155")
WORDS_A_STORY, VOCABULARY = 200, 20_000
_CHUNK = 2_000


def make_stories(number: int) -> None:
    """Fill an empty, migrated database with so many stories, and tell the index."""
    chance = random.Random(2026)  # noqa: S311 - the same numbers at each run, no secrets
    with transaction.atomic():
        stories, cities = _make_frame()
        terms = _make_terms()
        places = _make_cities(cities, chance)
        _write_stories(stories, number, terms, places, chance)
        publication.everything_changed()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _make_frame() -> tuple[Page, Page]:
    home = HomePage(title="Big Bold Cities", slug="bench", locale=Locale.objects.get(language_code="en"))
    Page.objects.get(depth=1).add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    stories, cities = StoryIndexPage(title="Stories", slug="stories"), CityIndexPage(title="Cities", slug="cities")
    home.add_child(instance=stories)
    home.add_child(instance=cities)
    return stories, cities


def _make_terms() -> dict[Vocabulary, list[int]]:
    found = {}
    for vocabulary, (size, _most) in TERMS.items():
        made = Term.objects.bulk_create(
            [Term(vocabulary=vocabulary, slug=f"{vocabulary}-bench-{number}") for number in range(size)]
        )
        TermName.objects.bulk_create(
            [TermName(term=term, language="en", name=f"{vocabulary.label} number {n}") for n, term in enumerate(made)]
        )
        found[vocabulary] = [term.pk for term in made]
    for number in range(3 - FocusArea.objects.count()):
        FocusArea.objects.create(slug=f"focus-bench-{number}", number=number + 1)
    found[Vocabulary.FOCUS_AREA] = list(FocusArea.objects.values_list("pk", flat=True))
    return found


def _make_cities(parent: Page, chance: random.Random) -> list[int]:
    codes = [f"{chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(COUNTRIES)]
    Country.objects.bulk_create(
        [Country(code=code, region="002", subregion=chance.choice(SUBREGIONS), income_group="low") for code in codes],
        ignore_conflicts=True,
    )
    cities = [
        _page(
            CityPage,
            parent,
            number,
            f"City {number}",
            country_id=codes[int(len(codes) * chance.random() ** 2)],
            in_a_sentence="Why it is here.",
        )
        for number in range(CITIES)
    ]
    _insert_pages(CityPage, cities)
    parent.numchild = CITIES
    Page.objects.filter(pk=parent.pk).update(numchild=CITIES)
    return [city.pk for city in cities]


def _write_stories(parent: Page, number: int, terms: dict, cities: list[int], chance: random.Random) -> None:
    Page.objects.filter(pk=parent.pk).update(numchild=number)
    vocabulary = [f"w{index:05d}" for index in range(VOCABULARY)]
    weights = list(accumulate(1 / (index + 1) for index in range(VOCABULARY)))
    spare = {
        name: list(getattr(cls, "values", ()))
        for name, cls in (
            ("status", Status),
            ("trigger", Trigger),
            ("survival", Survival),
            ("participation_level", ParticipationLevel),
            ("bindingness", Bindingness),
            ("power_gained", PowerGained),
        )
    }
    numbers = iter(range(number))
    while chunk := list(islice(numbers, _CHUNK)):
        stories = [
            _page(
                CaseStudyPage,
                parent,
                place,
                f"How city {chance.randrange(CITIES)} settled question {place} in the open",
                city_id=cities[int(len(cities) * chance.random() ** 2)],
                start_year=(start := chance.randrange(1990, 2025)),
                end_year=start + 4 if chance.random() < 0.5 else None,
                evidence_level=chance.randrange(5),
                summary="What the problem was, what they did, what came of it.",
                **{name: _skewed(values, chance) for name, values in spare.items()},
            )
            for place in chunk
        ]
        _insert_pages(CaseStudyPage, stories)
        rows, media, texts = [], [], {}
        for story in stories:
            for name, ids in terms.items():
                most = TERMS.get(name, (3, 2))[1]
                chosen = {_skewed(ids, chance) for _time in range(chance.randint(1, most))}
                rows += [CaseStudyTerm(page_id=story.pk, term_id=term) for term in chosen]
            media += [
                CaseMedium(page_id=story.pk, medium=medium)
                for medium in ("photograph", "voice", "timeline")
                if chance.random() < 0.4
            ]
            found = chance.choices(vocabulary, cum_weights=weights, k=WORDS_A_STORY)
            texts[story.pk] = words.split(story.title) + found
        CaseStudyTerm.objects.bulk_create(rows, batch_size=5_000)
        CaseMedium.objects.bulk_create(media, batch_size=5_000)
        text.write(texts)


def _skewed(values: list, chance: random.Random):
    """One of the values, the first ones far more often."""
    return values[int(len(values) * chance.random() ** 2)]


def _page(model: type[Page], parent: Page, number: int, title: str, **values) -> Page:
    slug = f"{model.__name__.lower()}-{number}"
    return model(
        title=title,
        draft_title=title,
        slug=slug,
        path=model._get_path(parent.path, parent.depth + 1, number + 1),
        depth=parent.depth + 1,
        numchild=0,
        url_path=f"{parent.url_path}{slug}/",
        locale_id=parent.locale_id,
        content_type=ContentType.objects.get_for_model(model),
        translation_key=UUID(int=number + (1 << 100 if model is CityPage else 1 << 110)),
        live=number % 50 != 49,
        first_published_at=datetime(2026, 1, 1, tzinfo=UTC) - timedelta(minutes=7 * number % 99_991),
        **values,
    )


def _insert_pages(model: type[Page], pages: list[Page]) -> None:
    """Write both tables of each page; Django's ``bulk_create`` does not do that for inherited models."""
    first = (Page.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    base_fields = [field for field in Page._meta.concrete_fields if not field.primary_key]
    bases = []
    for pk, page in enumerate(pages, start=first):
        page.pk = page.page_ptr_id = page.id = pk
        bases.append(Page(pk=pk, **{field.attname: getattr(page, field.attname) for field in base_fields}))
    Page._base_manager.bulk_create(bases, batch_size=500)
    own = list(model._meta.local_concrete_fields)
    columns = ", ".join(f'"{field.column}"' for field in own)
    marks = ", ".join(["%s"] * len(own))
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})',
            [[field.get_db_prep_save(getattr(page, field.attname), connection) for field in own] for page in pages],
        )
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence('wagtailcore_page', 'id'), %s)", [first + len(pages)])
