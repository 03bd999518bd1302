"""Cities and countries in the admin."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters.filters import BooleanFilter, ChoiceFilter
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cities.choices import MayorType, WorkState
from cities.forms import CountrySearch, in_order_of_names
from cities.models import CityPage, Country
from core.choosers import SearchableChooserViewSet
from core.listings import WorkFilterSet, WorkListingViewSet
from core.panels import snippet_form
from taxonomy.choices import Vocabulary
from taxonomy.listings import term_filter

MENU = "register_cities_menu_item"


class CityFilterSet(WorkFilterSet):
    """How an editor finds a city."""

    challenge = term_filter(Vocabulary.CHALLENGE)
    work_state = ChoiceFilter(label=_("Our work here"), choices=WorkState.choices)
    mayor_type = ChoiceFilter(label=_("Head of the city"), choices=MayorType.choices)
    is_fictional = BooleanFilter(label=_("Fictional"))

    class Meta(WorkFilterSet.Meta):
        model = CityPage


class CityListingViewSet(WorkListingViewSet):
    """Cities."""

    model = CityPage
    menu_label = _("Cities")
    icon = "site"
    menu_hook = MENU
    menu_order = 1
    filterset_class = CityFilterSet
    prefetch = ("country",)
    special_columns = (
        Column("country", label=_("Country"), accessor="country"),
        Column("work", label=_("Our work here"), accessor="get_work_state_display"),
    )


class CountryChooserViewSet(SearchableChooserViewSet):
    """Chooses a country by its name."""

    search_form = CountrySearch

    @staticmethod
    def get_object_list():
        """In the order of their names, as the editor reads them."""
        return in_order_of_names(Country.objects.all(), get_language() or settings.LANGUAGE_CODE)


class CountryViewSet(SnippetViewSet):
    """Countries, with the income group and the year it was given."""

    model = Country
    icon = "globe"
    menu_label = _("Countries")
    menu_hook = MENU
    menu_order = 2
    chooser_viewset_class = CountryChooserViewSet
    chooser_per_page = 50
    list_display = [
        "name",
        "code",
        Column("region_name", label=_("Region"), accessor="region_name"),
        "income_group",
        "income_year",
    ]
    list_filter = ["income_group", "is_fictional"]
    search_fields = ["code", "fictional_name"]
    ordering = ["code"]
    edit_handler = snippet_form(
        FieldPanel("code", help_text=_("Two capital letters. It gives the name in every language.")),
        FieldRowPanel([FieldPanel("region"), FieldPanel("subregion")]),
        FieldRowPanel(
            [
                FieldPanel("income_group"),
                FieldPanel(
                    "income_year", help_text=_("Groups change each year: a group without its year says nothing.")
                ),
            ]
        ),
        FieldRowPanel([FieldPanel("is_fictional"), FieldPanel("fictional_name")]),
    )


class CitiesGroup(ViewSetGroup):
    """The menu "Cities"."""

    menu_label = _("Cities")
    menu_icon = "site"
    menu_order = 130
    submenu_hook = MENU


register_snippet(CountryViewSet)


@hooks.register("register_admin_viewset")
def register_cities():
    """The menu "Cities"."""
    return [CityListingViewSet("cities"), CitiesGroup()]
