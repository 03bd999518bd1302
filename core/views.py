"""Small views of the admin."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from wagtail.models import Page

from core.panels import Tab


def completeness(request: HttpRequest, page_id: int) -> HttpResponse:
    """How complete each tab of a page's latest draft is, as the tabs themselves show it."""
    page = get_object_or_404(Page, pk=page_id).get_latest_revision_as_object()
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    handler = page.get_edit_handler()
    form = handler.get_form_class()(instance=page, parent_page=page.get_parent(), for_user=request.user)
    bound = handler.get_bound_panel(instance=page, request=request, form=form)
    tabs = [tab for tab in bound.children if isinstance(tab, Tab.BoundPanel) and tab.total]
    return HttpResponse("".join(render_to_string("core/admin/progress.html", {"tab": tab}, request) for tab in tabs))
