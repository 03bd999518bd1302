"""Vocabularies in the admin: ten lists that editors extend, each term with its names in all languages."""

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.panels import RowsPanel, snippet_form
from taxonomy import catalogue
from taxonomy.choices import Vocabulary
from taxonomy.models import (
    FocusArea,
    GovernanceChallenge,
    GuidingQuestion,
    Mechanism,
    PolicySector,
    PopulationGroup,
    Problem,
    StakeholderGroup,
    SuccessFactor,
    Technology,
    Term,
)
from taxonomy.widgets import TermSelect


class LanguageSelect(forms.Select):
    """The languages of the site."""

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, choices=[("", "---------"), *settings.LANGUAGES])


def term_panels(*special: FieldPanel, name: str, description: str, slug: str = "") -> ObjectList:
    """The form of a term. ``name`` and ``description`` teach what to write in each."""
    return snippet_form(
        RowsPanel(
            "names",
            [
                FieldPanel("language", widget=LanguageSelect),
                FieldPanel("name", help_text=name),
                FieldPanel("description", help_text=description),
            ],
            distinct_in="language",
            min_num=1,
            heading=_("Names"),
            label=_("Name"),
            help_text=_(
                "One row a language, English first. Where a language is missing, its readers see the English name."
            ),
        ),
        FieldPanel(
            "slug",
            help_text=slug
            or _("Small letters and hyphens. It stands in addresses and exports, so it outlives every new wording."),
        ),
        *special,
    )


class QuietChooserViewSet(SnippetChooserViewSet):
    """Keeps forms from replacing a short list of terms by a modal."""

    register_widget = False


def _name(term: Term) -> str:
    return catalogue.current().label(term.pk).name


def _languages(term: Term) -> str:
    return ", ".join(sorted(catalogue.current().label(term.pk).names))


class TermViewSet(SnippetViewSet):
    """One vocabulary. Terms are dragged into order; one that is in use cannot be deleted."""

    icon = "list-ul"
    chooser_viewset_class = QuietChooserViewSet
    list_display = [
        TitleColumn(
            "name",
            label=_("Name"),
            accessor=_name,
            get_url=lambda term: reverse(term.snippet_viewset.get_url_name("edit"), args=[term.pk]),
        ),
        Column("slug", label=_("In addresses")),
        Column("languages", label=_("Languages"), accessor=_languages),
    ]
    ordering = ["position", "slug"]
    sort_order_field = "position"
    search_fields = ["slug", "names__name"]
    name_help = _("Short and plain, as a resident would say it.")
    description_help = _("When to choose it, and when not.")
    special: tuple[FieldPanel, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.edit_handler = term_panels(*self.special, name=self.name_help, description=self.description_help)
        self.menu_label = self.model._meta.verbose_name_plural

    def get_queryset(self, request):  # noqa: ARG002
        """Each term once, in however many languages its names match a search."""
        return self.model.objects.distinct()


class FocusAreaViewSet(TermViewSet):
    """The three focus areas."""

    model = FocusArea
    icon = "pick"
    special = (FieldPanel("number"),)


class GuidingQuestionViewSet(TermViewSet):
    """The questions of the programme."""

    model = GuidingQuestion
    icon = "help"
    name_help = _("The part that is asked about, in two or three words: “processes”.")
    description_help = _("The question of the programme, word for word.")
    special = (FieldPanel("focus_area", widget=TermSelect(Vocabulary.FOCUS_AREA)),)


class ProblemViewSet(TermViewSet):
    """The sentences from which readers start."""

    model = Problem
    icon = "warning"
    name_help = _("A sentence somebody would say aloud: “Complaints disappear between departments.”")


class StakeholderGroupViewSet(TermViewSet):
    """The five groups of the programme."""

    model = StakeholderGroup
    icon = "group"
    description_help = _("Roles that belong to the group, as examples.")


class GovernanceChallengeViewSet(TermViewSet):
    """What makes cities hard to govern."""

    model = GovernanceChallenge


class MechanismViewSet(TermViewSet):
    """Kinds of arrangements."""

    model = Mechanism


class TechnologyViewSet(TermViewSet):
    """Technologies and channels."""

    model = Technology


class PopulationGroupViewSet(TermViewSet):
    """People whom a reform reached, or left out."""

    model = PopulationGroup
    icon = "group"


class PolicySectorViewSet(TermViewSet):
    """Fields of city policy."""

    model = PolicySector


class SuccessFactorViewSet(TermViewSet):
    """What made reforms work."""

    model = SuccessFactor


class VocabulariesGroup(SnippetViewSetGroup):
    """The menu "Vocabularies"."""

    items = (
        FocusAreaViewSet,
        GuidingQuestionViewSet,
        ProblemViewSet,
        StakeholderGroupViewSet,
        GovernanceChallengeViewSet,
        MechanismViewSet,
        TechnologyViewSet,
        PopulationGroupViewSet,
        PolicySectorViewSet,
        SuccessFactorViewSet,
    )
    menu_label = _("Vocabularies")
    menu_icon = "list-ul"
    menu_order = 150


register_snippet(VocabulariesGroup)
