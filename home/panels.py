"""The forms of the front page, the focus areas and the pages about the programme."""

from django.utils.translation import gettext_lazy as _

from core.completeness import Ask, TextAsk
from core.panels import FieldPanel, MultiFieldPanel, RowsPanel, Tab, TitlePanel, tabs
from taxonomy.choices import Vocabulary
from taxonomy.widgets import TermSelect

home = tabs(
    Tab(
        [
            TitlePanel("title"),
            MultiFieldPanel(
                [FieldPanel("lead_story"), FieldPanel("lead_line")],
                heading=_("Lead story"),
                help_text=_("One published story with a photograph. Change it every few weeks."),
            ),
            RowsPanel(
                "voices",
                [FieldPanel("passage")],
                distinct_in="passage",
                heading=_("Voices"),
                label=_("Voice"),
                help_text=_(
                    "Three short passages, from three cities. One that is no longer released disappears by itself."
                ),
            ),
            MultiFieldPanel(
                [FieldPanel("door_official"), FieldPanel("door_activist")],
                heading=_("Two doors"),
                help_text=_("“I work in a city” and “I want my city to change”: what each finds behind it."),
            ),
        ],
        heading=_("Opening"),
        asks=[Ask("lead_story"), Ask("voices", called=_("Voices")), Ask("door_official"), Ask("door_activist")],
    ),
    Tab(
        [
            MultiFieldPanel(
                [FieldPanel("finding"), FieldPanel("finding_text")],
                heading=_("One finding across stories"),
                help_text=_("Only what several stories bear out. Say how many, and name the exception."),
            ),
            RowsPanel(
                "finding_cases",
                [FieldPanel("case"), FieldPanel("where_it_lived")],
                distinct_in="case",
                heading=_("Stories it rests on"),
                label=_("Story"),
            ),
            RowsPanel(
                "ended_cases",
                [FieldPanel("case")],
                distinct_in="case",
                heading=_("What did not last"),
                label=_("Story"),
                help_text=_("Two stories of reforms that ended or were hollowed out, told without malice."),
            ),
            FieldPanel("moving_practice"),
        ],
        heading=_("Findings"),
        asks=[
            Ask("finding"),
            Ask("finding_cases", called=_("Stories it rests on")),
            Ask("ended_cases", called=_("What did not last")),
            Ask("moving_practice"),
        ],
    ),
)

focus_area = tabs(
    Tab(
        [
            TitlePanel("title"),
            FieldPanel("focus_area", widget=TermSelect(Vocabulary.FOCUS_AREA)),
            FieldPanel("question", help_text=_("In our own words, as a question a mayor would ask aloud.")),
            FieldPanel(
                "introduction", help_text=_("Two paragraphs: what the question is really about, and what to look for.")
            ),
            FieldPanel("answers_short"),
        ],
        heading=_("Focus area"),
        asks=[
            Ask("focus_area", cure=_("Choose which focus area this page presents.")),
            Ask("question", cure=_("Write the question as a headline.")),
            Ask("introduction", cure=_("Write an introduction.")),
            Ask("answers_short"),
        ],
    )
)

text = tabs(
    Tab(
        [TitlePanel("title"), FieldPanel("standfirst"), FieldPanel("body")],
        heading=_("Text"),
        asks=[Ask("standfirst"), TextAsk("body", cure=_("Write the text: add at least one block."))],
    )
)

contact = tabs(
    Tab(
        [TitlePanel("title"), FieldPanel("standfirst"), FieldPanel("promise"), FieldPanel("thanks")],
        heading=_("Text"),
        asks=[
            Ask("standfirst"),
            Ask("promise"),
            Ask("thanks", cure=_("Write what a reader sees after sending a message.")),
        ],
    )
)
