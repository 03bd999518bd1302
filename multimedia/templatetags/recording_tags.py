"""Recordings in templates. Pages fetch tracks, posters and sounds along with recordings; the tag then asks nothing."""

from django import template

from multimedia.models import Recording
from multimedia.players import Player, player_of

register = template.Library()


@register.simple_tag(name="player_of")
def player_of_tag(recording: Recording | None) -> Player | None:
    """``{% player_of value.recording as player %}``: what is shown of it, or None if readers may not have it."""
    return player_of(recording)
