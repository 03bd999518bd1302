"""Admin lists of testimonies and passages, with the marks that tell what needs care."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet

from core.choosers import SearchableChooserViewSet, SearchForm
from testimony import panels
from testimony.choosers import PassageChooserViewSet
from testimony.models import Passage, Testimony
from testimony.policy import Policy, Release, State

STATES = {
    State.OPEN: gettext_lazy("Open"),
    State.LISTED: gettext_lazy("Listed"),
    State.SEALED: gettext_lazy("Sealed"),
    State.WITHDRAWN: gettext_lazy("Withdrawn"),
    State.ABSENT: gettext_lazy("Not public"),
}


class TestimonySearch(SearchForm):
    """Finds testimonies by number and working title."""

    search_in = ("label", "number")


class TestimonyChooserViewSet(SearchableChooserViewSet):
    """Chooses a testimony."""

    search_form = TestimonySearch


class ReleasedIndexView(IndexView):
    """A list that shows beside each row what readers get of it, for all rows of the page at once."""

    def get_context_data(self, *args, **kwargs):
        """Give the rows of this page their releases."""
        context = super().get_context_data(*args, **kwargs)
        rows = list(context["object_list"])
        policy = Policy.for_testimonies(testimony_id_of(row) for row in rows)
        for row in rows:
            row.release = policy[testimony_id_of(row)]
        return context


def testimony_id_of(row: Testimony | Passage) -> int:
    """The testimony of a row."""
    return row.pk if isinstance(row, Testimony) else row.testimony_id


def readers_get(row: Testimony) -> str:
    """What readers get of a testimony, in words."""
    release: Release = row.release
    if not release.open:
        return str(STATES[release.state])
    parts = [_("read") if release.readable else "", _("heard") if release.recordings else ""]
    shown = ", ".join(filter(None, parts))
    return f"{STATES[release.state]}: {shown}" if shown else str(STATES[release.state])


def readers_see(row: Passage) -> str:
    """Whether a passage is quoted or hidden."""
    return _("Quoted") if row.release.quotation(row) is not None else _("Hidden")


class TestimonyViewSet(SnippetViewSet):
    """Testimonies: recordings, consent, transcripts, passages."""

    model = Testimony
    icon = "openquote"
    menu_label = gettext_lazy("Testimonies")
    chooser_viewset_class = TestimonyChooserViewSet
    index_view_class = ReleasedIndexView
    list_display = [
        "label",
        "number",
        "recorded_on",
        Column("readers_get", label=gettext_lazy("Readers get"), accessor=readers_get),
    ]
    list_filter = ["is_composite", "consents__status", "consents__access"]
    search_fields = ["label", "number"]
    ordering = ["-pk"]
    edit_handler = panels.edit_handler
    copy_view_enabled = False


class WrittenElsewhereView(CreateView):
    """A passage needs the transcript and the consent beside it."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:  # noqa: ARG002
        """Lead to the testimonies."""
        messages.info(request, _("Passages are written in their testimony. Choose it here."))
        return redirect(reverse(Testimony.snippet_viewset.get_url_name("list")))


class PassageViewSet(SnippetViewSet):
    """Passages of all testimonies, to find and to check. They are written in their testimony."""

    model = Passage
    icon = "openquote"
    menu_label = gettext_lazy("Passages")
    chooser_viewset_class = PassageChooserViewSet
    index_view_class = ReleasedIndexView
    list_display = [
        "words",
        "testimony",
        Column("place", label=gettext_lazy("Where"), accessor="place"),
        Column("review", label=gettext_lazy("Review"), accessor="get_review_display"),
        Column("readers_see", label=gettext_lazy("Readers see"), accessor=readers_see),
        Column("matches", label=gettext_lazy("Transcript"), accessor="match.label"),
    ]
    list_filter = ["review"]
    add_view_class = WrittenElsewhereView
    panels = [
        FieldPanel("testimony", read_only=True),
        FieldPanel("words", read_only=True),
        FieldPanel("review", help_text=gettext_lazy("What the speaker said to this quotation.")),
    ]
    search_fields = ["words", "testimony__label", "testimony__number"]
    ordering = ["-pk"]
    copy_view_enabled = False

    def get_queryset(self, request):  # noqa: ARG002
        """With all that the marks of a row need."""
        return Passage.objects.select_related("testimony").prefetch_related("testimony__transcripts__cues")
