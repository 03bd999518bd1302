"""Pages of the admin about transcripts; and signed papers of consent, which to readers do not exist."""

from django.http import Http404, HttpRequest
from django.urls import path, re_path
from wagtail import hooks

from multimedia.choices import Access
from multimedia.models import Document
from testimony import timing_views, transcript_views


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
    ]


@hooks.register("before_serve_document")
def keep_papers(document: Document, request: HttpRequest) -> None:
    """Answer 404 for a paper that belongs to a consent, or once did, to staff who may not see consents as well."""
    if document.access == Access.PAPER and not request.user.has_perm("testimony.view_consent"):
        raise Http404
