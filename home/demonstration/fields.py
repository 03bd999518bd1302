"""Models filled from what stands in the files: every value through its field, every row through its checks."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db.models import AutoField, CharField, Field, ForeignKey, Model, TextField
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.blocks import Block, ChooserBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, TranslatableMixin

from core.completeness import check_publishable
from core.models import BasePage
from home.demonstration.files import DemonstrationError, Entries, Items, text, written
from home.demonstration.finder import KINDS, Finder
from home.demonstration.words import rich_text
from taxonomy.models import TermRow

#: Columns of rows that nobody writes.
_TECHNICAL = {"sort_order", "locale", "translation_key"}
#: What a file may say about a page beside the fields of its own type.
_OF_EVERY_PAGE = ("title", "search_description", "seo_title")


def fill(target: Model, entries: Entries, find: Finder, *, beside: tuple[str, ...] = ()) -> None:
    """Set the fields and child rows of ``target`` and check them; nothing is saved.

    ``beside`` names keys that the caller reads itself. Raises ``DemonstrationError``.
    """
    fields, rows = _fields_of(target), _rows_of(target)
    entries.refuse_unknown({*fields, *rows, *beside})
    for key, value in entries.items():
        if key in beside:
            continue
        try:
            if key in fields:
                _set(target, fields[key], value, find)
            elif key == "terms":
                target.term_rows = _term_rows(rows[key], entries.part(key), find)
            elif key in rows:
                setattr(target, key, _row_list(rows[key], entries.items_of(key), target, find))
        except (LookupError, ValueError) as error:
            raise entries.error(str(error), key) from error
        except ValidationError as error:
            raise entries.error(" ".join(error.messages), key) from error
    check(target, entries)


def translate(page: BasePage, entries: Entries, find: Finder, *, beside: tuple[str, ...] = ()) -> None:
    """Put the words of a translation in place of the copied ones. Lists of rows are as long as in the original."""
    kinds = CharField | TextField | StreamField
    words = {name: field for name, field in _fields_of(page).items() if isinstance(field, kinds)}
    rows = {name: model for name, model in _rows_of(page).items() if name != "terms"}
    entries.refuse_unknown({*words, *rows, *beside})
    plain = Entries.at(entries.path, entries.line, {key: value for key, value in entries.items() if key not in rows})
    plain.lines = entries.lines
    fill(page, plain, find, beside=beside)
    for key in filter(rows.get, entries):
        copies, translated = list(getattr(page, key).all()), entries.items_of(key)
        if len(copies) != len(translated):
            raise entries.error(f"the original has {len(copies)} rows, the translation {len(translated)}.", key)
        for copy, part in zip(copies, translated, strict=True):
            if not isinstance(part, Entries):
                raise entries.error("write the words of each row as keys and values.", key)
            fill(copy, part, find)
        setattr(page, key, copies)


def check(target: Model, entries: Entries) -> None:
    """Run the checks of model and fields; the error names the line of the field, or where the whole begins."""
    parents = [field.name for field in target._meta.fields if isinstance(field, ParentalKey)]
    try:
        target.full_clean(exclude=parents)
    except ValidationError as error:
        raise _first(error, entries) from error


def check_complete(page: BasePage, entries: Entries) -> None:
    """Refuse a page that lacks something publishing needs."""
    try:
        check_publishable(page)
    except ValidationError as error:
        raise _first(error, entries) from error


def _first(error: ValidationError, entries: Entries) -> DemonstrationError:
    key, messages = next(iter(error.message_dict.items()))
    return entries.error(" ".join(messages), key) if key in entries else entries.error(f"{key}: {' '.join(messages)}")


def _fields_of(target: Model) -> dict[str, Field]:
    """The fields that a file may set, by name."""
    fields = target._meta.fields
    if isinstance(target, Page):
        own = {field.name for field in BasePage._meta.fields} - {"last_reviewed"}
        return {
            field.name: field
            for field in fields
            if field.name in _OF_EVERY_PAGE or (field.model is type(target) and field.name not in own)
            if not field.name.endswith("_ptr")
        }
    return {
        field.name: field
        for field in fields
        if field.editable and field.name not in _TECHNICAL and not isinstance(field, AutoField | ParentalKey)
    }


def _rows_of(target: Model) -> dict[str, type[Model]]:
    """The child rows that a file may list, by related name; term rows are written under ``terms``."""
    if not isinstance(target, Page):
        return {}
    rows = {relation.get_accessor_name(): relation.related_model for relation in get_all_child_relations(type(target))}
    rows = {name: model for name, model in rows.items() if _fields_of(model()) and model.__module__[:8] != "wagtail."}
    if "term_rows" in rows:
        rows["terms"] = rows.pop("term_rows")
    return rows


def _set(target: Model, field: Field, value: object, find: Finder) -> None:
    if isinstance(field, StreamField):
        if not isinstance(value, Items):
            raise ValueError("write a list of blocks.")
        setattr(target, field.name, _stream(field, value, find))
    elif isinstance(field, RichTextField):
        setattr(target, field.name, rich_text(text(value), find))
    elif isinstance(field, ForeignKey):
        setattr(target, field.attname, None if value is None else find(KINDS[field.related_model], written(value)))
    elif isinstance(field, CharField | TextField):
        setattr(target, field.name, text(value))
    else:
        setattr(target, field.name, field.to_python(written(value) if value is not None else None))


def _row_list(model: type[Model], items: Items, page: BasePage, find: Finder) -> list[Model]:
    """Child rows; a bare word instead of keys and values is the value of a row's first field."""
    rows = []
    for order, (value, line) in enumerate(items.located()):
        row = model(sort_order=order)
        if issubclass(model, TranslatableMixin):
            row.locale = page.locale
        bare = Entries.at(items.path, line, {next(iter(_fields_of(row))): value})
        fill(row, value if isinstance(value, Entries) else bare, find)
        rows.append(row)
    return rows


