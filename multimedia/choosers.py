"""Choosers for blocks, whose chosen rows a page fetches all together.

Wagtail fetches what blocks choose kind by kind: a story with twelve kinds of block asks twelve times. A block that
uses these choosers is filled from rows that the page fetched in one query (`core.blocks.streams.fetch_choices`);
everywhere else, as in the editor and in previews, they fetch for themselves like Wagtail's.
"""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model
from wagtail.documents.blocks import DocumentChooserBlock as WagtailDocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock as WagtailAudioChooserBlock
from wagtailmedia.blocks import VideoChooserBlock as WagtailVideoChooserBlock

Rows = dict[type[Model], dict[int, Model]]

_fetched: ContextVar[Rows | None] = ContextVar("rows fetched for blocks", default=None)


@contextmanager
def filled_from(rows: Rows) -> Iterator[None]:
    """Inside, stream values that are unpacked take their rows from here; an id that is missing is a deleted row."""
    token = _fetched.set(rows)
    try:
        yield
    finally:
        _fetched.reset(token)


class FetchedTogether:
    """Mixed into a chooser block, before Wagtail's class."""

    def to_python(self, value):
        """The chosen row, or None."""
        return (
            self.bulk_to_python([value])[0]
            if value is not None and self._rows is not None
            else super().to_python(value)
        )

    def bulk_to_python(self, values):
        """The chosen rows, each use an object of its own, as Wagtail promises."""
        rows = self._rows
        if rows is None:
            return super().bulk_to_python(values)
        return [copy.copy(row) if (row := rows.get(value)) is not None else None for value in values]

    @property
    def _rows(self) -> dict[int, Model] | None:
        fetched = _fetched.get()
        return None if fetched is None else fetched.get(self.model_class)


class PictureChooserBlock(FetchedTogether, ImageChooserBlock):
    """A photograph or drawing of the library."""


class DocumentChooserBlock(FetchedTogether, WagtailDocumentChooserBlock):
    """A document of the library."""


class AudioChooserBlock(FetchedTogether, WagtailAudioChooserBlock):
    """A sound recording of the library."""


class VideoChooserBlock(FetchedTogether, WagtailVideoChooserBlock):
    """A film of the library."""
