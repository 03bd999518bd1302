"""The form in which an interview is presented: who speaks, what it is about, what it leaves the reader with."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.panels import Ask, FieldPanel, MultiFieldPanel, RowsPanel, Tab, TitlePanel, tabs
from taxonomy.choices import Vocabulary
from taxonomy.forms import TermsAsk, TermsField, TermsForm, TermsPanel


class InterviewForm(TermsForm):
    """The form of an interview page."""

    focus_areas = TermsField(Vocabulary.FOCUS_AREA, label=_("Focus areas"))
    problems = TermsField(Vocabulary.PROBLEM, label=_("Problems"))

    def __init__(self, *args, **kwargs):
        """Without an address, one is made (`clean_slug`)."""
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """The address names the testimony by its number, never the speaker, whose label may have to be hidden."""
        if not self.cleaned_data["slug"]:
            testimony = self.cleaned_data.get("testimony")
            self.cleaned_data["slug"] = slugify(f"voice {testimony.number if testimony else ''}")
        return super().clean_slug()


who = Tab(
    [
        TitlePanel(
            "title",
            targets=[],
            help_text=_(
                "How readers know the speaker: a name only if the speaker chose it, else a role: Ward administrator. "
                "Never a quotation, which can be withdrawn. The address is made from the number of the testimony."
            ),
        ),
        FieldPanel(
            "testimony",
            help_text=_(
                "The recording, its transcript and its consent: under Voices, Testimonies. What readers hear and read"
                " is decided there, not here."
            ),
        ),
        FieldPanel("interviewee"),
        FieldPanel("city"),
        FieldPanel("headline_passage"),
        FieldPanel("introduction"),
    ],
    heading=_("Who speaks"),
    asks=[
        Ask("testimony", cure=_("Choose the testimony that this page presents.")),
        Ask("interviewee", cure=_("Choose who speaks, as the public may know them.")),
        Ask("city"),
        Ask("headline_passage"),
        Ask("introduction"),
    ],
)

about = Tab(
    [
        MultiFieldPanel(
            [
                TermsPanel(
                    "focus_areas",
                    Vocabulary.FOCUS_AREA,
                    help_text=_("Which of the three questions does the speaker have something to say on?"),
                ),
                TermsPanel("problems", Vocabulary.PROBLEM, help_text=_("What the speaker was up against.")),
            ],
            heading=_("What it is about"),
        ),
        RowsPanel(
            "questions",
            heading=_("Ask yourself"),
            label=_("Question"),
            max_num=5,
            help_text=_("What a reader should ask at home after listening. Three are enough."),
        ),
    ],
    heading=_("What it asks"),
    asks=[
        TermsAsk("focus_areas", vocabulary=Vocabulary.FOCUS_AREA),
        TermsAsk("problems", vocabulary=Vocabulary.PROBLEM),
        Ask("questions", called=_("Questions to the reader")),
    ],
)

interview_tabs = tabs(who, about, form=InterviewForm)
