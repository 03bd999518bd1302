"""Words typed by readers: what they find, in every script, and that no input breaks anything."""

import pytest
from django.http import QueryDict

from browse import words
from browse.check import matching
from browse.listing import Listing
from browse.registry import spec_of
from browse.selection import Selection
from testimony.choices import ConsentStatus, TranscriptKind
from testimony.models import Consent, Cue, Transcript
from tests.browse.factories import make_city, make_site, make_story, make_voice, translate

pytestmark = pytest.mark.django_db

TEXTS = {
    "budget": "<p>The council&rsquo;s <b>budget</b> was voted on by 1,600 residents of Łódź.</p>",
    "cities": "Two cities; a trap-door. O'Brien said: “nothing is free”.",
    "spanish": "<p>Las participaciones en el presupuesto, según el alcalde.</p>",
    "japanese": "市民の予算を公開する。東京都の条例。",
    "arabic": "المُوازَنة التشاركية في المدينة",
    "hindi": "नगर का बजट खुला है",
    "thai": "งบประมาณเมืองเปิดเผย",
    "korean": "시민 예산 공개",
    "greek": "ΟΔΥΣΣΕΥΣ και προϋπολογισμός",
    "emoji": "voted 🗳️ in the street",
    "markup": "rules <script>alert(1)</script> and a < b but b > c",
}

FINDS = [
    ("budget", {"budget"}),
    ("Budgets", {"budget"}),
    ("BUDGETING", {"budget"}),
    ("budget council", {"budget"}),
    ("budget cities", set()),
    ('"council’s budget"', {"budget"}),
    ('"budget council"', set()),
    ("lodz", set()),
    ("Łódź", {"budget"}),
    ("city", {"cities"}),
    ("trap-door", {"cities"}),
    ("door-trap", set()),
    ("o’brien", {"cities"}),
    ("participacion", {"spanish"}),
    ("PARTICIPACIÓN según", {"spanish"}),
    ("予算", {"japanese"}),
    ("算予", set()),
    ("東京", {"japanese"}),
    ("الموازنة", {"arabic"}),
    ("बजट", {"hindi"}),
    ("งบประมาณ", {"thai"}),
    ("예산", {"korean"}),
    ("οδυσσευς", {"greek"}),
    ("προυπολογισμος", {"greek"}),
    ("🗳️ street", {"emoji"}),
    ("ｂｕｄｇｅｔ", {"budget"}),
    ("script", set()),
    ("alert", {"markup"}),
]

NASTY = [
    '"',
    '""',
    '"""',
    'budget"',
    '"budget',
    'bud"get',
    "budget*",
    "^budget",
    "words:budget",
    "budget AND",
    "NOT budget",
    "budget OR cities",
    "NEAR(budget council)",
    "{budget}:",
    "-budget",
    "(budget",
    "budget)",
    "budget' OR 1=1 --",
    "'; DROP TABLE browse_text; --",
    "budget\\",
    "budget & council",
    "budget | !council",
    "a <-> b",
    ":*",
    "%_budget%",
    "\0",
    "bud\0get",
    "\ud7ff\ufffd\ufeff",
    "\ue000",
    "ﷺ",
    "İstanbul ß ﬁ",
    "a" * 10_000,
    "budget " * 5_000,
    "…—¿¡",
    "   ",
    "🗳️",
    "1,600",
    "3.14e10",
    "0x1F",
]


@pytest.fixture
def works():
    """Stories by what their problem says."""
    make_site()
    city = make_city("Anywhere")
    return {name: make_story(f"Title {name}0", city, problem=text).pk for name, text in TEXTS.items()}


def found(query: str, works: dict) -> set[str]:
    """The names of the stories found for a text."""
    params = QueryDict(mutable=True)
    params["q"] = query
    listing = Listing(Selection.parse(spec_of("stories"), params))
    return {name for name, pk in works.items() if pk in listing.found}


def test_words_are_found_in_every_script(works):
    assert {query: found(query, works) for query, _wanted in FINDS} == dict(FINDS)


def test_no_input_breaks_and_hits_are_the_same_on_every_database(works):
    spec = spec_of("stories")
    for query in NASTY:
        params = QueryDict(mutable=True)
        params["q"] = query
        selection = Selection.parse(spec, params)
        # The plain look at every text knows no database: so both databases answer alike.
        assert set(Listing(selection).found) == matching(selection), repr(query[:40])


def test_a_text_without_words_is_no_filter_and_leaves_the_address(works):
    for query in ("…—¿¡", '""', "   ", "\0", "🗳️"):
        params = QueryDict(mutable=True)
        params["q"] = query
        selection = Selection.parse(spec_of("stories"), params)
        assert selection.query == ""
        assert len(Listing(selection).found) == len(works)


def test_ten_megabytes_are_read_at_no_cost(works, django_assert_max_num_queries):
    params = QueryDict(mutable=True)
    params["q"] = "budget " * 1_500_000
    selection = Selection.parse(spec_of("stories"), params)
    assert len(selection.text) <= words.LONGEST_QUERY
    assert len(words.terms(params["q"])) <= words.MOST_TERMS
    assert Listing(Selection(spec_of("stories"))).total == len(works)
    with django_assert_max_num_queries(4):
        assert Listing(selection).total == 1


def test_a_phrase_never_reaches_from_one_part_into_the_next(works):
    make_story("The end", problem="of the road")
    assert Listing(Selection(spec_of("stories"), text='"end of"')).total == 0
    assert Listing(Selection(spec_of("stories"), text='"of the road"')).total == 1


def test_all_languages_of_a_work_lead_to_it():
    make_site()
    story = make_story("Ledger", summary="Open books.")
    translate(story, title="Libro abierto")
    for query in ("ledger", "libros", "LIBRO abierto", "books"):
        assert set(Listing(Selection(spec_of("stories"), text=query)).found) == {story.pk}


def test_only_released_words_of_an_interview_are_found():
    make_site()
    voice = make_voice("Clerk")
    transcript = Transcript(testimony=voice.testimony, kind=TranscriptKind.VERBATIM, language="en")
    transcript.cues = [Cue(ordinal=0, key="a", text="Nobody asked about the umbrella.")]
    transcript.save()

    def hits() -> int:
        return Listing(Selection(spec_of("voices"), text="umbrella")).total

    assert hits() == 1
    consent = Consent.objects.get(testimony=voice.testimony)
    consent.release_text = False
    consent.save()
    assert hits() == 0
    consent.release_text = True
    consent.save()
    assert hits() == 1
    consent.status = ConsentStatus.WITHDRAWN
    consent.save()
    assert hits() == 0
    consent.status = ConsentStatus.WRITTEN
    consent.save()
    assert hits() == 1
