"""Pages about the programme, and what readers write to it."""

from home.models.messages import Message
from home.models.pages import (
    ContactPage,
    EndedCase,
    FindingCase,
    FocusAreaPage,
    HomePage,
    HomeVoice,
    TextPage,
)

__all__ = [
    "ContactPage",
    "EndedCase",
    "FindingCase",
    "FocusAreaPage",
    "HomePage",
    "HomeVoice",
    "Message",
    "TextPage",
]
