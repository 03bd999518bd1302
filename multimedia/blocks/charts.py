"""Charts: from a pasted table or a Vega-Lite spec. Drawn by the task worker; in words and as a table for everybody."""

import json

from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail_localize.segments import StringSegmentValue

from multimedia.blocks.refusals import CheckedBlock, refusal
from multimedia.blocks.tables import PastedTableBlock
from multimedia.charts import advanced
from multimedia.charts.drawings import Drawings, DrawnBlock, drawings_of
from multimedia.charts.kinds import ChartKind, misfits, turned
from multimedia.charts.specs import spec_of
from multimedia.charts.tables import MAX_ROWS, Table
from multimedia.charts.words import axis_note, description_of


class ChartValue(blocks.StructValue):
    """A chart as its template reads it. Everything is in the active language."""

    @property
    def data(self) -> Table | None:
        """The figures as a table, as its kind reads it; what was pasted stays as it is."""
        kind, table = self.get("kind"), self.get("table")
        return turned(kind, table) if kind and isinstance(table, Table) else table

    @property
    def misfits(self) -> list[str]:
        """Why the kind cannot show this table, for its author."""
        kind, table = self.get("kind"), self.data
        return misfits(kind, table) if kind and isinstance(table, Table) else []

    @property
    def words(self) -> str:
        """The author's description, or ours."""
        if self.get("description") or not self.get("kind") or not self.data or self.misfits:
            return self.get("description") or ""
        return description_of(self["kind"], self.data, self.get("unit") or "")

    @property
    def axis(self) -> str:
        """A sentence when the axis leaves zero out."""
        if not self.get("kind") or not self.data or self.misfits:
            return ""
        return axis_note(self["kind"], self.data, self.get("unit") or "")


class AdvancedChartValue(ChartValue):
    """A chart from a spec: its table is pasted, or its own rows."""

    @cached_property
    def data(self) -> Table | None:
        """The pasted table, or the rows of the spec where they are one flat list."""
        if self.get("table"):
            return self["table"]
        spec = self.block.parsed(self)
        return advanced.table_of(spec) if spec else None


class BaseChartBlock(DrawnBlock):
    """What both kinds of chart share: their drawings, and what search and translation may see of them.

    ``sources`` adds the source and the date of the data, which the template shows where they are.
    """

    def get_context(self, value, parent_context=None):
        """Add ``drawn``: the drawings as far as they are made; and ``drafted``: whether an author looks."""
        context = super().get_context(value, parent_context=parent_context)
        drawings: Drawings | None = context.get("drawings")
        context["drafted"] = getattr(context.get("request"), "is_preview", False) or "block_def" in context
        if drawings is None:
            language = context.get("language") or get_language() or "en"
            drawings = drawings_of([value], language, wait=context["drafted"])
        context["drawn"] = drawings.get(value)
        return context


class ChartBlock(CheckedBlock, BaseChartBlock):
    """A chart of a table pasted from a spreadsheet."""

    kind = blocks.ChoiceBlock(choices=ChartKind.choices, label=_("Kind"), default=ChartKind.BAR)
    title = blocks.CharBlock(
        label=_("Title"),
        max_length=120,
        help_text=_("Says what to see or how to read it: “One square is one hour of waiting. Now each is four.”"),
    )
    unit = blocks.CharBlock(
        label=_("Unit"),
        max_length=60,
        help_text=_("Of what is counted: complaints a year, hours, percent of residents. Shown under the title."),
    )
    table = PastedTableBlock(
        label=_("Figures"),
        numbers=True,
        max_series=MAX_ROWS,
        help_text=_(
            "Copy the cells in your spreadsheet and paste them here. The first row holds the headings, the first "
            "column the labels: names, or years, quarters, months or days. All other columns hold numbers. Leave a "
            "cell empty where there is no figure; write 0 only for nothing."
        ),
    )
    note = blocks.TextBlock(
        label=_("Note"),
        required=False,
        default="",
        max_length=400,
        help_text=_("How it was counted, what is missing, what changed on the way."),
    )
    description = blocks.TextBlock(
        label=_("Description"),
        required=False,
        default="",
        max_length=600,
        help_text=_("What the chart shows, in plain sentences. Empty: it is written from the figures."),
    )

    def ingredients(self, value):
        """Kind and table, where they fit each other."""
        kind, table = value.get("kind"), value.data
        if not kind or not isinstance(table, Table) or value.misfits:
            return None
        return [kind, table.as_json()]

    def spec(self, value, width):
        """The chart of the table."""
        return spec_of(value["kind"], value.data, width)

    def problems(self, value):
        """A table that the kind cannot show honestly."""
        return {"table": value.misfits} if value.misfits else {}

    class Meta:
        icon = "chart"
        group = _("Data")
        label = _("Chart")
        description = _("Bars, lines, dots or slopes from a table that you paste. The table always stands under it.")
        template = "blocks/chart_block.html"
        value_class = ChartValue
        stylesheets = ("components/charts", "components/tables")
        preview_value = {
            "kind": ChartKind.LINE,
            "title": "Orvena answered three of four complaints within ten days, five years after it began to count",
            "unit": "% of complaints",
            "table": (
                "Year\tAnswered at all\tWithin ten days\n2011\t31\t9\n2012\t34\t12\n2013\t\t\n"
                "2014\t58\t41\n2015\t71\t66\n2016\t88\t75"
            ),
            "note": "In 2013 the office moved and nobody counted.",
        }


