"""What a page shows of a recording: the player, what to know before it plays, and all of it in words."""

from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from multimedia.captions import Cue
from multimedia.choices import RecordingKind, TrackKind
from multimedia.languages import language_name
from multimedia.models import Recording, Track
from multimedia.served_files import content_type
from multimedia.timed_text import clock_in_words


def size_in_words(size: int | None) -> str:
    """The size of a file as print puts it: "158 KB", "2.4 MB"; empty when it is not known."""
    if not size:
        return ""
    if size < 1_000_000:
        return gettext("%(n)s KB") % {"n": number_format(max(1, round(size / 1000)))}
    return gettext("%(n)s MB") % {"n": number_format(size / 1_000_000, decimal_pos=1)}


def length_in_words(seconds: float | None) -> str:
    """The length of a recording: "4:10"; empty when it is not known."""
    return clock_in_words(round(seconds) * 1000) if seconds else ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something said, seen or begun at a time. ``speaker`` is empty where the words do not say who speaks."""

    seconds: str
    time: str
    text: str
    speaker: str = ""
    is_description: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that is said, in one language; with what is seen, if somebody described it in that language."""

    language: str
    lines: list[Moment] = field(default_factory=list)

    @property
    def language_name(self) -> str:
        """The language in the reader's words."""
        return language_name(self.language)


@dataclass(frozen=True, slots=True)
class Player:
    """A recording that readers may have. The names are those of `components/player_*.html`."""

    recording: Recording

    @property
    def url(self) -> str:
        """Address of the file."""
        return self.recording.url

    @property
    def media_type(self) -> str:
        """What the file is, for the browser."""
        return content_type(self.recording.file.name)

    @property
    def facts(self) -> list[str]:
        """What to know before it plays: length, size, language."""
        language = self.recording.language
        return [
            words
            for words in (
                length_in_words(self.recording.duration),
                size_in_words(self.recording.file_size),
                language_name(language) if language else "",
            )
            if words
        ]

    @property
    def sound(self) -> "Player | None":
        """The same without pictures, for a slow line."""
        return player_of(self.recording.sound_only)

    @property
    def licence(self) -> str:
        """Name of the licence, empty while it is unknown."""
        return self.recording.licence_name

    @property
    def licence_url(self) -> str:
        """Address of the licence, or an empty string."""
        return self.recording.licence_url

    @property
    def tracks(self) -> list[Track]:
        """What the browser offers under the sign for captions; ``is_chosen`` marks a translation for this reader."""
        tracks = [track for track in self.recording.all_tracks if track.pk]
        spoken, wanted = _root(self.recording.language), _root(get_language() or "")
        for track in tracks:
            track.is_chosen = track.kind == TrackKind.SUBTITLES and _root(track.language) == wanted and wanted != spoken
        return tracks

    @property
    def chapters(self) -> list[Moment]:
        """Its parts, in the language of the reader, else in the language spoken, else in any."""
        found = self._of_kind(TrackKind.CHAPTERS)
        wanted = [_root(get_language() or ""), _root(self.recording.language)]
        found.sort(key=lambda track: [_root(track.language) != language for language in wanted])
        return [_moment(cue) for cue in found[0].cues] if found else []

    @property
    def transcripts(self) -> list[Transcript]:
        """Captions first, then each translation; what is seen stands between what is said in the same language."""
        seen = {track.language: track for track in self._of_kind(TrackKind.DESCRIPTIONS)}
        found = []
        for track in self._of_kind(TrackKind.CAPTIONS) + self._of_kind(TrackKind.SUBTITLES):
            described = seen.pop(track.language, None)
            found.append(_transcript(track.language, track, described))
        return found + [_transcript(language, None, track) for language, track in seen.items()]

    def _of_kind(self, kind: TrackKind) -> list[Track]:
        spoken = self.recording.language
        return sorted(
            (track for track in self.recording.all_tracks if track.kind == kind),
            key=lambda track: (track.language != spoken, track.language),
        )


def player_of(recording: Recording | None) -> Player | None:
    """The player of a recording; None for one that is not free, of which a page then shows and says nothing.

    Asks nothing of the database for a recording whose tracks, poster and sound were fetched along with it.
    """
    return Player(recording) if recording and recording.free else None


def is_film(recording: Recording) -> bool:
    """Whether there is something to see."""
    return recording.type == RecordingKind.VIDEO


def _transcript(language: str, spoken: Track | None, seen: Track | None) -> Transcript:
    lines = [(cue.start_ms, True, _moment(cue, is_description=True)) for cue in (seen.cues if seen else ())]
    lines += [(cue.start_ms, False, _moment(cue)) for cue in (spoken.cues if spoken else ())]
    return Transcript(language, [moment for _start, _seen, moment in sorted(lines, key=lambda line: line[0])])


def _moment(cue: Cue, *, is_description: bool = False) -> Moment:
    time = clock_in_words(cue.start_ms)
    return Moment(f"{cue.start_ms / 1000:g}", time, cue.plain, cue.speaker, is_description)


def _root(code: str) -> str:
    return code.partition("-")[0].lower()
