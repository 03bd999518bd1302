"""Case studies: a story and a record of how a city shared power, and how it got it through."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.rich_text import RichText

from browse.pages import ListingPageMixin
from casestudies import panels
from casestudies.blocks import StoryBlock
from casestudies.choices import (
    Bindingness,
    EventKind,
    HomeInGovernment,
    LegalAnchor,
    Medium,
    ParticipationLevel,
    PowerGained,
    Selection,
    Status,
    Survival,
    Trigger,
)
from casestudies.reading import StoryReading
from cities.models import CityPage
from core.blocks import PROSE
from core.blocks.streams import files_in, values_in
from core.choices import EvidenceLevel, ReportedBy
from core.localised import language_of
from core.models import BasePage, IndexPage, WordRow
from core.validators import MaxWords
from interviews.models import InterviewPage
from multimedia.charts.drawings import drawings_of
from multimedia.models import Image
from practices.models import PracticePage
from sources.models import Evidence, Source
from taxonomy.models import GuidingQuestion, TermRow
from testimony.models import Passage

#: What a block of the story is called where readers browse by medium; text is not in it.
MEDIUM_OF_BLOCK = {
    "figure": Medium.PHOTOGRAPH,
    "gallery": Medium.PHOTOGRAPH,
    "before_after": Medium.PHOTOGRAPH,
    "video": Medium.FILM,
    "external_video": Medium.FILM,
    "audio": Medium.SOUND,
    "clip": Medium.VOICE,
    "chart": Medium.DATA,
    "advanced_chart": Medium.DATA,
    "table": Medium.DATA,
    "map": Medium.MAP,
    "timeline": Medium.TIMELINE,
}


class StoryIndexPage(ListingPageMixin, IndexPage):
    """The listing of stories."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["casestudies.CaseStudyPage"]
    listing_name = "stories"


