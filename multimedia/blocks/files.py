"""Files to take away."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from multimedia.blocks.refusals import CheckedBlock
from multimedia.choices import Access
from multimedia.choosers import DocumentChooserBlock
from multimedia.models import Document


class DownloadBlock(CheckedBlock):
    """A document for readers, and what they should know before they fetch it. One not meant for them is not named."""

    document = DocumentChooserBlock(
        label=_("Document"), help_text=_("A law, a form, a report. It must be marked as for readers.")
    )
    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=160, default="", help_text=_("Empty: the document's own title.")
    )
    note = blocks.CharBlock(
        label=_("What it is good for"),
        required=False,
        max_length=240,
        default="",
        help_text=_("What a reader can do with it: the order to copy, the form to fill in."),
    )

    class Meta:
        icon = "download"
        group = _("Media")
        label = _("Download")
        description = _("A document to take away, with its kind, size, language and licence.")
        template = "blocks/download_block.html"
        stylesheets = ("components/downloads",)

    def problems(self, value):
        """A document that readers could not open."""
        document = value.get("document")
        if not document or document.is_for_readers:
            return {}
        if document.access == Access.PAPER:
            message = _("This is the signed paper of a consent. It is never shown to readers: choose another document.")
        else:
            message = _("This document is for the team only. Open it under Documents and mark it as for readers.")
        return {"document": message}

    def get_preview_value(self):
        """A document of the library that readers may have, if there is one; else an invented one."""
        document = Document.objects.filter(access=Access.READERS).order_by("pk").first() or Document(
            pk=0,
            title="Order 14 of Orvena",
            file="documents/order.pdf",
            file_size=184_320,
            language="en",
            access=Access.READERS,
        )
        return self.normalize(
            {"document": document, "note": "One page. The order to copy, with the deadline in article 2."}
        )
