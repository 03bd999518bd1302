"""The clip: a passage of testimony quoted where it proves something."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class ClipBlock(blocks.StructBlock):
    """A quotation that plays. What of it is shown is decided by the policy at each request."""

    passage = SnippetChooserBlock("testimony.Passage", label=_("Passage"))

    class Meta:
        icon = "openquote"
        group = _("Voices")
        label = _("Clip")
        description = _("A passage of an interview, in the speaker's words, with its sound where that is released.")
        template = "blocks/clip_block.html"
