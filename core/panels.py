"""Parts from which the forms of all pages are put together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.panels import TitleFieldPanel as TitlePanel
from wagtail.admin.panels.base import get_form_for_model
from wagtail.admin.widgets.slug import SlugInput

from core.completeness import Ask
from core.forms import BaseModelForm, BasePageForm, DistinctRows, Rows

COLLAPSED = "collapsed"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a tab asks for that is not answered yet, and where on the page to answer it."""

    label: str
    anchor: str
    is_required: bool


class Tab(ObjectList):
    """A step of the work. On top it says how much of it is answered, and links to what is missing."""

    def __init__(self, children: Sequence[Panel | str] = (), *args, asks: Sequence[Ask] = (), **kwargs):
        super().__init__(children, *args, **kwargs)
        self.asks = asks

    def clone_kwargs(self):
        """As of any panel, so that it survives being bound to a model."""
        return {**super().clone_kwargs(), "asks": self.asks}

    class BoundPanel(ObjectList.BoundPanel):
        """The tab of one page in one form."""

        template_name = "core/admin/tab.html"

        @cached_property
        def missing(self) -> list[Missing]:
            """What is not answered yet; read from the form while it is being corrected, else from the page."""
            anchors = dict(_anchors(self))
            return [
                Missing(ask.label(self.instance), anchors.get(ask.name, ""), bool(ask.cure))
                for ask in self.panel.asks
                if not ask.is_answered(self._value(ask))
            ]

        @property
        def total(self) -> int:
            """How many things the tab asks for."""
            return len(self.panel.asks)

        @property
        def answered(self) -> int:
            """How many of them are answered."""
            return self.total - len(self.missing)

        @property
        def needed(self) -> int:
            """How many of the missing keep the page from being published."""
            return sum(item.is_required for item in self.missing)

        def _value(self, ask: Ask) -> object:
            if self.form.is_bound and hasattr(self.form, "cleaned_data"):
                return ask.value_in_form(self.form)
            return ask.value_on_page(self.instance)


def _anchors(panel: Panel.BoundPanel) -> Iterator[tuple[str, str]]:
    """Names of the fields and rows below a panel, each with the id of an element that holds it."""
    for child, identifier in zip(panel.children, panel.panel.child_identifiers, strict=True):
        own = f"{panel.prefix}-{identifier}-section"
        for name in _names(child):
            yield name, own


def _names(panel: Panel.BoundPanel) -> Iterator[str]:
    if isinstance(panel, FieldPanel.BoundPanel):
        yield panel.field_name
    elif isinstance(panel, InlinePanel.BoundPanel):
        yield panel.panel.relation_name
    else:
        for child in getattr(panel, "children", ()):
            yield from _names(child)


class RowsPanel(InlinePanel):
    """Rows of a page. With ``distinct_in`` no two rows may have the same value in that field."""

    def __init__(self, *args, distinct_in: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.distinct_in = distinct_in

    def clone_kwargs(self):
        """As of any panel, so that it survives being bound to a model."""
        return {**super().clone_kwargs(), "distinct_in": self.distinct_in}

    def get_form_options(self):
        """As Wagtail's, with rows that refuse what cannot be read, and a formset that compares them."""
        options = super().get_form_options()
        rows = options["formsets"][self.relation_name]
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields", [])
        rows["form"] = get_form_for_model(
            self.db_field.related_model, form_class=BaseModelForm, defer_required_on_fields=deferred
        )
        rows["formset"] = Rows
        if self.distinct_in:
            rows["formset"] = type("DistinctRowsOfPanel", (DistinctRows,), {"distinct_in": self.distinct_in})
        return options


def settings_tab() -> Tab:
    """Address, dates and marks of a page: the same for every type."""
    return Tab(
        [
            MultiFieldPanel(
                [
                    FieldPanel("slug", widget=SlugInput),
                    FieldPanel("seo_title"),
                    FieldPanel("search_description"),
                ],
                heading=_("Address and search engines"),
                help_text=_(
                    "The address is made from the title. Once readers have it, leave it as it is: links would break."
                ),
            ),
            MultiFieldPanel(
                [FieldPanel("last_reviewed"), FieldPanel("is_demonstration")],
                heading=_("Care"),
            ),
            PublishingPanel(),
            CommentPanel(),
        ],
        heading=_("Settings"),
    )


def tabs(*children: Tab, form: type[BasePageForm] = BasePageForm) -> TabbedInterface:
    """The form of a page type: its own tabs, then the settings every page has."""
    return TabbedInterface([*children, settings_tab()], base_form_class=form)


def snippet_form(*panels: Panel) -> ObjectList:
    """The form of a snippet: one list of panels."""
    return ObjectList(list(panels), base_form_class=BaseModelForm)


__all__ = [
    "COLLAPSED",
    "Ask",
    "FieldPanel",
    "FieldRowPanel",
    "MultiFieldPanel",
    "RowsPanel",
    "Tab",
    "TitlePanel",
    "snippet_form",
    "tabs",
]
