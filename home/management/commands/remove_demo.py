"""Remove the demonstration content."""

from django.core.management.base import BaseCommand

from home.demonstration.removing import remove


class Command(BaseCommand):
    """Everything that load_demo brought."""

    help = "Removes the demonstration pages and what only they used. The standing pages and your own content stay."

    def handle(self, *_args, **_options) -> None:
        """Remove and say how many pages went."""
        self.stdout.write(f"{remove(say=self.stdout.write)} pages removed.")
