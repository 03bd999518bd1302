"""Changes that reach public content past our own models' ``save``, and the text rows that follow each change."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction

from browse import text
from browse.registry import all_specs
from core import publication
from core.models import BasePage
from core.models.pages import PRIVATE_FIELDS
from core.visibility import ids_below


def connect() -> None:
    """Called once, when all models exist."""
    publication.works_changed_signal.connect(write_text, dispatch_uid="browse-text")
    post_save.connect(page_saved_as_base, sender=Page, dispatch_uid="browse-page")
    post_delete.connect(translation_deleted, dispatch_uid="browse-translation")
    for signal in (post_save, post_delete):
        signal.connect(privacy_changed, sender=PageViewRestriction, dispatch_uid="browse-privacy")


def write_text(sender, work_ids: frozenset[int] | None, **kwargs) -> None:  # noqa: ARG001
    """Write the searchable words of what changed, in the transaction of the change."""
    if work_ids is None:
        text.mend()
        return
    for spec in all_specs():
        works = spec.model._default_manager.works().filter(pk__in=work_ids)
        text.project(spec, works.values_list("pk", flat=True))


def page_saved_as_base(sender, instance: Page, created: bool, raw: bool, update_fields=None, **kwargs) -> None:  # noqa: ARG001
    """Wagtail's own commands (scheduled expiry, moves in bulk) save pages as plain ``Page``."""
    if not raw and not created and (update_fields is None or not PRIVATE_FIELDS.issuperset(update_fields)):
        publication.everything_changed()


def privacy_changed(sender, instance: PageViewRestriction, **kwargs) -> None:  # noqa: ARG001
    """A page became private or public, and with it all below; words of translations leave their works or come back."""
    publication.everything_changed(ids_below(instance.page))


def translation_deleted(sender, instance, **kwargs) -> None:  # noqa: ARG001
    """The words of a translation leave the row of its work."""
    if isinstance(instance, BasePage) and instance.source_page_id:
        for spec in all_specs():
            if sender is spec.model:
                text.project(spec, [instance.source_page_id])
