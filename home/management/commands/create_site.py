"""Create the standing site."""

from django.core.management.base import BaseCommand

from home.standing import create_site


class Command(BaseCommand):
    """For a new installation; safe to run again at any time."""

    help = "Creates languages, countries, vocabularies and standing pages where they are missing. Changes nothing else."

    def handle(self, *_args, **_options) -> None:
        """Create and say how many pages were made."""
        made = create_site()
        self.stdout.write(f"{made} pages created." if made else "The site is complete already.")
