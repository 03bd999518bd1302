"""What readers write to the editors."""

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """What a reader wrote: a correction or a question.

    Once it is dealt with it is deleted with everything in it (``forget_messages``), as the contact page promises.
    """

    sent_at = models.DateTimeField(_("received"), auto_now_add=True)
    about = models.CharField(_("which page or sentence"), max_length=300, blank=True)
    text = models.TextField(_("message"), max_length=5000)
    reply_to = models.EmailField(_("where to answer"), blank=True)
    done = models.BooleanField(_("dealt with"), default=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self):
        # Nothing the reader wrote: this name stays in the log of the admin when the message is gone.
        return gettext("Message %(number)s") % {"number": self.pk}

    @property
    def beginning(self) -> str:
        """What fits into a line."""
        return Truncator(self.text).chars(120)
