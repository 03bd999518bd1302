"""Blocks that every kind of page may use."""

from core.blocks.steps import ProcessStepsBlock
from core.blocks.text import PROSE, CallOutBlock, HeadingBlock, ParagraphBlock, PullQuoteBlock
from core.blocks.timelines import TimelineBlock

__all__ = [
    "PROSE",
    "CallOutBlock",
    "HeadingBlock",
    "ParagraphBlock",
    "ProcessStepsBlock",
    "PullQuoteBlock",
    "TimelineBlock",
]
