"""What the front page and the focus areas show: the browse index, and what editors chose."""

from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.models import Page

from browse.index import current
from browse.registry import spec_of
from browse.selection import inside
from casestudies.models import Answer, CaseStudyPage
from casestudies.reading import StoryReading
from cities.world import WorldMap
from core.localised import Localised, language_of, localise
from core.rows import load_rows
from core.visibility import is_public, public
from multimedia.pictures import prefetch_pictures
from practices.models import PracticePage
from practices.reading import PracticeReading
from taxonomy import catalogue
from taxonomy.catalogue import Label
from taxonomy.choices import Vocabulary
from testimony.models import Passage
from testimony.quotations import Quotation, Quotations

#: How many rows of the listing stand on a focus area's page.
ROWS_SHOWN = 5


class Answers:
    """The answers of public stories to guiding questions, in the reader's language, by question."""

    def __init__(self, questions: set[int], request: HttpRequest | None):
        live = current()["stories"].live
        rows = (
            Answer.objects.filter(question_id__in=questions, page__source_page=None, page__live=True)
            .select_related("page__city")
            .order_by("-page__first_published_at", "sort_order")
        )
        rows = [row for row in rows if row.page_id in live and row.page.city_id and is_public(row.page.city)]
        pages = {row.page_id: row.page for row in rows} | {row.page.city_id: row.page.city for row in rows}
        shown = localise(pages.values(), request)
        translated = {
            row.translation_key: row.sentence
            for row in Answer.objects.filter(
                page__in=[item.page.pk for item in shown.values() if item.page.pk not in pages]
            )
        }
        self._by_question: dict[int, list[dict]] = {}
        for row in rows:
            self._by_question.setdefault(row.question_id, []).append(
                {
                    "city": shown[row.page.city_id].page.title,
                    "city_id": row.page.city_id,
                    "url": shown[row.page_id].url,
                    "sentence": translated.get(row.translation_key, row.sentence),
                    "language": shown[row.page_id].language
                    if row.translation_key in translated
                    else language_of(row.page, request),
                }
            )

    def to(self, question: Label) -> list[dict]:
        """City, address of the story, the sentence and its language for each answer, newest first."""
        return self._by_question.get(question.id, [])


def questions_of(number: int | None) -> list[Label]:
    """The guiding questions of a focus area, in the editors' order."""
    return [label for label in catalogue.current().all(Vocabulary.QUESTION) if label.number == number]


class Front:
    """One reading of the front page."""

    def __init__(self, page, frame, request: HttpRequest | None):
        self.page, self.source, self.request, self._frame = page, page.source, request, frame
        load_rows(page, ("finding_cases",), record_from=self.source, record=("ended_cases", "voices"))
        self._index = current()

    @cached_property
    def _pages(self) -> dict[int, Page]:
        ids = {
            self.source.lead_story_id,
            self.source.moving_practice_id,
            *(row.case_id for row in self.page.finding_cases.all()),
            *(row.case_id for row in self.source.ended_cases.all()),
            self._newest_id,
        }
        joined = ("casestudypage__city__country", "casestudypage__photograph", "practicepage")
        pages = public(Page.objects.select_related(*joined)).in_bulk(ids - {None})
        prefetch_pictures([page.casestudypage.photograph for page in pages.values() if hasattr(page, "casestudypage")])
        return pages

    @cached_property
    def _shown(self) -> dict[int, Localised]:
        cities = [page.casestudypage.city for page in self._pages.values() if hasattr(page, "casestudypage")]
        cities = [city for city in cities if city and is_public(city)]
        return localise([*self._pages.values(), *cities], self.request, ("casestudypage", "practicepage"))

    def _case(self, pk: int) -> CaseStudyPage | None:
        page = self._pages.get(pk)
        return page.casestudypage if page and hasattr(page, "casestudypage") else None

    def section_url(self, name: str) -> str:
        """The address of one of the four listings in the reader's language."""
        return self._frame.listing_urls.get(name, "")

    @property
    def practices_url(self) -> str:
        """Where both doors lead: each row there leads on to the version for officials and to that for residents."""
        return self.section_url("practices")

    @cached_property
    def lead(self) -> StoryReading | None:
        """The lead story as its own page would read it; None while it is not public."""
        shown = self._shown.get(self.source.lead_story_id)
        if shown is None:
            return None
        story = shown.page.casestudypage
        story.__dict__["source"] = self._case(self.source.lead_story_id)
        return StoryReading(story, self.request)

    @property
    def lead_url(self) -> str:
        """The address of the lead story."""
        return self._shown[self.source.lead_story_id].url

    @property
    def lead_language(self) -> str:
        """The language of its words, which may differ from the reader's."""
        return self._shown[self.source.lead_story_id].language

    @property
    def lead_photograph(self):
        """The picture of the lead story, or None."""
        return self.lead.source.photograph if self.lead else None

    @cached_property
    def problems(self) -> list[dict]:
        """All problems with the number of stories that faced each; those nobody faced yet come last."""
        values = self._index["stories"].values("problem")
        found = [
            {
                "name": label.name,
                "url": f"{self.section_url('stories')}?problem={label.slug}",
                "count": len(values.get(label.slug, ())),
            }
            for label in catalogue.current().all(Vocabulary.PROBLEM)
        ]
        return sorted((problem for problem in found if problem["count"]), key=lambda problem: -problem["count"])

    @property
    def story_count(self) -> int:
        """How many stories are public."""
        return len(self._index["stories"].live)

    @cached_property
    def squares(self) -> list[dict]:
        """The three focus areas: a question, and one city's answer to it where there is one."""
        questions = {area["number"]: questions_of(area["number"]) for area in self._frame.focus_areas}
        answers = Answers({label.id for labels in questions.values() for label in labels}, self.request)
        squares, told = [], set()
        for area in self._frame.focus_areas:
            found = [answer for label in questions[area["number"]] for answer in answers.to(label)]
            # Three squares tell of three cities, where there are three.
            answer = next((one for one in found if one["city_id"] not in told), found[0] if found else {})
            told.add(answer.get("city_id"))
            squares.append(
                area
                | {"city": answer.get("city"), "answer": answer.get("sentence"), "language": answer.get("language")}
            )
        return squares

    @cached_property
    def finding_cases(self) -> list[dict]:
        """The ledger under the finding."""
        return [
            {
                "city": self._shown[case.city_id].page.title if case.city_id in self._shown else "",
                "url": self._shown[row.case_id].url,
                "where_it_lived": row.where_it_lived,
                "survival": case.survival,
                "survival_words": case.get_survival_display(),
            }
            for row in self.page.finding_cases.all()
            if (case := self._case(row.case_id))
        ]

    @cached_property
    def ended(self) -> list[dict]:
        """Stories of what did not last."""
        return [
            {
                "title": self._shown[row.case_id].page.title,
                "language": self._shown[row.case_id].language,
                "url": self._shown[row.case_id].url,
                "start_year": case.start_year,
                "end_year": case.end_year,
                "status_words": case.get_status_display(),
                "standfirst": self._shown[row.case_id].page.casestudypage.standfirst,
                "photograph": case.photograph,
                "stand_in": bool(case.photograph and case.photograph.stand_in),
                "credit": case.photograph.credit if case.photograph else "",
            }
            for row in self.source.ended_cases.all()
            if (case := self._case(row.case_id))
        ]

    @cached_property
    def clips(self) -> list[Quotation]:
        """The voices editors chose, as far as they are released now."""
        ids = [row.passage_id for row in self.source.voices.all()]
        passages = Passage.objects.in_bulk(ids)
        found = Quotations.of_passages(passages.values(), self.request)
        return [clip for pk in ids if (clip := found.get(pk))]

    @property
    def all_clips_composite(self) -> bool:
        """Whether one mark can stand over all of them."""
        return bool(self.clips) and all(clip.fiction for clip in self.clips)

    @property
    def moving(self) -> Localised | None:
        """The practice whose way is told."""
        return self._shown.get(self.source.moving_practice_id)

    @cached_property
    def moves(self) -> list[dict]:
        """The cities that took it up, by year."""
        if self.moving is None:
            return []
        practice: PracticePage = self.moving.page.practicepage
        practice.__dict__["source"] = self._pages[self.source.moving_practice_id].practicepage
        return [move for move in PracticeReading(practice, self.request).replications if move["row"].year]

    @cached_property
    def world(self) -> WorldMap:
        """All cities on the map, and by region."""
        return WorldMap(self._index["cities"].live, self.section_url("cities"))

    @property
    def _newest_id(self) -> int | None:
        index = self._index["stories"]
        return next(iter(index.orders["newest"].slice(index.live, 0, 1, descending=True)), None)

    @property
    def newest(self) -> Localised | None:
        """The story published last."""
        return self._shown.get(self._newest_id)


