"""How static files are named: by their content, so that browsers may keep them for ever."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's hashed and compressed files; `import` paths inside JavaScript modules become hashed as well."""

    support_js_module_import_aggregation = True

    def _save(self, name, content):
        """Store our style sheets as they travel: whole, and without what only their authors read."""
        if name.startswith("css/") and name.endswith(".css"):
            content.seek(0)
            content = ContentFile(collected(content.read().decode()).encode())
        return super()._save(name, content)


def collected(css: str) -> str:
    """A style sheet as it travels: files that it imports in their places, no comments, no indentation.

    Texts inside it must not hold ``/*``; ours do not. Imports name files from static/css on, and what is imported
    imports nothing: one request instead of many, and what is compressed together is smaller.
    """
    whole = re.sub(r'^@import "([^"]+)";$', lambda line: _sheet(line[1]), css, flags=re.MULTILINE)
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", whole, flags=re.DOTALL)).lstrip()


def _sheet(name: str) -> str:
    return Path(finders.find(f"css/{name}")).read_text(encoding="utf-8")
