"""Films that lie with a company: which one an address names, found without asking anybody.

Neither the editor's form nor a page ever asks the company; a reader's browser does, after a click, and only on the
address that sets no cookies before it plays. The policy of public pages (``frame-src``) names exactly `PLAYER_HOSTS`.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext as _

_YOUTUBE_HOSTS = {"youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com"}
_YOUTUBE_ID = r"[\w-]{11}"
PLAYER_HOSTS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")


class UnknownVideo(ValueError):
    """An address that names no film we know how to show; the text says what to do."""


@dataclass(frozen=True, slots=True)
class ExternalVideo:
    """A film at a company: ``company`` learns the reader's address when ``player_url`` is opened."""

    provider: str
    company: str
    watch_url: str
    player_url: str


def external_video(address: str) -> ExternalVideo:
    """The film behind an address of YouTube or Vimeo. Raises ``UnknownVideo``."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError as error:
        raise UnknownVideo(_unknown()) from error
    if parts.scheme not in ("http", "https"):
        raise UnknownVideo(_unknown())
    if host in _YOUTUBE_HOSTS or host == "youtu.be":
        return _youtube(host, parts.path, parse_qs(parts.query))
    if host in ("vimeo.com", "player.vimeo.com"):
        return _vimeo(parts.path, parse_qs(parts.query))
    raise UnknownVideo(_unknown())


def _youtube(host: str, path: str, query: dict[str, list[str]]) -> ExternalVideo:
    if host == "youtu.be":
        found = re.fullmatch(rf"/({_YOUTUBE_ID})/?", path)
    elif path == "/watch":
        found = re.fullmatch(rf"({_YOUTUBE_ID})", query.get("v", [""])[0])
    else:
        found = re.fullmatch(rf"/(?:embed|shorts|live|v)/({_YOUTUBE_ID})/?", path)
    if not found:
        raise UnknownVideo(_no_film("YouTube", "https://www.youtube.com/watch?v=…"))
    return ExternalVideo(
        "YouTube",
        "Google",
        f"https://www.youtube.com/watch?v={found[1]}",
        f"{PLAYER_HOSTS[0]}/embed/{found[1]}?autoplay=1&rel=0",
    )


def _vimeo(path: str, query: dict[str, list[str]]) -> ExternalVideo:
    found = re.fullmatch(r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?(\d{1,12})(?:/([0-9a-f]{6,20}))?/?", path)
    if not found:
        raise UnknownVideo(_no_film("Vimeo", "https://vimeo.com/123456789"))
    # The key of a film that is listed nowhere.
    key = found[2] or query.get("h", [""])[0]
    key = key if re.fullmatch(r"[0-9a-f]{6,20}", key) else ""
    return ExternalVideo(
        "Vimeo",
        "Vimeo",
        f"https://vimeo.com/{found[1]}" + (f"/{key}" if key else ""),
        f"{PLAYER_HOSTS[1]}/video/{found[1]}?dnt=1&autoplay=1" + (f"&h={key}" if key else ""),
    )


def _unknown() -> str:
    return _(
        "Only films at YouTube and Vimeo can be shown: of no other host is it known what it does with readers. Link to "
        "the film in the text, or upload it under Recordings."
    )


def _no_film(provider: str, example: str) -> str:
    return _("This address of %(provider)s names no single film. It looks like %(example)s.") % {
        "provider": provider,
        "example": example,
    }
