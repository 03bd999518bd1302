"""Choosing terms for a page: one field a vocabulary, in place of a row a term.

A page form lists its vocabularies as fields::

    class StoryForm(TermsForm):
        main_focus_area = MainTermField(Vocabulary.FOCUS_AREA)
        focus_areas = TermsField(Vocabulary.FOCUS_AREA)
        problems = TermsField(Vocabulary.PROBLEM)

and its panels name them: ``TermsPanel("problems")``. What is chosen is stored in the page's ``term_rows``; rows of
vocabularies that the form does not show stay as they are. All of it rests on the catalogue, so that the number of
queries does not depend on the number of terms.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from core.completeness import Ask
from core.forms import BasePageForm
from taxonomy import catalogue
from taxonomy.choices import Vocabulary


class TermsField(forms.TypedMultipleChoiceField):
    """Any number of terms of a vocabulary, as ids, named in the editor's language."""

    def __init__(self, vocabulary: Vocabulary, **kwargs):
        self.vocabulary = vocabulary
        super().__init__(
            choices=lambda: catalogue.current().choices(vocabulary),
            coerce=int,
            required=False,
            **{"label": vocabulary.label, "widget": forms.CheckboxSelectMultiple, **kwargs},
        )


class MainTermField(forms.TypedChoiceField):
    """The one term of a vocabulary that comes first; None while it is not chosen."""

    def __init__(self, vocabulary: Vocabulary, **kwargs):
        self.vocabulary = vocabulary
        super().__init__(
            choices=lambda: [("", _("Choose")), *catalogue.current().choices(vocabulary)],
            coerce=int,
            empty_value=None,
            required=False,
            **{"label": vocabulary.label, **kwargs},
        )


class TermsForm(BasePageForm):
    """The form of a page with ``term_rows``; see the module."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self._term_fields():
            chosen = terms_of(self.instance, field.vocabulary)
            if isinstance(field, MainTermField):
                self.initial[name] = chosen[0] if chosen else None
            else:
                self.initial[name] = chosen[1:] if self._has_main(field.vocabulary) else chosen

    def save(self, commit=True):
        """Save; the chosen terms become rows of the page, stored with it or kept in its revision."""
        chosen: dict[Vocabulary, list[int]] = {}
        for name, field in sorted(self._term_fields(), key=lambda item: not isinstance(item[1], MainTermField)):
            value = self.cleaned_data.get(name)
            ids = [value] if isinstance(field, MainTermField) else self._in_former_order(name, value)
            chosen.setdefault(field.vocabulary, []).extend(pk for pk in ids if pk)
        set_terms(self.instance, chosen)
        return super().save(commit)

    def _term_fields(self) -> list[tuple[str, forms.Field]]:
        return [(name, field) for name, field in self.fields.items() if isinstance(field, TermsField | MainTermField)]

    def _has_main(self, vocabulary: Vocabulary) -> bool:
        fields = self.fields.values()
        return any(isinstance(field, MainTermField) and field.vocabulary == vocabulary for field in fields)

    def _in_former_order(self, name: str, chosen: Iterable[int] | None) -> list[int]:
        """The terms that stay keep their order, because the first counts as the primary one; new ones follow."""
        chosen = set(chosen or [])
        former = [pk for pk in self.initial[name] if pk in chosen]
        return former + [pk for pk, _name in self.fields[name].choices if pk in chosen and pk not in former]


def terms_of(page: Page, vocabulary: Vocabulary) -> list[int]:
    """Ids of the page's terms of a vocabulary, the primary one first."""
    labels = catalogue.current().labels
    rows = sorted(_rows(page), key=lambda row: row.sort_order or 0)
    return [row.term_id for row in rows if row.term_id in labels and labels[row.term_id].vocabulary == vocabulary]


def set_terms(page: Page, chosen: dict[Vocabulary, list[int]]) -> None:
    """Give the page these terms in these vocabularies; in memory, until the page or its revision is saved.

    A term that stays keeps its row. A term that comes twice counts once.
    """
    labels = catalogue.current().labels
    former = _rows(page)
    rows_by_term = {row.term_id: row for row in former}
    rows = [row for row in former if row.term_id in labels and labels[row.term_id].vocabulary not in chosen]
    for ids in chosen.values():
        rows += [rows_by_term.get(pk) or page.term_rows.model(term_id=pk) for pk in dict.fromkeys(ids)]
    for position, row in enumerate(rows):
        row.sort_order = position
    page.term_rows = rows


def _rows(page: Page) -> list:
    unsaved = page.pk is None and "term_rows" not in getattr(page, "_cluster_related_objects", {})
    return [] if unsaved else list(page.term_rows.all())


@dataclass(frozen=True)
class TermsAsk(Ask):
    """Terms that a tab asks for; ``name`` is that of the form field."""

    vocabulary: Vocabulary = Vocabulary.PROBLEM

    def label(self, page: Page) -> str:  # noqa: ARG002
        """As the vocabulary is called, if not otherwise."""
        return str(self.called or self.vocabulary.label)

    def value_on_page(self, page: Page) -> list[int]:
        """Ids of the chosen terms."""
        return terms_of(page, self.vocabulary)


class TermsPanel(FieldPanel):
    """Shows a `TermsField` of the form, and in a comparison what came and went in the whole vocabulary."""

    def __init__(self, field_name: str, vocabulary: Vocabulary, **kwargs):
        super().__init__(field_name, **{"disable_comments": True, **kwargs})
        self.vocabulary = vocabulary

    def clone_kwargs(self):
        """As of any panel, so that it survives being bound to a model."""
        return {**super().clone_kwargs(), "vocabulary": self.vocabulary}

    class BoundPanel(FieldPanel.BoundPanel):
        """The field on one page."""

        def get_comparison(self):
            """One comparison, of all terms of the vocabulary, the primary one included."""
            return [partial(TermsComparison, self.panel.vocabulary, self.heading or self.panel.vocabulary.label)]


class TermsComparison:
    """The terms of a vocabulary in two revisions."""

    is_field = True
    is_child_relation = False

    def __init__(self, vocabulary: Vocabulary, label: str | Promise, before: Page, after: Page):
        self.label = label
        labels = catalogue.current().labels
        self.before = [labels[pk].name for pk in terms_of(before, vocabulary)]
        self.after = [labels[pk].name for pk in terms_of(after, vocabulary)]

    def field_label(self) -> str:
        """Heading of the row."""
        return str(self.label)

    def has_changed(self) -> bool:
        """Whether a term came, went or changed its place."""
        return self.before != self.after

    def htmldiff(self) -> str:
        """The terms, those gone and those added marked."""
        marked = [("deletion", name) for name in self.before if name not in self.after]
        marked += [("addition" if name not in self.before else "same", name) for name in self.after]
        return format_html_join(", ", '<span class="{}">{}</span>', marked)
