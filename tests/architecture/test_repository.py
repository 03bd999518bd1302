"""What files of the repository say about each other is true."""

import hashlib
import os
import re
import subprocess

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
VENDORED = re.compile(r"^\| `(?P<file>[^`]+)` \|.*`(?P<sha256>[0-9a-f]{64})`", re.MULTILINE)
NOTES = sorted(path for path in ROOT.glob("*/**/VENDOR.md") if not path.is_relative_to(ROOT / "var"))
LINKS = re.compile(r"\]\((?!https?:|mailto:|#|(?:story|practice|city|voice):)([^)#\s]+)")


@pytest.mark.parametrize("note", NOTES, ids=lambda note: str(note.relative_to(ROOT)))
def test_vendored_files_are_those_that_their_note_describes(note):
    noted = dict(VENDORED.findall(note.read_text()))
    present = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in note.parent.iterdir()
        if path != note and not path.name.startswith("LICENSE")
    }

    assert noted == present


def test_links_between_documents_lead_somewhere():
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{document.relative_to(ROOT)}: {link}"
        for document in documents
        for link in LINKS.findall(document.read_text())
        if not (document.parent / link).exists()
    ]

    assert broken == []


def test_the_example_of_the_environment_names_what_settings_read():
    """`.env.example` is the list of variables; README.md shows the same ones."""
    read = {
        name
        for path in (ROOT / "bigbold" / "settings").glob("*.py")
        for name in re.findall(r"""(?:env\.\w+|number|switch|addresses|database)\(\s*"([A-Z_]+)\"""", path.read_text())
    }
    example = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert example == read
    assert {name for name in read if f"`{name}`" not in (ROOT / "README.md").read_text()} == set()


def test_make_lists_its_commands():
    printed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ}).stdout

    assert re.findall(r"^  make (\w+) +\w", printed, re.MULTILINE) == [
        "help",
        "run",
        "dev",
        "demo",
        "test",
        "lint",
        "format",
        "messages",
        "bench",
    ]
