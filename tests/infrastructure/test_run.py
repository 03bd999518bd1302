"""`make run`: what keeps it from starting is said in a sentence; its processes live and die together."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.contrib.auth import authenticate

from bigbold import run


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(arguments: list[str], **environment: str) -> subprocess.Popen:
    """Start Python in the root of the repository with a folder of data of its own."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, "BIGBOLD_VAR_DIR": str(settings.VAR_DIR / "run"), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def refused(**environment: str) -> str:
    """What the supervisor says on refusing to start."""
    supervisor = start(["-m", "bigbold.run"], **environment)
    _, said = supervisor.communicate(timeout=60)
    assert supervisor.returncode == 1
    assert len(said.strip().splitlines()) == 1
    return said


def test_a_taken_port_is_one_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        assert f"Port {port} is taken by another program" in refused(PORT=str(port))


def test_a_database_that_does_not_answer_is_one_sentence_without_the_password():
    said = refused(PORT=str(free_port()), DATABASE_URL=f"postgres://user:password-to-keep@127.0.0.1:{free_port()}/name")

    assert "cannot be reached" in said
    assert "correct DATABASE_URL" in said
    assert "password-to-keep" not in said


@pytest.mark.parametrize(
    ("setting", "cure"),
    [
        ({"PORT": "many"}, "PORT must be a whole number from 1 to 65535, not “many”"),
        ({"PORT": "99999"}, "PORT must be a whole number"),
        ({"PORT": "0"}, "PORT must be a whole number"),
        ({"WEB_CONCURRENCY": "0"}, "WEB_CONCURRENCY must be a whole number from 1 to 64"),
        ({"DATABASE_URL": "mysql://host/name"}, "DATABASE_URL must be like postgres://"),
        ({"DATABASE_URL": "postgres://user:secret@host:door/name"}, "DATABASE_URL must be like postgres://"),
        ({"HTTPS": "maybe"}, "HTTPS must be 1 or 0"),
        ({"SITE_URL": "example.org"}, "SITE_URL must begin with http:// or https://"),
        ({"CSRF_TRUSTED_ORIGINS": "https://a.org,b.org"}, "CSRF_TRUSTED_ORIGINS must begin with http:// or https://"),
        ({"BIGBOLD_VAR_DIR": "/dev/null/var"}, "choose another with BIGBOLD_VAR_DIR"),
    ],
)
def test_an_unusable_setting_is_one_sentence_that_says_what_to_write(setting, cure):
    said = refused(**{"PORT": str(free_port()), **setting})

    assert cure in said
    assert "secret" not in said


def test_a_setting_without_a_value_is_as_good_as_none():
    names = ("WEB_CONCURRENCY", "ACCESS_LOG", "HTTPS", "SITE_URL", "CSRF_TRUSTED_ORIGINS", "DATABASE_URL")
    code = (
        "import django; django.setup(); from django.conf import settings as s; print(s.PORT, s.WAGTAILADMIN_BASE_URL)"
    )
    python = start(["-c", code], **dict.fromkeys((*names, "PORT"), ""), DJANGO_SETTINGS_MODULE="bigbold.settings.test")

    assert python.communicate(timeout=60)[0].split() == ["8000", "http://127.0.0.1:8000"]


# Stand-ins for the three processes: the supervisor must not care what they do.
SERVE = "import http.server as h; h.HTTPServer(('127.0.0.1', {port}), h.SimpleHTTPRequestHandler).serve_forever()"
IDLE = "import signal; signal.pause()"
TELL = "import os, signal; print('clock', os.getpid(), flush=True); signal.pause()"
END = "import sys; sys.exit(3)"


@contextmanager
def supervised(*, worker: str, accident: float = run.ACCIDENT):
    """A supervisor with stand-ins; yields it and the process id of the idle clock."""
    port = free_port()
    lines = {
        "web server": [sys.executable, "-c", SERVE.format(port=port)],
        "clock": [sys.executable, "-c", TELL],
        "task worker": [sys.executable, "-c", worker],
    }
    code = f"import sys; from bigbold import run; run.ACCIDENT = {accident}; sys.exit(run.run_together({lines!r}))"
    supervisor = start(["-c", code], PORT=str(port), DJANGO_SETTINGS_MODULE="bigbold.settings.production")
    try:
        yield supervisor, told(supervisor, "clock"), port
    finally:
        supervisor.kill()


def told(supervisor: subprocess.Popen, name: str) -> int:
    """The process id that a stand-in tells."""
    line = next((line for line in supervisor.stdout if line.startswith(name)), None)
    assert line, supervisor.stderr.read()
    return int(line.split()[1])


def is_alive(pid: int) -> bool:
    """Whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_when_one_process_ends_all_end_and_the_reason_is_said():
    with supervised(worker=END) as (supervisor, clock, port):
        _, said = supervisor.communicate(timeout=60)

    assert supervisor.returncode == 1
    assert "The task worker ended by itself (exit code 3): stopping everything." in said
    assert not is_alive(clock)
    run.check_port(port)


def test_a_process_that_ends_after_a_while_is_started_again():
    with supervised(worker=IDLE, accident=0) as (supervisor, clock, _port):
        os.kill(clock, signal.SIGKILL)
        again = told(supervisor, "clock")
        assert again != clock
        assert is_alive(again)
        supervisor.terminate()
        _, said = supervisor.communicate(timeout=60)

    assert supervisor.returncode == 0
    assert "The clock ended by itself (exit code -9): starting it again." in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all(number):
    with supervised(worker=IDLE) as (supervisor, clock, port):
        supervisor.send_signal(number)
        supervisor.communicate(timeout=60)

    assert supervisor.returncode == 0
    assert not is_alive(clock)
    run.check_port(port)


@pytest.mark.django_db
def test_a_new_database_gets_one_administrator_whose_password_is_printed_once(capsys):
    run.create_administrator_when_missing()
    printed = capsys.readouterr().out
    run.create_administrator_when_missing()

    password = re.search(r"Password: +(\S+)", printed)[1]
    assert authenticate(username="admin", password=password).is_superuser
    assert capsys.readouterr().out == ""


def test_the_access_log_tells_neither_who_nor_what_they_looked_for(transactional_db):
    port = free_port()
    server = start(
        ["-m", "gunicorn", "--config", "python:bigbold.gunicorn", "bigbold.wsgi"],
        PORT=str(port),
        ACCESS_LOG="1",
        WEB_CONCURRENCY="1",
        DJANGO_SETTINGS_MODULE="bigbold.settings.test",
    )
    try:
        while True:
            try:
                request = urllib.request.Request(
                    f"http://127.0.0.1:{port}/admin/login/?next=secret-word",
                    headers={"User-Agent": "secret-browser", "Referer": "http://secret-origin/"},
                )
                urllib.request.urlopen(request, timeout=30).read()
                break
            except urllib.error.URLError:
                assert server.poll() is None
    finally:
        server.terminate()
        log, _ = server.communicate(timeout=60)

    assert '"GET /admin/login/" 200' in log
    assert "secret" not in log
    assert "127.0.0.1" not in log
