"""Which works present a testimony. This room knows none of them: the rooms above say so from ``AppConfig.ready``."""

from collections.abc import Callable, Iterable

#: Given ids of testimonies, the works that present them.
WorkSource = Callable[[set[int]], Iterable[int]]

_sources: list[WorkSource] = []


def register_works(source: WorkSource) -> None:
    """Tell this room of works that present testimonies and change with them."""
    _sources.append(source)


def works_of(testimony_ids: set[int]) -> set[int]:
    """The works that present these testimonies."""
    return {work for source in _sources for work in source(testimony_ids)}
