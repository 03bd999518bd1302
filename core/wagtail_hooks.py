"""The look of the admin, its menu, and the guard of what is published from a list."""

from django.db.models import ForeignKey, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from core import completeness, views
from core.choosers import PageOfKindChooser
from core.forms import is_number
from core.models import BasePage
from core.uses import uses_of

#: By name of Wagtail's own menu items, what they are called here.
MENU_LABELS = {"images": _("Pictures"), "media": _("Recordings"), "explorer": _("All pages")}


register_form_field_override(
    ForeignKey,
    to=BasePage,
    override=lambda field: {"widget": PageOfKindChooser(target_models=[field.remote_field.model])},
)


@hooks.register("insert_global_admin_css")
def our_styles() -> SafeString:
    """What the admin shows beyond Wagtail's own."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_editor_js")
def our_scripts() -> SafeString:
    """The progress of each tab, kept up to date."""
    return format_html('<script defer src="{}"></script>', static("js/admin/completeness.js"))


@hooks.register("register_admin_urls")
def our_views() -> list:
    """Small views of the admin."""
    return [path("completeness/<int:page_id>/", views.completeness, name="completeness")]


@hooks.register("construct_main_menu")
def name_after_the_work(_request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Call Wagtail's items by the words that researchers use."""
    for item in menu_items:
        item.label = MENU_LABELS.get(item.name, item.label)


@hooks.register("before_copy_page")
def say_where_to_copy_to(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Show the form again, where Wagtail fails on a place that is missing or gone."""
    if request.method != "POST":
        return None
    place = request.POST.get("new_parent_page", "")
    if is_number(place) and Page.objects.filter(pk=place).exists():
        return None
    messages.error(request, gettext("Choose the page under which the copy will stand."))
    return redirect("wagtailadmin_pages:copy", page.pk)


@hooks.register("before_bulk_action")
def refuse_to_publish_what_is_incomplete(
    request: HttpRequest, action_type: str, objects: list[Page], action
) -> HttpResponse | None:
    """Publishing from a list passes no form: say what is missing instead of failing on it."""
    if action_type != "publish" or request.method != "POST":
        return None
    pages = [page.get_latest_revision_as_object() for page in objects if isinstance(page, Page)]
    missing = [(page, cures) for page in pages if (cures := completeness.missing_on_page(page.specific))]
    for page, cures in missing:
        messages.error(request, f"{page.get_admin_display_title()}: {' '.join(cures.values())}")
    return redirect(action.next_url) if missing else None


@hooks.register("before_delete_snippet")
def keep_what_is_in_use(request: HttpRequest, rows: list[Model]) -> HttpResponse | None:
    """Say where it is used, instead of failing, or of leaving a text without its evidence."""
    if request.method != "POST" or not (uses := uses_of(rows)):
        return None
    for name, users in uses.items():
        words = gettext("“%(what)s” is used by: %(where)s. Take it out there first, then delete it.")
        messages.error(request, words % {"what": name, "where": ", ".join(users)})
    return redirect(reverse(rows[0].snippet_viewset.get_url_name("list")))
