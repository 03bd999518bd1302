"""Blocks that show what the multimedia room keeps."""

from multimedia.blocks.pictures import BeforeAfterBlock, FigureBlock, GalleryBlock, PictureBlock
from multimedia.blocks.tables import TableBlock

__all__ = ["BeforeAfterBlock", "FigureBlock", "GalleryBlock", "PictureBlock", "TableBlock"]
