"""What somebody told us, and what they allow us to do with it.

None of this is part of a page or its revisions: plain rows, one set for all languages, in force the moment they are
saved. Going back to an older revision of a page never brings back a consent that was taken back. What a reader may
see is answered by `testimony.policy` and by nothing else.
"""

from testimony.models.consents import Consent, ConsentHistory
from testimony.models.passages import Passage, PassageEvidence, PassageRestriction, Range
from testimony.models.testimonies import InForceAtOnce, PartOfTestimony, Testimony, TestimonyRecording
from testimony.models.transcripts import FOREVER, Chapter, Cue, Timing, Transcript, TranscriptVersion

__all__ = [
    "FOREVER",
    "Chapter",
    "Consent",
    "ConsentHistory",
    "Cue",
    "InForceAtOnce",
    "PartOfTestimony",
    "Passage",
    "PassageEvidence",
    "PassageRestriction",
    "Range",
    "Testimony",
    "TestimonyRecording",
    "Timing",
    "Transcript",
    "TranscriptVersion",
]
