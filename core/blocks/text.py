"""Text: headings, paragraphs, and what is lifted out of them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

#: What running text may hold, in blocks and in fields.
PROSE = ["bold", "link", "ul", "ol", "evidence"]


class HeadingBlock(blocks.CharBlock):
    """A heading inside the story."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 120, **kwargs})

    class Meta:
        icon = "title"
        group = _("Text")
        label = _("Heading")
        description = _("A line that says what the next paragraphs show.")
        template = "blocks/heading_block.html"
        preview_value = "The day the printer stopped"


class ParagraphBlock(blocks.RichTextBlock):
    """Running text with links and evidence marks."""

    def __init__(self, **kwargs):
        super().__init__(**{"features": PROSE, **kwargs})

    class Meta:
        icon = "pilcrow"
        group = _("Text")
        label = _("Text")
        description = _("Running text. Mark the words a source supports with the evidence button.")
        template = "blocks/paragraph_block.html"
        preview_value = "<p>Every large city receives complaints. Few can say what became of them.</p>"


class PullQuoteBlock(blocks.StructBlock):
    """A sentence of a public document, set large. Words of a person are a clip, which keeps to what was released."""

    quote = blocks.CharBlock(
        label=_("Sentence"),
        max_length=240,
        help_text=_(
            "From a law, an order, a report or minutes, word for word and without quotation marks. What a person said "
            "is a clip: only a clip keeps to what the speaker released."
        ),
    )
    document = blocks.CharBlock(
        label=_("Document"),
        max_length=200,
        help_text=_("Its name, the place in it and its year: Order 14, article 2, 2011."),
    )
    url = blocks.URLBlock(label=_("Where to read it"), required=False, max_length=500, default="")

    class Meta:
        icon = "doc-full-inverse"
        group = _("Text")
        label = _("Pull quote")
        description = _("A sentence from a public document, set large. What a person said is a clip.")
        template = "blocks/pull_quote_block.html"
        stylesheets = ("components/callouts",)
        preview_value = {
            "quote": "Whoever has not answered within ten days is read out by name on Friday.",
            "document": "Order 14 of the city of Orvena, article 2",
        }


class CallOutBlock(blocks.StructBlock):
    """What a reader can use at home, point by point."""

    heading = blocks.CharBlock(
        label=_("Heading"), required=False, max_length=80, default="", help_text=_("Empty: What you can use.")
    )
    points = blocks.ListBlock(
        blocks.CharBlock(label=_("Point"), max_length=240),
        label=_("Points"),
        min_num=1,
        max_num=6,
        help_text=_("Begin each with a verb. What it needs belongs to it: time, money, a law, somebody's trust."),
    )

    class Meta:
        icon = "tasks"
        group = _("Text")
        label = _("What you can use")
        description = _("One to six things a reader can do at home, in a box of their own.")
        template = "blocks/call_out_block.html"
        stylesheets = ("components/callouts",)
        preview_value = {
            "points": [
                "Write the deadline into an order of the mayor: it needs a signature, not a vote.",
                "Read late answers out in public, with the name of the office and never of the clerk.",
                "Begin with one kind of complaint, and count it for half a year before you promise anything.",
            ]
        }
