"""A site with interviews for tests."""

from django.utils.text import slugify
from wagtail.models import Locale, Page, Site

from cities.models import CityIndexPage, CityPage, Country
from home.models import HomePage
from interviews.models import Interviewee, InterviewPage, VoiceIndexPage
from taxonomy.choices import Vocabulary
from taxonomy.models import StakeholderGroup, Term, TermName
from testimony.models import Testimony


def make_site() -> HomePage:
    """A home page at the root of the default site, with empty sections for voices and cities."""
    root = Page.objects.get(depth=1)
    home = HomePage(title="Big Bold Cities", slug="test-home", locale=Locale.objects.get(language_code="en"))
    root.add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    home.add_child(instance=VoiceIndexPage(title="Voices", slug="voices"))
    home.add_child(instance=CityIndexPage(title="Cities", slug="cities"))
    return home


def make_city(title: str = "Orvena", **values) -> CityPage:
    """A published fictional city."""
    country, _created = Country.objects.get_or_create(
        code="XO", defaults={"region": "150", "subregion": "155", "is_fictional": True, "fictional_name": "Orvenland"}
    )
    city = CityPage(
        title=title,
        slug=slugify(title),
        country=country,
        is_fictional=True,
        in_a_sentence="An invented city.",
        **values,
    )
    CityIndexPage.objects.works().get().add_child(instance=city)
    return city


def make_group(slug: str = "administrators", name: str = "Administrators") -> Term:
    """A stakeholder group."""
    group, created = StakeholderGroup.objects.get_or_create(slug=slug, vocabulary=Vocabulary.STAKEHOLDER_GROUP)
    if created:
        TermName.objects.create(term=group, language="en", name=name)
    return group


def make_interview(testimony: Testimony, title: str = "Ward administrator", city=None, **values) -> InterviewPage:
    """A published interview page."""
    interviewee = Interviewee.objects.create(
        public_label=title, role_at_the_time="Head of the ward office since 2021", group=make_group()
    )
    page = InterviewPage(
        title=title,
        slug=f"voice-{testimony.pk}",
        testimony=testimony,
        interviewee=interviewee,
        city=city,
        introduction="She answered residents for a living.",
        **values,
    )
    VoiceIndexPage.objects.works().get().add_child(instance=page)
    return page
