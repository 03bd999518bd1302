"""Practices in the admin."""

from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter
from wagtail import hooks
from wagtail.admin.ui.tables import Column

from core.listings import WorkFilterSet, WorkListingViewSet
from practices.choices import CostBand
from practices.models import PracticePage
from taxonomy.choices import Vocabulary
from taxonomy.listings import term_column, term_filter


class PracticeFilterSet(WorkFilterSet):
    """How an editor finds a practice."""

    focus_area = term_filter(Vocabulary.FOCUS_AREA)
    problem = term_filter(Vocabulary.PROBLEM)
    cost_band = ChoiceFilter(label=_("Cost"), choices=CostBand.choices)

    class Meta(WorkFilterSet.Meta):
        model = PracticePage


class PracticeListingViewSet(WorkListingViewSet):
    """The menu "Practices"."""

    model = PracticePage
    menu_label = _("Practices")
    icon = "copy"
    menu_order = 140
    filterset_class = PracticeFilterSet
    special_columns = (
        term_column("focus_areas", Vocabulary.FOCUS_AREA),
        Column("cost_band", label=_("Cost"), accessor="get_cost_band_display"),
    )


@hooks.register("register_admin_viewset")
def register_practices():
    """The menu "Practices"."""
    return PracticeListingViewSet("practices")
