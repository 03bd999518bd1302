"""Streams read as a whole: every block at any depth, and everything that blocks choose in one query."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from wagtail.blocks import Block, FieldBlock, ListBlock, StreamBlock, StreamValue, StructBlock

from core.rows import Search, fetch_together
from multimedia.choosers import FetchedTogether, Rows, filled_from
from multimedia.models import Image, Recording, Rendition, Track

Kind = TypeVar("Kind")


def blocks_in(block: Block, value: Any) -> list[tuple[Block, Any]]:
    """Each block in a value, at any depth, with its own value: outer ones first, in the order of reading."""
    found: list[tuple[Block, Any]] = []
    _collect(block, value, found)
    return found


def _collect(block: Block, value: Any, found: list[tuple[Block, Any]]) -> None:
    found.append((block, value))
    # Most blocks are fields, and end here.
    if isinstance(block, FieldBlock) or not value:
        return
    if isinstance(block, StreamBlock):
        for child in value:
            _collect(child.block, child.value, found)
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            _collect(child, value.get(name), found)
    elif isinstance(block, ListBlock):
        for child in value:
            _collect(block.child_block, child, found)


def values_in(stream: StreamValue, kind: type[Kind]) -> Iterator[Kind]:
    """The values of one kind in a stream, such as its pictures or rich texts, at any depth, in the order of reading."""
    return (value for _block, value in blocks_in(stream.stream_block, stream) if isinstance(value, kind))


@dataclass(frozen=True, slots=True)
class BlockFiles:
    """What a page must load for the blocks it holds, each once: names under static/css and static/js, no endings."""

    stylesheets: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


def files_in(block: Block, value: Any) -> BlockFiles:
    """The files that the blocks of a value name in their ``Meta``: ``stylesheets`` and ``scripts``."""
    found = [inner.meta for inner, _value in blocks_in(block, value)]
    named = (
        dict.fromkeys(name for meta in found for name in getattr(meta, kind, ())) for kind in ("stylesheets", "scripts")
    )
    return BlockFiles(*map(tuple, named))


def fetch_choices(streams: Iterable[StreamValue], beside: Search | None = None) -> dict[int, list[Rendition]]:
    """Give blocks that use the choosers of `multimedia.choosers` their rows, all in one query; none without choices.

    Pictures come with their renditions, recordings with tracks, poster and sound, so that drawing them asks nothing
    either. ``beside`` finds the renditions of pictures that the page shows beside the streams: all renditions are
    handed back, by id of the picture.
    """
    streams = [stream for stream in streams if stream]
    wanted: defaultdict[type[Model], set[int]] = defaultdict(set)
    for stream in streams:
        for model, pk in _choices(stream.stream_block, list(stream.raw_data)):
            wanted[model].add(pk)
    along = []
    if Recording in wanted:
        along = [Search(build, wanted[Recording]) for build in (_posters, _sounds, _tracks)]
    # Each search apart: of two joined by "or" a database would have to look at every row.
    drawn = [Search(_renditions, wanted[Image])] if Image in wanted else []
    drawn += [Search(_poster_renditions, wanted[Recording])] if Recording in wanted else []
    drawn += [beside] if beside else []
    found = fetch_together(wanted, [*along, *drawn])
    rows: Rows = {model: {row.pk: row for row in part} for model, part in zip(wanted, found, strict=False)}
    along, drawn = found[len(wanted) : len(wanted) + len(along)], found[len(wanted) + len(along) :]
    renditions: dict[int, dict[int, Rendition]] = defaultdict(dict)
    for rendition in chain.from_iterable(drawn):
        renditions[rendition.image_id][rendition.pk] = rendition
    renditions = {pk: list(those.values()) for pk, those in renditions.items()}
    with filled_from(rows):
        for stream in streams:
            for _block, value in blocks_in(stream.stream_block, stream):
                if isinstance(value, Image):
                    value.prefetched_renditions = renditions.get(value.pk, [])
                elif isinstance(value, Recording):
                    _give_along(value, *along)
                    if value.poster:
                        value.poster.prefetched_renditions = renditions.get(value.poster_id, [])
    return renditions


def _posters(recordings: Collection[int]) -> QuerySet:
    return Image.objects.filter(pk__in=Recording.objects.filter(pk__in=recordings).values("poster"))


def _sounds(recordings: Collection[int]) -> QuerySet:
    return Recording.objects.filter(pk__in=Recording.objects.filter(pk__in=recordings).values("sound_only"))


def _tracks(recordings: Collection[int]) -> QuerySet:
    return Track.objects.filter(recording__in=recordings)


def _renditions(pictures: Collection[int]) -> QuerySet:
    return Rendition.objects.filter(image__in=pictures)


def _poster_renditions(recordings: Collection[int]) -> QuerySet:
    return Rendition.objects.filter(image__in=Recording.objects.filter(pk__in=recordings).values("poster"))


def _give_along(recording: Recording, posters: list[Image], sounds: list[Recording], tracks: list[Track]) -> None:
    """What a recording is shown with."""
    recording.poster = next((row for row in posters if row.pk == recording.poster_id), None)
    recording.sound_only = next((row for row in sounds if row.pk == recording.sound_only_id), None)
    own = (row for row in tracks if row.recording_id == recording.pk)
    recording.prefetched_tracks = sorted(own, key=lambda track: (track.kind, track.language))


def _choices(block: Block, raw: Any) -> Iterator[tuple[type[Model], int]]:
    """The model and id of each row chosen in a value as it is stored."""
    if not raw:
        return
    if isinstance(block, FetchedTogether):
        yield block.model_class, raw
    elif isinstance(block, StreamBlock):
        for item in raw:
            if child := block.child_blocks.get(item["type"]):
                yield from _choices(child, item["value"])
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from _choices(child, raw.get(name))
    elif isinstance(block, ListBlock):
        for item in raw:
            # Wagtail still reads lists stored before their items had ids.
            yield from _choices(block.child_block, item["value"] if _has_id(item) else item)


def _has_id(item: Any) -> bool:
    return isinstance(item, Mapping) and item.keys() >= {"id", "type", "value"}