class CaseStudyPage(BasePage):
    """What happened in one city. Two questions always: who gained power, and how they got it through."""

    parent_page_types = ["casestudies.StoryIndexPage"]
    subpage_types: list[str] = []

    # Story
    city = models.ForeignKey(CityPage, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("city"))
    start_year = models.PositiveSmallIntegerField(_("from"), null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(_("to"), null=True, blank=True, help_text=_("Empty if it goes on."))
    photograph = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("photograph")
    )
    standfirst = models.CharField(
        _("standfirst"), max_length=280, blank=True, help_text=_("Two sentences beside the photograph.")
    )
    summary = models.TextField(
        _("in short"),
        validators=[MaxWords(120)],
        help_text=_("At most 120 plain words: what the problem was, what they did, what came of it."),
    )
    what_changed = models.CharField(_("what changed?"), max_length=200, blank=True)
    who_gained = models.CharField(_("who gained power? In a sentence"), max_length=200, blank=True)
    what_it_took = models.CharField(
        _("what did it take?"), max_length=200, blank=True, help_text=_("Money, staff, time, law.")
    )
    did_it_last = models.CharField(_("did it last?"), max_length=200, blank=True)
    problem = RichTextField(
        _("the problem"), blank=True, features=PROSE, help_text=_("What residents and officials were up against.")
    )
    story = StreamField(StoryBlock(), verbose_name=_("what they did, and what happened"), blank=True)

    # Record
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.UNKNOWN)
    status_as_of = models.DateField(_("status as of"), null=True, blank=True)
    evidence_level = models.SmallIntegerField(_("evidence"), choices=EvidenceLevel, default=EvidenceLevel.UNKNOWN)
    participation_level = models.CharField(
        _("promise to the public"), max_length=16, choices=ParticipationLevel, default=ParticipationLevel.UNKNOWN
    )
    bindingness = models.CharField(
        _("what the city owes to the outcome"), max_length=22, choices=Bindingness, default=Bindingness.UNKNOWN
    )
    selection = models.CharField(
        _("how people were chosen"), max_length=20, choices=Selection, default=Selection.UNKNOWN
    )
    legal_anchor = models.CharField(_("legal anchor"), max_length=20, choices=LegalAnchor, default=LegalAnchor.UNKNOWN)
    home_in_government = models.CharField(
        _("where it sits"), max_length=20, choices=HomeInGovernment, default=HomeInGovernment.UNKNOWN
    )
    organisers = models.CharField(_("organisers"), max_length=300, blank=True)
    money = models.CharField(_("money"), max_length=200, blank=True)
    staff = models.CharField(_("staff"), max_length=200, blank=True)

    # Politics
    trigger = models.CharField(_("why then"), max_length=16, choices=Trigger, default=Trigger.UNKNOWN)
    politics_headline = models.CharField(
        _("how they got it through, in a line"), max_length=100, blank=True, help_text=_("Somebody could lose a job.")
    )
    why_then = RichTextField(_("why then, in words"), blank=True, features=PROSE)
    who_pushed = RichTextField(_("who pushed, and why"), blank=True, features=PROSE)
    who_resisted = RichTextField(_("who resisted, and how"), blank=True, features=PROSE)
    what_was_traded = RichTextField(_("what was traded"), blank=True, features=PROSE)
    survival = models.CharField(_("change of leader"), max_length=12, choices=Survival, default=Survival.UNKNOWN)
    survival_note = models.CharField(_("and then?"), max_length=240, blank=True)

    # Power and inclusion
    power_gained = models.CharField(
        _("who gained power"), max_length=20, choices=PowerGained, default=PowerGained.UNKNOWN
    )
    who_designed = models.TextField(_("who designed it"), blank=True)
    who_took_part = models.TextField(_("who took part"), blank=True, help_text=_("Shares by group where counted."))
    who_benefited = models.TextField(_("who gained"), blank=True)
    who_was_left_out = models.TextField(_("who was left out"), blank=True, help_text=_("And what kept them out."))

    # Results and lessons
    how_residents_learned = models.TextField(_("how residents learned of the result"), blank=True)
    what_went_wrong = RichTextField(_("what went wrong"), blank=True, features=PROSE)
    what_they_would_change = RichTextField(_("what they would do differently"), blank=True, features=PROSE)

    edit_handler = panels.edit_handler

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            models.CheckConstraint(condition=Q(end_year__gte=F("start_year")), name="story_years_in_order"),
        ]

    def clean(self):
        """Refuse years in the wrong order."""
        super().clean()
        if self.start_year and self.end_year and self.end_year < self.start_year:
            raise ValidationError({"end_year": gettext("The last year lies before the first.")})

    @property
    def rich_texts(self) -> list:
        """Every rich text of the page in the order of reading, so that its evidence is resolved in one go."""
        return [
            self.problem,
            *values_in(self.story, RichText),
            self.why_then,
            self.who_pushed,
            self.who_resisted,
            self.what_was_traded,
            self.what_went_wrong,
            self.what_they_would_change,
        ]

    @property
    def media_used(self) -> set[Medium]:
        """What the story holds beside text."""
        used = {MEDIUM_OF_BLOCK[block.block_type] for block in self.story if block.block_type in MEDIUM_OF_BLOCK}
        return used | {Medium.TIMELINE} if self.events.exists() else used

    def get_context(self, request, *args, **kwargs):
        """The page with its reading, its notes and its clips."""
        context = super().get_context(request, *args, **kwargs)
        context["reading"] = reading = StoryReading(self, request)
        context["notes"], context["quotations"] = reading.notes, reading.quotations
        context["files"] = files_in(self.story.stream_block, self.story)
        # An editor who looks at a preview waits a moment for the chart that was just changed; a reader never does.
        wait = getattr(request, "is_preview", False)
        context["drawings"] = drawings_of([self.story], language_of(self, request), self.pk, wait=wait)
        return context

    def save(self, *args, **kwargs):
        """Save, and keep beside the page which media its story holds and whom it quotes."""
        if {row.medium for row in self.media.all()} != self.media_used:
            self.media = [CaseMedium(medium=medium) for medium in sorted(self.media_used)]
        if self.source_page_id is None:
            self._hear_those_quoted()
        super().save(*args, **kwargs)

    def _hear_those_quoted(self) -> None:
        """An interview that the story quotes is one on which it draws: after those named, in the order of reading."""
        quoted = list(dict.fromkeys(passage.testimony_id for passage in values_in(self.story, Passage)))
        rows = list(self.heard_voices.all())
        named = [row.interview_id for row in rows]
        if found := InterviewPage.objects.works().filter(testimony__in=quoted).exclude(pk__in=named):
            in_order = sorted(found, key=lambda interview: (quoted.index(interview.testimony_id), interview.pk))
            rows += (HeardVoice(interview=interview) for interview in in_order)
            for place, row in enumerate(rows):
                row.sort_order = place
            self.heard_voices = rows

    def text_for_search(self) -> list[str]:
        """Title, summary, problem and story."""
        return [
            self.title,
            self.standfirst,
            self.summary,
            self.problem,
            *self.story.stream_block.get_searchable_content(self.story),
        ]


