"""A process that measures when it is told to: both ends of the line to it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Process:
    """This end: ``python -m module argument …``, told commands and asked for their answers."""

    def __init__(self, module: str, *arguments: str, **environment: str):
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, command: str, argument: str = "") -> dict:
        """What the process answers."""
        self._process.stdin.write(f"{command} {argument}\n")
        self._process.stdin.flush()
        if not (line := self._process.stdout.readline()):
            raise SystemExit("A process of the benchmark ended; see above.")
        return json.loads(line)

    def close(self) -> None:
        """End the process."""
        self._process.stdin.close()
        self._process.wait()


def answer(commands: Mapping[str, Callable[[str], dict]]) -> None:
    """The other end: answer lines of ``command argument``, each with a line of JSON, until the questions end."""
    for line in sys.stdin:
        command, _space, argument = line.rstrip("\n").partition(" ")
        print(json.dumps(commands[command](argument)), flush=True)
