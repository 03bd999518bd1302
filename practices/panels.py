"""The form in which a practice is written: what another city can take home."""

from django.utils.translation import gettext_lazy as _

from core.completeness import Ask
from core.panels import COLLAPSED, FieldPanel, FieldRowPanel, MultiFieldPanel, RowsPanel, Tab, TitlePanel, tabs
from taxonomy.choices import Vocabulary
from taxonomy.forms import MainTermField, TermsAsk, TermsField, TermsForm, TermsPanel


class PracticeForm(TermsForm):
    """The form of a practice."""

    main_focus_area = MainTermField(Vocabulary.FOCUS_AREA, label=_("Main focus area"))
    focus_areas = TermsField(Vocabulary.FOCUS_AREA, label=_("Other focus areas it touches"))
    problems = TermsField(Vocabulary.PROBLEM, label=_("Problems"))
    mechanisms = TermsField(Vocabulary.MECHANISM, label=_("Mechanisms"))
    success_factors = TermsField(Vocabulary.SUCCESS_FACTOR, label=_("What makes it work"))


practice = Tab(
    [
        TitlePanel("title", help_text=_("What one does, as an instruction: “Let a lot decide who sits on the panel”.")),
        FieldPanel("problem_solved"),
        FieldPanel("in_one_minute"),
        MultiFieldPanel(
            [
                FieldPanel("main_focus_area", disable_comments=True),
                TermsPanel("focus_areas", Vocabulary.FOCUS_AREA),
                TermsPanel(
                    "problems", Vocabulary.PROBLEM, help_text=_("What would somebody complain about, who needs this?")
                ),
                TermsPanel("mechanisms", Vocabulary.MECHANISM),
                TermsPanel("success_factors", Vocabulary.SUCCESS_FACTOR),
            ],
            heading=_("What it is about"),
        ),
        FieldPanel(
            "evidence_level",
            help_text=_("How sure can we be that the practice works, wherever it was tried? Not how much we like it."),
        ),
        RowsPanel(
            "key_numbers",
            [FieldRowPanel([FieldPanel("number"), FieldPanel("meaning")])],
            heading=_("Numbers that carry it"),
            label=_("Number"),
            help_text=_("The thresholds and shares on which it stands or falls: 80 % of a panel binds the city."),
            classname=COLLAPSED,
        ),
    ],
    heading=_("Practice"),
    asks=[
        Ask("problem_solved", cure=_("Write in one plain sentence which problem it solves, and for whom.")),
        Ask("in_one_minute", cure=_("Say in at most 150 words what one does and why it works.")),
        TermsAsk(
            "main_focus_area",
            vocabulary=Vocabulary.FOCUS_AREA,
            called=_("Main focus area"),
            cure=_("Choose the focus area it serves best."),
        ),
        TermsAsk(
            "problems",
            vocabulary=Vocabulary.PROBLEM,
            called=_("Problems"),
            cure=_("Tick at least one problem: readers find the practice by it."),
        ),
        TermsAsk("mechanisms", vocabulary=Vocabulary.MECHANISM, called=_("Mechanisms")),
    ],
)

parts = Tab(
    [
        RowsPanel(
            "components",
            [FieldPanel("text"), FieldPanel("must_stay")],
            heading=_("What must stay, what may change"),
            label=_("Part"),
            help_text=_(
                "Ask those who reused it what they changed, and which change broke it. Without the parts that "
                "must stay "
                "it is something else under the same name."
            ),
        ),
        RowsPanel(
            "steps",
            [
                FieldPanel("action"),
                FieldPanel("text"),
                FieldRowPanel([FieldPanel("who_leads"), FieldPanel("duration")]),
                FieldPanel("who_can_stop_it"),
                FieldPanel("tip"),
            ],
            heading=_("Steps"),
            label=_("Step"),
            help_text=_("In the order in which one does them. Name at each step who can stop it, and how to win them."),
        ),
        FieldPanel("steps_note"),
        FieldPanel("first_90_days"),
    ],
    heading=_("How to do it"),
    asks=[
        Ask("components", called=_("What must stay, what may change")),
        Ask("steps", called=_("Steps")),
        Ask("first_90_days"),
    ],
)

needs = Tab(
    [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("cost_band"), FieldPanel("cost_note")]),
                FieldRowPanel([FieldPanel("staff_band"), FieldPanel("staff_note")]),
                FieldRowPanel([FieldPanel("time_band"), FieldPanel("time_note")]),
                FieldRowPanel([FieldPanel("legal_instrument"), FieldPanel("law_note")]),
            ],
            heading=_("Money, staff, time, law"),
            help_text=_(
                "Ranges from cities that did it, with the city in the words beside. “Not documented” is a fine answer: "
                "a guess would cost somebody a budget."
            ),
        ),
        MultiFieldPanel([FieldPanel("data_note"), FieldPanel("trust_note")], heading=_("Data and trust")),
    ],
    heading=_("What it needs"),
    asks=[
        Ask("cost_band"),
        Ask("staff_band"),
        Ask("time_band"),
        Ask("legal_instrument"),
        Ask("data_note"),
        Ask("trust_note"),
    ],
)

versions = Tab(
    [
        FieldPanel("for_officials"),
        FieldPanel("for_activists"),
        FieldPanel(
            "is_it_safe",
            help_text=_("What happened to those who asked for it elsewhere? If you do not know, write that."),
        ),
        FieldPanel("pitfalls"),
        FieldPanel("indicators", help_text=_("What a resident could count after half a year.")),
    ],
    heading=_("Two versions"),
    help_text=_("The same practice for those who decide, and for those who want it decided."),
    asks=[Ask("for_officials"), Ask("for_activists"), Ask("is_it_safe"), Ask("pitfalls"), Ask("indicators")],
)

travels = Tab(
    [
        RowsPanel(
            "replications",
            [
                FieldRowPanel([FieldPanel("city"), FieldPanel("city_name"), FieldPanel("country")]),
                FieldRowPanel([FieldPanel("year"), FieldPanel("taken_from"), FieldPanel("fidelity")]),
                FieldPanel("what_changed"),
                FieldPanel("result"),
                FieldPanel("source"),
            ],
            heading=_("Who reused it"),
            label=_("City"),
            help_text=_(
                "Cities known to have taken it over. Choose the city if it has a page, else write its name and "
                "country. "
                "Failures belong here as much as successes."
            ),
        ),
        RowsPanel(
            "tools",
            [
                FieldPanel("title"),
                FieldPanel("url"),
                FieldRowPanel([FieldPanel("licence"), FieldPanel("checked_on")]),
            ],
            distinct_in="url",
            heading=_("Tools to take along"),
            label=_("Tool"),
            help_text=_("Code, templates, texts of law. With the licence, else nobody may use them."),
            classname=COLLAPSED,
        ),
        RowsPanel(
            "source_rows",
            [FieldPanel("source"), FieldPanel("note")],
            distinct_in="source",
            heading=_("Sources"),
            label=_("Source"),
        ),
    ],
    heading=_("Where it travelled"),
    asks=[
        Ask("replications", called=_("Who reused it")),
        Ask("tools", called=_("Tools to take along")),
        Ask("source_rows", called=_("Sources"), cure=_("Name at least one source, on the tab “Where it travelled”.")),
    ],
)

edit_handler = tabs(practice, parts, needs, versions, travels, form=PracticeForm)
