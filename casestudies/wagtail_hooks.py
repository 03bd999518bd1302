"""Stories in the admin."""

from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter
from wagtail import hooks
from wagtail.admin.ui.tables import Column

from casestudies.choices import Status
from casestudies.models import CaseStudyPage
from cities.models import CityPage
from core.listings import WorkFilterSet, WorkListingViewSet, page_filter
from taxonomy.choices import Vocabulary
from taxonomy.listings import term_column, term_filter


class StoryFilterSet(WorkFilterSet):
    """How an editor finds a story."""

    focus_area = term_filter(Vocabulary.FOCUS_AREA)
    problem = term_filter(Vocabulary.PROBLEM)
    status = ChoiceFilter(label=_("Status of the reform"), choices=Status.choices)
    city = page_filter("city_id", _("City"), CityPage)

    class Meta(WorkFilterSet.Meta):
        model = CaseStudyPage


class StoryListingViewSet(WorkListingViewSet):
    """The menu "Stories"."""

    model = CaseStudyPage
    menu_label = _("Stories")
    icon = "pilcrow"
    menu_order = 110
    filterset_class = StoryFilterSet
    prefetch = ("city",)
    special_columns = (
        Column("city", label=_("City"), accessor="city"),
        term_column("focus_areas", Vocabulary.FOCUS_AREA),
        Column("reform", label=_("Reform"), accessor="get_status_display"),
    )


@hooks.register("register_admin_viewset")
def register_stories():
    """The menu "Stories"."""
    return StoryListingViewSet("stories")
