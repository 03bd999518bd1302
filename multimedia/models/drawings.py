"""Charts as they were drawn."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Drawing(models.Model):
    """A chart as it was drawn, in one language and width. Found by what it shows: the same spec is drawn once.

    Either ``svg`` or ``error`` is filled. Rows are made by the task worker (`multimedia.charts.drawings`) and may all
    be deleted at any time: pages then show their tables until the worker has drawn them again.
    """

    key = models.CharField(max_length=64, primary_key=True)
    svg = models.TextField(blank=True)
    error = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("drawing of a chart")
        verbose_name_plural = _("drawings of charts")
