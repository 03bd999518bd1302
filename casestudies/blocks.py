"""Which blocks a story may contain. Composition only."""

from core.blocks import HeadingBlock, ParagraphBlock, StoryStreamBlock
from multimedia.blocks import FigureBlock
from testimony.blocks import ClipBlock


class StoryBlock(StoryStreamBlock):
    """The story of a case."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    figure = FigureBlock()
    clip = ClipBlock()
