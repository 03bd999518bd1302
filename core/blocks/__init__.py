"""Blocks that every kind of page may use."""

from core.blocks.steps import ProcessStepsBlock
from core.blocks.text import PROSE, HeadingBlock, ParagraphBlock
from core.blocks.timelines import TimelineBlock

__all__ = ["PROSE", "HeadingBlock", "ParagraphBlock", "ProcessStepsBlock", "TimelineBlock"]
