"""Blocks that name their sources: what is shown as a fact in the middle of a story says who says so."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from multimedia import blocks as multimedia
from multimedia.blocks.pictures import library_picture
from multimedia.blocks.refusals import CheckedBlock
from multimedia.choosers import FetchedTogether
from sources.evidence import date_words
from sources.models import Source


def example_source() -> Source:
    """An invented source for previews."""
    return Source(title="Counting what was answered", container_title="Orvena Municipal Papers", issued="2015")


class SourceChooserBlock(FetchedTogether, SnippetChooserBlock):
    """A source of the bibliography, or a new one."""

    def __init__(self, **kwargs):
        super().__init__("sources.Source", **kwargs)


class Sourced(blocks.StructBlock):
    """Mixed into a block of data, before its class: what it shows has a source and a date, both required."""

    source = SourceChooserBlock(
        label=_("Source"), help_text=_("Who counted. Without a source it is not published here.")
    )
    as_of = blocks.CharBlock(
        label=_("As of"),
        max_length=80,
        default="",
        help_text=_("The day, the year or the period that the data describe: 2011 to 2014."),
    )

    def get_preview_value(self):
        """As the block's own, under an invented source."""
        value = super().get_preview_value()
        value.setdefault("source", example_source())
        value.setdefault("as_of", "2011 to 2016")
        return value


class ChartBlock(Sourced, multimedia.ChartBlock):
    """A chart of a pasted table, with its source."""


class AdvancedChartBlock(Sourced, multimedia.AdvancedChartBlock):
    """A chart of a Vega-Lite spec, with its source."""


class TableBlock(Sourced, multimedia.TableBlock):
    """A table, with its source."""


class KeyFigureBlock(Sourced, CheckedBlock):
    """One figure that matters, who reports it and who checked it; both readings where it is contested."""

    what = blocks.CharBlock(label=_("What it counts"), max_length=160)
    baseline = blocks.CharBlock(label=_("Before"), required=False, max_length=30, default="")
    value = blocks.CharBlock(label=_("After, or the figure"), max_length=30)
    unit = blocks.CharBlock(
        label=_("Unit"), required=False, max_length=12, default="", help_text=_("Short: %, h, USD.")
    )
    population = blocks.CharBlock(label=_("Out of how many"), required=False, max_length=120, default="")
    checked_by = blocks.CharBlock(
        label=_("Checked by"),
        required=False,
        max_length=160,
        default="",
        help_text=_("Who else counted. Empty is printed as: nobody we know of."),
    )
    contested = blocks.BooleanBlock(
        label=_("Contested"), required=False, help_text=_("Others count differently. Then write both readings.")
    )
    contested_what = blocks.CharBlock(label=_("What is contested"), required=False, max_length=120, default="")
    reading_one = blocks.CharBlock(label=_("One reading, and who says so"), required=False, max_length=240, default="")
    reading_two = blocks.CharBlock(
        label=_("The other reading, and who says so"), required=False, max_length=240, default=""
    )

    class Meta:
        icon = "order"
        group = _("Data")
        label = _("Key figure")
        description = _("One number with its unit, its source and, where others count differently, both readings.")
        template = "blocks/key_figure_block.html"
        stylesheets = ("components/figures",)
        form_layout = [
            "what",
            "baseline",
            "value",
            "unit",
            "source",
            "as_of",
            "population",
            "checked_by",
            "contested",
            "contested_what",
            "reading_one",
            "reading_two",
        ]

    def problems(self, value):
        """A contested figure that shows one side."""
        if not value.get("contested"):
            return {}
        missing = [name for name in ("reading_one", "reading_two") if not value.get(name)]
        return dict.fromkeys(missing, _("Write both readings: a contested figure shows each side."))

    def get_context(self, value, parent_context=None):
        """Add ``figure`` and who reports it, as `components/key_figure.html` draws them."""
        context = super().get_context(value, parent_context=parent_context)
        source = value.get("source")
        context["figure"] = {**value, "period": value.get("as_of")}
        context["reported_by"] = ", ".join(filter(None, (source.short, date_words(source.issued)))) if source else ""
        context["reported_url"] = (source.url or source.archive_url) if source else ""
        return context

    def get_preview_value(self):
        """A contested figure of a city that does not exist."""
        return self.normalize(
            {
                "what": "complaints answered within ten days",
                "baseline": "11",
                "value": "78",
                "unit": "%",
                "source": example_source(),
                "as_of": "2011 to 2014",
                "population": "All complaints on paper",
                "contested": True,
                "contested_what": "what counts as an answer",
                "reading_one": "78 per cent: a letter was sent. The town hall of Orvena.",
                "reading_two": "52 per cent: the letter said yes, no or when. The tenants’ union.",
            }
        )


