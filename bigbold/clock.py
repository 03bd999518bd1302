"""The clock: scheduled work, once a minute and once a day, until it is told to stop (``python -m bigbold.clock``).

It belongs beside the task worker of an installation and runs once, not once per machine.
"""

import logging
import os
import signal
import threading
import time

import django
from django.core.management import call_command
from django.db import close_old_connections

EVERY_MINUTE = ["publish_scheduled"]
EVERY_DAY = ["clearsessions", "forget_messages", "prune_db_task_results", "make_drawings --queue"]
MINUTE = 60
DAY = 24 * 60 * MINUTE

logger = logging.getLogger(__name__)


def tick(commands: list[str]) -> None:
    """Run management commands one after the other. One that fails is logged and tried again next time."""
    for command in commands:
        close_old_connections()
        try:
            call_command(*command.split(), verbosity=0)
        except Exception:
            logger.exception("%s failed and is tried again later", command)
    close_old_connections()


def main() -> None:
    """Run the commands when they are due, until SIGTERM or SIGINT; finish the one that is running then."""
    told_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_stop.set())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bigbold.settings.production")
    django.setup()
    last_day = -DAY
    while not told_to_stop.is_set():
        tick(EVERY_MINUTE)
        if time.monotonic() - last_day >= DAY:
            last_day = time.monotonic()
            tick(EVERY_DAY)
        told_to_stop.wait(MINUTE)


if __name__ == "__main__":
    main()
