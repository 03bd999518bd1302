"""Quotations as readers meet them: the released words, who says them, and where they can be heard."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from wagtail.blocks import StreamValue

from core.blocks.streams import values_in
from core.publication import request_memory
from multimedia.languages import language_name
from multimedia.models import Recording
from multimedia.players import length_in_words, size_in_words
from testimony.models import Passage
from testimony.policy import Policy, Release, audience_of
from testimony.transcripts import format_seconds


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who gave a testimony, as a room above presents them; consent may still hide all but the group."""

    label: str
    role: str
    group: str
    url: str
    #: The city, in the reader's language, or an empty string.
    city: str = ""
    city_is_fictional: bool = False


#: Given ids of testimonies and the request, the speaker of each, in the reader's language, in a few queries.
SpeakerSource = Callable[[set[int], HttpRequest | None], dict[int, Speaker]]

_speaker_sources: list[SpeakerSource] = []


def register_speakers(source: SpeakerSource) -> None:
    """Tell this room who spoke: it knows testimonies, the rooms above know their pages. From ``AppConfig.ready``."""
    _speaker_sources.append(source)


def composite_mark(city: str = "", *, city_is_fictional: bool = False) -> str:
    """The sentence of the dashed mark that stands wherever a composite voice speaks."""
    if city and city_is_fictional:
        return gettext("Composite voice, fictional city of %(city)s. Not evidence.") % {"city": city}
    return gettext("Composite voice. Not evidence.")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A released passage. The names are those of `components/clip.html`."""

    passage_id: int
    testimony_id: int
    quote: str
    language: str
    language_name: str
    speaker: str
    role: str
    group: str
    #: The passage in its interview.
    url: str
    #: The sentence of the dashed mark; empty for a real voice.
    fiction: str
    #: Length of the passage, and size of the file a player may fetch; empty without sound.
    duration: str = ""
    size: str = ""
    #: The served recording, with the stretch to play as a media fragment.
    audio_url: str = ""
    synthetic: bool = False


class Quotations:
    """The released quotations among some passages, by id of the passage. Made anew for each request."""

    def __init__(self, found: dict[int, Quotation]):
        """Use `of` or `of_passages`."""
        self._found = found

    @classmethod
    def of(
        cls, streams: Iterable[StreamValue], request: HttpRequest | None = None, now: datetime | None = None
    ) -> "Quotations":
        """Of all clips in these stream values, in one go. Constant queries, none without clips."""
        passages = (passage for stream in streams if stream for passage in values_in(stream, Passage))
        return cls.of_passages(passages, request, now)

    @classmethod
    def of_passages(
        cls, passages: Iterable[Passage | None], request: HttpRequest | None = None, now: datetime | None = None
    ) -> "Quotations":
        """Of these passages. Constant queries, none without passages."""
        wanted = {passage.pk: passage for passage in passages if passage is not None}
        ids = {passage.testimony_id for passage in wanted.values()}
        policy = Policy.for_testimonies(ids, now, audience_of(request))
        released = {
            passage.pk: (passage, words)
            for passage in wanted.values()
            if (words := policy.quotation(passage)) is not None
        }
        speakers = speakers_of({passage.testimony_id for passage, _words in released.values()}, request)
        return cls(
            {
                pk: _quotation(passage, words, policy[passage.testimony_id], speakers.get(passage.testimony_id))
                for pk, (passage, words) in released.items()
            }
        )

    def get(self, passage_id: int | None) -> Quotation | None:
        """The quotation of a passage, or None if its words may not be shown now."""
        return self._found.get(passage_id)

    def __iter__(self) -> Iterator[Quotation]:
        return iter(self._found.values())

    def __len__(self) -> int:
        return len(self._found)


def speakers_of(testimony_ids: set[int], request: HttpRequest | None = None) -> dict[int, Speaker]:
    """The speakers of these testimonies, as far as a room above presents them."""
    known = request_memory(f"speakers {get_language()}")
    if missing := testimony_ids - known.keys():
        known.update(dict.fromkeys(missing))
        for source in _speaker_sources:
            known.update(source(missing, request))
    return {pk: speaker for pk in testimony_ids if (speaker := known[pk])}


def remember_speakers(found: dict[int, Speaker | None]) -> None:
    """Who gave these testimonies, for a page that has read their interviews already; None if nobody presents them."""
    request_memory(f"speakers {get_language()}").update(found)


def _quotation(passage: Passage, words: str, release: Release, speaker: Speaker | None) -> Quotation:
    # A voice without a page is quoted as a voice, and nothing else is said of it.
    speaker = speaker or Speaker(gettext("A voice"), "", "", "")
    part = release.part_of(passage.recording_id)
    return Quotation(
        passage_id=passage.pk,
        testimony_id=passage.testimony_id,
        quote=words.strip().strip('“”„«»"'),
        language=passage.language,
        language_name=language_name(passage.language),
        speaker=release.label(speaker.label, speaker.group),
        role="" if release.confidential else speaker.role,
        group=speaker.group,
        url=f"{speaker.url}?{query_of(part, passage.start, passage.end)}" if speaker.url else "",
        fiction=(
            composite_mark(speaker.city, city_is_fictional=speaker.city_is_fictional) if release.is_composite else ""
        ),
        **_sound(passage, release.recording(passage.recording_id)),
    )


def query_of(part: int, start: int, end: int) -> str:
    """The query of a stretch at its interview: ``t=52-76``, ``t=52-76&part=2``; ``p=3-4`` in the text, part 0."""
    if part == 0:
        return f"p={start}-{end}"
    return f"t={format_seconds(start)}-{format_seconds(end)}" + (f"&part={part}" if part > 1 else "")


def fragment_of(start: int, end: int) -> str:
    """The stretch of a recording as a media fragment, which every browser plays: ``t=52,76``."""
    return f"t={format_seconds(start)},{format_seconds(end)}"


def _sound(passage: Passage, served: Recording | None) -> dict:
    if served is None:
        return {}
    return {
        "duration": length_in_words((passage.end - passage.start) / 1000),
        "size": size_in_words(served.file_size),
        "audio_url": f"{served.url}#{fragment_of(passage.start, passage.end)}",
        "synthetic": served.synthetic_voice,
    }
