"""The form in which a story is written: one tab a step of a researcher's work."""

from django.utils.translation import gettext_lazy as _

from core.completeness import Ask, TextAsk
from core.panels import (
    COLLAPSED,
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    RowsPanel,
    Tab,
    TitlePanel,
    tabs,
)
from taxonomy.choices import Vocabulary
from taxonomy.forms import MainTermField, TermsAsk, TermsField, TermsForm, TermsPanel
from taxonomy.widgets import TermSelect


class CaseStudyForm(TermsForm):
    """The form of a story."""

    main_focus_area = MainTermField(Vocabulary.FOCUS_AREA, label=_("Main focus area"))
    focus_areas = TermsField(Vocabulary.FOCUS_AREA, label=_("Other focus areas it touches"))
    problems = TermsField(Vocabulary.PROBLEM, label=_("Problems"))
    mechanisms = TermsField(Vocabulary.MECHANISM, label=_("Mechanisms"))
    technologies = TermsField(Vocabulary.TECHNOLOGY, label=_("Technologies and channels"))
    sectors = TermsField(Vocabulary.SECTOR, label=_("Policy sectors"))
    population_groups = TermsField(Vocabulary.POPULATION_GROUP, label=_("Who it reached"))
    success_factors = TermsField(Vocabulary.SUCCESS_FACTOR, label=_("What made it work"))


story = Tab(
    [
        TitlePanel(
            "title",
            help_text=_(
                "The story as one claim that could be wrong: “Answered in eight hours. Then the governor changed.” "
                "Not “Innovative complaint management in Jakarta”. At most 90 characters read well."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "city", help_text=_("Only cities that have a page. Missing? Write the city first; a draft will do.")
                ),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "start_year", help_text=_("The year in which residents first met it, not that of the idea.")
                        ),
                        FieldPanel("end_year", help_text=_("Leave it empty while it goes on.")),
                    ]
                ),
            ],
            heading=_("Where and when"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "main_focus_area",
                    disable_comments=True,
                    help_text=_(
                        "Which of the three questions does this story answer best? It gives the page its colour."
                    ),
                ),
                TermsPanel(
                    "focus_areas",
                    Vocabulary.FOCUS_AREA,
                    help_text=_("Tick another only if the story has something to say there, too."),
                ),
                TermsPanel(
                    "problems",
                    Vocabulary.PROBLEM,
                    help_text=_(
                        "What would somebody elsewhere complain about, who needs this story? One or two. Readers "
                        "start here."
                    ),
                ),
            ],
            heading=_("What it is about"),
        ),
        FieldPanel(
            "summary",
            help_text=_(
                "At most 120 words that a tired mayor understands: what people were up against, what the city did, "
                "what came of it, what did not. Write it last. No word that only colleagues use."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("what_changed", help_text=_("For residents, not in the organisation chart.")),
                FieldPanel(
                    "who_gained", help_text=_("Who can do now what they could not do before? And at whose cost?")
                ),
                FieldPanel("what_it_took", help_text=_("Money, staff, time, law. What nobody could tell you, say so.")),
                FieldPanel("did_it_last", help_text=_("After the money ended? After the next election?")),
            ],
            heading=_("Four answers"),
            help_text=_("One plain sentence each. They are printed large: officials decide here whether to read on."),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "photograph",
                    help_text=_(
                        "People at work on the thing itself say more than a skyline. Before publishing, the "
                        "picture needs "
                        "a text alternative (or the mark “decorative”), a credit and a licence."
                    ),
                ),
                FieldPanel("standfirst"),
            ],
            heading=_("Opening"),
        ),
        FieldPanel(
            "problem",
            help_text=_(
                "What were residents and officials up against, before? Ask three people on different sides to tell it. "
                "Where they disagree, write both."
            ),
        ),
        FieldPanel(
            "story",
            help_text=_(
                "What they did, and what happened, in the order in which it happened. Mark the words that a source "
                "supports with the evidence button (the small numbered square): a sentence that somebody could dispute "
                "needs a mark, or the words “we think”. A paragraph of three or four sentences reads well."
            ),
        ),
    ],
    heading=_("Story"),
    asks=[
        Ask("city", cure=_("Choose the city. If it has no page yet, write one under Cities first.")),
        Ask("start_year", called=_("First year")),
        TermsAsk(
            "main_focus_area",
            vocabulary=Vocabulary.FOCUS_AREA,
            called=_("Main focus area"),
            cure=_("Choose the focus area this story answers best."),
        ),
        TermsAsk(
            "problems",
            vocabulary=Vocabulary.PROBLEM,
            called=_("Problems"),
            cure=_("Tick at least one problem: readers find the story by it."),
        ),
        Ask("summary", cure=_("Write the story in short, in at most 120 words.")),
        Ask("what_changed"),
        Ask("who_gained"),
        Ask("what_it_took"),
        Ask("did_it_last"),
        Ask("photograph"),
        Ask("problem"),
        TextAsk("story", cure=_("Write the story: add at least one block of text.")),
    ],
)

