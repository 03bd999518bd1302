"""The clip: a passage of testimony quoted where it proves something."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from multimedia.choosers import FetchedTogether
from testimony.quotations import Quotations


class PassageChooserBlock(FetchedTogether, SnippetChooserBlock):
    """A passage of testimony."""

    def __init__(self, **kwargs):
        super().__init__("testimony.Passage", **kwargs)


class ClipBlock(blocks.StructBlock):
    """A quotation that plays. What of it is shown is decided by the policy at each request.

    A page with clips puts ``quotations`` (`Quotations.of` its streams) into its context, so that all of them are
    resolved in one go; without it, as in a preview of the block, each clip asks for itself.
    """

    passage = PassageChooserBlock(label=_("Passage"))

    class Meta:
        icon = "openquote"
        group = _("Voices")
        label = _("Clip")
        description = _("A passage of an interview, in the speaker's words, with its sound where that is released.")
        template = "blocks/clip_block.html"
        stylesheets = ("components/player",)
        scripts = ("clip-player",)

    def get_context(self, value, parent_context=None):
        """Add ``clip``: the released quotation, or None."""
        context = super().get_context(value, parent_context=parent_context)
        passage, quotations = value.get("passage"), context.get("quotations")
        if quotations is None:
            quotations = Quotations.of_passages([passage], context.get("request"))
        context["clip"] = quotations.get(passage.pk) if passage else None
        return context

    def get_searchable_content(self, value):  # noqa: ARG002
        """Nothing: what is indexed with a page could not be taken back with the testimony."""
        return []
