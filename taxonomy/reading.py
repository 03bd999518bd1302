"""The terms of a page as its reading shows them."""

from django.utils.functional import cached_property

from taxonomy import catalogue
from taxonomy.catalogue import Label
from taxonomy.choices import Vocabulary


class TermsReading:
    """Of a reading: the terms of the record, which is that of ``source``. Asks nothing once its rows are read."""

    def terms(self, vocabulary: Vocabulary) -> list[Label]:
        """The terms of a vocabulary, primary one first."""
        labels = catalogue.current()
        found = (labels.label(row.term_id) for row in self.source.term_rows.all())
        return [label for label in found if label.vocabulary == vocabulary]

    @cached_property
    def focus_areas(self) -> list[Label]:
        """The focus areas, primary one first."""
        return self.terms(Vocabulary.FOCUS_AREA)

    @property
    def focus_number(self) -> int | None:
        """The number of the primary focus area: the colour of the page."""
        return self.focus_areas[0].number if self.focus_areas else None

    @property
    def focus_numbers(self) -> list[int]:
        """The numbers of all focus areas."""
        return [label.number for label in self.focus_areas]