answers = Tab(
    [
        RowsPanel(
            "answers",
            [
                FieldPanel("question", widget=TermSelect(Vocabulary.QUESTION)),
                FieldPanel(
                    "sentence",
                    help_text=_(
                        "One sentence of at most 40 words that can stand alone beside the answers of other cities. "
                        "Name the city, say what it did, not what it intended."
                    ),
                ),
            ],
            distinct_in="question",
            heading=_("Answers to the guiding questions"),
            label=_("Answer"),
            help_text=_(
                "The programme asks every city the same questions. Answer those you have evidence for: one is enough, "
                "three are many. Readers see all cities' answers to one question side by side."
            ),
        ),
    ],
    heading=_("Answers"),
    asks=[
        Ask(
            "answers",
            called=_("Answers to the guiding questions"),
            cure=_("Answer at least one guiding question, in a sentence."),
        )
    ],
)

record = Tab(
    [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("status"),
                        FieldPanel("status_as_of", help_text=_("When did somebody last see it with their own eyes?")),
                    ]
                ),
                FieldPanel(
                    "evidence_level",
                    help_text=_(
                        "How sure can we be that the reform caused the change? Figures before and after show a "
                        "change, not "
                        "its cause. Most stories stand at the first or second step; that is no shame."
                    ),
                ),
            ],
            heading=_("How it stands"),
        ),
        MultiFieldPanel(
            [
                TermsPanel("mechanisms", Vocabulary.MECHANISM, help_text=_("What kind of arrangement is it?")),
                TermsPanel("technologies", Vocabulary.TECHNOLOGY, help_text=_("Through what do people meet it?")),
                TermsPanel("sectors", Vocabulary.SECTOR, help_text=_("The field of city policy it works in.")),
            ],
            heading=_("What kind of thing it is"),
            classname=COLLAPSED,
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "participation_level",
                    help_text=_(
                        "What did the city promise the public? Judge the promise here, its keeping in the next line."
                    ),
                ),
                FieldPanel(
                    "bindingness",
                    help_text=_(
                        "If residents decide one thing and the council wants another: who wins, by which rule?"
                    ),
                ),
                FieldPanel("selection", help_text=_("Who may come, and who is asked to come?")),
            ],
            heading=_("What was promised"),
            classname=COLLAPSED,
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel(
                            "legal_anchor", help_text=_("The strongest text that holds it. Ask for the number.")
                        ),
                        FieldPanel("home_in_government", help_text=_("On whose desk does it lie?")),
                    ]
                ),
                FieldPanel("organisers", help_text=_("Who runs it, inside and outside the administration.")),
                FieldRowPanel(
                    [
                        FieldPanel("money", help_text=_("Amount, currency, year, and whether once or each year.")),
                        FieldPanel("staff", help_text=_("Posts, not names.")),
                    ]
                ),
            ],
            heading=_("What holds it"),
            classname=COLLAPSED,
        ),
        RowsPanel(
            "shown_practices",
            [FieldPanel("practice")],
            distinct_in="practice",
            heading=_("Practices it shows"),
            label=_("Practice"),
            help_text=_("What another city could copy. A practice without a page is written under Practices."),
        ),
        RowsPanel(
            "source_rows",
            [FieldPanel("source"), FieldPanel("note")],
            distinct_in="source",
            heading=_("Sources"),
            label=_("Source"),
            help_text=_(
                "What the story rests on. Sources that you mark in the text belong here as well. Prefer what a reader "
                "can open; store an archived copy, because city websites vanish with the administration."
            ),
        ),
    ],
    heading=_("Record"),
    help_text=_(
        "The same facts for every story, so that readers can filter and compare. “Not known” is a fine answer: it says "
        "that somebody looked. Never guess to fill a line."
    ),
    asks=[
        Ask("status"),
        Ask("status_as_of"),
        TermsAsk("mechanisms", vocabulary=Vocabulary.MECHANISM, called=_("Mechanisms")),
        TermsAsk("sectors", vocabulary=Vocabulary.SECTOR, called=_("Policy sectors")),
        Ask("participation_level"),
        Ask("bindingness"),
        Ask("selection"),
        Ask("legal_anchor"),
        Ask("home_in_government"),
        Ask("money"),
        Ask("staff"),
        Ask(
            "source_rows",
            called=_("Sources"),
            cure=_("Name at least one source: on the tab “Record”, under “Sources”."),
        ),
    ],
)

