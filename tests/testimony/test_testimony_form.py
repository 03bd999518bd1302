"""The form in which a testimony is kept, through the real admin."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts.models import User
from testimony.choices import Match
from testimony.models import Consent, ConsentHistory, Passage, PassageRestriction, Testimony
from tests.interviews.factories import make_interview, make_site
from tests.testimony.factories import SPOKEN, TRANSLATED, add_passage, make_recording

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_testimony_testimony:add"
EDIT = "wagtailsnippets_testimony_testimony:edit"

CONSENT = {
    "status": "written",
    "status_on": "2026-03-14",
    "access": "open",
    "embargo_until": "",
    "release_text": "on",
    "release_quotation": "on",
    "attribution": "role",
    "words_for_readers": "All but one passage.",
    "reason_internal": "",
    "sensitivity": "none",
    "document": "",
}


@pytest.fixture
def editor(client):
    user = User.objects.create_superuser("researcher", "r@example.org", "password")
    client.force_login(user)
    return user


def transcript(written=SPOKEN, language="en", kind="verbatim", **values) -> dict:
    return {
        "language": language,
        "kind": kind,
        "state": "edited",
        "made_by": "",
        "recording": "",
        "first_speaker": "",
        "written": written,
        **values,
    }


def stretch(start, end, **values) -> dict:
    return {"from_place": start, "to_place": end, "recording": "", **values}


def withheld(start, end) -> dict:
    return stretch(start, end, until="", reason_public="until she has left her post", reason_internal="")


def passage(start, end, words="", review="not-requested") -> dict:
    return stretch(start, end, words=words, review=review)


def form(recordings=(), consents=(CONSENT,), transcripts=(), restrictions=(), passages=(), initial=None, **values):
    initial = initial or {}
    rows = {
        "recordings": [
            {"released_cut": "", "silent_ranges": "", **row} if isinstance(row, dict) else row for row in recordings
        ],
        "consents": consents,
        "transcripts": transcripts,
        "restrictions": restrictions,
        "passages": passages,
    }
    data = {"label": "Ward interview", "number": "012", "recorded_on": "", "place": "", "interviewer": "", **values}
    data.update({name: inline_formset(list(forms), initial=initial.get(name, 0)) for name, forms in rows.items()})
    return nested_form_data(data)


def errors_of(response) -> str:
    assert response.status_code == 200
    form = response.context["form"]
    found = [str(form.errors)]
    for formset in form.formsets.values():
        found += [str(formset.non_form_errors()), *(str(row.errors) for row in formset.forms)]
    return " ".join(found)


def test_a_researcher_keeps_a_whole_testimony_in_one_form(client, editor):
    recording = make_recording()
    data = form(
        recordings=[{"recording": recording.pk}],
        transcripts=[transcript(), transcript(TRANSLATED, "es", "translation")],
        restrictions=[withheld("1:31", "2:05")],
        passages=[passage("0:52", "1:17", "Nobody had asked me to care.")],
    )

    response = client.post(reverse(ADD), data)

    assert response.status_code == 302, errors_of(response)
    testimony = Testimony.objects.get()
    spoken, translated = testimony.transcripts.order_by("pk")
    assert spoken.recording == recording
    assert spoken.text == SPOKEN.strip().replace("\n# ", "\n\n# ")
    assert [cue.key for cue in translated.cues.order_by("ordinal")] == [
        cue.key for cue in spoken.cues.order_by("ordinal")
    ]
    row = testimony.restrictions.get()
    assert (row.start, row.end, row.recording) == (91_000, 125_000, recording)
    quoted = testimony.passages.get()
    assert (quoted.start, quoted.end, quoted.language) == (52_000, 77_000, "en")
    assert quoted.still_matches
    history = ConsentHistory.objects.get()
    assert (history.testimony, history.saved_by, history.state["status"]) == (testimony, editor, "written")


def test_editing_keeps_the_keys_and_writes_only_changes_into_the_history(client, editor):
    client.post(reverse(ADD), form([{"recording": make_recording().pk}], transcripts=[transcript()]))
    testimony = Testimony.objects.get()
    keys = list(testimony.transcripts.get().cues.order_by("ordinal").values_list("key", flat=True))
    edit = reverse(EDIT, args=[testimony.pk])
    page = client.get(edit)
    assert "0:52 Administrator: I answered" in page.content.decode()

    def save(text, consent):
        data = form(
            [{"recording": testimony.recordings.get().recording_id, "id": testimony.recordings.get().pk}],
            [{**consent, "id": Consent.objects.get().pk}],
            [transcript(text, id=testimony.transcripts.get().pk)],
            initial={"recordings": 1, "consents": 1, "transcripts": 1},
        )
        response = client.post(edit, data)
        assert response.status_code == 302, errors_of(response)

    save(SPOKEN.replace("on a Monday", "on a Tuesday").replace("0:52", "0:53"), CONSENT)
    cues = testimony.transcripts.get().cues.order_by("ordinal")
    assert [cue.key for cue in cues] == keys
    assert (cues[1].text, cues[1].end_ms, cues[2].start_ms) == (
        "On a wall, in the corridor, on a Tuesday.",
        53_000,
        53_000,
    )
    assert ConsentHistory.objects.count() == 1

    save(SPOKEN, {**CONSENT, "status": "withdrawn"})
    assert ConsentHistory.objects.count() == 2
    html = client.get(edit).content.decode()
    assert "What the consent was before" in html
    assert "Status: <b>Withdrawn</b>" in html
    assert "researcher" in html


def test_a_translation_follows_when_only_the_words_as_spoken_are_edited(client, editor):
    data = form(
        [{"recording": make_recording().pk}],
        transcripts=[transcript(), transcript(TRANSLATED, "es", "translation")],
    )
    client.post(reverse(ADD), data)
    testimony = Testimony.objects.get()
    spoken, translated = testimony.transcripts.order_by("pk")

    response = client.post(
        reverse(EDIT, args=[testimony.pk]),
        form(
            [{"recording": testimony.recordings.get().recording_id, "id": testimony.recordings.get().pk}],
            [{**CONSENT, "id": Consent.objects.get().pk}],
            [
                transcript(SPOKEN.replace("0:52", "0:50"), id=spoken.pk),
                transcript(translated.text, "es", "translation", id=translated.pk),
            ],
            initial={"recordings": 1, "consents": 1, "transcripts": 2},
        ),
    )

    assert response.status_code == 302, errors_of(response)
    assert "0:50 Administradora: Contestaba" in translated.__class__.objects.get(pk=translated.pk).text


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ({"transcripts": [transcript("0:14 A: One.\n0:10 A: Two.")]}, "Line 2: 0:10 does not come after 0:14"),
        ({"transcripts": [transcript("0:14 nobody")]}, "Line 1: Say who speaks"),
        ({"transcripts": [transcript("9:14 A: Late.")]}, "Line 1: 9:14 lies past the end of the recording, 2:30"),
        (
            {"transcripts": [transcript(), transcript("0:15 B: Eh.", "es", "translation")]},
            "Line 1: Nothing begins at 0:15 in the words as spoken",
        ),
        ({"transcripts": [transcript(language="es", kind="translation")]}, "Write the words as spoken first"),
        ({"transcripts": [transcript(), transcript()]}, "There is another transcript in this language"),
        ({"restrictions": [withheld("2:05", "1:31")]}, "It ends before it begins"),
        ({"restrictions": [withheld("1:31", "9:05")]}, "The recording ends at 2:30"),
        ({"restrictions": [withheld("soon", "9:05")]}, "“soon” is not a time such as 1:31"),
        ({"restrictions": [withheld("1:31", "4")]}, "Write two times, or two numbers of paragraphs"),
        ({"restrictions": [withheld("1", "4")]}, "Write a time in the recording"),
        (
            {"transcripts": [transcript()], "passages": [passage("0:52", "1:17", "Never said.")]},
            "These words do not stand there in the transcript",
        ),
        ({"passages": [passage("0:52", "1:17")]}, "There is no transcript of this place yet"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, editor, rows, error):
    response = client.post(reverse(ADD), form([{"recording": make_recording().pk}], **rows))

    assert error in errors_of(response).replace("&#x27;", "'")
    assert not Testimony.objects.exists()


def test_a_cut_must_be_as_long_as_the_whole_and_say_where_it_is_silent(client, editor):
    whole, short, cut = make_recording(), make_recording("Short", seconds=20), make_recording("Cut")
    row = {"recording": whole.pk, "released_cut": short.pk, "silent_ranges": "91-125"}
    assert "It lasts 0:20, the whole recording 2:30" in errors_of(client.post(reverse(ADD), form([row])))
    row = {"recording": whole.pk, "released_cut": cut.pk}
    assert "Say where the cut is silent" in errors_of(client.post(reverse(ADD), form([row])))
    row["silent_ranges"] = "from one to two"
    assert "is not a range of seconds" in errors_of(client.post(reverse(ADD), form([row])))


def test_empty_words_are_taken_from_the_transcript_and_a_changed_quotation_waits_again(client, editor):
    client.post(
        reverse(ADD),
        form(
            [{"recording": make_recording().pk}],
            transcripts=[transcript()],
            passages=[passage("0:52", "1:17", review="approved")],
        ),
    )
    testimony, quoted = Testimony.objects.get(), Passage.objects.get()
    assert quoted.words == "I answered because my name was on the wall. Nobody had asked me to care."

    client.post(
        reverse(EDIT, args=[testimony.pk]),
        form(
            [{"recording": testimony.recordings.get().recording_id, "id": testimony.recordings.get().pk}],
            [{**CONSENT, "id": Consent.objects.get().pk}],
            [transcript(id=testimony.transcripts.get().pk)],
            passages=[{**passage("0:52", "1:17", "I answered …", "approved"), "id": quoted.pk}],
            initial={"recordings": 1, "consents": 1, "transcripts": 1, "passages": 1},
        ),
    )
    quoted.refresh_from_db()
    assert (quoted.words, quoted.review) == ("I answered …", "pending")


def test_plain_words_of_a_recording_wait_for_their_times_and_nobody_reads_them(client, editor):
    recording = make_recording()
    plain = transcript("Interviewer: Why?\nA: One. Two.", recording=recording.pk)

    response = client.post(reverse(ADD), form([{"recording": recording.pk}], transcripts=[plain]))

    assert response.status_code == 302, errors_of(response)
    waiting = Testimony.objects.get().transcripts.get()
    assert not waiting.cues.exists()
    assert [sentence["text"] for sentence in waiting.timing.sentences] == ["Why?", "One.", "Two."]
    assert client.get(f"/captions/{waiting.pk}.vtt").status_code == 404
    html = client.get(reverse(EDIT, args=[waiting.testimony_id])).content.decode()
    assert "These words wait for their times" in html
    assert "2. A: One.\n3. A: Two." in html


def test_a_translation_needs_times_and_so_do_words_that_had_some(client, editor):
    recording = make_recording()
    rows = [transcript(), transcript("B: No times.", "es", "translation", recording=recording.pk)]
    data = form([{"recording": recording.pk}], transcripts=rows)
    assert "Begin each line with the time" in errors_of(client.post(reverse(ADD), data))


def stored(client) -> Testimony:
    """A testimony with a recording, consent and a transcript, saved through the form."""
    client.post(reverse(ADD), form([{"recording": make_recording().pk}], transcripts=[transcript()]))
    return Testimony.objects.get()


def save_again(client, testimony, row, **rows):
    """Send the form of a stored testimony with this transcript."""
    recording, spoken = testimony.recordings.get(), testimony.transcripts.get()
    initial = {"recordings": 1, "consents": 1, "transcripts": 1}
    initial |= {"passages": testimony.passages.count(), "restrictions": testimony.restrictions.count()}
    data = form(
        [{"recording": recording.recording_id, "id": recording.pk}],
        [{**CONSENT, "id": Consent.objects.get().pk}],
        [{**row, "id": spoken.pk}],
        initial=initial,
        **rows,
    )
    return client.post(reverse(EDIT, args=[testimony.pk]), data)


def test_a_transcript_is_read_from_a_file(client, editor):
    testimony = stored(client)
    srt = "\ufeff7\r\n00:00:00,500 --> 00:00:14,000\r\nAdministrator: On a <i>wall</i>, &amp; there.\r\n"
    file = SimpleUploadedFile("interview.srt", srt.encode())

    response = save_again(client, testimony, transcript(file=file))

    assert response.status_code == 302, errors_of(response)
    assert testimony.transcripts.get().text == "0:00.5-0:14 Administrator: On a wall, & there."


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"1\n00:00:01,000 --> 00:00:02,000\nA: x\n\n3\n00:00:02,000 --> 00:00:03,000\nA: y", "Line 5: Number 3"),
        ("0:14 A: Gdańsk".encode("utf-16-le"), "This is no text in UTF-8"),
        (b"0:14 A: \0", "This is no text"),
        (b"x" * 2_000_001, "larger than 2 MB"),
        (b"WEBVTT\n\n00:10.000 --> 00:05.000\n<v A>x", "Line 3: 0:10 ends before it begins"),
        (b" ", "The transcript is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_nothing_changes(client, editor, content, error):
    testimony = stored(client)
    before = testimony.transcripts.get().text

    response = save_again(client, testimony, transcript(file=SimpleUploadedFile("interview.vtt", content)))

    assert error in errors_of(response)
    assert testimony.transcripts.get().text == before


def written_in(response) -> str:
    return response.context["form"].formsets["transcripts"].forms[0]["written"].value()


def test_the_lines_of_a_refused_file_can_be_mended_in_the_form(client, editor):
    testimony = stored(client)
    content = "0:14 A: One.\n0:10 A: Señora.\n"
    response = save_again(client, testimony, transcript(file=SimpleUploadedFile("a.txt", content.encode("cp1252"))))
    assert "Line 2: 0:10 does not come after 0:14 in line 1." in errors_of(response)
    assert written_in(response) == content


def test_names_are_written_into_lines_that_have_none_and_looked_at_before_they_count(client, editor):
    testimony = stored(client)
    before = testimony.transcripts.get().text
    content = b"WEBVTT\n\n00:00.000 --> 00:04.000\n Why?\n\n00:04.000 --> 00:09.500\n On a wall.\n"
    response = save_again(
        client, testimony, transcript(first_speaker="Clerk", file=SimpleUploadedFile("whisper.vtt", content))
    )
    assert "Every line has a name now, and nothing is stored yet." in errors_of(response)
    named = written_in(response)
    assert named == "0:00 Clerk: Why?\n0:04-0:09.5 Clerk: On a wall."
    assert testimony.transcripts.get().text == before

    response = save_again(client, testimony, transcript(named.replace("Clerk: Why", "Interviewer: Why")))
    assert response.status_code == 302, errors_of(response)
    assert testimony.transcripts.get().text == "0:00 Interviewer: Why?\n0:04-0:09.5 Clerk: On a wall."


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(client, editor):
    testimony = stored(client)
    page = client.get(reverse(EDIT, args=[testimony.pk]))
    opened = page.context["form"].formsets["transcripts"].forms[0]
    read_as, read = opened["read_as"].value(), opened["written"].value()
    other = testimony.transcripts.get()
    other.set_text(SPOKEN.replace("0:52", "0:53"))
    other.save()

    edited = transcript(read.replace("Monday", "Friday"), read_as=read_as)
    assert "Somebody changed this transcript after you opened it" in errors_of(save_again(client, testimony, edited))
    # Who changed something else on the page loses nothing, and takes nothing away.
    untouched = transcript(read.replace("\n", "\r\n"), read_as=read_as)
    assert save_again(client, testimony, untouched).status_code == 302
    assert "0:53 Administrator" in testimony.transcripts.get().text


def test_a_quotation_whose_words_change_in_the_transcript_is_marked_and_not_in_the_way(client, editor):
    testimony = stored(client)
    quoted = Passage(testimony=testimony, recording=testimony.recordings.get().recording, start=52_000, end=77_000)
    quoted.words, quoted.review = "Nobody had asked me to care.", "approved"
    quoted.save()
    row = {**passage("0:52", "1:17", quoted.words, "approved"), "id": quoted.pk}

    changed = transcript(SPOKEN.replace("asked me to care", "told me to care"))
    response = save_again(client, testimony, changed, passages=[row])

    assert response.status_code == 302, errors_of(response)
    html = client.get(reverse(EDIT, args=[testimony.pk])).content.decode()
    assert "No longer matches its source." in html
    assert "Nobody had told me to care." in html
    quoted = Passage.objects.get()
    assert (quoted.match, quoted.review) == (Match.CHANGED, "approved")

    response = save_again(client, testimony, changed, passages=[{**row, "words": ""}])
    assert response.status_code == 302, errors_of(response)
    quoted = Passage.objects.get()
    assert (quoted.match, quoted.review) == (Match.SAME, "pending")


def test_a_quotation_goes_with_its_sentence_unless_it_is_placed_by_hand(client, editor):
    testimony = stored(client)
    quoted = add_passage(testimony)
    row = {**passage("0:52", "1:17", quoted.words), "recording": quoted.recording_id, "id": quoted.pk}
    later = transcript(SPOKEN.replace("0:52", "0:58").replace("1:17", "1:19"))
    response = save_again(client, testimony, later, passages=[row])
    assert response.status_code == 302, errors_of(response)
    quoted = Passage.objects.get()
    assert (quoted.start, quoted.end, quoted.match) == (58_000, 79_000, Match.SAME)

    row |= {"from_place": "0:57", "to_place": "1:20"}
    response = save_again(client, testimony, transcript(SPOKEN), passages=[row])
    assert response.status_code == 302, errors_of(response)
    quoted = Passage.objects.get()
    assert (quoted.start, quoted.end) == (57_000, 80_000)


def test_a_quotation_of_a_text_goes_with_its_paragraph(client, editor):
    client.post(reverse(ADD), form(transcripts=[transcript("A: One.\nA: Two.")], passages=[passage("2", "2", "Two.")]))
    testimony = Testimony.objects.get()
    data = form(
        [],
        [{**CONSENT, "id": Consent.objects.get().pk}],
        [{**transcript("A: Zero.\nA: One.\nA: Two."), "id": testimony.transcripts.get().pk}],
        passages=[{**passage("2", "2", "Two."), "id": testimony.passages.get().pk}],
        initial={"consents": 1, "transcripts": 1, "passages": 1},
    )
    response = client.post(reverse(EDIT, args=[testimony.pk]), data)
    assert response.status_code == 302, errors_of(response)
    quoted = Passage.objects.get()
    assert (quoted.start, quoted.end, quoted.match) == (3, 3, Match.SAME)


def test_a_withheld_line_does_not_leave_its_stretch_unless_the_stretch_is_changed_as_well(client, editor):
    testimony = stored(client)
    recording = testimony.recordings.get().recording
    row = PassageRestriction.objects.create(
        testimony=testimony, recording=recording, start=91_000, end=126_000, reason_public="until she has left her post"
    )
    signed = "They signed whatever the printer gave them."
    answered = "I answered because my name was on the wall. Nobody had asked me to care."
    before = testimony.transcripts.get().text
    exchanged = SPOKEN.replace(signed, "-").replace(answered, signed).replace("-", answered)

    same = {**withheld("1:31", "2:06"), "recording": recording.pk, "id": row.pk}
    response = save_again(client, testimony, transcript(exchanged), restrictions=[same])
    assert "is withheld, and at 0:52 it would not be" in errors_of(response)
    assert testimony.transcripts.get().text == before

    response = save_again(client, testimony, transcript(exchanged), restrictions=[{**same, "from_place": "0:52"}])
    assert response.status_code == 302, errors_of(response)
    assert f"0:52 Administrator: {signed}" in testimony.transcripts.get().text


def test_an_interview_kept_as_text_counts_paragraphs(client, editor):
    data = form(
        transcripts=[transcript("Interviewer: Why?\nClerk: Two.\n3. Clerk: Three.")],
        restrictions=[withheld("2", "2")],
        passages=[passage("3", "3", "Three.")],
    )
    response = client.post(reverse(ADD), data)
    assert response.status_code == 302, errors_of(response)
    row = Testimony.objects.get().restrictions.get()
    assert (row.recording, row.start, row.end) == (None, 2, 2)
    assert "The text has 3 paragraphs" in errors_of(client.post(reverse(ADD), {**data, "restrictions-0-to_place": "9"}))


def test_a_passage_that_is_quoted_somewhere_cannot_be_deleted_here(client, editor, django_capture_on_commit_callbacks):
    client.post(
        reverse(ADD),
        form([{"recording": make_recording().pk}], transcripts=[transcript()], passages=[passage("0:52", "1:17")]),
    )
    testimony, quoted = Testimony.objects.get(), Passage.objects.get()
    make_site()
    with django_capture_on_commit_callbacks(execute=True):
        make_interview(testimony, headline_passage=quoted)

    response = client.post(
        reverse(EDIT, args=[testimony.pk]),
        form(
            [{"recording": testimony.recordings.get().recording_id, "id": testimony.recordings.get().pk}],
            [{**CONSENT, "id": Consent.objects.get().pk}],
            [transcript(id=testimony.transcripts.get().pk)],
            passages=[{**passage("0:52", "1:17"), "id": quoted.pk, "DELETE": "on"}],
            initial={"recordings": 1, "consents": 1, "transcripts": 1, "passages": 1},
        ),
    )
    assert "is quoted elsewhere (" in errors_of(response)
    assert Passage.objects.exists()


def test_languages_and_recordings_of_two_rows_change_places(client, editor):
    recordings = [make_recording("One"), make_recording("Two")]
    data = form(
        [{"recording": recording.pk} for recording in recordings],
        transcripts=[
            transcript(recording=recordings[0].pk),
            transcript(TRANSLATED, "es", "translation", recording=recordings[0].pk),
        ],
    )
    assert client.post(reverse(ADD), data).status_code == 302
    testimony = Testimony.objects.get()
    rows, texts = list(testimony.recordings.order_by("pk")), list(testimony.transcripts.order_by("pk"))
    data = form(
        [{"recording": recordings[1].pk, "id": rows[0].pk}, {"recording": recordings[0].pk, "id": rows[1].pk}],
        [{**CONSENT, "id": Consent.objects.get().pk}],
        [
            transcript(TRANSLATED, "es", id=texts[0].pk, recording=recordings[0].pk),
            transcript(SPOKEN, "en", "translation", id=texts[1].pk, recording=recordings[0].pk),
        ],
        initial={"recordings": 2, "consents": 1, "transcripts": 2},
    )
    response = client.post(reverse(EDIT, args=[testimony.pk]), data)
    assert response.status_code == 302, errors_of(response)
    assert [row.recording for row in testimony.recordings.order_by("pk")] == recordings[::-1]
    assert [text.language for text in testimony.transcripts.order_by("pk")] == ["es", "en"]


def test_lines_of_a_transcript_change_places(client, editor):
    client.post(reverse(ADD), form(transcripts=[transcript("A: One.\nB: Two.\nC: Three.")]))
    testimony = Testimony.objects.get()
    data = form(
        consents=[{**CONSENT, "id": Consent.objects.get().pk}],
        transcripts=[transcript("C: Three.\nA: One.\nD: New.\nB: Two.", id=testimony.transcripts.get().pk)],
        initial={"consents": 1, "transcripts": 1},
    )
    response = client.post(reverse(EDIT, args=[testimony.pk]), data)
    assert response.status_code == 302, errors_of(response)
    assert [cue.text for cue in testimony.transcripts.get().cues.order_by("ordinal")] == [
        "Three.",
        "One.",
        "New.",
        "Two.",
    ]
