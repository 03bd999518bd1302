"""Blocks that show pictures."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


class FigureBlock(blocks.StructBlock):
    """A photograph with its caption and credit."""

    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        label=_("Caption"), required=False, max_length=300, default="", help_text=_("Empty: the picture's own caption.")
    )

    class Meta:
        icon = "image"
        group = _("Media")
        label = _("Figure")
        description = _("A photograph at full width, with credit and licence.")
        template = "blocks/figure_block.html"
