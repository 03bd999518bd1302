"""Closed lists about sources."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceType(models.TextChoices):
    """Types of the Citation Style Language (CSL 1.0.2) that we use."""

    ARTICLE_JOURNAL = "article-journal", _("Journal article")
    ARTICLE_NEWSPAPER = "article-newspaper", _("Newspaper article")
    BOOK = "book", _("Book")
    CHAPTER = "chapter", _("Chapter")
    DATASET = "dataset", _("Data set")
    LEGISLATION = "legislation", _("Law or ordinance")
    REPORT = "report", _("Report")
    THESIS = "thesis", _("Thesis")
    WEBPAGE = "webpage", _("Web page")
    VIDEO = "motion_picture", _("Video")


class Confidence(models.TextChoices):
    """How a claim is supported."""

    DOCUMENTED = "documented", _("Documented")
    SEVERAL = "several-interviews", _("Several interviews agree")
    SINGLE = "single-interview", _("A single interview")
    INFERENCE = "inference", _("Researcher’s inference")
