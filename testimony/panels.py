"""The tabs in which a testimony is kept."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtailmedia.widgets import AdminMediaChooser

from testimony.forms import PassageForm, RangeForm, RecordingRowForm, TestimonyForm, TranscriptForm
from testimony.history import consent_changes


class FormRowsPanel(InlinePanel):
    """Rows with a form of their own."""

    def __init__(self, *args, form_class=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.form_class = form_class

    def clone_kwargs(self):
        """As of any panel, so that it survives being bound to a model."""
        return {**super().clone_kwargs(), "form_class": self.form_class}

    def get_form_options(self):
        """As Wagtail's, with our form."""
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = self.form_class
        return options


class ConsentHistoryPanel(Panel):
    """Who changed what in the consent, and when. Only to be read."""

    class BoundPanel(Panel.BoundPanel):
        """The history of one testimony."""

        template_name = "testimony/admin/consent_history.html"

        def is_shown(self):
            """Once there is a testimony."""
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            """Add ``changes``, newest first."""
            return {**super().get_context_data(parent_context), "changes": consent_changes(self.instance)}


class TranscriptToolsPanel(Panel):
    """What else can be done with a stored transcript: time it, look back, take it away."""

    class BoundPanel(Panel.BoundPanel):
        """The tools of one transcript."""

        template_name = "testimony/admin/transcript_tools.html"

        def get_context_data(self, parent_context=None):
            """Add the ``transcript`` and the hidden field that says what was read."""
            context = super().get_context_data(parent_context)
            return {**context, "transcript": self.instance, "read_as": self.form["read_as"]}


class MatchPanel(Panel):
    """A mark on a passage that no longer stands in its transcript."""

    class BoundPanel(Panel.BoundPanel):
        """The mark of one passage."""

        template_name = "testimony/admin/match.html"

        def get_context_data(self, parent_context=None):
            """Add the ``passage``."""
            return {**super().get_context_data(parent_context), "passage": self.instance}


interview = ObjectList(
    [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("recorded_on"), FieldPanel("place")]),
        FieldPanel("interviewer"),
        FieldPanel("is_composite"),
        FormRowsPanel(
            "recordings",
            [
                FieldPanel("recording", widget=AdminMediaChooser),
                FieldPanel("released_cut", widget=AdminMediaChooser),
                FieldPanel("silent_ranges"),
            ],
            heading=_("Recordings"),
            label=_("Recording"),
            form_class=RecordingRowForm,
            help_text=_("Choose or upload the sound or film. None for an interview kept as text only."),
        ),
    ],
    heading=_("Interview"),
)

consent = ObjectList(
    [
        InlinePanel(
            "consents",
            [
                FieldRowPanel(
                    [
                        FieldPanel(
                            "status",
                            help_text=_(
                                "Until the speaker has agreed, readers get nothing, whatever stands below. Ask again "
                                "when the text is written: confirmed is the best there is."
                            ),
                        ),
                        FieldPanel("status_on", help_text=_("The day the speaker said so.")),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "access", help_text=_("What readers may know. If in doubt, the line that shows less.")
                        ),
                        FieldPanel("embargo_until"),
                    ]
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("release_text"),
                        FieldPanel("release_quotation"),
                        FieldPanel("quotes_need_review"),
                        FieldPanel("release_translation"),
                        FieldPanel("release_audio"),
                        FieldPanel("release_video"),
                    ],
                    heading=_("What the speaker releases"),
                    help_text=_("Tick only what the speaker was asked about and agreed to, line by line."),
                ),
                FieldPanel("attribution"),
                FieldPanel("words_for_readers"),
                MultiFieldPanel(
                    [FieldPanel("sensitivity"), FieldPanel("reason_internal"), FieldPanel("document")],
                    heading=_("For the team only"),
                ),
            ],
            heading=_("Consent"),
            label=_("Consent"),
            max_num=1,
            help_text=_(
                "In force the moment you save, on every page, in every language. Without consent nothing is shown. "
                "If the speaker withdraws, set the status to “Withdrawn”: everything is gone on the next request."
            ),
        ),
        ConsentHistoryPanel(heading=_("What the consent was before")),
    ],
    heading=_("Consent"),
)

words = ObjectList(
    [
        FormRowsPanel(
            "transcripts",
            [
                FieldRowPanel([FieldPanel("language"), FieldPanel("kind")]),
                FieldRowPanel([FieldPanel("state"), FieldPanel("made_by")]),
                FieldPanel("recording", help_text=_("Only if there are several recordings.")),
                FieldPanel("written"),
                FieldPanel("file"),
                FieldPanel("first_speaker"),
                TranscriptToolsPanel(),
            ],
            heading=_("Transcripts"),
            label=_("Transcript"),
            form_class=TranscriptForm,
            help_text=_("First the words as spoken. A translation uses the same times."),
        ),
    ],
    heading=_("Transcripts"),
)

RANGE = [
    FieldRowPanel([FieldPanel("from_place"), FieldPanel("to_place")]),
    FieldPanel("recording", help_text=_("Only if there are several recordings.")),
]

stretches = ObjectList(
    [
        FormRowsPanel(
            "restrictions",
            [*RANGE, FieldPanel("until"), FieldPanel("reason_public"), FieldPanel("reason_internal")],
            heading=_("Withheld"),
            label=_("Withheld passage"),
            form_class=RangeForm,
            help_text=_(
                "Withheld in every language, in the text and in the sound. If the same moment is in two recordings, "
                "withhold it in both. While a recording has no cut that is silent there, nobody hears anything of it."
            ),
        ),
        FormRowsPanel(
            "passages",
            [MatchPanel(), *RANGE, FieldPanel("words"), FieldPanel("review")],
            heading=_("Passages to quote"),
            label=_("Passage"),
            form_class=PassageForm,
            help_text=_(
                "Stories quote passages, never loose words. When the words or the place of an approved quotation "
                "change, it waits for the speaker again."
            ),
        ),
    ],
    heading=_("Withheld and quoted"),
)

edit_handler = TabbedInterface([interview, consent, words, stretches], base_form_class=TestimonyForm)
