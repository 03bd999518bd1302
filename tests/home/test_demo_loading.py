"""Loading and removing demonstration content: everything or nothing, and never over an editor's work."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from wagtail.models import Page, Site

from casestudies.models import CaseStudyPage
from cities.models import CityPage, Country
from home.demonstration.loading import DATA, load
from home.demonstration.removing import remove
from home.models import HomePage, TextPage
from home.standing import create_site
from interviews.models import Interviewee, InterviewPage
from multimedia.models import Document, Image, Recording
from sources.models import Citation, Source
from taxonomy.models import Problem, TermName
from testimony import models as testimonies

pytestmark = pytest.mark.django_db

FILES = {
    "countries.yaml": """
        XA:
          region: "000"
          subregion: "000"
          fictional_name: Orvenia
        """,
    "sources.yaml": """
        gazette:
          title: Gazette of Orvena
          issued: "2023"
          citations:
            vote:
              note: The count of the vote.
        """,
    "images/images.yaml": """
        canal:
          file: canal.jpg
          title: Canal
          description: A canal.
          credit: Somebody
          licence: cc0
        """,
    "recordings/recordings.yaml": """
        sound:
          file: orvena-last-word.mp3
          title: Who closes it, sound alone
          description: A voice.
          language: en
          free: true
          credit: Somebody
          licence: cc0
        film:
          file: orvena-last-word.mp4
          title: Who closes it
          description: A film.
          language: en
          free: true
          poster: canal
          sound_only: sound
          credit: Somebody
          licence: cc0
          tracks:
            - {kind: captions, language: en, file: orvena-last-word.captions.en.vtt}
        """,
    "documents/documents.yaml": """
        order:
          file: order.txt
          title: Order 14
          access: readers
          language: en
          credit: Somebody
          licence: cc0
        """,
    "documents/order.txt": """
        Whoever made a report closes it.
        """,
    "cities/orvena.yaml": """
        title: Orvena
        is_fictional: true
        country: XA
        photograph: canal
        in_a_sentence: A city that does not exist.
        """,
    "interviews/councillor.yaml": """
        title: City councillor
        city: orvena
        interviewee:
          public_label: City councillor
          group: political-leaders
        testimony:
          label: Councillor
        consent:
          status: written
          access: open
          release_text: true
          release_quotation: true
        recording:
          file: city-councillor.mp3
          title: Councillor
          language: en
          credit: Somebody
          licence: cc0
        transcripts:
          - language: en
            text: |
              0:00 Interviewer: Why?
              0:05 Councillor: Money, I said.
        passages:
          money:
            from: "0:05"
            to: "0:48"
        headline_passage: money
        """,
    "stories/last-word.yaml": """
        title: Only the resident may close it
        city: orvena
        summary: A report is closed by the one who made it.
        terms:
          focus-area: [sharing-information]
          problem: [complaints-disappear]
        who_pushed: |
          The council [voted by nine to eight]{vote}. See [the councillor](voice:councillor).
        power_gained: more-voice
        answers:
          - {question: data, sentence: "Orvena counts what residents call solved."}
        story:
          - heading: The vote
          - paragraph: |
              [Nine to eight]{vote}.
          - clip: {passage: money}
          - video: {recording: film}
          - download: {document: order}
          - scrollytelling:
              steps:
                - picture: {stage: {image: canal}, words: The canal before the vote.}
                - chart:
                    stage:
                      kind: bar
                      title: Nine to eight
                      unit: votes
                      table: |
                        Vote;Members
                        For;9
                        Against;8
                      source: gazette
                      as_of: "2023"
                    words: The vote.
        source_rows:
          - {source: gazette}
        """,
    "stories/last-word.es.yaml": """
        title: Solo quien avisó puede cerrarlo
        answers:
          - {sentence: "Orvena cuenta lo que los residentes llaman resuelto."}
        """,
    "home.yaml": """
        lead_story: last-word
        voices: [money]
        """,
}


@pytest.fixture(scope="module", autouse=True)
def site(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The standing site, once for this file: each test works in a savepoint of this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        create_site()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small demonstration: one city, one voice, one story in two languages."""
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        lines = content.strip("\n").split("\n")
        path.write_text("\n".join(line[8:] for line in lines), encoding="utf-8")
    for pattern in ("city-councillor.mp3", "orvena-last-word.mp?", "orvena-last-word.captions.en.vtt"):
        for path in (DATA / "recordings").glob(pattern):
            shutil.copy(path, tmp_path / "recordings")
    shutil.copy(DATA / "images" / "canal.jpg", tmp_path / "images")
    return tmp_path


