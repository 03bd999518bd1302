"""A list of one vocabulary's terms in the editor's language, without a query a term."""

from django import forms

from taxonomy import catalogue
from taxonomy.choices import Vocabulary


class TermSelect(forms.Select):
    """For a foreign key to a term: ``FieldPanel("question", widget=TermSelect(Vocabulary.QUESTION))``."""

    def __init__(self, vocabulary: Vocabulary, attrs: dict | None = None):
        self.vocabulary = vocabulary
        super().__init__(attrs)

    @property
    def choices(self) -> list[tuple]:
        """The terms now. The field's own choices, which would ask the database for each name, are passed over."""
        return [("", "---------"), *catalogue.current().choices(self.vocabulary)]

    @choices.setter
    def choices(self, value) -> None:
        pass

    def __deepcopy__(self, memo):
        """A widget of the same vocabulary: the base class would copy the choices."""
        return type(self)(self.vocabulary, self.attrs.copy())
