"""What a page asks of its writer, tab by tab: what is answered, what is missing, what publishing needs.

The tabs of a page's form (core.panels.Tab) list what they ask for. The same list is read from a form that is being
filled and from a stored page, so that the tab, the admin listing and the check before publishing never disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.text import capfirst
from wagtail.blocks import Block, StreamBlock, StreamValue, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from core.pictures import pictures_of, problem_of

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Ask:
    """Something a tab asks for: a field of the page, or its rows (those need ``called``, their name for people).

    ``cure`` says what to do; only what publishing needs has one. "Unknown" is an honest answer but an open question,
    so it counts as answered only where ``unknown_counts``.
    """

    name: str
    called: str | Promise = ""
    cure: str | Promise = ""
    unknown_counts: bool = False

    def label(self, page: Page) -> str:
        """How the form calls it."""
        return str(self.called or capfirst(page._meta.get_field(self.name).verbose_name))

    def value_on_page(self, page: Page) -> object:
        """What the page holds; rows as a list."""
        value = getattr(page, self.name, None)
        return list(value.all()) if hasattr(value, "all") else value

    def value_in_form(self, form: ModelForm) -> object:
        """What a submitted form holds; rows as the list of those that stay."""
        if self.name in form.formsets:
            formset = form.formsets[self.name]
            return [row for row in formset.forms if not formset._should_delete_form(row)]
        return form.cleaned_data.get(self.name)

    def is_answered(self, value: object) -> bool:
        """Whether this value says something."""
        if isinstance(value, StreamValue):
            return len(value) > 0
        if isinstance(value, str):
            return bool(strip_tags(value).strip()) and (value != UNKNOWN or self.unknown_counts)
        return value is not None and value != []


@dataclass(frozen=True)
class TextAsk(Ask):
    """A stream that must hold words: a picture alone tells no story."""

    def is_answered(self, value: object) -> bool:
        """Whether a block of the stream has words in it."""
        return isinstance(value, StreamValue) and any(
            words.strip() for words in value.stream_block.get_searchable_content(value)
        )


def asks_of(page: type[Page] | Page) -> list[Ask]:
    """All that the tabs of a page type ask for, in their order."""
    return [ask for tab in page.get_edit_handler().children for ask in getattr(tab, "asks", ())]


def progress(page: Page) -> tuple[int, int]:
    """How many questions are answered, of how many. Reads the rows of the page; prefetch them for a list."""
    asks = asks_of(page)
    return sum(ask.is_answered(ask.value_on_page(page)) for ask in asks), len(asks)


def missing_on_page(page: Page) -> dict[str, str]:
    """By field, the cure for everything that keeps this page from being published. Empty: it may be published."""
    missing = {
        ask.name: str(ask.cure) for ask in asks_of(page) if ask.cure and not ask.is_answered(ask.value_on_page(page))
    }
    for name, message in (*block_problems(page), *picture_problems(page)):
        missing.setdefault(name, message)
    return missing


def check_publishable(page: Page) -> None:
    """Raise a `ValidationError` that names field and cure, unless the page holds all that publishing needs.

    A translation carries words only; its record, and with it the answers, is that of the source page.
    """
    if page.source_page_id is None and (missing := missing_on_page(page)):
        raise ValidationError(missing)


def block_problems(page: Page) -> Iterator[tuple[str, str]]:
    """For each stream with a block that a draft may hold and readers may not: its field, and what is wrong where."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            try:
                field.stream_block.clean(stream)
            except ValidationError as error:
                *labels, problem = _first_problem(error, field.stream_block, stream)
                yield field.name, f"{', '.join(labels)}: {problem}" if labels else problem


def _first_problem(error: ValidationError, block: Block, value: Any) -> Iterator[str]:
    """The labels of the blocks around the first error, from the outside, and its words."""
    for place, cause in getattr(error, "block_errors", {}).items():
        if isinstance(block, StreamBlock):
            child, held = value[place].block, value[place].value
        elif isinstance(block, StructBlock):
            child, held = block.child_blocks[place], value[place]
        else:
            child, held = block.child_block, value[place]
        yield capfirst(str(child.label))
        yield from _first_problem(cause, child, held)
        return
    yield " ".join(getattr(error, "non_block_errors", ()) or error.messages)


def picture_problems(page: Page) -> Iterator[tuple[str, str]]:
    """For each picture on the page that may not be published yet: the field it stands in, and what to do."""
    for name, picture in pictures_of(page):
        if problem := problem_of(picture):
            yield name, problem
