"""The one row that says which state of the public content is the newest, and what changed to get there."""

from django.db import models


class PublicationState(models.Model):
    """One row, id 1."""

    version = models.PositiveBigIntegerField(default=0)
    vocabulary_version = models.PositiveBigIntegerField(default=0)
    next_due = models.DateTimeField(null=True)


class PublicationChange(models.Model):
    """A work touched by a version; no work means that anything may have changed."""

    #: How many of these rows a process may lag behind and still catch up work by work instead of rebuilding.
    KEPT_ROWS = 2_000

    version = models.PositiveBigIntegerField(db_index=True)
    work_id = models.PositiveBigIntegerField(null=True)
