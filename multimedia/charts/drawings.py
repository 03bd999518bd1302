"""Drawings of the charts of a page: found in one query, asked of the task worker where they are missing."""

import hashlib
import json
import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import Block, ListBlock, StreamBlock, StreamValue, StructBlock, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from multimedia.charts.rendering import VERSION
from multimedia.charts.specs import NARROW, WIDE
from multimedia.charts.tasks import draw
from multimedia.models import Drawing

logger = logging.getLogger(__name__)

_ASKED_SECONDS = 300
#: How long the preview of an editor waits for the worker, who looks for work once a second.
_WAIT_SECONDS = 5

#: The ways in which the data of a chart can be taken away, each with its media type.
FILES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "spec": "application/vnd.vegalite.v6+json",
}


class DrawnBlock(StructBlock):
    """A block that shows a drawing. Subclasses say which (`spec`), and how to know it again (`ingredients`)."""

    def ingredients(self, value: StructValue) -> list | None:
        """All that the spec is made from, as plain values; None while too little for one. Quick, unlike `spec`."""
        raise NotImplementedError

    def spec(self, value: StructValue, width: int) -> dict:
        """The Vega-Lite spec at this width in the active language, from complete ingredients."""
        raise NotImplementedError


@dataclass(frozen=True)
class Wanted:
    """One drawing: of a chart, in a width and a language."""

    block: DrawnBlock
    value: StructValue
    ingredients: list
    width: int
    language: str

    @cached_property
    def key(self) -> str:
        """Differs when anything that can be seen differs. The spec, which is slow to make, is not needed for it."""
        made_from = [type(self.block).__qualname__, self.ingredients, self.width, self.language, VERSION]
        return hashlib.sha256(json.dumps(made_from, ensure_ascii=False).encode()).hexdigest()

    @property
    def spec(self) -> dict:
        """The Vega-Lite spec, with its words and numbers in the language."""
        with translation.override(self.language):
            return self.block.spec(self.value, self.width)

    def as_job(self) -> dict:
        """For the worker."""
        return {"key": self.key, "spec": self.spec, "language": self.language}


@dataclass(frozen=True)
class DrawnChart:
    """The drawings of one chart, as far as they are made."""

    narrow: SafeString
    wide: SafeString
    #: Why the chart cannot be drawn, in our words or the renderer's; for its author.
    error: str
    page_id: int | None
    block_id: str | None

    @property
    def ready(self) -> bool:
        """Whether there is something to show."""
        return bool(self.narrow and self.wide)

    @property
    def files(self) -> list[tuple[str, str]]:
        """Names and addresses of what can be taken away; none in a preview."""
        if not (self.page_id and self.block_id):
            return []
        names = [name for name in FILES if name != "svg" or self.ready]
        return [
            (name.upper() if name != "spec" else "Vega-Lite", chart_address(self.page_id, self.block_id, name))
            for name in names
        ]


_NOTHING = DrawnChart(mark_safe(""), mark_safe(""), "", None, None)


def chart_address(page_id: int, block_id: str, name: str) -> str:
    """The stable address of one of the `FILES` of a chart, under the active language."""
    return reverse("chart_file", args=[page_id, block_id, name])


class Drawings:
    """The drawings of all charts of some streams, whatever their number, from one query.

    A page with charts puts ``drawings`` (`drawings_of` its streams) into its context. A chart without it, as in the
    preview of a block, asks for itself.
    """

    def __init__(self, charts: dict[int, DrawnChart], values: list):
        """``values`` are kept so that their identities stay theirs."""
        self._charts, self._values = charts, values

    def get(self, value: StructValue) -> DrawnChart:
        """The drawings of this very value; empty ones where nothing is made yet."""
        return self._charts.get(id(value), _NOTHING)


def drawings_of(
    streams: Iterable[StreamValue | StructValue], language: str, page_id: int | None = None, *, wait: bool = False
) -> Drawings:
    """Find all drawings of these streams, and ask the worker for those that are missing.

    ``language`` is that of the words in the streams. With ``wait``, a few seconds are given to the worker: for the
    previews of editors, never for readers.
    """
    found = [(block_id, value, wanted_of(block, value, language)) for block_id, block, value in charts_in(streams)]
    wanted = {one.key: one for _id, _value, pair in found for one in pair}
    made = _made(wanted)
    missing = [one for key, one in wanted.items() if key not in made]
    if missing:
        ask_for(missing)
        deadline = time.monotonic() + _WAIT_SECONDS
        while wait and len(made) < len(wanted) and time.monotonic() < deadline:
            made = _made(wanted)
            time.sleep(0.2)
    charts = {}
    for block_id, value, pair in found:
        drawn = [made.get(one.key) for one in pair]
        narrow, wide = (mark_safe(one.svg if one else "") for one in drawn or (None, None))
        error = next((translation.gettext(one.error) for one in drawn if one and one.error), "")
        charts[id(value)] = DrawnChart(narrow, wide, error, page_id, block_id)
    return Drawings(charts, [value for _id, value, _pair in found])


