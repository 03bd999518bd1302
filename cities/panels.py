"""The form in which a city is written: what an official elsewhere must know to judge whether a story could travel."""

from django.utils.translation import gettext_lazy as _

from cities.forms import DegreesField, halves_of
from core.completeness import Ask
from core.panels import COLLAPSED, FieldPanel, FieldRowPanel, MultiFieldPanel, RowsPanel, Tab, TitlePanel, tabs
from taxonomy.choices import Vocabulary
from taxonomy.forms import TermsAsk, TermsField, TermsForm, TermsPanel


class CityForm(TermsForm):
    """The form of a city."""

    challenges = TermsField(Vocabulary.CHALLENGE, label=_("Governance challenges"))

    latitude = DegreesField("NS", 90, _("A latitude lies between -90 (south) and 90 (north)."), label=_("Latitude"))
    longitude = DegreesField("EW", 180, _("A longitude lies between -180 (west) and 180 (east)."), label=_("Longitude"))

    def full_clean(self):
        """Of a whole position pasted into the first field, each field takes its half."""
        names = [self.add_prefix(name) for name in ("latitude", "longitude")]
        if self.is_bound and all(name in self.data for name in names) and not self.data[names[1]]:
            halves = halves_of(self.data[names[0]])
            if halves:
                self.data = self.data.copy()
                self.data.update(zip(names, map(str, halves), strict=True))
        super().full_clean()


glance = Tab(
    [
        TitlePanel("title", help_text=_("The name as people write it in the language of this page: Lisbon, Gdańsk.")),
        FieldPanel("in_a_sentence"),
        MultiFieldPanel(
            [
                FieldPanel("country"),
                FieldRowPanel([FieldPanel("name_local"), FieldPanel("local_language")]),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "latitude",
                            help_text=_(
                                "Of the town hall. Paste latitude and longitude as a map gives them: 19.43, -99.13."
                            ),
                        ),
                        FieldPanel("longitude", help_text=_("West is negative.")),
                    ]
                ),
                FieldPanel("is_fictional"),
            ],
            heading=_("Where it is"),
        ),
        FieldPanel(
            "photograph",
            help_text=_(
                "Streets with people in them rather than a skyline. Before publishing, the picture needs a text "
                "alternative (or the mark “decorative”), a credit and a licence."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("population"), FieldPanel("population_year")]),
                FieldRowPanel([FieldPanel("population_boundary"), FieldPanel("population_source")]),
            ],
            heading=_("How many people"),
            help_text=_(
                "The same city has three sizes, depending on the boundary. Write the figure with its boundary, "
                "year and "
                "source, or leave it empty."
            ),
        ),
        RowsPanel(
            "indicators",
            [
                FieldPanel("label"),
                FieldRowPanel([FieldPanel("value"), FieldPanel("unit"), FieldPanel("year")]),
                FieldPanel("source"),
            ],
            heading=_("Other figures"),
            label=_("Figure"),
            help_text=_("Only figures that help to judge a story. None without its year and source."),
            classname=COLLAPSED,
        ),
        TermsPanel(
            "challenges",
            Vocabulary.CHALLENGE,
            help_text=_("What makes this city hard to govern? The three that people there name first."),
        ),
    ],
    heading=_("At a glance"),
    asks=[
        Ask("in_a_sentence", cure=_("Write in one plain sentence why this city is here.")),
        Ask("country", cure=_("Choose the country. If it is missing, an editor adds it under Cities, Countries.")),
        Ask("latitude"),
        Ask("longitude"),
        Ask("photograph"),
        Ask("population"),
        TermsAsk("challenges", vocabulary=Vocabulary.CHALLENGE, called=_("Governance challenges")),
    ],
)

government = Tab(
    [
        MultiFieldPanel(
            [
                FieldPanel("government_form", help_text=_("In a sentence that a stranger understands.")),
                FieldPanel("mayor_type"),
                FieldRowPanel([FieldPanel("council"), FieldPanel("council_control")]),
                FieldPanel("budget"),
                FieldPanel("innovation_unit"),
            ],
            heading=_("Who governs"),
        ),
        RowsPanel(
            "mayors",
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("office")]),
                FieldRowPanel([FieldPanel("from_year"), FieldPanel("to_year"), FieldPanel("party")]),
            ],
            heading=_("Mayors"),
            label=_("Mayor"),
            help_text=_("Those in whose time the stories happened. Many reforms end where one row ends."),
            classname=COLLAPSED,
        ),
        FieldPanel(
            "rules_of_the_game",
            help_text=_(
                "Who may propose, who decides, what binds the decision, who can stop it. Write the law and the habit: "
                "ask an official for the first and a journalist for the second. Mark the sources."
            ),
        ),
    ],
    heading=_("Government"),
    asks=[
        Ask("government_form"),
        Ask("mayor_type"),
        Ask("council"),
        Ask("council_control"),
        Ask("budget"),
        Ask("rules_of_the_game"),
    ],
)

society = Tab(
    [
        FieldPanel(
            "civil_society",
            help_text=_(
                "Who is organised, on what, and since when? May they speak without fear, and does anybody listen?"
            ),
        ),
        FieldPanel("local_research"),
        FieldPanel("networks"),
    ],
    heading=_("Society"),
    asks=[Ask("civil_society"), Ask("local_research"), Ask("networks")],
)

work = Tab(
    [
        MultiFieldPanel(
            [
                FieldPanel("work_state"),
                FieldPanel("work_note", help_text=_("What has been done here and what has not. Readers see it.")),
            ],
            heading=_("The programme's work here"),
        ),
        RowsPanel(
            "source_rows",
            [FieldPanel("source"), FieldPanel("note")],
            distinct_in="source",
            heading=_("Sources"),
            label=_("Source"),
            help_text=_("What this page rests on, beyond the sources marked in the text and named at the figures."),
        ),
    ],
    heading=_("Our work and sources"),
    asks=[Ask("source_rows", called=_("Sources"))],
)

edit_handler = tabs(glance, government, society, work, form=CityForm)
