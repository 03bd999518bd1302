"""Make every rendition that is missing, here and now."""

from django.core.management.base import BaseCommand

from multimedia.models import Image
from multimedia.renditions import ensure_renditions


class Command(BaseCommand):
    """For the demonstration content, after a restore, and when a size was added."""

    help = "Makes every missing size of every picture, also where a row exists whose file is gone."

    def handle(self, *_args, **_options) -> None:
        """Print a line per picture for which something was made, and the total."""
        total = 0
        for image in Image.objects.order_by("pk").iterator():
            made = ensure_renditions(image, verify=True)
            total += made
            if made:
                self.stdout.write(f"{image.title}: {made}")
        self.stdout.write(f"{total} renditions made.")
