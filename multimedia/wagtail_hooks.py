"""The mark of charts, and documents at Wagtail's own address: whom they are for."""

from django.http import Http404, HttpRequest
from wagtail import hooks

from multimedia.admin_views import TrackViewSet, track_viewset
from multimedia.guards import may_use_document
from multimedia.models import Document


@hooks.register("before_serve_document")
def keep_documents(document: Document, request: HttpRequest) -> None:
    """Answer 404 to all but staff who may choose or change this very document, and to readers unless it is for them.

    A signed paper is a document before its consent is saved, and may still be one when the testimony is deleted:
    what nobody opened is closed.
    """
    if not (document.is_for_readers or may_use_document(request, document)):
        raise Http404


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    """The mark of charts."""
    return [*icons, "multimedia/icons/chart.svg"]


@hooks.register("register_admin_viewset")
def captions_of_recordings() -> TrackViewSet:
    """The forms of captions."""
    return track_viewset