class SpecTextBlock(blocks.TextBlock):
    """A spec as text. Translators get the words that it writes (titles, texts), never its code."""

    def get_searchable_content(self, value):  # noqa: ARG002
        """Nothing: the words stand in title, description and table."""
        return []

    def get_translatable_segments(self, value):
        """A segment for each word or sentence that the spec writes."""
        spec = _loaded(value)
        return [
            StringSegmentValue(f"text-{number}", node[name])
            for number, (node, name) in enumerate(advanced.texts_in(spec))
            if node[name].strip()
        ]

    def restore_translated_segments(self, value, segments):
        """The spec with these words in their places."""
        spec = _loaded(value)
        places = list(advanced.texts_in(spec))
        for segment in segments:
            node, name = places[int(segment.path.removeprefix("text-"))]
            node[name] = segment.render_text()
        return json.dumps(spec, indent=2, ensure_ascii=False)


def _loaded(text: str) -> dict:
    """The spec of a text that need not be finished."""
    try:
        return advanced.read(text or "")
    except advanced.SpecError:
        return {}


class AdvancedChartBlock(BaseChartBlock):
    """A chart from a Vega-Lite spec that holds its own data."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, help_text=_("Says what to see or how to read it."))
    unit = blocks.CharBlock(label=_("Unit"), max_length=60, help_text=_("Of what is counted. Shown under the title."))
    spec_text = SpecTextBlock(
        label=_("Vega-Lite spec"),
        rows=12,
        help_text=_(
            "JSON, as the editor of Vega-Lite shows it, with its data inside. Leave colours, sizes and letters out: "
            "those of the site are used."
        ),
    )
    description = blocks.TextBlock(
        label=_("Description"), max_length=600, help_text=_("What the chart shows, in plain sentences.")
    )
    table = PastedTableBlock(
        label=_("Figures as a table"),
        required=False,
        help_text=_("Empty: the rows of the spec, where they are one plain list. Otherwise paste them here."),
    )
    note = blocks.TextBlock(
        label=_("Note"), required=False, default="", max_length=400, help_text=_("How it was counted.")
    )

    def parsed(self, value) -> dict | None:
        """The spec, if it can be read."""
        return _loaded(value.get("spec_text")) or None

    def ingredients(self, value):
        """The text of the spec, where it can be read."""
        return [value["spec_text"]] if self.parsed(value) else None

    def spec(self, value, width):
        """The author's spec at this width, in the colours of the site."""
        return advanced.fitted(self.parsed(value), width)

    def clean(self, value):
        """Refuse a spec that leads out of the page or cannot be drawn, and one whose figures nobody could look up."""
        value = super().clean(value)
        if not value.get("spec_text"):
            return value
        try:
            spec = advanced.read(value["spec_text"])
        except advanced.SpecError as error:
            raise refusal(spec_text=error.messages) from error
        if not value.get("table") and advanced.table_of(spec) is None:
            raise refusal(table=_("The data of the spec are not one plain list of rows. Paste the figures here."))
        # Whether a spec can be drawn is known once it was tried. A worker that is asleep holds nobody up for long.
        if error := drawings_of([value], get_language() or "en", wait=True).get(value).error:
            raise refusal(spec_text=error)
        return value

    class Meta:
        icon = "code"
        group = _("Data")
        label = _("Advanced chart")
        description = _("A Vega-Lite spec with its data inside, for what the chart block cannot draw.")
        template = "blocks/chart_block.html"
        value_class = AdvancedChartValue
        stylesheets = ("components/charts", "components/tables")
        preview_value = {
            "title": "Wards that met more often spent more of their budget",
            "unit": "% of the ward’s budget, by meetings held",
            "spec_text": json.dumps(
                {
                    "data": {
                        "values": [
                            {"Ward": "Old town", "Meetings": 4, "Spent": 38},
                            {"Ward": "Harbour", "Meetings": 9, "Spent": 71},
                            {"Ward": "Hill", "Meetings": 2, "Spent": 30},
                            {"Ward": "River", "Meetings": 12, "Spent": 84},
                            {"Ward": "Station", "Meetings": 7, "Spent": 52},
                        ]
                    },
                    "layer": [
                        {"mark": {"type": "point", "shape": "square", "filled": True, "size": 90}},
                        {
                            "mark": {"type": "text", "align": "left", "dx": 9},
                            "encoding": {"text": {"field": "Ward"}},
                        },
                    ],
                    "encoding": {
                        "x": {
                            "field": "Meetings",
                            "type": "quantitative",
                            "title": "Meetings held in a year",
                            "scale": {"domain": [0, 15]},
                        },
                        "y": {"field": "Spent", "type": "quantitative", "title": None},
                    },
                },
                indent=2,
            ),
            "description": "From two meetings and 30% in Hill to twelve meetings and 84% in River.",
        }
