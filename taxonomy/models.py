"""Vocabularies: one row a term for all languages, its names beside it."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from core import publication
from taxonomy.choices import Vocabulary


class TermManager(models.Manager):
    """The terms of the model's own vocabulary, in the order editors gave them."""

    def get_queryset(self):
        terms = super().get_queryset()
        return terms.filter(vocabulary=self.model.vocabulary_of_model) if self.model.vocabulary_of_model else terms

    def in_order(self):
        """By the editors' order, then by slug."""
        return self.get_queryset().order_by("position", "slug")


class Term(ClusterableModel):
    """A term of any vocabulary. Its slug stands in addresses and exports and does not change with a rename."""

    vocabulary_of_model: Vocabulary | None = None

    vocabulary = models.CharField(max_length=20, choices=Vocabulary, editable=False)
    slug = models.SlugField(
        _("short name"), max_length=80, help_text=_("Stands in addresses. Do not change it once it is in use.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Lower comes first."))

    objects = TermManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vocabulary", "slug"], name="term_slug_unique")]

    def __str__(self):
        names = {row.language: row.name for row in self.names.all()}
        return names.get("en") or next(iter(names.values()), self.slug)

    def save(self, *args, **kwargs):
        """Save with its names, and let every process learn of it."""
        if self.vocabulary_of_model:
            self.vocabulary = self.vocabulary_of_model
        with transaction.atomic():
            super().save(*args, **kwargs)
            publication.vocabulary_changed()


def term_deleted(instance: models.Model, **_signal) -> None:
    """Let every process learn that a term is gone, also when several are deleted at once."""
    if isinstance(instance, Term):
        publication.vocabulary_changed()


class TermName(models.Model):
    """The name of a term in one language. That a language comes once is checked in the form."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=12, help_text=_("A language code: en, es."))
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)

    def __str__(self):
        return f"{self.name} ({self.language})"


class FocusArea(Term):
    """One of the three focus areas of the programme: the spine of the content."""

    vocabulary_of_model = Vocabulary.FOCUS_AREA

    class Number(models.IntegerChoices):
        """Which of the three squares; the colour follows from it."""

        CULTURE = 1, _("First square, red")
        INFORMATION = 2, _("Second square, blue")
        ENGAGEMENT = 3, _("Third square, green")

    number = models.PositiveSmallIntegerField(_("square"), choices=Number, unique=True)

    objects = TermManager()

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")


class GuidingQuestion(Term):
    """A question of the programme. Its name is the part asked about, its description the sentence word for word."""

    vocabulary_of_model = Vocabulary.QUESTION

    focus_area = models.ForeignKey(
        FocusArea, on_delete=models.PROTECT, related_name="questions", verbose_name=_("focus area")
    )

    objects = TermManager()

    class Meta:
        verbose_name = _("guiding question")
        verbose_name_plural = _("guiding questions")


class StakeholderGroup(Term):
    """One of the five groups of the programme; the description lists example roles."""

    vocabulary_of_model = Vocabulary.STAKEHOLDER_GROUP

    class Meta:
        proxy = True
        verbose_name = _("stakeholder group")
        verbose_name_plural = _("stakeholder groups")


class Problem(Term):
    """A plain sentence that a reader starts from."""

    vocabulary_of_model = Vocabulary.PROBLEM

    class Meta:
        proxy = True
        verbose_name = _("problem")
        verbose_name_plural = _("problems")


class GovernanceChallenge(Term):
    """What makes a city hard to govern."""

    vocabulary_of_model = Vocabulary.CHALLENGE

    class Meta:
        proxy = True
        verbose_name = _("governance challenge")
        verbose_name_plural = _("governance challenges")


class Mechanism(Term):
    """The kind of arrangement: a participatory budget, an open data portal, a lab."""

    vocabulary_of_model = Vocabulary.MECHANISM

    class Meta:
        proxy = True
        verbose_name = _("mechanism")
        verbose_name_plural = _("mechanisms")


class Technology(Term):
    """The technology or channel through which people meet the reform."""

    vocabulary_of_model = Vocabulary.TECHNOLOGY

    class Meta:
        proxy = True
        verbose_name = _("technology or channel")
        verbose_name_plural = _("technologies and channels")


class PopulationGroup(Term):
    """People whom a reform reached, or left out."""

    vocabulary_of_model = Vocabulary.POPULATION_GROUP

    class Meta:
        proxy = True
        verbose_name = _("population group")
        verbose_name_plural = _("population groups")


class PolicySector(Term):
    """The field of city policy."""

    vocabulary_of_model = Vocabulary.SECTOR

    class Meta:
        proxy = True
        verbose_name = _("policy sector")
        verbose_name_plural = _("policy sectors")


class SuccessFactor(Term):
    """What, in the researcher's judgement, made it work."""

    vocabulary_of_model = Vocabulary.SUCCESS_FACTOR

    class Meta:
        proxy = True
        verbose_name = _("success factor")
        verbose_name_plural = _("success factors")


class TermRow(Orderable):
    """A term attached to a page. One table a page type holds the terms of all vocabularies, read in one query.

    Concrete rows add ``page = ParentalKey(…, related_name="term_rows")``. The first row of a vocabulary is the
    primary one.
    """

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        abstract = True
