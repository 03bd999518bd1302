"""Tables: pasted from a spreadsheet, shown as they are, or the ground of a chart."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail_localize.segments import StringSegmentValue

from multimedia.charts.labels import is_date
from multimedia.charts.numbers import Written
from multimedia.charts.tables import Table, TableError, parse


class PastedTableField(forms.CharField):
    """A text field whose clean value is a `Table`. Errors say row and column."""

    widget = forms.Textarea

    def __init__(self, *, numbers: bool = False, max_series: int | None = None, **kwargs):
        """With ``numbers``, every column but the first holds numbers, at most ``max_series`` of them."""
        self.rules = {"numbers": numbers, "max_series": max_series}
        super().__init__(strip=False, **kwargs)
        # Long rows are not wrapped: the columns stay under each other.
        self.widget.attrs |= {"rows": 8, "wrap": "off", "spellcheck": "false"}

    def prepare_value(self, value: Table | str | None) -> str:
        """What the editor sees: the table as it can be pasted again, or what was typed."""
        return value.as_text() if isinstance(value, Table) else value or ""

    def to_python(self, value: Table | str | None) -> Table | None:
        """Read what was pasted."""
        if isinstance(value, Table):
            value = value.as_text()
        if not (value or "").strip():
            return None
        try:
            return parse(value, **self.rules)
        except TableError as error:
            raise ValidationError(error.messages) from error

    def has_changed(self, initial, data) -> bool:
        """Whether other cells were sent."""
        return self.prepare_value(initial) != (data or "")

    def run_validators(self, value) -> None:
        """None: everything is checked while it is read."""


class PastedTableBlock(blocks.FieldBlock):
    """A table pasted as text. Its value is a `Table`, or None while a draft has none.

    Translators get headings, labels and words of the cells one by one; numbers and dates stay.
    """

    def __init__(self, required=True, help_text=None, *, numbers=False, max_series=None, **kwargs):
        self.field_options = {
            "required": required,
            "help_text": help_text,
            "numbers": numbers,
            "max_series": max_series,
        }
        super().__init__(**kwargs)

    @cached_property
    def field(self):
        """The form field."""
        return PastedTableField(**self.field_options)

    def to_python(self, value):
        """From the stored form."""
        return Table.from_json(value) if value else None

    def get_prep_value(self, value):
        """To the stored form; what is no table yet (a preview of an unfinished form) is stored as none."""
        return value.as_json() if isinstance(value, Table) else None

    def normalize(self, value):
        """A preview or a test may give the pasted text."""
        return parse(value, numbers=self.field_options["numbers"]) if isinstance(value, str) and value else value

    def get_searchable_content(self, value):
        """Headings and words."""
        return [text for _path, text in _words(value)] if value else []

    def get_translatable_segments(self, value):
        """A segment for each heading, label and word."""
        return [StringSegmentValue(path, text) for path, text in _words(value)] if value else []

    def restore_translated_segments(self, value, segments):
        """The table with these words in their places."""
        stored = value.as_json()
        for segment in segments:
            kind, *place = segment.path.split("-")
            if kind == "heading":
                stored["columns"][int(place[0])]["name"] = segment.render_text()
            else:
                stored["rows"][int(place[0])][int(place[1])] = segment.render_text()
        return Table.from_json(stored)

    class Meta:
        icon = "table"
        default = None


def _words(table: Table) -> list[tuple[str, str]]:
    """Every text of a table that is no number and no date, with its place: "heading-1", "cell-4-0"."""
    words = [(f"heading-{place}", column.name) for place, column in enumerate(table.columns)]
    words += [
        (f"cell-{number}-{place}", cell)
        for number, row in enumerate(table.rows)
        for place, cell in enumerate(row)
        if isinstance(cell, str)
    ]
    return [(path, text) for path, text in words if text and not Written(text).ok and not is_date(text)]


class TableBlock(blocks.StructBlock):
    """Figures or words in rows and columns, to be looked up."""

    caption = blocks.CharBlock(
        label=_("Caption"), max_length=160, help_text=_("What the table shows, in a sentence that stands alone.")
    )
    table = PastedTableBlock(
        label=_("Table"),
        help_text=_(
            "Copy the cells in your spreadsheet and paste them here. The first row holds the headings. "
            "Leave a cell empty where there is no figure; write 0 only for nothing."
        ),
    )
    row_headings = blocks.BooleanBlock(label=_("The first column names the rows"), required=False, default=True)
    unit = blocks.CharBlock(
        label=_("Unit"),
        required=False,
        default="",
        max_length=60,
        help_text=_("Of the figures, if all have the same: minutes, USD."),
    )
    note = blocks.TextBlock(
        label=_("Note"),
        required=False,
        default="",
        max_length=400,
        help_text=_("How the figures were counted; what is missing."),
    )

    class Meta:
        icon = "table"
        group = _("Data")
        label = _("Table")
        description = _("A table pasted from a spreadsheet. For a pattern or a trend, take a chart.")
        template = "blocks/table_block.html"
        stylesheets = ("components/tables",)
        preview_value = {
            "caption": "Who may stop a project in Orvena, and how often they did",
            "table": (
                "Body\tMay stop a project\tStopped in 2024\tShare of all\n"
                "City council\tyes\t3\t2.5%\n"
                "Neighbourhood assembly\tyes\t11\t9.2%\n"
                "Court of audit\tonly its payment\t1\t0.8%\n"
                "Mayor\tno\t\t"
            ),
            "row_headings": True,
            "note": "Projects above 50,000. The mayor cannot stop a project and is listed because many believe so.",
        }
