"""How a block says what is wrong with what was written into it."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError, StructValue


def refusal(**problems: str | Sequence[str]) -> StructBlockValidationError:
    """An error whose sentences stand at the fields they are about: ``raise refusal(poster=_("Choose a poster."))``."""
    return StructBlockValidationError(
        block_errors={field: ValidationError(sentences) for field, sentences in problems.items()}
    )


class CheckedBlock(StructBlock):
    """A block that must agree with itself, or with what it chooses, before readers may have it.

    A draft is not held to it: an error anywhere on the form stops its saving by itself and its preview.
    """

    def problems(self, value: StructValue) -> Mapping[str, str | Sequence[str]]:
        """By field, what keeps readers from having this block; nothing if it may be published."""
        raise NotImplementedError

    def clean(self, value):
        """Refuse what has problems, unless it is a draft."""
        value = super().clean(value)
        if not self.is_deferred_validation and (problems := self.problems(value)):
            raise refusal(**problems)
        return value
