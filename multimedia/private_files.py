"""The one door to everything in the private storage: originals, recordings, documents, consent papers.

A room that owns files registers a guard for their folder; without one, nobody reads them. Documents have the addresses
that Wagtail gives them, and its hooks decide. A refusal is a 404, because "forbidden" would already say that the file
exists.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served

from multimedia.models import Document, Track
from multimedia.served_files import content_type, file_response, safe_name, without_language

Guard = Callable[[HttpRequest, str], bool]

_guards: dict[str, Guard] = {}


def register_guard(prefix: str, guard: Guard) -> None:
    """Let ``guard(request, name)`` decide about every file whose storage name begins with ``prefix``.

    The longest prefix wins. Call it from ``AppConfig.ready``; a prefix has one guard only.
    """
    if _guards.get(prefix, guard) is not guard:
        raise ImproperlyConfigured(f"The files under {prefix!r} have a guard already.")
    _guards[prefix] = guard


def may_read(request: HttpRequest, name: str) -> bool:
    """Whether this request may read the file of this storage name, asked anew each time."""
    prefix = max(filter(name.startswith, _guards), key=len, default=None)
    return prefix is not None and _guards[prefix](request, name)


@without_language
@require_safe
def private_file(request: HttpRequest, path: str) -> HttpResponse:
    """A private file for those who may read it now. Nothing is kept on the way: a release can be withdrawn."""
    name = safe_name(path)
    if not may_read(request, name):
        raise Http404
    return _sent(request, name)


def _sent(request: HttpRequest, name: str) -> HttpResponse:
    return file_response(
        request,
        default_storage,
        name,
        cache_control="private, no-store",
        accel_prefix=settings.PRIVATE_FILES_ACCEL_PREFIX,
    )


@without_language
@require_safe
def document_file(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponse:
    """A document, unless a hook ``before_serve_document`` refuses it or answers otherwise, as by asking a password."""
    document = get_object_or_404(Document, pk=document_id)
    if document.filename != document_filename:
        raise Http404
    for hook in hooks.get_hooks("before_serve_document"):
        if isinstance(answer := hook(document, request), HttpResponse):
            return answer
    document_served.send(sender=Document, instance=document, request=request)
    response = _sent(request, document.file.name)
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


@without_language
@require_safe
def track_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The WebVTT of a track for those who may read it now, as if it were a private file ``tracks/<pk>.vtt``."""
    if not may_read(request, f"tracks/{pk}.vtt"):
        raise Http404
    text = get_object_or_404(Track.objects.values_list("text", flat=True), pk=pk)
    return HttpResponse(text, content_type=content_type("track.vtt"), headers={"Cache-Control": "private, no-store"})
