"""Which blocks a story may contain. Composition only."""

from wagtail.blocks import StreamBlock

from core.blocks import HeadingBlock, ParagraphBlock
from multimedia.blocks import FigureBlock
from testimony.blocks import ClipBlock


class StoryBlock(StreamBlock):
    """The story of a case."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    figure = FigureBlock()
    clip = ClipBlock()
