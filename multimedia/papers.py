"""Documents that may be stored: each is what its ending says, and a photograph or scan says nothing but what it shows.

Which endings there are: ``WAGTAILDOCS_EXTENSIONS``. A PDF or an office file is kept as it is, with what its program
wrote into it: it may be signed, and a document is evidence.
"""

import re
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

#: How a file with this ending begins, as a regular expression over its first bytes.
_BEGINNINGS = {
    ".pdf": rb"[\s\S]*%PDF-",
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"), rb"PK\x03\x04"),
    **dict.fromkeys((".jpg", ".jpeg"), rb"\xff\xd8\xff"),
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".rtf": rb"\{\\rtf",
    **dict.fromkeys((".csv", ".txt"), rb"[^\x00]*\Z"),
}


def check_paper(file: File) -> None:
    """Raise a `ValidationError` for a file that is not what its ending says."""
    ending = PurePath(file.name).suffix.lower()
    file.seek(0)
    beginning = file.read(1024)
    file.seek(0)
    if ending not in _BEGINNINGS or not re.match(_BEGINNINGS[ending], beginning):
        raise ValidationError(
            _("The content of this file is not what its ending says. Use %(endings)s.")
            % {"endings": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)}
        )
