"""Forms in which pages are written: drafts may be incomplete, publishing names what is missing."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminPageForm

from core.completeness import asks_of, picture_problems


class BasePageForm(WagtailAdminPageForm):
    """The form of a page of ours. What publishing needs is checked on publishing only, beside its field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for ask in asks_of(self.instance):
            if ask.cure and ask.name in self.fields:
                self.fields[ask.name].error_messages["required"] = ask.cure

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


class DistinctRows(BaseChildFormSet):
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