def _term_rows(model: type[TermRow], terms: Entries, find: Finder) -> list[TermRow]:
    rows: list[TermRow] = []
    for vocabulary in terms:
        for slug in terms.items_of(vocabulary):
            try:
                rows.append(model(term_id=find(vocabulary, slug), sort_order=len(rows)))
            except LookupError as error:
                raise terms.error(str(error), vocabulary) from error
    return rows


def _stream(field: StreamField, items: Items, find: Finder) -> object:
    """The stream: each item is one block, ``name: value``."""
    return field.stream_block.to_python(_stream_value(field.stream_block, items, find))


def _stream_value(stream: StreamBlock, items: Items, find: Finder) -> list[dict]:
    """A stream as the database stores it; each block has passed its checks."""
    blocks = stream.child_blocks
    raw = []
    for item, line in items.located():
        if not isinstance(item, Entries) or len(item) != 1:
            raise DemonstrationError(items.path, line, f"each item is one block: {', '.join(blocks)}.")
        ((name, value),) = item.items()
        item.refuse_unknown(blocks)
        try:
            raw.append({"type": name, "value": _block_value(blocks[name], value, find), "id": str(uuid4())})
            blocks[name].clean(blocks[name].to_python(raw[-1]["value"]))
        except (LookupError, ValueError) as error:
            raise item.error(str(error), name) from error
        except ValidationError as error:
            raise item.error(_words_of(error) or "this block cannot be used as it is.", name) from error
    return raw


def _words_of(error: ValidationError) -> str:
    """What is wrong with a block; inside a block, with which of its fields or items."""
    parts = [str(message) for message in getattr(error, "non_block_errors", ())]
    for name, part in getattr(error, "block_errors", {}).items():
        parts.append(f"{name + 1 if isinstance(name, int) else name}: {_words_of(part)}")
    return "; ".join(parts or error.messages)


def _block_value(block: Block, value: object, find: Finder) -> object:
    """The value of a block as the database stores it."""
    if isinstance(block, ChooserBlock):
        return find(KINDS[block.model_class], value)
    if isinstance(block, StructBlock):
        if not isinstance(value, Entries):
            raise ValueError(f"write keys and values: {', '.join(block.child_blocks)}.")
        value.refuse_unknown(block.child_blocks)
        return {name: _block_value(block.child_blocks[name], part, find) for name, part in value.items()}
    if isinstance(block, StreamBlock | ListBlock) and not isinstance(value, Items):
        raise ValueError("write a list.")
    if isinstance(block, StreamBlock):
        return _stream_value(block, value, find)
    if isinstance(block, ListBlock):
        parts = (_block_value(block.child_block, part, find) for part in value)
        return [{"type": "item", "value": part, "id": str(uuid4())} for part in parts]
    if isinstance(block, RichTextBlock):
        return rich_text(text(value), find)
    return block.get_prep_value(block.normalize(value if isinstance(value, bool) else text(value)))
