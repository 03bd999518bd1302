"""What every page shares, and the version of the public content."""

from core.models.pages import BasePage, IndexPage, WordRow
from core.models.publication import PublicationChange, PublicationState

__all__ = ["BasePage", "IndexPage", "PublicationChange", "PublicationState", "WordRow"]
