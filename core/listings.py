"""Listings of one kind of page in the admin: what editors see under Stories, Cities, Practices, Voices."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.filters import BooleanFilter, ChoiceFilter
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page

from core import completeness
from core.models import BasePage


def _owners() -> list[tuple[int, str]]:
    users = get_user_model().objects.filter(pk__in=Page.objects.order_by().values("owner_id"))
    return [(user.pk, user.get_full_name() or user.get_username()) for user in users]


def page_filter(field: str, label: str | Promise, model: type[BasePage]) -> ChoiceFilter:
    """Pages whose column ``field`` holds a page of another kind. A choice, since an id may be longer than a column."""
    return ChoiceFilter(
        field_name=field,
        label=label,
        choices=lambda: list(model.objects.works().order_by("title").values_list("pk", "title")),
    )


class WorkFilterSet(PageFilterSet):
    """Filters that every kind of page has."""

    live = BooleanFilter(label=gettext_lazy("Published"))
    is_demonstration = BooleanFilter(label=gettext_lazy("Demonstration"))
    owner = ChoiceFilter(field_name="owner_id", label=gettext_lazy("Owner"), choices=_owners)
    # One site, and pages without pages below: these would only confuse.
    site = None
    has_child_pages = None
    edited_by = None


class WorkIndexView(IndexView):
    """The listing. Its search reads titles, so that it goes with every filter and with any input."""

    #: To be read with the pages of a listing, all at once.
    prefetch: tuple[str, ...] = ()

    def annotate_queryset(self, pages):
        """As Wagtail's, but with streams and rows, on which the column of completeness rests."""
        pages = super().annotate_queryset(pages).defer(None)
        pages._defer_streamfields = False
        rows = [ask.name for ask in completeness.asks_of(self.model) if _is_rows(self.model, ask.name)]
        if hasattr(self.model, "term_rows"):
            rows.append("term_rows")
        return pages.prefetch_related(*rows, *self.prefetch)

    def search_queryset(self, queryset):
        """Pages whose titles hold every word."""
        words = self.search_query.split() if self.is_searching else []
        return queryset.filter(Q(*(Q(title__icontains=word) for word in words))) if words else queryset

    def get_ordering(self):
        """As on a listing without a search, since there is no relevance to go by."""
        ordering = self.request.GET.get("ordering", self.default_ordering)
        return ordering if ordering in self.get_valid_orderings() else self.default_ordering

    def order_queryset(self, queryset):
        """By the column that was asked for, also while searching."""
        return queryset.order_by(self.ordering) if self.is_searching else super().order_queryset(queryset)


def _is_rows(model, name: str) -> bool:
    return any(relation.get_accessor_name() == name for relation in model._meta.related_objects)


class WorkListingViewSet(PageListingViewSet):
    """A listing with its menu item. Subclasses give ``model``, ``special_columns``, ``prefetch`` and the filters."""

    add_to_admin_menu = True
    index_view_class = WorkIndexView
    filterset_class = WorkFilterSet
    special_columns: tuple[Column, ...] = ()
    prefetch: tuple[str, ...] = ()

    @property
    def columns(self) -> list[Column]:
        """Title, what is special, how complete it is, when it changed, whether readers see it."""
        return [
            BulkActionsColumn("bulk_actions"),
            PageTitleColumn("title", label=gettext_lazy("Title"), sort_key="title", classname="title"),
            *self.special_columns,
            Column("completeness", label=gettext_lazy("Answered"), accessor=progress_in_words, width="8%"),
            DateColumn(
                "latest_revision_created_at",
                label=gettext_lazy("Changed"),
                sort_key="latest_revision_created_at",
                width="12%",
            ),
            PageStatusColumn("status", label=gettext_lazy("Page"), sort_key="live", width="10%"),
        ]

    def get_index_view_kwargs(self, **kwargs):
        """With what to read at once."""
        return super().get_index_view_kwargs(**{"prefetch": self.prefetch, **kwargs})


def progress_in_words(page) -> str:
    """ "12 of 40", what the tabs of the form say taken together."""
    answered, total = completeness.progress(page)
    return _("%(answered)s of %(total)s") % {"answered": answered, "total": total}
