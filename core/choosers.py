"""Choosers: of things that are not pages, with a search in plain fields and a tab to make a new one; and of pages."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.widgets import AdminPageChooser
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet


class SearchForm(BaseFilterForm):
    """Finds rows in which every word of the query stands in one of the fields ``search_in``."""

    search_in: tuple[str, ...] = ()

    q = forms.CharField(
        label=_("Search"), required=False, max_length=200, widget=forms.TextInput(attrs={"placeholder": _("Search")})
    )

    def filter(self, objects: QuerySet) -> QuerySet:
        """The rows that match; all of them without a query."""
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q", "")
        self.is_searching = bool(self.search_query)
        for word in self.search_query.split():
            objects = objects.filter(self.matching(word))
        return objects

    def matching(self, word: str) -> Q:
        """The condition for one word of the query."""
        return Q(*((f"{name}__icontains", word) for name in self.search_in), _connector=Q.OR)


class PageOfKindChooser(AdminPageChooser):
    """Opens among the pages of its kind, instead of at the root of the tree of all languages."""

    def get_js_init_options(self, id_, name, value_data):
        """As Wagtail's; of a field that is empty, too, with the page to begin under."""
        options = super().get_js_init_options(id_, name, value_data)
        for parent in self.model.allowed_parent_page_models():
            if place := parent.objects.works().values_list("pk", flat=True).first():
                options.setdefault("parentId", place)
        return options


class NamedRows:
    """Mixed into a view that lists what can be chosen, before Wagtail's class: rows are called by ``row_name``."""

    @property
    def title_column(self):
        """As Wagtail's, with our name."""
        column = super().title_column
        column.accessor = self.row_name
        return column


class SearchableChooserViewSet(SnippetChooserViewSet):
    """A chooser of snippets with a search. Subclasses name the form, and the one of the tab that makes a new row.

    Rows are called by ``row_name``.
    """

    search_form: type[SearchForm] = SearchForm
    row_name: Callable[[Model], str] = staticmethod(str)

    def construct_view(self, view_class: type[View], **kwargs) -> Callable[..., HttpResponse]:
        """As Wagtail's, for those who may see what there is to choose: Wagtail asks for access to the admin alone."""
        view = super().construct_view(view_class, **kwargs)
        policy = policy_registry.get_by_type(self.model)

        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not policy.user_has_any_permission(request.user, ("add", "change", "delete", "view")):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    @property
    def choose_view_class(self):
        """Wagtail's, with our search."""
        return type("SearchableChooseView", (NamedRows, ChooseView), self._of_views)

    @property
    def choose_results_view_class(self):
        """Wagtail's, with our search."""
        return type("SearchableChooseResultsView", (NamedRows, ChooseResultsView), self._of_views)

    @property
    def _of_views(self) -> dict:
        return {"filter_form_class": self.search_form, "row_name": staticmethod(self.row_name)}
