"""Steps of a process, in their order."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StepBlock(blocks.StructBlock):
    """One step: what is done, by whom, for how long, and what comes out."""

    title = blocks.CharBlock(label=_("What is done"), max_length=120, help_text=_("Begin with a verb: Draw the map."))
    text = blocks.TextBlock(label=_("How"), max_length=600, required=False, default="")
    who_leads = blocks.CharBlock(label=_("Who leads"), max_length=120, required=False, default="")
    how_long = blocks.CharBlock(
        label=_("How long it takes"),
        max_length=60,
        required=False,
        default="",
        help_text=_("Two weeks; three evenings."),
    )
    result = blocks.CharBlock(
        label=_("What comes out"),
        max_length=200,
        required=False,
        default="",
        help_text=_("A list, a vote, a contract."),
    )

    class Meta:
        icon = "list-ol"
        label = _("Step")


class ProcessStepsBlock(blocks.StructBlock):
    """How something is done, step by step. What is not known of a step is said to be unknown."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2, max_num=12)

    class Meta:
        icon = "list-ol"
        group = _("Structure")
        label = _("Steps of a process")
        description = _("What is done in which order, who leads each step, how long it takes, what comes out.")
        template = "blocks/process_steps_block.html"
        stylesheets = ("components/steps",)
        preview_value = {
            "title": "From a complaint to an answer",
            "steps": [
                {
                    "title": "Write it down where it was made",
                    "text": "By phone, at the desk or on paper: one form, one number.",
                    "who_leads": "Complaint desk",
                    "how_long": "Five minutes",
                    "result": "A number the resident keeps",
                },
                {
                    "title": "Send it to one person",
                    "text": "Not to a department. The name stands on the form.",
                    "who_leads": "Ward administrator",
                    "how_long": "One day",
                    "result": "",
                },
                {
                    "title": "Ask whether it is solved",
                    "text": "The resident says so, not the office.",
                    "who_leads": "Residents",
                    "how_long": "",
                    "result": "Solved, or back to the second step",
                },
            ],
        }
