"""Everything the page of a practice shows, gathered in a constant number of queries."""

from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.models import Page

from cities.models import Country
from core.choices import EvidenceLevel
from core.localised import Localised, listing_url, localise
from core.rows import load_rows
from core.visibility import public
from taxonomy.choices import Vocabulary
from taxonomy.reading import TermsReading

WORDS = ("key_numbers", "components", "steps", "replications", "tools", "source_rows")
RECORD = ("term_rows",)

#: What it needs: field of the closed list, its facet, field of the words.
NEEDS = (
    ("cost_band", "cost", "cost_note"),
    ("staff_band", "staff", "staff_note"),
    ("time_band", "time", "time_note"),
    ("legal_instrument", "law", "law_note"),
)


class PracticeReading(TermsReading):
    """One reading of one practice: the page in the reader's language, its record, and where it has been done."""

    def __init__(self, page, request: HttpRequest | None):
        self.page, self.source, self.request = page, page.source, request
        load_rows(page, WORDS, record_from=self.source, record=RECORD, joined="source")
        countries = Country.objects.in_bulk({row.country_id for row in page.replications.all()} - {None})
        for row in page.replications.all():
            row.country = countries.get(row.country_id)

    @property
    def evidence_words(self) -> str:
        """What the evidence level means."""
        return str(EvidenceLevel(self.source.evidence_level).label)

    @cached_property
    def practices_url(self) -> str:
        """The address of the listing of practices in the reader's language."""
        return listing_url(self.source, self.request)

    @property
    def needs(self) -> list[dict]:
        """The lines of the ballot "What it needs"; what is not known prints as not documented."""
        lines = []
        for field, facet, note in NEEDS:
            value, words = getattr(self.source, field), getattr(self.page, note)
            values = []
            if value != "unknown":
                label = str(getattr(self.source, f"get_{field}_display")())
                values.append({"text": label, "url": f"{self.practices_url}?{facet}={value}"})
            if words:
                values.append({"text": words, "url": ""})
            lines.append({"label": self.source._meta.get_field(field).verbose_name, "values": values})
        for note in ("data_note", "trust_note"):
            words = getattr(self.page, note)
            lines.append(
                {
                    "label": self.page._meta.get_field(note).verbose_name,
                    "values": [{"text": words, "url": ""}] if words else [],
                }
            )
        return lines

    @property
    def record(self) -> list[dict]:
        """Problems, mechanisms and success factors, each linked to the practices that share it."""
        return [
            {
                "label": vocabulary.label,
                "values": [
                    {"text": label.name, "url": f"{self.practices_url}?{facet}={label.slug}" if facet else ""}
                    for label in self.terms(vocabulary)
                ],
            }
            for vocabulary, facet in (
                (Vocabulary.PROBLEM, "problem"),
                (Vocabulary.MECHANISM, None),
                (Vocabulary.SUCCESS_FACTOR, None),
            )
        ]

    @property
    def must_stay(self) -> list[str]:
        """What makes it this practice and no other."""
        return [row.text for row in self.page.components.all() if row.must_stay]

    @property
    def may_change(self) -> list[str]:
        """What another city may do differently."""
        return [row.text for row in self.page.components.all() if not row.must_stay]

    @cached_property
    def _cities(self) -> dict[int, Localised]:
        ids = {row.city_id for row in self.page.replications.all()} - {None}
        pages = public(Page.objects.select_related("citypage__country")).in_bulk(ids)
        return localise(pages.values(), self.request, ("citypage__country",)) if pages else {}

    @cached_property
    def replications(self) -> list[dict]:
        """Every city known to have reused it, oldest first: name, link, and the row."""
        rows = sorted(self.page.replications.all(), key=lambda row: (row.year or 9999, row.sort_order or 0))
        return [
            {
                "name": shown.page.title if (shown := self._cities.get(row.city_id)) else row.city_name,
                "url": shown.url if shown else "",
                "country": shown.page.citypage.country if shown else row.country,
                "row": row,
            }
            for row in rows
        ]
