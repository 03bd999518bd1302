"""The clip: a passage of testimony quoted where it proves something."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock

from multimedia.blocks.refusals import CheckedBlock
from multimedia.choosers import FetchedTogether
from testimony.choosers import PassageChooser
from testimony.models import Passage
from testimony.policy import Policy, is_released
from testimony.quotations import Quotations


class PassageChooserBlock(FetchedTogether, SnippetChooserBlock):
    """A passage of testimony."""

    def __init__(self, **kwargs):
        super().__init__("testimony.Passage", **kwargs)

    @cached_property
    def widget(self) -> PassageChooser:
        """Says of a chosen passage whether readers get it, and whether it still stands in its transcript."""
        return PassageChooser(self.target_model, icon="openquote")


class ClipBlock(CheckedBlock):
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
        help_text = _(
            "Choose a passage that was quoted before, or take one from a transcript: the interview, the first and the "
            "last sentence. What the speaker has not released cannot be published."
        )
        template = "blocks/clip_block.html"
        stylesheets = ("components/player",)
        scripts = ("clip-player",)

    def problems(self, value):
        """A passage that readers do not get."""
        passage = value.get("passage")
        if passage is None or is_released(passage):
            return {}
        message = _("The speaker has not released these words, so readers do not get them. Take others, or no clip.")
        return {"passage": message}

    def get_context(self, value, parent_context=None):
        """Add ``clip``: the released quotation, or None."""
        context = super().get_context(value, parent_context=parent_context)
        passage, quotations = value.get("passage"), context.get("quotations")
        if quotations is None:
            quotations = Quotations.of_passages([passage], context.get("request"))
        context["clip"] = quotations.get(passage.pk) if passage else None
        return context

    def get_preview_value(self):
        """The newest passage of an invented voice that readers may hear; an empty clip where there is none."""
        passages = Passage.objects.filter(testimony__is_composite=True).select_related("testimony").order_by("-pk")[:20]
        policy = Policy.for_testimonies(passage.testimony_id for passage in passages)
        released = (passage for passage in passages if policy.quotation(passage) is not None)
        return self.normalize({"passage": next(released, None)})

    def get_searchable_content(self, value):  # noqa: ARG002
        """Nothing: what is indexed with a page could not be taken back with the testimony."""
        return []
