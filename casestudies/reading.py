"""Everything the page of a case shows, gathered in a constant number of queries."""

from collections.abc import Collection

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Page

from browse.index import current
from browse.rows import language_values, row_images
from casestudies.choices import Status
from casestudies.similar import similar_works
from cities import places
from cities.places import Place
from core.blocks.streams import fetch_choices, values_in
from core.choices import EvidenceLevel
from core.localised import Localised, language_of, listing_url, localise, remember_versions
from core.rows import Search, load_rows
from core.visibility import public
from interviews.models import InterviewPage
from interviews.speakers import speaker_of
from multimedia.models import Rendition
from sources.models import Evidence
from sources.notes import Notes
from taxonomy import catalogue
from taxonomy.catalogue import Label
from taxonomy.choices import Vocabulary
from taxonomy.reading import TermsReading
from testimony.evidence import testimonies_of
from testimony.models import Passage
from testimony.policy import Policy, records_of
from testimony.quotations import Quotations, remember_speakers

#: Rows that carry words are read from the page shown, rows of the record from its source page.
WORDS = ("answers", "events", "figures", "conditions", "source_rows")
RECORD = ("term_rows", "shown_practices", "heard_voices")

#: Vocabularies of the record's folded part, with the facet that lists stories of the same value.
TERM_LINES = (
    (Vocabulary.TECHNOLOGY, "technology"),
    (Vocabulary.SECTOR, "sector"),
    (Vocabulary.POPULATION_GROUP, "reached"),
    (Vocabulary.SUCCESS_FACTOR, None),
)

#: Closed lists of that part, likewise.
CHOICE_LINES = (
    ("participation_level", "participation"),
    ("bindingness", "bindingness"),
    ("selection", None),
    ("home_in_government", None),
    ("trigger", "trigger"),
)

#: What is read along with the pages a case leads to, whatever their kind: one query for all of them.
JOINED = ("interviewpage__interviewee", "casestudypage__photograph")

#: And what is shown of them, or needed to show it. Pages are wide; reading all of four kinds costs more than the rest.
SHOWN_OF_PAGES = (
    *("title", "slug", "url_path", "path", "live", "locale", "translation_key", "content_type"),
    *("interviewpage__source_page", "interviewpage__testimony", "interviewpage__city"),
    *("interviewpage__interviewee__group", "interviewpage__interviewee__role_at_the_time"),
    *("casestudypage__city", "casestudypage__start_year", "casestudypage__end_year", "casestudypage__photograph"),
)