politics = Tab(
    [
        FieldPanel("politics_headline"),
        MultiFieldPanel(
            [
                FieldPanel("trigger", help_text=_("What made it possible in that year and not five years before?")),
                FieldPanel(
                    "why_then",
                    help_text=_("Ask: what would have happened if nobody had done anything? Who would have noticed?"),
                ),
            ],
            heading=_("Why then"),
        ),
        FieldPanel(
            "who_pushed",
            help_text=_(
                "Who spent standing, money or time on it, and what did they stand to win? Ambition, belief and "
                "fear are "
                "reasons; write them without praise or blame."
            ),
        ),
        FieldPanel(
            "who_resisted",
            help_text=_(
                "Who stood to lose what: budget, discretion, votes, face? How did they resist: openly, by delay, by "
                "law? Hear at least one of them. If nobody resisted, ask what was left out to make it so."
            ),
        ),
        FieldPanel(
            "what_was_traded",
            help_text=_("What did each side get for giving way: a post, a neighbourhood, a credit line in a speech?"),
        ),
        RowsPanel(
            "events",
            [
                FieldRowPanel([FieldPanel("when"), FieldPanel("title")]),
                FieldPanel("text"),
                FieldPanel("kind"),
            ],
            heading=_("The line of the reform"),
            label=_("Turn"),
            help_text=_(
                "Five to eight dated turns. The line is drawn solid while the reform is enforced and dotted "
                "while it is "
                "merely kept; a change of power cuts it."
            ),
            classname=COLLAPSED,
        ),
        MultiFieldPanel(
            [
                FieldPanel("survival", help_text=_("Has it met a new leader? What did the new leader do with it?")),
                FieldPanel("survival_note"),
                TermsPanel(
                    "success_factors",
                    Vocabulary.SUCCESS_FACTOR,
                    help_text=_("Your judgement, and readers are told so. Three at most."),
                ),
            ],
            heading=_("Did it outlive its maker?"),
        ),
    ],
    heading=_("Politics"),
    help_text=_(
        "How they got it through. This is what officials elsewhere cannot read in a report, and why they come here. "
        "Candid interviews carry this part: whoever could be harmed by a sentence decides whether it stands."
    ),
    asks=[
        Ask("trigger"),
        Ask("why_then"),
        Ask("who_pushed"),
        Ask("who_resisted"),
        Ask("what_was_traded"),
        Ask("events", called=_("The line of the reform")),
        Ask("survival"),
        TermsAsk("success_factors", vocabulary=Vocabulary.SUCCESS_FACTOR, called=_("What made it work")),
    ],
)

