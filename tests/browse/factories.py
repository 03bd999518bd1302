"""A site with its four listings, and works in them, for tests. Everything published, with as little as that needs."""

from itertools import count

from django.utils.text import slugify
from wagtail.models import Locale, Page, Site

from casestudies.models import CaseStudyPage, CaseStudyTerm, HeardVoice, StoryIndexPage
from cities.models import CityIndexPage, CityPage, CityTerm, Country
from home.models import HomePage
from interviews.models import Interviewee, InterviewPage, InterviewTerm, VoiceIndexPage
from practices.models import PracticeIndexPage, PracticePage, PracticeTerm
from taxonomy.choices import Vocabulary
from taxonomy.models import FocusArea, StakeholderGroup, Term, TermName
from testimony.choices import AccessLevel, ConsentStatus
from testimony.models import Consent, Testimony

_numbers = count(1)
#: Country code: its UN M49 region and subregion.
REGIONS = {"BR": ("019", "005"), "KE": ("002", "014"), "PL": ("150", "151"), "ID": ("142", "035")}


def make_site() -> HomePage:
    """A home page at the root of the default site, with the four empty listings."""
    english = Locale.objects.get(language_code="en")
    home = HomePage(title="Big Bold Cities", slug="browse-home", locale=english)
    Page.objects.get(depth=1).add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    for model, title in (
        (StoryIndexPage, "Stories"),
        (PracticeIndexPage, "Practices"),
        (VoiceIndexPage, "Voices"),
        (CityIndexPage, "Cities"),
    ):
        home.add_child(instance=model(title=title, slug=title.lower()))
    return home


def make_term(vocabulary: Vocabulary, slug: str, name: str = "", **names: str) -> Term:
    """A term, with its name in English and by language code."""
    if vocabulary == Vocabulary.FOCUS_AREA:
        number = FocusArea.objects.count() + 1
        term = FocusArea.objects.filter(slug=slug).first() or FocusArea.objects.create(slug=slug, number=number)
    else:
        term, _created = Term.objects.get_or_create(vocabulary=vocabulary, slug=slug)
    for language, words in {"en": name or slug.replace("-", " ").capitalize(), **names}.items():
        TermName.objects.update_or_create(term=term, language=language, defaults={"name": words})
    return term


def _parent(index_model: type[Page]) -> Page:
    return index_model.objects.works().get()


def make_country(code: str, **values) -> Country:
    """A country of REGIONS, or whatever the values say."""
    region, subregion = REGIONS.get(code, ("150", "155"))
    country, _created = Country.objects.get_or_create(
        code=code, defaults={"region": region, "subregion": subregion, "income_group": "upper-middle", **values}
    )
    return country


def make_city(title: str = "", country: str | Country = "BR", terms: tuple = (), **values) -> CityPage:
    """A city."""
    title = title or f"City {next(_numbers)}"
    country = make_country(country) if isinstance(country, str) else country
    values = {"country": country, "in_a_sentence": f"Why {title} is here.", **values}
    city = CityPage(title=title, slug=slugify(title), **values)
    city.term_rows = [CityTerm(term_id=term.pk) for term in terms]
    _parent(CityIndexPage).add_child(instance=city)
    return city


def make_story(title: str = "", city: CityPage | None = None, terms: tuple = (), voices: tuple = (), **values):
    """A story with terms of any vocabulary and the interviews it draws on."""
    title = title or f"Story {next(_numbers)}"
    story = CaseStudyPage(
        title=title,
        slug=slugify(f"{title}-{next(_numbers)}"),
        city=city or make_city(),
        **{"summary": "A summary.", **values},
    )
    story.term_rows = [CaseStudyTerm(term_id=term.pk, sort_order=place) for place, term in enumerate(terms)]
    story.heard_voices = [HeardVoice(interview=voice) for voice in voices]
    _parent(StoryIndexPage).add_child(instance=story)
    return story


def make_practice(title: str = "", terms: tuple = (), replications: tuple = (), **values) -> PracticePage:
    """A practice."""
    title = title or f"Practice {next(_numbers)}"
    practice = PracticePage(
        title=title,
        slug=slugify(f"{title}-{next(_numbers)}"),
        **{"problem_solved": "A problem.", "in_one_minute": "What one does.", **values},
    )
    practice.term_rows = [PracticeTerm(term_id=term.pk) for term in terms]
    practice.replications = list(replications)
    _parent(PracticeIndexPage).add_child(instance=practice)
    return practice


def make_testimony(**consent) -> Testimony:
    """A testimony of which everything is released, unless the consent says otherwise."""
    testimony = Testimony.objects.create(label="Working title")
    defaults = {"status": ConsentStatus.WRITTEN, "access": AccessLevel.OPEN, "release_text": True}
    Consent.objects.create(testimony=testimony, **{**defaults, **consent})
    return testimony


def make_voice(title: str = "", group: str = "administrators", city=None, terms: tuple = (), testimony=None):
    """An interview with somebody of a stakeholder group."""
    title = title or f"Voice {next(_numbers)}"
    speaker = Interviewee.objects.create(
        public_label=title, group=StakeholderGroup.objects.get(pk=make_term(Vocabulary.STAKEHOLDER_GROUP, group).pk)
    )
    voice = InterviewPage(
        title=title,
        slug=slugify(f"{title}-{next(_numbers)}"),
        interviewee=speaker,
        testimony=testimony or make_testimony(),
        city=city,
    )
    voice.term_rows = [InterviewTerm(term_id=term.pk) for term in terms]
    _parent(VoiceIndexPage).add_child(instance=voice)
    return voice


def translate(page: Page, language: str = "es", **words) -> Page:
    """A published translation, with the pages above it."""
    locale, _created = Locale.objects.get_or_create(language_code=language)
    copy = page.copy_for_translation(locale, copy_parents=True)
    for name, value in {"title": page.title, **words}.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    copy.refresh_from_db()
    return copy
