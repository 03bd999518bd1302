"""Which blocks a page about the programme may contain. Composition only."""

from wagtail.blocks import StreamBlock

from core.blocks import HeadingBlock, ParagraphBlock


class TextBlock(StreamBlock):
    """Headings and paragraphs."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
