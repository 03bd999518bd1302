"""Every way in which something of a testimony could leave the house, in one list.

A room that adds an address or a rendering registers it in ``AppConfig.ready``. The planted-secret walk
(tests/testimony/test_planted_secrets.py) asks each output for what it would give away of a testimony, and fails when
the site has an address that no output names.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from wagtail.models import Page

from multimedia.models import Recording, Track
from testimony.models import Consent, TestimonyRecording, Transcript


def _nothing(_testimony_id: int) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Output:
    """One way out. ``routes`` are URL patterns as Django joins them, without the language: ``files/<path:path>``."""

    name: str
    routes: frozenset[str] = frozenset()
    #: For the id of a testimony, every address at which something of it could be read by anybody.
    addresses: Callable[[int], Iterable[str]] = _nothing
    #: The same for what is no address: texts that are projected, stored or sent.
    texts: Callable[[int], Iterable[str]] = _nothing


_outputs: dict[str, Output] = {}


def register_output(output: Output) -> None:
    """Add a way out; a second one of the same name replaces the first."""
    _outputs[output.name] = output


def outputs() -> list[Output]:
    """All ways out that are registered."""
    return list(_outputs.values())


def page_addresses(_testimony_id: int) -> Iterable[str]:
    """Every public page under every language: any of them may quote anybody."""
    codes = [code for code, _name in settings.LANGUAGES]
    for page in Page.objects.live().filter(depth__gt=1):
        for code in codes if page.url else ():
            _empty, _language, path = page.url.split("/", 2)
            yield f"/{code}/{path}"


def recording_addresses(testimony_id: int) -> Iterable[str]:
    """The files of its recordings, cuts and sounds of films among them, and their posters."""
    rows = TestimonyRecording.objects.filter(testimony=testimony_id).values_list("recording_id", "released_cut_id")
    files = {pk for row in rows for pk in row}
    for recording in Recording.objects.filter(Q(pk__in=files) | Q(films__in=files)).distinct():
        yield recording.url
        if recording.thumbnail:
            yield settings.PRIVATE_FILES_URL + recording.thumbnail.name


def track_addresses(testimony_id: int) -> Iterable[str]:
    """Timed words of its recordings, which should have none: its words are kept in transcripts."""
    rows = TestimonyRecording.objects.filter(testimony=testimony_id).values_list("recording_id", "released_cut_id")
    for track in Track.objects.filter(recording__in={pk for row in rows for pk in row}):
        yield track.url


def paper_addresses(testimony_id: int) -> Iterable[str]:
    """The signed paper, at both addresses a document has."""
    for consent in Consent.objects.filter(testimony=testimony_id, document__isnull=False).select_related("document"):
        yield consent.document.url
        yield settings.PRIVATE_FILES_URL + consent.document.file.name


def caption_addresses(testimony_id: int) -> Iterable[str]:
    """The captions of its recordings, in every language."""
    for pk in Transcript.objects.filter(testimony=testimony_id).values_list("pk", flat=True):
        yield reverse("captions", args=[pk])


def register() -> None:
    """The ways out of this room: pages, recordings, tracks, captions, papers."""
    register_output(Output("pages", frozenset({r"^((?:[\w\-]+/)*)$"}), page_addresses))
    register_output(Output("recordings", frozenset({"files/<path:path>"}), recording_addresses))
    register_output(Output("tracks", frozenset({"files/tracks/<int:pk>.vtt"}), track_addresses))
    register_output(Output("captions", frozenset({"captions/<int:pk>.vtt"}), caption_addresses))
    register_output(
        Output("papers", frozenset({"documents/<int:document_id>/<path:document_filename>"}), paper_addresses)
    )
