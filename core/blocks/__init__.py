"""Blocks that every kind of page may use."""

from core.blocks.text import PROSE, HeadingBlock, ParagraphBlock

__all__ = ["PROSE", "HeadingBlock", "ParagraphBlock"]
