"""Recordings that another room answers for, such as the one that keeps testimony.

A claimed recording is never free and its words are not kept as tracks: whoever claimed it decides what readers get.
"""

from collections.abc import Callable, Iterable

#: For ids of recordings, those among them that are claimed.
Claim = Callable[[set[int]], set[int]]

_claims: list[Claim] = []


def register_claim(claim: Claim) -> None:
    """Let a room say which recordings are its own. Call it from ``AppConfig.ready``."""
    if claim not in _claims:
        _claims.append(claim)


def claimed(ids: Iterable[int | None]) -> set[int]:
    """Those of these recordings that a room has claimed."""
    wanted = {pk for pk in ids if pk is not None}
    return {pk for claim in _claims for pk in claim(wanted)} if wanted else set()