def _made(wanted: dict[str, Wanted]) -> dict[str, Drawing]:
    return Drawing.objects.in_bulk(list(wanted)) if wanted else {}


def wanted_of(block: DrawnBlock, value: StructValue, language: str) -> list[Wanted]:
    """The narrow and the wide drawing of a chart, or none while it cannot be drawn."""
    ingredients = block.ingredients(value)
    if ingredients is None:
        return []
    return [Wanted(block, value, ingredients, width, language) for width in (NARROW, WIDE)]


def charts_in(streams: Iterable[StreamValue | StructValue]) -> Iterator[tuple[str | None, DrawnBlock, StructValue]]:
    """Every chart at any depth: id of its block (None where it has none), block, value."""
    for stream in streams:
        yield from _charts_in(None, stream)


def _charts_in(block_id: str | None, value) -> Iterator[tuple[str | None, DrawnBlock, StructValue]]:
    if isinstance(value, StreamValue):
        if can_draw(value.stream_block):
            for child in value:
                if can_draw(child.block):
                    yield from _charts_in(child.id, child.value)
    elif isinstance(value, StructValue):
        if isinstance(value.block, DrawnBlock):
            yield block_id, value.block, value
        else:
            for name, child in value.block.child_blocks.items():
                if can_draw(child):
                    yield from _charts_in(None, value[name])
    elif isinstance(value, ListValue):
        for child in value.bound_blocks:
            yield from _charts_in(child.id, child.value)


def can_draw(block: Block) -> bool:
    """Whether a block is a chart or may hold one. Streams that cannot are never read for it."""
    if isinstance(block, DrawnBlock):
        return True
    if isinstance(block, StreamBlock | StructBlock):
        return any(can_draw(child) for child in block.child_blocks.values())
    return isinstance(block, ListBlock) and can_draw(block.child_block)


def may_hold_charts(model: type[Page]) -> bool:
    """Whether a kind of page has a stream for charts."""
    return bool(_chart_fields(model))


def _chart_fields(model: type[Page]) -> list[StreamField]:
    return [
        field for field in model._meta.get_fields() if isinstance(field, StreamField) and can_draw(field.stream_block)
    ]


def streams_of(page: Page) -> list[StreamValue]:
    """The streams of a page that may hold charts."""
    return [getattr(page, field.name) for field in _chart_fields(type(page))]


def wanted_by(page: Page) -> list[Wanted]:
    """What the charts of a page, as it is at hand, are drawn from."""
    streams = streams_of(page)
    language = page.locale.language_code if streams else ""
    return [one for _id, block, value in charts_in(streams) for one in wanted_of(block, value, language)]


def ask_for(wanted: Iterable[Wanted]) -> None:
    """Queue what is missing, each once in five minutes; a reader's page does not depend on the queue."""
    jobs = [one.as_job() for one in wanted if cache.add(f"drawing-asked-{one.key}", True, _ASKED_SECONDS)]
    if jobs:
        try:
            draw.enqueue(jobs)
        except DatabaseError:
            logger.warning("%s drawings could not be queued.", len(jobs))


def after_saving(sender, instance, raw=False, **_kwargs) -> None:  # noqa: ARG001
    """Receiver of saved pages and revisions: drafts, live pages and published translations have their charts drawn."""
    if raw or not isinstance(instance, Page | Revision):
        return
    model = instance.content_type.model_class() if isinstance(instance, Revision) else type(instance)
    if model and issubclass(model, Page) and may_hold_charts(model):
        transaction.on_commit(lambda: ask_for_page(instance))


def ask_for_page(saved: Page | Revision) -> None:
    """Have the worker draw what this page, or this draft of it, needs."""
    page = saved.as_object() if isinstance(saved, Revision) else saved
    wanted = {one.key: one for one in wanted_by(page)}
    made = set(Drawing.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    ask_for(one for key, one in wanted.items() if key not in made)
