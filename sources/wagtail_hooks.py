"""Sources in the admin: the bibliography, its citations, and the evidence mark of the editor."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.choosers import SearchableChooserViewSet
from core.panels import snippet_form
from sources import rich_text
from sources.forms import CitationForm, CitationSearch, SourceForm, SourceSearch
from sources.models import Citation, Source


class SourceChooserViewSet(SearchableChooserViewSet):
    """Chooses a source, or writes a new one on the spot."""

    search_form = SourceSearch
    row_name = staticmethod(attrgetter("with_title"))
    creation_form_class = SourceForm
    creation_tab_label = _("New source")
    create_action_label = _("Save and choose")

    @staticmethod
    def get_object_list():
        """All sources, the newest first: a source is mostly written where it is needed, and needed again."""
        return Source.objects.order_by("-pk")


class CitationChooserViewSet(SearchableChooserViewSet):
    """Chooses a citation, or writes a new one on the spot."""

    search_form = CitationSearch
    creation_form_class = CitationForm
    creation_tab_label = _("New citation")
    create_action_label = _("Save and choose")

    @staticmethod
    def get_object_list():
        """All citations, the newest first, with their sources."""
        return Citation.objects.select_related("source").order_by("-pk")


class EvidenceChooserViewSet(ChooserViewSet):
    """The modal behind the evidence button. The same citations, but its answers are made for Draftail."""

    model = Citation
    icon = "evidence"
    register_widget = False
    page_title = _("What supports these words?")
    creation_form_class = CitationForm
    creation_tab_label = _("New citation")
    create_action_label = _("Save and mark")
    choose_view_class = type("ChooseEvidenceView", (ChooseView,), {"filter_form_class": CitationSearch})
    choose_results_view_class = type(
        "ChooseEvidenceResultsView", (ChooseResultsView,), {"filter_form_class": CitationSearch}
    )

    @staticmethod
    def get_object_list():
        """All citations, the newest first, with their sources."""
        return Citation.objects.select_related("source").order_by("-pk")


class SourceViewSet(SnippetViewSet):
    """The bibliography."""

    model = Source
    icon = "doc-full"
    menu_label = _("Bibliography")
    chooser_viewset_class = SourceChooserViewSet
    list_display = ["title", "authors", "container_title", "issued", "type"]
    list_filter = ["type", "language"]
    search_fields = ["title", "authors", "container_title", "publisher"]
    ordering = ["-pk"]
    edit_handler = snippet_form(
        FieldPanel("type"),
        FieldPanel("title", help_text=_("As printed, in its own language.")),
        FieldPanel("authors"),
        FieldRowPanel([FieldPanel("issued"), FieldPanel("language", help_text=_("A language code: en, es."))]),
        MultiFieldPanel(
            [
                FieldPanel("container_title"),
                FieldPanel("editors"),
                FieldRowPanel([FieldPanel("volume"), FieldPanel("issue"), FieldPanel("page")]),
                FieldRowPanel([FieldPanel("edition"), FieldPanel("number")]),
                FieldRowPanel([FieldPanel("publisher"), FieldPanel("publisher_place")]),
            ],
            heading=_("Where it appeared"),
            help_text=_("Only what the work itself says; a web page has little of it."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("url"),
                FieldPanel("archive_url"),
                FieldRowPanel([FieldPanel("accessed_on"), FieldPanel("doi")]),
            ],
            heading=_("Where to read it"),
        ),
        FieldPanel("note"),
    )


class CitationViewSet(SnippetViewSet):
    """Places in sources, as the numbered marks of texts cite them."""

    model = Citation
    icon = "evidence"
    menu_label = _("Citations")
    chooser_viewset_class = CitationChooserViewSet
    list_display = ["source", "locator", "note", "confidence"]
    list_filter = ["source__type", "confidence"]
    search_fields = ["source__title", "source__authors", "source__container_title", "locator", "note"]
    ordering = ["-pk"]
    edit_handler = snippet_form(
        FieldPanel("source"),
        FieldPanel("locator"),
        FieldPanel("note"),
        FieldPanel(
            "confidence",
            help_text=_("How the claim is supported. A single interview or your own inference is printed as such."),
        ),
    )

    def get_queryset(self, request):  # noqa: ARG002
        """With their sources, which stand in every row."""
        return Citation.objects.select_related("source")


class SourcesGroup(SnippetViewSetGroup):
    """The menu "Sources"."""

    items = (SourceViewSet, CitationViewSet)
    menu_label = _("Sources")
    menu_icon = "doc-full"
    menu_order = 160


register_snippet(SourcesGroup)


@hooks.register("register_admin_viewset")
def register_evidence_chooser():
    """The modal behind the evidence button."""
    return EvidenceChooserViewSet("evidence_chooser", url_prefix="evidence/chooser")


@hooks.register("register_rich_text_features")
def register_evidence_feature(features):
    """The evidence mark."""
    rich_text.register(features)


@hooks.register("register_icons")
def register_icons(icons):
    """The numbered square."""
    return [*icons, "sources/icons/evidence.svg"]
