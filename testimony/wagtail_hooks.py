"""Pages of the admin about transcripts and quotations; and signed papers of consent, which do not exist to readers."""

from django.http import Http404, HttpRequest
from django.urls import path, re_path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from multimedia.choices import Access
from multimedia.models import Document
from testimony import timing_views, transcript_views
from testimony.models import Passage
from testimony.reports import BrokenQuotationsReport, broken_on, testimony_form


@hooks.register("register_admin_urls")
def transcript_pages() -> list:
    """What can be done with a stored transcript beside its form."""
    return [
        path("transcripts/<int:pk>/timing/", timing_views.timing, name="transcript_timing"),
        path("transcripts/<int:pk>/history/", transcript_views.history, name="transcript_history"),
        re_path(
            r"^transcripts/(?P<pk>\d+)/transcript\.(?P<ending>vtt|srt|txt)$",
            transcript_views.export,
            name="transcript_export",
        ),
        path("reports/quotations/", BrokenQuotationsReport.as_view(), name="broken_quotations"),
        path(
            "reports/quotations/results/",
            BrokenQuotationsReport.as_view(results_only=True),
            name="broken_quotations_results",
        ),
    ]


class QuotationsMenuItem(MenuItem):
    """For those who may see passages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """As the report itself decides."""
        return policy_registry.get_by_type(Passage).user_has_any_permission(request.user, ("add", "change", "view"))


@hooks.register("register_reports_menu_item")
def report_of_quotations() -> MenuItem:
    """The report of quotations that no longer match."""
    return QuotationsMenuItem(
        _("Quotations that no longer match"), reverse("broken_quotations"), icon_name="openquote", order=100
    )


@hooks.register("before_edit_page")
def warn_of_quotations(request: HttpRequest, page: Page) -> None:
    """Say above the form of a page which of its quotations no longer match their source, and where to mend them."""
    if request.method != "GET":
        return
    for passage in broken_on(page):
        words = gettext("A quotation on this page no longer matches its source: %(passage)s – %(happened)s.")
        messages.warning(
            request,
            words % {"passage": passage, "happened": passage.match.label},
            buttons=[messages.button(testimony_form(passage), gettext("Look at it in its interview"))],
        )


@hooks.register("before_serve_document")
def keep_papers(document: Document, request: HttpRequest) -> None:
    """Answer 404 for a paper that belongs to a consent, or once did, to staff who may not see consents as well."""
    if document.access == Access.PAPER and not request.user.has_perm("testimony.view_consent"):
        raise Http404
