"""The signed papers of consent are documents like others to Wagtail; to readers they do not exist."""

from django.http import Http404, HttpRequest
from wagtail import hooks

from multimedia.models import Document
from testimony.models import Consent, ConsentHistory


@hooks.register("before_serve_document")
def keep_papers(document: Document, request: HttpRequest) -> None:
    """Answer 404 for a paper that belongs to a consent, or once did, to staff who may not see consents as well."""
    is_paper = (
        Consent.objects.filter(document=document).exists()
        or ConsentHistory.objects.filter(state__document_id=str(document.pk)).exists()
    )
    if is_paper and not request.user.has_perm("testimony.view_consent"):
        raise Http404
