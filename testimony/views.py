"""What of testimonies has an address of its own outside the pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from testimony.captions import captions
from testimony.models import Transcript
from testimony.policy import Policy


@require_safe
def captions_file(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001
    """The captions of a recording for anybody, as they are released at this moment; 404 while they are not.

    Nothing is kept on the way: a release can be withdrawn.
    """
    transcripts = Transcript.objects.select_related("recording").prefetch_related("cues", "chapters")
    transcript = get_object_or_404(transcripts, pk=pk)
    release = Policy.for_testimonies([transcript.testimony_id])[transcript.testimony_id]
    text = captions(release, transcript)
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="text/vtt; charset=utf-8", headers={"Cache-Control": "private, no-store"})
