"""Blocks that show what the multimedia room keeps."""

from multimedia.blocks.charts import AdvancedChartBlock, ChartBlock
from multimedia.blocks.files import DownloadBlock
from multimedia.blocks.maps import MapBlock
from multimedia.blocks.pictures import BeforeAfterBlock, FigureBlock, GalleryBlock, PictureBlock
from multimedia.blocks.recordings import AudioBlock, ExternalVideoBlock, VideoBlock
from multimedia.blocks.stakeholders import StakeholderMapBlock
from multimedia.blocks.tables import TableBlock

__all__ = [
    "AdvancedChartBlock",
    "AudioBlock",
    "BeforeAfterBlock",
    "ChartBlock",
    "DownloadBlock",
    "ExternalVideoBlock",
    "FigureBlock",
    "GalleryBlock",
    "MapBlock",
    "PictureBlock",
    "StakeholderMapBlock",
    "TableBlock",
    "VideoBlock",
]
