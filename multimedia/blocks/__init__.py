"""Blocks that show what the multimedia room keeps."""

from multimedia.blocks.pictures import FigureBlock

__all__ = ["FigureBlock"]
