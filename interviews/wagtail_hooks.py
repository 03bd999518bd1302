"""Voices in the admin: interviews, testimonies, who spoke, passages."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cities.models import CityPage
from core.choosers import SearchableChooserViewSet, SearchForm
from core.listings import WorkFilterSet, WorkListingViewSet, page_filter
from core.panels import snippet_form
from interviews.models import Identity, Interviewee, InterviewPage
from taxonomy.choices import Vocabulary
from taxonomy.listings import term_column, term_filter
from testimony.admin_views import PassageViewSet, TestimonyViewSet

MENU = "register_voices_menu_item"


class InterviewFilterSet(WorkFilterSet):
    """How an editor finds an interview."""

    focus_area = term_filter(Vocabulary.FOCUS_AREA)
    city = page_filter("city_id", _("City"), CityPage)

    class Meta(WorkFilterSet.Meta):
        model = InterviewPage


class InterviewListingViewSet(WorkListingViewSet):
    """Interview pages."""

    model = InterviewPage
    menu_label = _("Interviews")
    icon = "openquote"
    menu_hook = MENU
    menu_order = 1
    filterset_class = InterviewFilterSet
    prefetch = ("city", "testimony")
    special_columns = (
        Column("testimony", label=_("Testimony"), accessor="testimony"),
        Column("city", label=_("City"), accessor="city"),
        term_column("focus_areas", Vocabulary.FOCUS_AREA),
    )


class IntervieweeSearch(SearchForm):
    """Finds people by what the public may know of them."""

    search_in = ("public_label", "role_at_the_time", "organisation")


class IntervieweeChooserViewSet(SearchableChooserViewSet):
    """Chooses who spoke, or describes somebody new on the spot."""

    search_form = IntervieweeSearch
    form_fields = ["public_label", "role_at_the_time", "organisation", "group"]
    creation_tab_label = _("New interviewee")
    create_action_label = _("Save and choose")


class VoicesTestimonyViewSet(TestimonyViewSet):
    """Testimonies, under Voices."""

    menu_hook = MENU
    menu_order = 2


class IntervieweeViewSet(SnippetViewSet):
    """Who spoke, as the public may know them."""

    model = Interviewee
    icon = "user"
    menu_label = _("Interviewees")
    menu_hook = MENU
    menu_order = 3
    chooser_viewset_class = IntervieweeChooserViewSet
    list_display = ["public_label", "role_at_the_time", "organisation", "group"]
    search_fields = ["public_label", "role_at_the_time", "organisation"]
    ordering = ["public_label"]
    edit_handler = snippet_form(
        FieldPanel("public_label"),
        FieldPanel("role_at_the_time", help_text=_("Shown with the label, unless the speaker is confidential.")),
        FieldPanel("organisation", help_text=_("Only if it may be known.")),
        FieldPanel("group"),
    )


class VoicesPassageViewSet(PassageViewSet):
    """Passages, under Voices."""

    menu_hook = MENU
    menu_order = 4


class IdentityViewSet(SnippetViewSet):
    """Protected names, for those few who keep them. Nothing of them stands in lists, searches or logs."""

    model = Identity
    icon = "lock"
    menu_label = _("Protected identities")
    menu_hook = MENU
    menu_order = 5
    list_display = [Column("interviewee", label=_("Known to the public as"), accessor="interviewee")]
    search_fields: list[str] = []
    ordering = ["-pk"]
    copy_view_enabled = False
    edit_handler = snippet_form(
        FieldPanel("interviewee"),
        FieldPanel("real_name", help_text=_("Seen by keepers of identities alone. Never copy it anywhere else.")),
        FieldPanel("contact"),
    )

    def get_queryset(self, request):  # noqa: ARG002
        """With the interviewees, which stand in every row."""
        return Identity.objects.select_related("interviewee")


class VoicesGroup(ViewSetGroup):
    """The menu "Voices"."""

    menu_label = _("Voices")
    menu_icon = "openquote"
    menu_order = 120
    submenu_hook = MENU


for viewset in (VoicesTestimonyViewSet, IntervieweeViewSet, VoicesPassageViewSet, IdentityViewSet):
    register_snippet(viewset)


@hooks.register("register_admin_viewset")
def register_voices():
    """The menu "Voices"."""
    return [InterviewListingViewSet("interviews"), VoicesGroup()]
