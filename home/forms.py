"""The form of the contact page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from home.models.messages import Message


class MessageForm(forms.ModelForm):
    """A correction or a question. ``website`` stays empty with people and is filled in by machines."""

    website = forms.CharField(required=False, label=_("Leave this line empty"), widget=forms.HiddenInput)

    class Meta:
        model = Message
        fields = ["text", "about", "reply_to"]
        labels = {
            "text": _("Your message"),
            "about": _("Which page or sentence?"),
            "reply_to": _("Where can we answer you?"),
        }
        help_texts = {
            "text": _(
                "Do not write anything that could put you or somebody else in danger: this form is not encrypted "
                "beyond the connection itself."
            ),
            "reply_to": _("An e-mail address. It is deleted together with your message."),
        }
        error_messages = {
            "text": {"required": _("Tell us what is wrong, in a sentence.")},
            "reply_to": {"invalid": _("This is not an e-mail address: name@example.org.")},
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
