"""Delete what readers wrote, once it is dealt with."""

from django.core.management.base import BaseCommand

from home.models import Message


class Command(BaseCommand):
    """The clock runs it every day: the contact page promises it to readers."""

    help = "Deletes the messages of readers that are dealt with, and the addresses in them."

    def handle(self, *_args, **_options) -> None:
        """Delete and say how many."""
        deleted, _rows = Message.objects.filter(done=True).delete()
        self.stdout.write(f"{deleted} messages deleted.")
