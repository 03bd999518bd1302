"""Which blocks a story may contain. Composition only."""

from wagtail.blocks import StreamBlock

from core.blocks import (
    CallOutBlock,
    HeadingBlock,
    ParagraphBlock,
    ProcessStepsBlock,
    PullQuoteBlock,
    TimelineBlock,
)
from multimedia.blocks import (
    AudioBlock,
    BeforeAfterBlock,
    DownloadBlock,
    ExternalVideoBlock,
    FigureBlock,
    GalleryBlock,
    MapBlock,
    StakeholderMapBlock,
    VideoBlock,
)
from sources.blocks import (
    AdvancedChartBlock,
    ChartBlock,
    FurtherReadingBlock,
    KeyFigureBlock,
    ScrollytellingBlock,
    TableBlock,
)
from testimony.blocks import ClipBlock


class StoryBlock(StreamBlock):
    """The story of a case."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    pull_quote = PullQuoteBlock()
    call_out = CallOutBlock()
    clip = ClipBlock()
    figure = FigureBlock()
    gallery = GalleryBlock()
    before_after = BeforeAfterBlock()
    video = VideoBlock()
    audio = AudioBlock()
    external_video = ExternalVideoBlock()
    key_figure = KeyFigureBlock()
    chart = ChartBlock()
    advanced_chart = AdvancedChartBlock()
    table = TableBlock()
    map = MapBlock()
    timeline = TimelineBlock()
    stakeholder_map = StakeholderMapBlock()
    steps = ProcessStepsBlock()
    scrollytelling = ScrollytellingBlock()
    download = DownloadBlock()
    further_reading = FurtherReadingBlock()