class StoryReading(TermsReading):
    """One reading of one case: the page in the reader's language, its record, and what it leads to."""

    def __init__(self, page, request: HttpRequest | None):
        self.page, self.source, self.request = page, page.source, request
        load_rows(page, WORDS, record_from=self.source, record=RECORD, joined="source")
        self._labels = catalogue.current()
        self._similar = similar_works(self.source.pk)
        stories = [self.source.pk, *(similar.work_id for similar in self._similar)]
        renditions = fetch_choices([page.story], Search(_photographs_drawn, stories))
        #: The evidence and links of all texts, and what may be quoted of the clips.
        self.notes = Notes(page.rich_texts, request, self._read_pages)
        self.quotations = Quotations.of([page.story], request)
        self._give_pictures(renditions)

    def _read_pages(self, linked: set[int], evidence: list[Evidence]) -> dict[int, Localised]:
        """Read the pages that texts link to together with all others the case leads to, and the interviews quoted."""
        quoted = {clip.testimony_id for clip in self._clips} | testimonies_of(evidence)
        ids = {
            self.source.pk,
            self.source.city_id,
            *(row.practice_id for row in self.source.shown_practices.all()),
            *(row.interview_id for row in self.source.heard_voices.all()),
            *(similar.work_id for similar in self._similar),
            *linked,
        }
        wanted = [
            Page.objects.filter(pk__in=ids - {None}),
            Page.objects.filter(translation_key=self.page.translation_key),
            InterviewPage.objects.works().filter(testimony_id__in=quoted),
        ]
        # United, not joined by "or": then each part is found by its index.
        first, *others = (pages.order_by().values("pk") for pages in wanted)
        pages = public(Page.objects.filter(pk__in=first.union(*others)))
        found = {page.pk: page for page in pages.select_related(*JOINED).only(*SHOWN_OF_PAGES)}
        remember_versions(self.page, found.values())
        interviews = {pk: page.interviewpage for pk, page in found.items() if hasattr(page, "interviewpage")}
        self._related: dict[int, Page] = {pk: page for pk, page in found.items() if pk in ids or pk in interviews}
        self._shown = localise(self._related.values(), self.request)
        # Clips, evidence and voices mostly come from the same interviews: ask once what may be shown of them.
        Policy.for_testimonies(quoted.union(interview.testimony_id for interview in interviews.values()))
        known = {
            interview.testimony_id: speaker_of(interview, self._shown[pk])
            for pk, interview in interviews.items()
            if interview.source_page_id is None and interview.interviewee
        }
        remember_speakers(dict.fromkeys(quoted) | known)
        return self._shown

    def _give_pictures(self, renditions: dict[int, list[Rendition]]) -> None:
        photographs = [page.casestudypage.photograph for page in self._similar_pages()]
        own = self._related.get(self.source.pk)
        # A preview may show another photograph than the one that is published.
        if own and own.casestudypage.photograph_id == self.source.photograph_id:
            self.source.photograph = own.casestudypage.photograph
            photographs.append(self.source.photograph)
        for photograph in filter(None, photographs):
            photograph.prefetched_renditions = renditions.get(photograph.pk, [])

    @cached_property
    def _clips(self) -> list[Passage]:
        """What the clips of the story quote."""
        return list(values_in(self.page.story, Passage))

    def _similar_pages(self) -> list[Page]:
        return [self._related[item.work_id] for item in self._similar if item.work_id in self._related]

    @property
    def similar(self) -> list[dict]:
        """What to read next, each with its reason, as `components/next.html` draws it."""
        reasons = {item.work_id: item.reason for item in self._similar}
        index, cities = current()["stories"], places.current().cities
        focus = {label.slug: label.number for label in self._labels.all(Vocabulary.FOCUS_AREA)}
        found = []
        for page in self._similar_pages():
            case, shown = page.casestudypage, self._shown[page.pk]
            city = cities.get(case.city_id)
            years = years_in_words(case.start_year, case.end_year)
            numbers = sorted(focus[slug] for slug in index.values_of("focus", page.pk) if slug in focus)
            found.append(
                {
                    "reason": reasons[page.pk],
                    "url": shown.url,
                    "headline": shown.page.title,
                    "note": ", ".join(part for part in (city.with_country if city else "", years) if part),
                    "focus": numbers[0] if numbers else None,
                    "image": row_images([case.photograph]).get(case.photograph_id),
                    "credit": case.photograph.credit if case.photograph else "",
                    "name_on_colour": city.name if city else "",
                    **language_values(shown),
                }
            )
        return found

    @property
    def city(self) -> Place | None:
        """The city, or None while it is not public."""
        return places.current().cities.get(self.source.city_id)

    @cached_property
    def city_shown(self) -> Localised | None:
        """The city as a link."""
        return self._shown.get(self.source.city_id)

    @property
    def place(self) -> str:
        """City and country."""
        return self.city.with_country if self.city else ""

    @property
    def years(self) -> str:
        """The span of years in words: "2014 to 2019", "2014 on", "2016"."""
        return years_in_words(self.source.start_year, self.source.end_year)

    @property
    def original_language(self) -> str:
        """The name of the language the case was written in."""
        return get_language_info(language_of(self.source, self.request))["name_translated"].capitalize()

    @property
    def status_in_words(self) -> str:
        """Status, and the year it was last known."""
        words = self.source.get_status_display()
        if self.source.status != Status.UNKNOWN and self.source.status_as_of:
            return _("%(status)s, as of %(year)s") % {"status": words, "year": self.source.status_as_of.year}
        return str(words)

    @property
    def evidence_words(self) -> str:
        """What the evidence level means."""
        return str(EvidenceLevel(self.source.evidence_level).label)

    @property
    def reading_minutes(self) -> int:
        """Minutes to read the text at 230 words a minute, at least 1."""
        return max(1, round(sum(len(text.split()) for text in self.page.text_for_search() if text) / 230))

    @property
    def four_answers(self) -> list[tuple[str, str]]:
        """The four questions of every case with this one's answers; an empty answer stays empty."""
        return [
            (_("What changed?"), self.page.what_changed),
            (_("Who gained power?"), self.page.who_gained),
            (_("What did it take?"), self.page.what_it_took),
            (_("Did it last?"), self.page.did_it_last),
        ]

    @property
    def inclusion(self) -> list[tuple[str, str]]:
        """Who was in and who was left out."""
        return [
            (_("Design"), self.page.who_designed),
            (_("Taking part"), self.page.who_took_part),
            (_("Benefit"), self.page.who_benefited),
            (_("Left out"), self.page.who_was_left_out),
        ]

    @property
    def politics(self) -> list[tuple[str, str]]:
        """How they got it through, part by part; parts nobody wrote are absent."""
        parts = [
            (_("Why then"), self.page.why_then),
            (_("Who pushed, and why"), self.page.who_pushed),
            (_("Who resisted, and how"), self.page.who_resisted),
            (_("What was traded"), self.page.what_was_traded),
        ]
        return [(title, text) for title, text in parts if text]

    @property
    def record(self) -> list[dict]:
        """The lines a reader looks for first; a line without values prints as not documented."""
        stories = self.stories_url
        lines = []
        if self.city and self.city_shown:
            lines.append(_line(_("City"), [(self.city.name, self.city_shown.url)]))
            if country := self.city.country:
                lines.append(_line(_("Region"), [(country.region_name, f"{stories}?region={country.region_slug}")]))
        lines += [
            _line(_("Focus"), [(f"{a.number} {a.name}", f"{stories}?focus={a.slug}") for a in self.focus_areas]),
            self._term_line(Vocabulary.PROBLEM, "problem"),
            self._term_line(Vocabulary.MECHANISM, "mechanism"),
            self._choice_line("power_gained", "power"),
            self._choice_line("legal_anchor", None),
            self._word_line("money"),
            self._choice_line("survival", "survival"),
        ]
        return lines

    @property
    def more_record(self) -> list[dict]:
        """The rest of the record, folded under its first lines."""
        return [
            *(self._term_line(vocabulary, facet) for vocabulary, facet in TERM_LINES),
            *(self._choice_line(name, facet) for name, facet in CHOICE_LINES),
            self._word_line("organisers"),
            self._word_line("staff"),
        ]

    def _term_line(self, vocabulary: Vocabulary, facet: str | None) -> dict:
        return _line(
            vocabulary.label,
            [
                (label.name, f"{self.stories_url}?{facet}={label.slug}" if facet else "")
                for label in self.terms(vocabulary)
            ],
        )

    def _word_line(self, name: str) -> dict:
        value = getattr(self.page, name)
        return _line(self.page._meta.get_field(name).verbose_name, [(value, "")] if value else [])

    def _choice_line(self, name: str, facet: str | None) -> dict:
        return _line(self.source._meta.get_field(name).verbose_name, self._choice(name, facet))

    def _choice(self, name: str, facet: str | None) -> list[tuple[str, str]]:
        value = getattr(self.source, name)
        if value in {"unknown", "not-applicable"}:
            return []
        label = getattr(self.source, f"get_{name}_display")()
        return [(str(label), f"{self.stories_url}?{facet}={value}" if facet else "")]

    @cached_property
    def stories_url(self) -> str:
        """The address of the listing of stories in the reader's language."""
        return listing_url(self.source, self.request)

    @cached_property
    def practices(self) -> list[Localised]:
        """The practices the case shows."""
        return [
            self._shown[row.practice_id] for row in self.source.shown_practices.all() if row.practice_id in self._shown
        ]

    @cached_property
    def voices(self) -> list[dict]:
        """The interviews on which the case draws and of which readers may know, called as their consent says."""
        rows = [
            (self._shown[row.interview_id], self._related[row.interview_id].interviewpage)
            for row in self.source.heard_voices.all()
            if row.interview_id in self._related
        ]
        records = records_of(interview.testimony_id for _shown, interview in rows)
        voices = []
        for shown, interview in rows:
            group, record = self._labels.label(interview.interviewee.group_id), records.get(interview.testimony_id)
            if record and record.listed:
                label = record.label(shown.page.title, group.name)
                voices.append({"shown": shown, "label": label, "group": group, "testimony_id": interview.testimony_id})
        return voices

    @property
    def groups_not_heard(self) -> list[Label]:
        """The stakeholder groups of the programme that nobody speaks for in this case."""
        heard = {voice["group"].id for voice in self.voices}
        return [label for label in self._labels.all(Vocabulary.STAKEHOLDER_GROUP) if label.id not in heard]

    @cached_property
    def answers(self) -> list[dict]:
        """The guiding questions this case answers, each with its sentence."""
        return [
            {"question": self._labels.label(row.question_id), "sentence": row.sentence}
            for row in self.page.answers.all()
        ]

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each article of the page; sections with nothing to show have none."""
        page = self.page
        present = [
            ("story", bool(page.problem or page.story)),
            ("politics", bool(self.politics or page.events.all())),
            ("inclusion", any(text for _title, text in self.inclusion)),
            ("results", bool(page.figures.all())),
            ("lessons", bool(page.what_went_wrong or page.what_they_would_change)),
            ("voices", True),
            ("use", bool(page.conditions.all() or self.practices)),
            ("answers", bool(self.answers)),
            ("sources", bool(page.source_rows.all())),
        ]
        return {name: number for number, name in enumerate((name for name, shown in present if shown), start=1)}


def _photographs_drawn(stories: Collection[int]) -> QuerySet:
    """The renditions of the photographs that open these stories."""
    cases = apps.get_model("casestudies", "CaseStudyPage")
    return Rendition.objects.filter(image__in=cases._base_manager.filter(pk__in=stories).values("photograph"))


def years_in_words(start: int | None, end: int | None) -> str:
    """ "2014 to 2019", "2014 on", "2016", "until 2016", or an empty string."""
    if start and end:
        return str(start) if start == end else _("%(start)s to %(end)s") % {"start": start, "end": end}
    if start:
        return _("%(start)s on") % {"start": start}
    return _("until %(end)s") % {"end": end} if end else ""


def _line(label: str, values: list[tuple[str, str]]) -> dict:
    return {"label": label, "values": [{"text": text, "url": url} for text, url in values]}
