"""The bibliography, and the rows that evidence marks in a text point at."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.choices import Confidence, SourceType
from sources.validators import check_doi, check_partial_date


class Source(models.Model):
    """A work that supports a claim. Field names follow CSL where CSL has one."""

    type = models.CharField(_("type"), max_length=20, choices=SourceType, default=SourceType.WEBPAGE)
    title = models.CharField(_("title"), max_length=300)
    authors = models.CharField(
        _("authors"),
        max_length=300,
        blank=True,
        help_text=_("Family, Given; Family, Given. An organisation as it calls itself."),
    )
    container_title = models.CharField(
        _("published in"), max_length=200, blank=True, help_text=_("Newspaper, journal, book or site.")
    )
    editors = models.CharField(_("editors"), max_length=300, blank=True, help_text=_("Family, Given; Family, Given."))
    edition = models.CharField(_("edition"), max_length=60, blank=True, help_text=_("2nd, revised."))
    volume = models.CharField(_("volume"), max_length=30, blank=True)
    issue = models.CharField(_("issue"), max_length=30, blank=True)
    page = models.CharField(_("pages"), max_length=30, blank=True, help_text=_("First and last: 201-224."))
    number = models.CharField(_("number"), max_length=60, blank=True, help_text=_("Of a report or a law, as printed."))
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    publisher_place = models.CharField(_("place of the publisher"), max_length=100, blank=True)
    issued = models.CharField(
        _("date"),
        max_length=30,
        blank=True,
        validators=[check_partial_date],
        help_text=_("As exact as known: 2018, 2018-02 or 2018-02-13."),
    )
    language = models.CharField(_("language"), max_length=12, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    archive_url = models.URLField(
        _("archived copy"), max_length=500, blank=True, help_text=_("So that the source outlives its address.")
    )
    accessed_on = models.DateField(_("read on"), null=True, blank=True)
    doi = models.CharField(
        _("DOI"), max_length=120, blank=True, validators=[check_doi], help_text=_("From its 10. on.")
    )
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("What a reader should know about it: who paid, who is quoted, what is missing."),
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return ", ".join(part for part in (self.short, self.issued) if part)

    @property
    def with_title(self) -> str:
        """Enough to tell it from others of the same place and day."""
        return str(self) if self.title in str(self) else f"{self.title} ({self})"

    @property
    def short(self) -> str:
        """The place of publication or the first author, else the title."""
        return self.container_title or self.authors.split(";")[0].strip() or self.publisher or self.title


class Evidence(models.Model):
    """What a numbered mark in a text points at. Shared by all languages of a text.

    Stored in rich text as ``<a linktype="evidence" id="…">words</a>`` with the id of this row. Upper rooms add kinds
    of target as child models and register them (sources.evidence).
    """

    kind = models.CharField(max_length=30, editable=False)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, default=Confidence.DOCUMENTED)
    note = models.TextField(
        _("note"), blank=True, help_text=_("What exactly it supports, and what it does not. Shown in the margin.")
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")


class Citation(Evidence):
    """A place in a source."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations", verbose_name=_("source"))
    locator = models.CharField(
        _("where in it"), max_length=60, blank=True, help_text=_("Page, section or time: p. 14, section 3, 12:40.")
    )

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")

    def __str__(self):
        return ", ".join(part for part in (str(self.source), self.locator) if part)

    def save(self, *args, **kwargs):
        """Save as the kind it is."""
        self.kind = "citation"
        super().save(*args, **kwargs)
