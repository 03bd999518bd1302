"""The first page of the admin, and what readers wrote: an inbox for editors."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.panels import snippet_form
from home.first_steps import FirstSteps
from home.models import Message


@hooks.register("construct_homepage_panels")
def show_first_steps(request: HttpRequest, panels: list[Component]) -> None:
    """Begin with the way to a story, for who may write one."""
    steps = FirstSteps(request.user)
    if len(steps.addresses) == len(FirstSteps.kinds):
        panels.append(steps)


class ReadersWrite(ModelPermissionPolicy):
    """Messages are written on the contact page only, whoever is logged in."""

    def user_has_permission(self, user, action):
        """As Wagtail's, but nobody adds one."""
        return action != "add" and super().user_has_permission(user, action)


class InboxMenuItem(MenuItem):
    """Says how many messages wait."""

    def is_shown(self, request):
        """To those who may read messages."""
        return request.user.has_perm("home.view_message")

    def render_component(self, request):
        """With the number in the label."""
        item = super().render_component(request)
        if waiting := Message.objects.filter(done=False).count():
            item.label = ngettext("%(count)s message", "%(count)s messages", waiting) % {"count": waiting}
        return item


class MessageViewSet(SnippetViewSet):
    """The inbox: open messages first, the newest on top."""

    model = Message
    icon = "mail"
    menu_label = _("Messages")
    menu_order = 170
    menu_item_class = InboxMenuItem
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [
        TitleColumn("text", label=_("Message"), accessor="beginning", url_name="wagtailsnippets_home_message:edit"),
        Column("about", label=_("About")),
        Column("reply_to", label=_("Where to answer")),
        DateColumn("sent_at", label=_("Received"), sort_key="sent_at", width="12%"),
        BooleanColumn("done", label=_("Dealt with"), sort_key="done", width="10%"),
    ]
    list_filter = ["done"]
    search_fields = ["text", "about", "reply_to"]
    ordering = ["done", "-sent_at"]
    edit_handler = snippet_form(
        FieldPanel("text", read_only=True),
        FieldPanel("about", read_only=True),
        FieldPanel("reply_to", read_only=True),
        FieldPanel("sent_at", read_only=True),
        FieldPanel(
            "done",
            help_text=_(
                "Tick it when the page is corrected and the answer sent. Message and address are then deleted within "
                "a day, as the contact page promises."
            ),
        ),
    )


register_permission_policy(Message, ReadersWrite(Message))
register_snippet(MessageViewSet)
