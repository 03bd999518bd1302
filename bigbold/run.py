"""Start the whole site on one machine and stop it as one: ``python -m bigbold.run`` (`make run`, `make dev`).

First everything the site needs is brought up to date, each step saying so in a line; then web server, task worker and
clock run side by side. What ends by itself after a while is started again, as a task worker that waited too long for
the database; if one of them ends at once, all end. What keeps the site from starting is one sentence and exit
code 1. Bigger installations start the same three commands from their own service manager: docs/decisions/0002.
"""

import contextlib
import errno
import hashlib
import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings

import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

#: Seconds that the processes get to finish what they are doing once they were told to stop.
GRACE = 12
#: Seconds after which an end was an accident: what ended would run again. Whatever ends sooner would end each time.
ACCIDENT = 15


class CannotStart(Exception):
    """The reason, as a sentence for the person at the terminal."""


def main(arguments: list[str]) -> int:
    """Prepare and run the site until it is told to stop; return the exit code. ``--dev`` takes the dev settings."""
    dev = arguments == ["--dev"]
    os.environ["DJANGO_SETTINGS_MODULE"] = "bigbold.settings.dev" if dev else "bigbold.settings.production"
    try:
        read_settings()
        check_port(settings.PORT)
        load_code()
        check_database()
        migrate()
        if not dev:
            collect_static_files()
        load_demonstration_when_empty()
        create_administrator_when_missing()
        connection.close()
    except (CannotStart, CommandError) as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
    return run_together(commands(dev))


def say(line: str) -> None:
    """Print a line of progress at once, also into a pipe."""
    print(line, flush=True)


# --- Before the start -----------------------------------------------------------------------


def read_settings() -> None:
    """Read the environment, .env and the generated key."""
    try:
        with warnings.catch_warnings():
            # What django-environ warns of is refused below in plain words.
            warnings.simplefilter("ignore")
            settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.VAR_DIR):
            # That it can be made is all there is to know.
            pass
    except ImproperlyConfigured as error:
        raise CannotStart(f"A setting in the environment or in .env cannot be used: {error}.") from None
    except OSError as error:
        raise CannotStart(
            f"The site cannot write its data ({error.strerror}: {error.filename}): make that folder writable, or "
            "choose another with BIGBOLD_VAR_DIR."
        ) from None


def check_port(port: int) -> None:
    """Refuse a port that cannot be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CannotStart(
                    f"Port {port} is taken by another program: stop that one, or choose another with PORT={port + 1}."
                ) from None
            raise CannotStart(f"Port {port} cannot be used: {error.strerror}. Choose another with PORT=8000.") from None


def load_code() -> None:
    """Import the site; name the system library that is missing, if one is."""
    say("Loading the site ...")
    try:
        django.setup()
    except (ImportError, OSError) as error:
        if library := re.search(r"(\S+\.so\S*): cannot open shared object", str(error)):
            raise CannotStart(f"The system library {library[1]} is missing: install it and start again.") from None
        if module := re.search(r"No module named '(_\w+)'", str(error)):
            raise CannotStart(f"This Python was built without {module[1]}: install a complete one.") from None
        raise
    except ImproperlyConfigured as error:
        raise CannotStart(f"A setting in the environment or in .env cannot be used: {error}.") from None


def check_database() -> None:
    """Refuse a database that cannot be reached. The password of DATABASE_URL is never printed."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        where = connection.settings_dict
        place = f"{where['HOST']}:{where['PORT'] or 5432}/{where['NAME']}" if where["HOST"] else where["NAME"]
        reason = str(error).strip().splitlines()[0].rstrip(".")
        raise CannotStart(
            f"The database {place} cannot be reached ({reason}): start its server, make the database, or correct "
            "DATABASE_URL."
        ) from None


def migrate() -> None:
    """Bring the tables up to date."""
    executor = MigrationExecutor(connection)
    steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if steps:
        say(f"Bringing the database up to date, {'about a minute' if steps > 50 else 'a moment'} ...")
    call_command("migrate", interactive=False, verbosity=0)


