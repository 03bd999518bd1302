"""Make every drawing that is missing, and forget those that no page needs any more."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail.models import Page, get_page_models

from multimedia.charts.drawings import may_hold_charts, wanted_by
from multimedia.charts.tasks import draw
from multimedia.models import Drawing

#: So many jobs at a time: one that fails has as many tried again.
PART = 50
#: A page that is being written changes its charts often, and its editor may go back.
KEPT = timedelta(days=7)


class Command(BaseCommand):
    """For the demonstration content, after a restore or a new version of the renderer, and once a day."""

    help = "Makes missing drawings of charts, tries failed ones again, and deletes unused ones after a week."

    def add_arguments(self, parser) -> None:
        """``--queue`` leaves the drawing to the task worker."""
        parser.add_argument("--queue", action="store_true", help="Leave the drawing to the task worker.")

    def handle(self, *_args, verbosity: int = 1, queue: bool = False, **_options) -> None:
        """Print what was made, or left to the task worker, and what was deleted."""
        wanted = {}
        for model in _models():
            for page in model.objects.order_by("pk").select_related("locale").iterator(chunk_size=100):
                drafts = [page]
                if page.has_unpublished_changes:
                    drafts.append(page.get_latest_revision_as_object())
                wanted |= {one.key: one for draft in drafts for one in wanted_by(draft)}
        # What failed may have had a bad moment.
        Drawing.objects.exclude(error="").delete()
        made = set(Drawing.objects.values_list("pk", flat=True))
        missing = [one.as_job() for key, one in wanted.items() if key not in made]
        for start in range(0, len(missing), PART):
            part = missing[start : start + PART]
            draw.enqueue(part) if queue else draw.func(part)
        old = Drawing.objects.filter(made_at__lt=timezone.now() - KEPT).exclude(pk__in=wanted)
        deleted, _by_model = old.delete()
        if verbosity:
            done = "left to the task worker" if queue else "made"
            self.stdout.write(f"{len(missing)} drawings {done}, {deleted} deleted.")


def _models() -> list[type[Page]]:
    """The kinds of page whose streams may hold charts."""
    return [model for model in get_page_models() if may_hold_charts(model)]
