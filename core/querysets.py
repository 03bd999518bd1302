"""Named intentions about pages."""

from wagtail.models import PageQuerySet


class BasePageQuerySet(PageQuerySet):
    """Of any kind of page of the site."""

    def works(self) -> "BasePageQuerySet":
        """The pages in their source language: one a work."""
        return self.filter(source_page=None)
