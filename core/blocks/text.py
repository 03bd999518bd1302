"""Text: headings and paragraphs."""

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