class ReadingBlock(blocks.StructBlock):
    """A source to read on, and why."""

    source = SourceChooserBlock(label=_("Source"))
    why = blocks.CharBlock(
        label=_("Why"),
        required=False,
        max_length=240,
        default="",
        help_text=_("What a reader finds there and nowhere else, in a sentence. Name the chapter."),
    )


class FurtherReadingBlock(blocks.StructBlock):
    """Sources that lead on; those that support the story are in its notes."""

    heading = blocks.CharBlock(
        label=_("Heading"), required=False, max_length=80, default="", help_text=_("Empty: Further reading.")
    )
    readings = blocks.ListBlock(ReadingBlock(label=_("Reading")), label=_("Readings"), min_num=1, max_num=10)

    class Meta:
        icon = "doc-full"
        group = _("Text")
        label = _("Further reading")
        description = _(
            "One to ten sources that lead on, each with the reason. What supports a claim is a note instead."
        )
        template = "blocks/further_reading_block.html"
        stylesheets = ("components/callouts",)

    def get_preview_value(self):
        """Two invented sources."""
        other = Source(title="Ten days: an order and its copies", authors="M. Arden", issued="2019")
        return self.normalize(
            {
                "readings": [
                    {"source": example_source(), "why": "The only count that tells letters from answers."},
                    {"source": other, "why": "Three cities that copied the order, and the one that repealed it."},
                ]
            }
        )


class StagePictureBlock(multimedia.PictureBlock):
    """A picture on the stage of a scrolling sequence."""

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/figure_block.html"
        stylesheets = ("components/photos",)


class StepBlock(blocks.StructBlock):
    """A step of a scrolling sequence: words beside what stands on the stage. Subclasses add ``stage``."""

    words = blocks.TextBlock(
        label=_("Words"), max_length=600, rows=3, help_text=_("What to look at now, in two or three sentences.")
    )


class PictureStepBlock(StepBlock):
    """A step with a picture."""

    stage = StagePictureBlock(label=_("Picture"))

    class Meta:
        icon = "image"
        label = _("Picture")
        form_layout = ["stage", "words"]


class ChartStepBlock(StepBlock):
    """A step with a chart."""

    stage = ChartBlock(label=_("Chart"))

    class Meta:
        icon = "chart"
        label = _("Chart")
        form_layout = ["stage", "words"]


class MapStepBlock(StepBlock):
    """A step with a map."""

    stage = multimedia.MapBlock(label=_("Map"))

    class Meta:
        icon = "site"
        label = _("Map")
        form_layout = ["stage", "words"]


class ScrollytellingBlock(blocks.StructBlock):
    """A stage that stays while the words beside it move on; without script, step after step in plain order."""

    #: The style sheet makes room on the stage for so many.
    MOST_STEPS = 10

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120, default="")
    steps = blocks.StreamBlock(
        [("picture", PictureStepBlock()), ("chart", ChartStepBlock()), ("map", MapStepBlock())],
        label=_("Steps"),
        min_num=2,
        max_num=MOST_STEPS,
        help_text=_("Each step changes one thing that the reader can see. Two steps are a pair: use before and after."),
    )

    class Meta:
        icon = "order-down"
        group = _("Structure")
        label = _("Scrolling sequence")
        description = _("Pictures, charts or maps that stay in sight while two to ten short texts pass beside them.")
        template = "blocks/scrollytelling_block.html"
        stylesheets = ("components/scrolly",)
        scripts = ("scrolly",)

    def get_preview_value(self):
        """A picture of the library, a map and a chart, with invented words."""
        words = (
            "On Monday the queue at Orvena town hall reaches the fountain. Nobody counts it.",
            "On Tuesday a clerk begins to write down where they come from. It takes her one minute each.",
            "Five years later three of four complaints are answered within ten days.",
        )
        stages = (
            ("picture", {"image": library_picture(), "caption": ""}),
            ("map", multimedia.MapBlock().get_preview_value()),
            ("chart", ChartBlock().get_preview_value()),
        )
        steps = [(kind, {"stage": stage, "words": text}) for (kind, stage), text in zip(stages, words, strict=True)]
        return self.normalize({"title": "From a queue to a count", "steps": steps})