class Focus:
    """One reading of a focus area: its questions with the answers of cities, and its stories."""

    def __init__(self, page, frame, request: HttpRequest | None):
        self._request, self._frame = request, frame
        self._label = catalogue.current().label(page.source.focus_area_id)
        labels = questions_of(self._label.number)
        answers = Answers({label.id for label in labels}, request)
        #: Each question once, with the sentence of the programme it is part of.
        self.questions = [
            {"slug": label.slug, "name": label.name, "sentence": label.description, "answers": answers.to(label)}
            for label in labels
        ]

    @property
    def number(self) -> int:
        """Which of the three."""
        return self._label.number

    @property
    def sentences(self) -> list[dict]:
        """The sentences of the programme, each with the questions asked in it."""
        found: dict[str, list[dict]] = {}
        for question in self.questions:
            found.setdefault(question["sentence"], []).append(question)
        return [{"sentence": sentence, "questions": questions} for sentence, questions in found.items()]

    @property
    def city_count(self) -> int:
        """How many cities answer a question here."""
        return len({answer["city_id"] for question in self.questions for answer in question["answers"]})

    @property
    def unanswered(self) -> int:
        """How many questions no city has answered."""
        return sum(not question["answers"] for question in self.questions)

    @cached_property
    def _works(self):
        return current()["stories"].values("focus").get(self._label.slug, ())

    @property
    def story_count(self) -> int:
        """How many stories stand in this focus area."""
        return len(self._works)

    @property
    def name(self) -> str:
        """The name of the area."""
        return self._label.name

    @property
    def name_in_a_sentence(self) -> str:
        """The name as the listing has it in its sentence."""
        return inside(spec_of("stories").by_name["focus"], self._label.slug)

    @property
    def stories_url(self) -> str:
        """The listing of these stories."""
        return f"{self._frame.listing_urls.get('stories', '')}?focus={self._label.slug}"

    @cached_property
    def rows(self) -> list:
        """The newest stories of the area, as rows of the listing."""
        if not self._works:
            return []
        ids = current()["stories"].orders["newest"].slice(self._works, 0, ROWS_SHOWN, descending=True)
        return spec_of("stories").rows(ids, self._request)

    @property
    def ways(self) -> list[dict]:
        """What else there is on this area: practices and voices, with their numbers."""
        found = []
        for name in ("practices", "voices"):
            works = current()[name].values("focus").get(self._label.slug, ())
            if works:
                url = f"{self._frame.listing_urls.get(name, '')}?focus={self._label.slug}"
                found.append({"text": spec_of(name).counted(len(works)), "url": url})
        return found
