"""Blocks that show what the multimedia room keeps."""

from multimedia.blocks.pictures import FigureBlock
from multimedia.blocks.tables import TableBlock

__all__ = ["FigureBlock", "TableBlock"]
