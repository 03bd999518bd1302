"""Which testimonies readers may know of, asked of the database. The same answers as `testimony.policy` gives singly."""

from datetime import datetime

from django.db.models import Q, QuerySet

from testimony.choices import AccessLevel, ConsentStatus

#: With these nothing of a testimony leaves the house.
NO_CONSENT = (ConsentStatus.NOT_ASKED, ConsentStatus.WITHDRAWN)


class ConsentQuerySet(QuerySet):
    """Consents by what they allow at a moment."""

    def given(self) -> "ConsentQuerySet":
        """Of speakers who agreed, and still do."""
        return self.exclude(status__in=NO_CONSENT)

    def listed(self) -> "ConsentQuerySet":
        """Readers may know that the interview exists."""
        return self.given().filter(access__in=(AccessLevel.OPEN, AccessLevel.LISTED, AccessLevel.SEALED))

    def open(self, now: datetime) -> "ConsentQuerySet":
        """What the speaker released may be shown at this moment."""
        never_sealed = Q(access=AccessLevel.OPEN) & (Q(embargo_until=None) | Q(embargo_until__lte=now))
        sealed_once = Q(access=AccessLevel.SEALED, embargo_until__lte=now)
        return self.given().filter(never_sealed | sealed_once)
