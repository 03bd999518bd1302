"""Load the demonstration content."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from home.demonstration.files import DemonstrationError
from home.demonstration.loading import DATA, load


class Command(BaseCommand):
    """Everything in home/demo/, in one transaction."""

    help = "Loads the demonstration content that is missing, and the standing pages with it. What is there stays."

    def add_arguments(self, parser) -> None:
        """Another folder of the same form may be given."""
        parser.add_argument("--folder", type=Path, default=DATA, help="Where the files lie, if not in home/demo/.")

    def handle(self, *_args, folder: Path, **_options) -> None:
        """Load; a broken file is one sentence with file and line."""
        try:
            added = load(folder, self.stdout.write)
        except DemonstrationError as error:
            raise CommandError(f"{error} Nothing was loaded.") from error
        if not added:
            self.stdout.write("The demonstration content is complete already.")
            return
        self.stdout.write(f"{added} pages added. Making their pictures in every size, about half a minute ...")
        call_command("make_renditions", stdout=StringIO())
        call_command("make_drawings", stdout=StringIO())
