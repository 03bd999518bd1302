"""What can be checked of a source while it is written."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

check_doi = RegexValidator(
    r"^10\.\d{4,}(\.\d+)*/\S+\Z",
    gettext_lazy("Write the DOI from its 10. on, without an address: 10.1017/S0007123418000078."),
)


def check_partial_date(value: str) -> None:
    """Refuse what is not a year, a month of a year or a day, as ISO 8601 writes them."""
    try:
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value, re.ASCII):
            raise ValueError(value)
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError as error:
        raise ValidationError(
            _("Write it as 2018, 2018-02 or 2018-02-13: year, then month, then day."), code="partial_date"
        ) from error