def contents() -> tuple:
    """All that loading could change: rows and files."""
    models = (Page, Source, Citation, Image, Recording, Document, testimonies.Testimony, Interviewee, Country)
    files = {path for path in settings.VAR_DIR.rglob("*") if path.is_file() and "sqlite" not in path.name}
    return [model.objects.count() for model in models], files, HomePage.objects.works().get().latest_revision_id


def test_a_small_demonstration_is_loaded_and_published(folder, client):
    assert load(folder) == 4
    story = CaseStudyPage.objects.works().get(slug="last-word")
    assert story.live
    assert story.is_demonstration
    citation = Citation.objects.get()
    assert f'<a linktype="evidence" id="{citation.pk}">voted by nine to eight</a>' in story.who_pushed
    assert f'<a linktype="page" id="{InterviewPage.objects.get().pk}">the councillor</a>' in story.who_pushed
    assert [block.block_type for block in story.story] == [
        "heading", "paragraph", "clip", "video", "download", "scrollytelling",
    ]  # fmt: skip
    spanish = CaseStudyPage.objects.get(source_page=story)
    assert spanish.title == "Solo quien avisó puede cerrarlo"
    assert [row.sentence[:12] for row in spanish.answers.all()] == ["Orvena cuent"]
    assert "Money, I said." in client.get(story.url).content.decode()


def test_the_second_load_changes_nothing_and_keeps_what_an_editor_wrote(folder):
    load(folder)
    story = CaseStudyPage.objects.works().get(slug="last-word")
    story.title = "An editor's title"
    story.save_revision().publish()
    before = contents()
    assert load(folder) == 0
    assert contents() == before
    assert CaseStudyPage.objects.get(pk=story.pk).title == "An editor's title"


