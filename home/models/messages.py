"""What readers write to the editors."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """What a reader wrote: a correction or a question. Deleted with everything in it when it is dealt with."""

    sent_at = models.DateTimeField(_("received"), auto_now_add=True)
    about = models.CharField(_("which page or sentence"), max_length=300, blank=True)
    text = models.TextField(_("message"), max_length=5000)
    reply_to = models.EmailField(_("where to answer"), blank=True)
    done = models.BooleanField(_("dealt with"), default=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self):
        return self.text[:60]
