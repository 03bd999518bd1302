"""Forms of the admin: drafts may be incomplete, publishing names what is missing, damaged input is an error."""

from itertools import count

from django.core.exceptions import ValidationError
from django.db.models import IntegerField
from django.forms import ModelChoiceField
from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.models import Page

from core.completeness import asks_of, picture_problems


class ReadableInput:
    """Of a form: a field that cannot even be read becomes an error of that field, and keeps what was stored.

    Rich text and streams arrive as JSON and counted parts, choices as ids. What a browser sends can be read; what a
    broken connection or a script sends may not, and Wagtail and Django then raise where no form can catch it.
    """

    def full_clean(self):
        """Validate; name the fields that could not be read."""
        self._unreadable: set[str] = set()
        super().full_clean()
        for name in self._unreadable & self.fields.keys():
            self.add_error(name, _("This arrived damaged, so nothing of it was stored. Please enter it again."))

    def _widget_data_value(self, widget, html_name):
        # The one place through which Django reads what was sent, for validation as for showing the form again.
        name = html_name.removeprefix(f"{self.prefix}-") if self.prefix else html_name
        field = self.fields[name]
        try:
            value = super()._widget_data_value(widget, html_name)
            if isinstance(field, ModelChoiceField) and not _may_be_id(field, value):
                raise ValueError(value)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            self.__dict__.setdefault("_unreadable", set()).add(name)
            value = self.get_initial_for_field(field, name)
        return value


def _may_be_id(field: ModelChoiceField, value) -> bool:
    key = field.queryset.model._meta.pk
    key = key.target_field if key.remote_field else key
    if not value or not isinstance(value, str):
        return True
    # PostgreSQL refuses even to look for a text that holds a NUL.
    return is_number(value) if isinstance(key, IntegerField) else "\x00" not in value


def is_number(value: str | None) -> bool:
    """Whether this can be an id; nineteen digits may be more than a column holds."""
    return bool(value) and value.isascii() and value.isdigit() and len(value) < 19


class BaseModelForm(ReadableInput, WagtailAdminModelForm):
    """The form of a snippet or of a row of ours."""


class BasePageForm(ReadableInput, WagtailAdminPageForm):
    """The form of a page of ours. What publishing needs is checked on publishing only, beside its field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for ask in asks_of(self.instance):
            if ask.cure and ask.name in self.fields:
                self.fields[ask.name].error_messages["required"] = ask.cure

    def clean_slug(self) -> str:
        """While no reader has the address, one that is taken gets a number: two stories may have the same title."""
        slug = wanted = self.cleaned_data["slug"]
        if self.instance.pk is None or not self.instance.live:
            numbers = count(2)
            while not Page._slug_is_available(slug, self.parent_page, self.instance):
                slug = f"{wanted}-{next(numbers)}"
        return slug

    def full_clean(self):
        """Validate; when the page is to be published, also against what its tabs say publishing needs."""
        super().full_clean()
        if self.is_bound and not self.is_deferred_validation and self.instance.source_page_id is None:
            self._refuse_what_is_missing()

    def _refuse_what_is_missing(self) -> None:
        for formset in self.formsets.values():
            # Asks about rows read their cleaned data.
            formset.is_valid()
        for ask in asks_of(self.instance):
            if ask.cure and ask.name not in self.errors and not ask.is_answered(ask.value_in_form(self)):
                self._refuse(ask.name, ask.cure)
        for name, message in picture_problems(self.instance):
            self._refuse(name, message)

    def _refuse(self, name: str, message) -> None:
        if formset := self.formsets.get(name):
            formset.non_form_errors().append(message)
        else:
            self.add_error(name if name in self.fields else None, message)


class Rows(BaseChildFormSet):
    """Rows of a page. One whose id cannot be read, or did not arrive, counts as new."""

    def _construct_form(self, i, **kwargs):
        # Here modelcluster reads the id, before there is a form that could refuse it.
        key = f"{self.add_prefix(i)}-{self.model._meta.pk.name}"
        if self.is_bound and i < self.initial_form_count() and not is_number(self.data.get(key)):
            self.data = self.data.copy()
            self.data[key] = ""
        return super()._construct_form(i, **kwargs)


class DistinctRows(Rows):
    """Rows that differ in ``distinct_in``, the name of a field. The row that repeats another carries the error."""

    distinct_in = ""

    def clean(self):
        """Refuse the second row with the same value, and name both."""
        super().clean()
        seen: dict[object, int] = {}
        staying = [row for row in self.forms if not self._should_delete_form(row)]
        for number, row in enumerate(staying, start=1):
            value = row.cleaned_data.get(self.distinct_in)
            if value in (None, ""):
                continue
            first = seen.setdefault(value, number)
            if first != number:
                row.add_error(
                    self.distinct_in,
                    ValidationError(
                        _("Row %(number)s repeats row %(first)s: “%(value)s”. Change it or delete one of the two.")
                        % {"number": number, "first": first, "value": value},
                        code="repeated",
                    ),
                )
