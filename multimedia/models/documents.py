"""Documents: for the team until somebody opens them to readers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument

from multimedia.choices import Access
from multimedia.files import cleaned_if_picture
from multimedia.languages import language_name
from multimedia.metadata import PictureError
from multimedia.models.credits import Credited
from multimedia.papers import check_paper


class Document(Credited, AbstractDocument):
    """A file to read: a report, a form, a law. Closed to readers unless somebody marked it as for them."""

    access = models.CharField(
        _("who may read it"),
        max_length=8,
        choices=Access,
        default=Access.TEAM,
        help_text=_("Readers: whoever knows its address may fetch it, whether a page offers it or not."),
    )
    language = models.CharField(_("language"), max_length=12, blank=True, help_text=_("A language code: en, es-MX."))
    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), related_name="papers")

    admin_form_fields = (*WagtailDocument.admin_form_fields, "access", "language", "credit", "licence", "origin_url")

    class Meta(AbstractDocument.Meta):
        default_related_name = "papers"
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    def clean(self) -> None:
        """Check the kind of the file, and clean a picture; where there is none, its field has said so."""
        if self.file:
            super().clean()
            if not self.file._committed:
                try:
                    check_paper(self.file.file)
                    self._clean_file()
                except ValidationError as error:
                    raise ValidationError({"file": error.messages}) from error
                except PictureError as error:
                    raise ValidationError({"file": str(error)}) from error

    def save(self, *args, **kwargs) -> None:
        """Clean a new picture; note size and hash: pages print the size and must not look for it.

        Raises ``PictureError``.
        """
        if self.file and not self.file._committed:
            self._clean_file()
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    def _clean_file(self) -> None:
        clean = cleaned_if_picture(self.file.file)
        if clean is not self.file.file:
            self.file = clean

    @property
    def is_for_readers(self) -> bool:
        """Whether readers may fetch it."""
        return self.access == Access.READERS

    @property
    def kind(self) -> str:
        """What it is, as people call it: PDF, DOCX."""
        return self.file_extension.upper()

    @property
    def language_name(self) -> str:
        """The language it is written in, in the reader's words; empty while it is not known."""
        return language_name(self.language) if self.language else ""