def test_a_story_added_later_finds_what_is_there_already(folder):
    load(folder)
    path = folder / "stories" / "last-word.yaml"
    (folder / "stories" / "again.yaml").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    assert load(folder) == 1
    again, first = (CaseStudyPage.objects.works().get(slug=slug) for slug in ("again", "last-word"))
    assert again.who_pushed == first.who_pushed
    assert again.story[2].value["passage"] == first.story[2].value["passage"]
    assert testimonies.Testimony.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "words"),
    [
        ("stories/last-word.yaml", "power_gained: more-voice", "power_gain: more-voice", 9, "unknown key"),
        ("stories/last-word.yaml", "more-voice", "most-voice", 9, "not a valid choice"),
        ("stories/last-word.yaml", "city: orvena", "city: orvenna", 2, "there is no city “orvenna”. Meant: orvena?"),
        ("stories/last-word.yaml", "eight]{vote}.", "eight]{vot}.", 7, "there is no evidence “vot”. Meant: vote?"),
        ("stories/last-word.yaml", "complaints-disappear", "complaints", 6, "there is no problem “complaints”"),
        ("stories/last-word.yaml", "summary: A report", "summary: " + "word " * 121 + "A report", 3, "at most 120"),
        ("stories/last-word.yaml", '"Orvena counts', '"' + "so " * 40 + "Orvena counts", 11, "at most 40"),
        ("stories/last-word.yaml", "summary: A report is closed by the one who made it.", "", 1, "summary"),
        ("stories/last-word.yaml", "city: orvena", "city: [orvena", 3, "not YAML"),
        ("stories/last-word.yaml", "city: orvena", "title: again", 2, "stands here twice"),
        ("stories/last-word.yaml", "- heading: The vote", "- headline: The vote", 13, "unknown key"),
        ("stories/last-word.yaml", "[Nine to eight]{vote}.", "> *Nine to eight*", 14, "only bold, links and lists"),
        ("stories/last-word.yaml", "- {source: gazette}", "- {source: gazete}", 35, "there is no source “gazete”"),
        ("stories/last-word.es.yaml", "answers:", "answers:\n  - {}", 2, "1 rows, the translation 2"),
        ("interviews/councillor.yaml", "0:05 Councillor:", "0:05 ", 23, "Say who speaks"),
        ("interviews/councillor.yaml", '"0:48"', '"0:48"\n    words: Votes, I said.', 28, "do not stand at this"),
        ("interviews/councillor.yaml", "city-councillor.mp3", "nobody.mp3", 14, "cannot be read"),
        ("stories/last-word.yaml", "Against;8", "Against;eight", 22, "chart: Row 3, column 2 (Members)"),
        ("stories/last-word.yaml", "{stage: {image: canal}, ", "{", 21, "picture: stage: image: "),
        ("documents/documents.yaml", "file: order.txt", "file: order.pdf", 2, "no file order.pdf"),
        ("images/images.yaml", "credit: Somebody", "credit: ''", 2, "credit"),
        ("interviews/councillor.yaml", "city: orvena", "city: [orvena]", 2, "there is no city"),
        ("interviews/councillor.yaml", "group: political-leaders", "group: {}", 5, "there is no stakeholder-group"),
        ("interviews/councillor.yaml", "city-councillor.mp3", '"\\0"', 14, "no text can hold"),
        ("stories/last-word.es.yaml", "title: Solo", 'title: "\\ud800 Solo"\nx: ', 1, "no text can hold"),
        ("stories/last-word.yaml", "title: Only", "title: " + "word " * 60 + "Only", 1, "at most 255"),
        ("stories/last-word.yaml", "summary: A report is closed by the one who made it.", "summary: {}", 3, "words"),
        ("images/images.yaml", "title: Canal", "title: {a: b}", 3, "write words here"),
        ("interviews/councillor.yaml", "access: open", "access: open\n  embargo_until: soon", 11, "write a day"),
        ("home.yaml", "lead_story: last-word", "lead_story: {}", 1, "there is no story"),
        ("home.yaml", "[money]", "[honey]", 2, "there is no passage “honey”. Meant: money?"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_line_and_nothing_changes(folder, name, old, new, line, words):
    path = folder / name
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    before = contents()
    with pytest.raises(CommandError) as error:
        call_command("load_demo", folder=folder)
    assert f"{path}, line {line}: " in str(error.value)
    assert words in str(error.value)
    assert contents() == before


def test_a_download_that_readers_could_not_open_is_refused(folder):
    path = folder / "documents" / "documents.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("access: readers", "access: team"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"last-word\.yaml, line 18: download: document: .* for the team only"):
        call_command("load_demo", folder=folder)


def test_a_file_that_is_not_utf_8_is_named(folder):
    (folder / "cities" / "orvena.yaml").write_bytes(b"title: \xff\xfe")
    with pytest.raises(CommandError, match=r"orvena\.yaml, line 1: the file is not UTF-8"):
        call_command("load_demo", folder=folder)


def test_a_page_of_an_editor_under_the_same_address_is_not_taken_over(folder):
    load(folder)
    CityPage.objects.update(is_demonstration=False)
    with pytest.raises(CommandError, match="is not demonstration content: Orvena"):
        call_command("load_demo", folder=folder)


def test_removing_leaves_the_standing_site_and_nothing_else(folder, client, django_capture_on_commit_callbacks):
    before = contents()[:2]
    with django_capture_on_commit_callbacks(execute=True):
        load(folder)
    assert contents()[1] > before[1]
    with django_capture_on_commit_callbacks(execute=True):
        assert remove(folder) == 4
    assert contents()[:2] == before
    home = HomePage.objects.works().get()
    assert home.lead_story is None
    assert not home.voices.exists()
    for page in Page.objects.filter(depth__gt=1, locale__language_code="en").specific():
        assert client.get(page.url).status_code == 200, page.url


def test_removing_keeps_what_an_editors_page_uses_and_says_so(folder):
    load(folder)
    city = CityPage.objects.get()
    city.is_demonstration = False
    city.rules_of_the_game = f'<p><a linktype="evidence" id="{Citation.objects.get().pk}">The vote</a></p>'
    city.save_revision().publish()
    said: list[str] = []
    assert remove(folder, said.append) == 3
    assert CityPage.objects.get().photograph == Image.objects.get()
    assert Citation.objects.count() == 1
    assert {line.partition(": ")[2] for line in said} == {"Gazette of Orvena, 2023", "Canal", "Orvenia"}


def test_the_site_can_be_created_again_and_keeps_what_editors_changed():
    about = TextPage.objects.get(slug="about", locale__language_code="en")
    about.title, about.slug = "Who we are", "who-we-are"
    about.save_revision().publish()
    problem = Problem.objects.get(slug="died-with-mayor")
    TermName.objects.filter(term=problem, language="en").update(name="Renamed")
    TermName.objects.filter(term=problem, language="es").delete()
    Country.objects.filter(code="FR").update(income_group="unknown")
    site = Site.objects.get(is_default_site=True)
    site.hostname = "cities.example"
    site.save()
    pages = Page.objects.count()
    assert create_site() == 0
    assert Page.objects.count() == pages
    assert TextPage.objects.get(pk=about.pk).title == "Who we are"
    assert TermName.objects.get(term=problem, language="en").name == "Renamed"
    assert TermName.objects.filter(term=problem, language="es").count() == 1
    assert Country.objects.get(code="FR").income_group == "unknown"
    assert Site.objects.get(is_default_site=True).hostname == "cities.example"


def test_a_standing_page_that_was_deleted_comes_back_alone():
    TextPage.objects.get(slug="licence", locale__language_code="en").delete()
    assert create_site() == 1
    assert TextPage.objects.get(slug="licence", locale__language_code="en").live


def test_the_new_site_shows_its_home_page_in_place_of_the_welcome(client):
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    answer = client.get("/en/")
    assert answer.status_code == 200
    assert client.get("/es/").status_code == 200
