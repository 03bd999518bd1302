"""Make every process read the browse index anew, and write the text search anew: mends what edits by SQL left."""

from django.core.management.base import BaseCommand
from django.db import transaction

from browse import text
from core import publication


class Command(BaseCommand):
    """Raises the version and writes every text row."""

    help = "Rewrites the text search and makes every process read the browse index anew."

    def handle(self, **options):  # noqa: ARG002 - none has a meaning here
        with transaction.atomic():
            publication.everything_changed()
            count = text.rewrite()
        self.stdout.write(f"{count} works written; every process reads the index anew with its next request.")
