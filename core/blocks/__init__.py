"""Blocks that every kind of page may use."""

from core.blocks.text import HeadingBlock, ParagraphBlock, StoryStreamBlock

__all__ = ["HeadingBlock", "ParagraphBlock", "StoryStreamBlock"]