class CaseStudyTerm(TermRow):
    """A term attached to a case: focus areas, problems, mechanisms, technologies, sectors, groups, success factors."""

    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="term_rows")


class Answer(WordRow):
    """This city's answer to a guiding question, in a sentence."""

    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(
        GuidingQuestion, on_delete=models.PROTECT, related_name="+", verbose_name=_("guiding question")
    )
    sentence = models.TextField(
        _("answer"), validators=[MaxWords(40)], help_text=_("One sentence of at most 40 words that stands alone.")
    )


class ReformEvent(WordRow):
    """A dated turn of the reform, and how it stood from then on."""

    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="events")
    when = models.CharField(_("when"), max_length=40, blank=True, help_text=_("October; Late; From. Empty for a turn."))
    title = models.CharField(_("year, or the turn"), max_length=40, help_text=_("2015; New governor."))
    text = models.CharField(_("what happened"), max_length=240, blank=True)
    kind = models.CharField(_("from here on"), max_length=10, choices=EventKind, default=EventKind.ENFORCED)


class ResultFigure(WordRow):
    """A figure, who reports it, and both readings where it is contested. Never averaged."""

    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="figures")
    what = models.CharField(_("what it counts"), max_length=160)
    baseline = models.CharField(_("before"), max_length=30, blank=True)
    value = models.CharField(_("after, or the figure"), max_length=30)
    unit = models.CharField(_("unit"), max_length=12, blank=True, help_text=_("Short: %, h, USD."))
    period = models.CharField(_("date or period"), max_length=80, blank=True)
    population = models.CharField(_("out of how many"), max_length=120, blank=True)
    reported_by = models.CharField(_("reported by"), max_length=16, choices=ReportedBy, default=ReportedBy.UNKNOWN)
    checked_by = models.CharField(_("checked by"), max_length=160, blank=True)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )
    contested = models.BooleanField(_("contested"), default=False)
    contested_what = models.CharField(_("what is contested"), max_length=120, blank=True)
    reading_one = models.CharField(_("one reading, and who says so"), max_length=240, blank=True)
    reading_two = models.CharField(_("the other reading, and who says so"), max_length=240, blank=True)

    def clean(self):
        """A contested figure carries both readings."""
        super().clean()
        if self.contested and not (self.reading_one and self.reading_two):
            raise ValidationError({"reading_two": gettext("Write both readings: a contested figure shows each side.")})


class ResultEvidence(Evidence):
    """An evidence mark that points at a result figure of a work, whatever the language or revision.

    Figures are rows of a page and get new ids with each translation; their translation key stays.
    """

    figure_key = models.UUIDField()

    def save(self, *args, **kwargs):
        """Save as the kind it is."""
        self.kind = "result"
        super().save(*args, **kwargs)


class Condition(WordRow):
    """A condition under which it will travel, or will not."""

    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="conditions")
    travels = models.BooleanField(
        _("it will travel if this holds"), default=True, help_text=_("Unmarked: it will not travel if this holds.")
    )
    text = models.CharField(_("condition"), max_length=200)


class ShownPractice(Orderable):
    """A practice that the case shows."""

    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="shown_practices")
    practice = models.ForeignKey(PracticePage, on_delete=models.PROTECT, related_name="+", verbose_name=_("practice"))


class HeardVoice(Orderable):
    """An interview on which the case draws."""

    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="heard_voices")
    interview = models.ForeignKey(
        InterviewPage, on_delete=models.PROTECT, related_name="+", verbose_name=_("interview")
    )


class CaseStudySource(WordRow):
    """A source of the case."""

    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="source_rows")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))
    note = models.CharField(_("what it supports"), max_length=300, blank=True)


class CaseMedium(models.Model):
    """A medium used in the story, kept beside it so that a reader can browse by it. Written when the page is saved."""

    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="media")
    medium = models.CharField(max_length=12)
