"""Which blocks a page about the programme may contain. Composition only."""

from core.blocks import HeadingBlock, ParagraphBlock, StoryStreamBlock


class TextBlock(StoryStreamBlock):
    """Headings and paragraphs."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
