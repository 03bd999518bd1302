"""The signed papers of consent are documents like others to Wagtail; to readers they do not exist."""

from django.http import Http404, HttpRequest
from wagtail import hooks

from multimedia.choices import Access
from multimedia.models import Document


@hooks.register("before_serve_document")
def keep_papers(document: Document, request: HttpRequest) -> None:
    """Answer 404 for a paper that belongs to a consent, or once did, to staff who may not see consents as well."""
    if document.access == Access.PAPER and not request.user.has_perm("testimony.view_consent"):
        raise Http404
