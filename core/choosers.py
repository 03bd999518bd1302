"""Choosers of things that are not pages: what Wagtail's lack, a search in plain fields and a tab to make a new one."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.forms.choosers import BaseFilterForm
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


class SearchableChooserViewSet(SnippetChooserViewSet):
    """A chooser of snippets with a search. Subclasses name the form, and the one of the tab that makes a new row."""

    search_form: type[SearchForm] = SearchForm

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
        return type("SearchableChooseView", (ChooseView,), {"filter_form_class": self.search_form})

    @property
    def choose_results_view_class(self):
        """Wagtail's, with our search."""
        return type("SearchableChooseResultsView", (ChooseResultsView,), {"filter_form_class": self.search_form})
