"""What every page of the site shares."""

from django.db import models, transaction
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, Page, PageManager, TranslatableMixin
from wagtail.url_routing import RouteResult

from core import completeness, publication, visibility
from core.querysets import BasePageQuerySet

#: Fields of a page that no reader sees: saving only these changes nothing in public.
PRIVATE_FIELDS = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
        "owner",
    }
)


class BasePage(Page):
    """A page of the site. The *work* is the page in its source language together with all its translations.

    The structured record is read only from the source page (`source`); translations carry words. A work is public
    when its source page is.
    """

    source_page = models.ForeignKey(
        Page, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    is_demonstration = models.BooleanField(
        _("demonstration"),
        default=False,
        help_text=_("Marks the page, wherever it is shown, as demonstration content."),
    )
    last_reviewed = models.DateField(
        _("last reviewed"), null=True, blank=True, help_text=_("When somebody last checked every sentence and figure.")
    )

    exclude_fields_in_copy = ["source_page"]

    objects = PageManager.from_queryset(BasePageQuerySet)()

    settings_panels = [
        *Page.settings_panels,
        FieldPanel("is_demonstration"),
        FieldPanel("last_reviewed"),
    ]

    class Meta:
        abstract = True

    @property
    def work_id(self) -> int:
        """The id that stands for this page in every language: that of its source page."""
        return self.source_page_id or self.pk

    @cached_property
    def source(self) -> "BasePage":
        """The page in its source language, from which the record is read; itself where there is no other."""
        if self.source_page_id is None:
            return self
        return type(self)._default_manager.get(pk=self.source_page_id)

    def text_for_search(self) -> list[str]:
        """The released words of this page that a reader's search may find, most important first."""
        return [self.title, self.search_description]

    def save(self, *args, **kwargs):
        """Save, and raise the public version in the same transaction when readers can see the difference."""
        update_fields = kwargs.get("update_fields")
        with transaction.atomic():
            if self._state.adding and self.source_page_id is None and self.translation_key:
                self.source_page_id = (
                    type(self)
                    ._default_manager.works()
                    .filter(translation_key=self.translation_key)
                    .exclude(pk=self.pk)
                    .values_list("pk", flat=True)
                    .first()
                )
            super().save(*args, **kwargs)
            if update_fields is None or not PRIVATE_FIELDS.issuperset(update_fields):
                publication.works_changed([self.work_id])

    def publish(self, *args, **kwargs):
        """Publish, unless something that publishing needs is missing: then a `ValidationError` names it."""
        completeness.check_publishable(self)
        super().publish(*args, **kwargs)

    publish.alters_data = True

    def delete(self, *args, **kwargs):
        """Delete with everything below. Translations that stay behind become works of their own source."""
        with transaction.atomic():
            heirs = type(self)._default_manager.filter(source_page_id=self.pk).order_by("pk")
            if heir := heirs.first():
                heirs.exclude(pk=heir.pk).update(source_page_id=heir.pk)
                heirs.filter(pk=heir.pk).update(source_page_id=None)
            result = super().delete(*args, **kwargs)
            publication.everything_changed()
        return result

    delete.alters_data = True

    def move(self, target, pos=None, user=None):
        """Move in the tree; the new place may be private, so anything below may appear or vanish."""
        with transaction.atomic():
            super().move(target, pos=pos, user=user)
            self.refresh_from_db(fields=["path"])
            publication.everything_changed(visibility.ids_below(self))

    def route(self, request, path_components):
        """As Wagtail's; a translation is public only while its source page is."""
        if not path_components and not self.source.live:
            raise Http404
        return super().route(request, path_components)

    def get_view_restrictions(self):
        """Those of a translation are also those of its source page: the record is the same."""
        restrictions = super().get_view_restrictions()
        return restrictions if self.source_page_id is None else restrictions | self.source.get_view_restrictions()


class IndexPage(BasePage):
    """Lends a listing its address, title and introduction; the listing's view owns the answer."""

    introduction = models.TextField(
        _("introduction"), max_length=300, blank=True, help_text=_("One line on what this listing holds.")
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    max_count_per_parent = 1

    class Meta:
        abstract = True

    def route(self, request, path_components):
        """Route to a child; a work without a translation here is served in its original language, under this frame."""
        if len(path_components) == 1 and self.source_page_id:
            translated = visibility.public(self.get_children()).filter(slug=path_components[0])
            if not translated.exists() and (original := self._untranslated(path_components[0])):
                return RouteResult(original)
        return super().route(request, path_components)

    def _untranslated(self, slug: str) -> Page | None:
        """The live work of that slug below the source index, unless it is translated under another slug."""
        original = visibility.public(self.source.get_children()).filter(slug=slug).first()
        if original and not visibility.public(original.get_translations()).filter(locale_id=self.locale_id).exists():
            return original.specific
        return None


class WordRow(TranslatableMixin, Orderable):
    """A row of a page that carries words, so that translators get to see it."""

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True
