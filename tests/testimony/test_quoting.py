"""Quoting an interview: the sentences are chosen from its transcript, and what no longer matches is seen everywhere."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.blocks.struct_block import StructBlockValidationError

from accounts.models import User
from casestudies.models import CaseStudyPage, HeardVoice, StoryIndexPage
from interviews.models import InterviewPage
from testimony.blocks import ClipBlock
from testimony.choices import AccessLevel, Match
from testimony.models import Passage, PassageEvidence, Transcript
from tests.interviews.factories import make_city, make_interview, make_site
from tests.testimony.factories import SPOKEN, add_passage, make_testimony, withhold

pytestmark = pytest.mark.django_db

CREATE = "wagtailsnippetchoosers_testimony_passage:create"
CHOOSE = "wagtailsnippetchoosers_testimony_passage:choose"


def key_at(transcript: Transcript, ordinal: int) -> str:
    return transcript.cues.get(ordinal=ordinal).key


def ask(client, **values) -> dict:
    """Send the form of the tab "From the transcript"."""
    data = {f"from_transcript-{name}": value for name, value in values.items()}
    response = client.post(reverse(CREATE), data)
    assert response.status_code == 200
    return response.json()


def quote(client, transcript, first: int, last: int, words: str = "") -> dict:
    keys = {"first": key_at(transcript, first), "last": key_at(transcript, last)}
    return ask(client, transcript=transcript.pk, words=words, **keys)


def rewrite(transcript: Transcript, text: str) -> None:
    transcript = Transcript.objects.get(pk=transcript.pk)
    transcript.set_text(text)
    transcript.save()


def option(html: str, words: str) -> str:
    """The line of a list in which these words stand."""
    return next(line for line in re.findall(r"<option.*?</option>", html, re.DOTALL) if words in line)


def test_the_chooser_asks_for_the_interview_and_then_for_its_sentences(client, researcher):
    testimony = make_testimony()
    withhold(testimony)
    transcript = testimony.transcripts.get()
    assert "From the transcript" in client.get(reverse(CHOOSE)).json()["html"]

    step = ask(client, transcript=transcript.pk)

    html = step["htmlFragment"]
    assert step["step"] == "reshow_creation_form"
    assert "error-message" not in html
    assert '<optgroup label="The wall">' in html
    assert "disabled" not in option(html, "0:14 Administrator: On a wall")
    assert "disabled" in option(html, "1:31 Withheld: until she has left her post")
    assert "They signed" not in html
    assert not Passage.objects.exists()


def test_chosen_sentences_are_a_passage_and_the_same_ones_are_the_same_passage(client, researcher):
    transcript = make_testimony().transcripts.get()

    answer = quote(client, transcript, 2, 3)

    assert answer["step"] == "chosen"
    passage = Passage.objects.get()
    assert answer["result"]["id"] == str(passage.pk)
    assert (passage.start, passage.end, passage.recording) == (14_000, 77_000, transcript.recording)
    assert (passage.first_key, passage.last_key) == (key_at(transcript, 2), key_at(transcript, 3))
    assert passage.words.startswith("On a wall, in the corridor, on a Monday. I answered")
    assert quote(client, transcript, 2, 3)["result"]["id"] == str(passage.pk)
    shortened = quote(client, transcript, 2, 3, "On a wall … Nobody had asked me to care.")
    assert shortened["result"]["id"] != str(passage.pk)
    assert Passage.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "last", "words", "error"),
    [
        (3, 2, "", "It stands before the first sentence."),
        (4, 6, "", "Something between these sentences is withheld."),
        (5, 5, "", "Something between these sentences is withheld."),
        (2, 3, "Never said.", "These words do not stand there in the transcript."),
        (1, 1, "", "Only a question is asked there."),
        (1, 2, "When did you first see your own score?", "These words do not stand there in the transcript."),
    ],
)
def test_what_cannot_be_quoted_is_refused_with_the_reason(client, researcher, first, last, words, error):
    testimony = make_testimony()
    withhold(testimony)
    answer = quote(client, testimony.transcripts.get(), first, last, words)
    assert error in answer["htmlFragment"]
    assert not Passage.objects.exists()


def test_a_quotation_is_what_the_speaker_says_and_no_question(client, researcher):
    transcript = make_testimony().transcripts.get()
    quote(client, transcript, 1, 6)
    passage = Passage.objects.get()
    assert passage.words.startswith("On a wall, in the corridor")
    assert "Nobody had asked me to care. … They signed whatever" in passage.words
    assert passage.start == 14_000
    assert passage.match is Match.SAME


@pytest.mark.parametrize("consent", [{"release_quotation": False}, {"access": AccessLevel.SEALED}, {"status": None}])
def test_an_interview_that_is_not_released_for_quotation_cannot_be_chosen(client, researcher, consent):
    transcript = make_testimony(**consent).transcripts.get()
    html = ask(client, transcript=transcript.pk)["htmlFragment"]
    assert "The speaker did not release this interview for quotation." in html
    assert "disabled" in option(html, "not released for quotation")
    assert "On a wall" not in html


def test_an_interview_of_which_the_words_are_not_released_may_still_be_quoted(client, researcher):
    transcript = make_testimony(release_text=False).transcripts.get()
    assert quote(client, transcript, 2, 2)["step"] == "chosen"


def test_a_speaker_who_reads_each_quotation_is_asked_first(client, researcher):
    transcript = make_testimony(quotes_need_review=True).transcripts.get()
    assert "This speaker reads each quotation first." in ask(client, transcript=transcript.pk)["htmlFragment"]
    quote(client, transcript, 2, 2)
    assert Passage.objects.get().review == "pending"


@pytest.mark.parametrize(
    ("last", "words", "where"), [(3, "Two. Three.", "paragraphs 2 to 3"), (2, "Two.", "paragraph 2")]
)
def test_an_interview_kept_as_text_is_quoted_by_paragraphs(client, researcher, last, words, where):
    transcript = make_testimony(recorded=False, spoken="A: One.\nA: Two.\nA: Three.").transcripts.get()
    quote(client, transcript, 2, last)
    passage = Passage.objects.get()
    assert (passage.start, passage.end, passage.words, passage.place) == (2, last, words, where)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda text: text, Match.SAME),
        (lambda text: text.replace("on a Monday", "one Monday"), Match.SAME),
        (lambda text: text.replace("asked me", "told me"), Match.CHANGED),
        (lambda text: "".join(line for line in text.splitlines(keepends=True) if "0:52" not in line), Match.GONE),
        (lambda text: text.replace("0:14", "0:15").replace("0:52", "1:20").replace("1:17", "1:22"), Match.MOVED),
    ],
)
def test_what_becomes_of_a_quotation_when_its_transcript_is_edited(change, match):
    testimony = make_testimony()
    add_passage(testimony)
    rewrite(testimony.transcripts.get(), change(SPOKEN))
    assert Passage.objects.get().match is match


@pytest.fixture
def broken(client, researcher) -> CaseStudyPage:
    """A story with a clip whose words changed in the transcript since."""
    testimony = make_testimony()
    stories = make_site().add_child(instance=StoryIndexPage(title="Stories", slug="stories"))
    passage = add_passage(testimony)
    make_interview(testimony)
    story = CaseStudyPage(title="A claim", slug="claim", city=make_city(), summary="Short.")
    story.story = [("clip", {"passage": passage})]
    stories.add_child(instance=story)
    PassageEvidence.objects.create(passage=passage)
    rewrite(testimony.transcripts.get(), SPOKEN.replace("asked me to care", "told me to care"))
    return story


def test_an_interview_that_a_story_quotes_is_one_on_which_it_draws(broken):
    interview = InterviewPage.objects.get()
    assert [row.interview for row in broken.heard_voices.all()] == [interview]
    broken.save()
    assert CaseStudyPage.objects.get().heard_voices.count() == 1


def test_words_that_are_not_released_are_marked_and_not_published(client, broken):
    rewrite(Transcript.objects.get(), SPOKEN)
    passage, block = Passage.objects.get(), ClipBlock()
    value = block.to_python({"passage": passage.pk})
    assert block.clean(value) == value
    withhold(passage.testimony, passage.start, passage.end)
    assert block.child_blocks["passage"].widget.get_value_data(passage)["string"].startswith("Not released: 012")
    assert "Not released: 012" in client.get(reverse(CHOOSE)).content.decode()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert refused.value.block_errors["passage"].messages == [
        "The speaker has not released these words, so readers do not get them. Take others, or no clip."
    ]
    block.defer_required_validation()
    assert block.clean(value) == value, "a draft is saved"


def test_those_quoted_stand_after_those_named_in_the_order_of_reading(broken):
    named, last, first = (make_interview(make_testimony(), f"Voice {letter}") for letter in "cba")
    broken.heard_voices = [HeardVoice(interview=named)]
    quoted = [{"passage": add_passage(interview.testimony)} for interview in (first, last, first)]
    broken.story = [("clip", clip) for clip in quoted]
    broken.save()
    heard = CaseStudyPage.objects.get().heard_voices.all()
    assert [row.interview for row in heard] == [named, first, last]


def test_the_form_of_the_page_and_its_clip_say_that_a_quotation_no_longer_matches(client, broken):
    html = client.get(reverse("wagtailadmin_pages:edit", args=[broken.pk])).content.decode()
    assert "A quotation on this page no longer matches its source: 012 Working title" in html
    widget = ClipBlock().child_blocks["passage"].widget
    assert widget.get_value_data(Passage.objects.get())["string"].startswith("No longer matches its source: 012")

    rewrite(Transcript.objects.get(), SPOKEN)
    assert "no longer matches" not in client.get(reverse("wagtailadmin_pages:edit", args=[broken.pk])).content.decode()


@pytest.mark.parametrize("where", ["a block of the story", "a text beside it"])
def test_a_page_is_warned_and_reported_of_its_evidence_as_well(
    client, broken, where, django_capture_on_commit_callbacks
):
    mark = f'<p><a linktype="evidence" id="{PassageEvidence.objects.get().pk}">Nobody was asked.</a></p>'
    broken.story = [("paragraph", mark)] if where.startswith("a block") else []
    broken.problem = mark if where.startswith("a text") else ""
    with django_capture_on_commit_callbacks(execute=True):
        broken.save_revision()
        broken.save()
    assert "A claim" in client.get(reverse("broken_quotations")).content.decode()
    html = client.get(reverse("wagtailadmin_pages:edit", args=[broken.pk])).content.decode()
    assert html.count("A quotation on this page no longer matches its source: 012 Working title") == 1

    rewrite(Transcript.objects.get(), SPOKEN)
    assert "no longer matches" not in client.get(reverse("wagtailadmin_pages:edit", args=[broken.pk])).content.decode()


def test_the_report_names_what_happened_and_who_uses_it(client, researcher, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        testimony = make_testimony()
        passage = add_passage(testimony)
        add_passage(testimony, 14_000, 52_000, words="On a wall, in the corridor, on a Monday.")
        make_site()
        page = make_interview(testimony, headline_passage=passage)
    assert "Nobody had" not in client.get(reverse("broken_quotations")).content.decode()
    rewrite(testimony.transcripts.get(), SPOKEN.replace("asked me to care", "told me to care"))

    html = client.get(reverse("broken_quotations")).content.decode()

    assert "Nobody had asked me to care." in html
    assert "Nobody had told me to care." in html
    assert "The words have changed" in html
    assert str(page) in html
    assert "on a Monday" not in html
    gone = client.get(reverse("broken_quotations"), {"kind": "gone"}).content.decode()
    assert "Nobody had asked" not in gone
    export = client.get(reverse("broken_quotations"), {"export": "csv"})
    lines = b"".join(export.streaming_content).decode().splitlines()
    assert lines[0] == "Quoted,Number,Where,What happened,There now,Used by"
    assert lines[1].startswith("Nobody had asked me to care.,012,0:52 to 1:17,The words have changed,")


def test_who_may_not_see_passages_sees_no_report(client):
    user = User.objects.create_user("keeper", "k@example.org", "password")
    user.groups.add(Group.objects.get(name="Identity keepers"))
    client.force_login(user)
    assert client.get(reverse("broken_quotations")).status_code == 302
    assert reverse("broken_quotations") not in client.get("/admin/").content.decode()
