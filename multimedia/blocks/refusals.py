"""How a block says what is wrong with what was written into it."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from wagtail.blocks.struct_block import StructBlockValidationError


def refusal(**problems: str | Sequence[str]) -> StructBlockValidationError:
    """An error whose sentences stand at the fields they are about: ``raise refusal(poster=_("Choose a poster."))``."""
    return StructBlockValidationError(
        block_errors={field: ValidationError(sentences) for field, sentences in problems.items()}
    )