power = Tab(
    [
        FieldPanel(
            "power_gained",
            help_text=_(
                "The question every story answers. Not what was announced: what can residents do, now, that the city "
                "cannot simply ignore? If it mainly made the administration quicker, say so."
            ),
        ),
        TermsPanel(
            "population_groups",
            Vocabulary.POPULATION_GROUP,
            help_text=_(
                "Groups for which somebody can show that they took part or benefited. Intentions do not count."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("who_designed", help_text=_("Who sat at the table before anything was decided?")),
                FieldPanel(
                    "who_took_part",
                    help_text=_("How many, and who? Shares by group where somebody counted; by which count?"),
                ),
                FieldPanel("who_benefited", help_text=_("Whose street, whose permit, whose evening became better?")),
                FieldPanel(
                    "who_was_left_out",
                    help_text=_(
                        "And what kept them out: hours, language, papers, distance, fear? Ask them, not the office."
                    ),
                ),
            ],
            heading=_("Who was in, who was left out"),
            help_text=_("Two or three sentences each. Women and people on low incomes are asked about every time."),
        ),
        RowsPanel(
            "heard_voices",
            [FieldPanel("interview")],
            distinct_in="interview",
            heading=_("Voices heard"),
            label=_("Interview"),
            help_text=_(
                "Interviews on which the story draws; those it quotes are added when it is published. Readers see "
                "which of the five stakeholder groups were heard, and which were not."
            ),
        ),
    ],
    heading=_("Power and inclusion"),
    asks=[
        Ask("power_gained"),
        TermsAsk("population_groups", vocabulary=Vocabulary.POPULATION_GROUP, called=_("Who it reached")),
        Ask("who_designed"),
        Ask("who_took_part"),
        Ask("who_benefited"),
        Ask("who_was_left_out"),
        Ask("heard_voices", called=_("Voices heard")),
    ],
)

results = Tab(
    [
        RowsPanel(
            "figures",
            [
                FieldPanel("what"),
                FieldRowPanel([FieldPanel("baseline"), FieldPanel("value"), FieldPanel("unit")]),
                FieldRowPanel([FieldPanel("period"), FieldPanel("population")]),
                FieldRowPanel([FieldPanel("reported_by"), FieldPanel("checked_by")]),
                FieldPanel("source"),
                MultiFieldPanel(
                    [
                        FieldPanel("contested"),
                        FieldPanel("contested_what"),
                        FieldPanel("reading_one"),
                        FieldPanel("reading_two"),
                    ],
                    heading=_("If others count differently"),
                    help_text=_("Print both readings with equal weight and never take the middle of them."),
                ),
            ],
            heading=_("Figures"),
            label=_("Figure"),
            help_text=_(
                "Two or three that matter to residents. Each with what it was before, and who says so: a city that "
                "praises itself is a source, too, if readers can see that it is the city."
            ),
        ),
        FieldPanel(
            "how_residents_learned",
            help_text=_("How did the people who took part learn what became of it? If they did not, that is a result."),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "what_went_wrong", help_text=_("Every story has this part. Readers trust those that tell it.")
                ),
                FieldPanel(
                    "what_they_would_change",
                    help_text=_("Ask everybody you meet: if you began again on Monday, what would you do differently?"),
                ),
            ],
            heading=_("Lessons"),
        ),
        RowsPanel(
            "conditions",
            [FieldPanel("text"), FieldPanel("travels")],
            heading=_("Will it travel?"),
            label=_("Condition"),
            help_text=_("What must hold in another city for this to work there, and what would make it fail."),
            classname=COLLAPSED,
        ),
    ],
    heading=_("Results"),
    asks=[
        Ask("figures", called=_("Figures")),
        Ask("how_residents_learned"),
        Ask("what_went_wrong"),
        Ask("what_they_would_change"),
        Ask("conditions", called=_("Will it travel?")),
    ],
)

edit_handler = tabs(story, answers, record, politics, power, results, form=CaseStudyForm)
