"""Compare the browse index with the database, facet by facet, value by value. Slow on purpose: it asks plainly."""

from django.core.management.base import BaseCommand, CommandError

from browse import index
from browse.check import differences


class Command(BaseCommand):
    """Lists what differs and ends with 1 if anything does."""

    help = "Compares the browse index and the text search with the database; lists differences."

    def handle(self, **options):  # noqa: ARG002 - none has a meaning here
        found = list(differences(index.current()))
        for difference in found:
            self.stdout.write(difference)
        if found:
            raise CommandError(f"{len(found)} differences. rebuild_browse_index mends them.", returncode=1)
        self.stdout.write("The index agrees with the database.")