def collect_static_files() -> None:
    """Collect, hash and compress style sheets, scripts and fonts, unless none has changed since the last time."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in apps.get_app_config("staticfiles").module.finders.get_finders():
        for name, storage in finder.list([]):
            status = os.stat(storage.path(name))
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    stamp = settings.STATIC_ROOT / ".collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    say("Collecting and compressing static files, about half a minute ...")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest.hexdigest())


def load_demonstration_when_empty() -> None:
    """Give a new database, one without any user, something to look at."""
    if not apps.get_model(settings.AUTH_USER_MODEL).objects.exists():
        say("Loading the demonstration content ...")
        call_command("load_demo")


def create_administrator_when_missing() -> None:
    """Make the first administrator with a random password, which is printed now and never again."""
    users = apps.get_model(settings.AUTH_USER_MODEL).objects
    if users.filter(is_superuser=True).exists():
        return
    password = secrets.token_urlsafe(12)
    users.create_superuser("admin", email="", password=password)
    say(f"\n  Administrator: admin\n  Password:      {password}\n  Shown only this once: write it down.\n")


# --- Running --------------------------------------------------------------------------------


def commands(dev: bool) -> dict[str, list[str]]:
    """The command line of each process by its name in plain words."""
    manage = [sys.executable, "manage.py"]
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:bigbold.gunicorn", "bigbold.wsgi"]
    return {
        "web server": [*manage, "runserver", str(settings.PORT)] if dev else gunicorn,
        "task worker": [*manage, "db_worker", "--queue-name", "*", "--no-startup-delay"],
        "clock": [sys.executable, "-m", "bigbold.clock"],
    }


def run_together(command_lines: dict[str, list[str]]) -> int:
    """Run all commands until a signal arrives (0) or one of them ends soon after its start (1); then stop all of them.

    The first is the web server. The others start once it answers, so that readers do not wait for them.
    """
    told_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: told_to_stop.set())
    web_server, *waiting = command_lines
    running: dict[str, subprocess.Popen] = {}
    since: dict[str, float] = {}

    def begin(name: str) -> None:
        # The web server stays in the terminal's process group, so that a breakpoint can read the keyboard; the others
        # get groups of their own, so that Ctrl-C reaches them once: through us.
        group = None if name == web_server else 0
        running[name] = subprocess.Popen(command_lines[name], cwd=settings.BASE_DIR, process_group=group)
        since[name] = time.monotonic()

    say(f"Starting the {web_server} ...")
    begin(web_server)
    ended = None
    while ended is None and not told_to_stop.wait(0.3):
        ended = next((name for name, process in running.items() if process.poll() is not None), None)
        if ended and time.monotonic() - since[ended] >= ACCIDENT:
            code = running[ended].returncode
            print(f"The {ended} ended by itself (exit code {code}): starting it again.", file=sys.stderr, flush=True)
            begin(ended)
            ended = None
        if waiting and ended is None and answers(settings.PORT):
            say(f"Starting the {' and the '.join(waiting)} ...")
            for name in waiting:
                begin(name)
            waiting = []
            address = f"http://127.0.0.1:{settings.PORT}"
            say(f"\nThe site is running: {address}/\nWrite and edit at:   {address}/admin/\nCtrl-C stops it.\n")
    if ended and not told_to_stop.is_set():
        code = running[ended].returncode
        print(f"The {ended} ended by itself (exit code {code}): stopping everything.", file=sys.stderr)
    else:
        ended = None
        say("Stopping ...")
    stop(running.values())
    return 1 if ended else 0


def answers(port: int) -> bool:
    """Whether the web server gives an answer of any kind."""
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        web.request("GET", "/")
        web.getresponse()
    except OSError:
        return False
    finally:
        web.close()
    return True


def stop(processes) -> None:
    """Ask every process to end, and end those that have not after the time of grace."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
    deadline = time.monotonic() + GRACE
    for process in processes:
        try:
            process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
