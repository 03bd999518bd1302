"""Transcripts as people write them."""

import pytest

from multimedia.timed_text import format_time
from testimony.transcripts import (
    TranscriptError,
    headings_of,
    occurs,
    parse,
    parse_time,
    with_kept_keys,
    write,
)
from tests.testimony.factories import SPOKEN


def problems(text, **kwargs) -> list[str]:
    with pytest.raises(TranscriptError) as caught:
        parse(text, **kwargs)
    return caught.value.messages


@pytest.mark.parametrize(
    ("written", "milliseconds"),
    [("0:14", 14_000), ("1:31.5", 91_500), ("1:02:03", 3_723_000), ("75:00", 4_500_000), ("١:٣١", 91_000)],
)
def test_times(written, milliseconds):
    assert parse_time(written) == milliseconds


@pytest.mark.parametrize("milliseconds", [0, 14_000, 91_500, 3_723_004])
def test_times_are_read_as_they_are_written(milliseconds):
    assert parse_time(format_time(milliseconds)) == milliseconds


@pytest.mark.parametrize(
    "written", ["", "14", "1:75", "1:75:00", "one", "-1:00", "1:2", "100:00:00", "9" * 5000 + ":00:00"]
)
def test_what_is_no_time(written):
    with pytest.raises(ValueError, match="is not a time"):
        parse_time(written)


def test_a_transcript_is_read_with_speakers_questions_chapters_and_ends():
    cues = parse(SPOKEN, length_ms=150_000)
    assert [(cue.start_ms, cue.end_ms, cue.is_question, cue.heading and cue.heading.title) for cue in cues] == [
        (0, 14_000, True, "The wall"),
        (14_000, 52_000, False, None),
        (52_000, 77_000, False, None),
        (77_000, 91_000, True, "The people above"),
        (91_000, 126_000, False, None),
        (126_000, 150_000, False, "When the printer stopped"),
    ]


def test_what_is_written_is_read_again_the_same():
    text = "# A title\n0:00-0:10 Interviewer: Why: tell me?\n0:14.5 Clerk: Because.\n\n# Two\n1:00-1:05 Clerk: Yes."
    cues = with_kept_keys(parse(text, length_ms=90_000), [])
    assert write(cues, headings_of(cues), 90_000) == text


def test_every_problem_is_said_with_its_line():
    text = "# Empty\n# Title\n0:14 Clerk: One.\n0:10 Clerk: Two.\nClerk: Three.\n0:20 nobody\n0:30 A:\n0:99 A: x"
    assert problems(text) == [
        "Line 1: Nothing is said in this chapter.",
        "Line 4: 0:10 does not come after 0:14 in line 3.",
        "Line 5: Begin with the time, such as 0:14.",
        "Line 6: Say who speaks, then a colon and a space: “Administrator: On a wall.”",
        "Line 7: Nothing is said here. Write the words, or remove the line.",
        "Line 8: “0:99” is not a time: a minute has 60 seconds.",
    ]
    assert problems(" \n") == ["The transcript is empty."]
    assert problems("0:10-0:30 A: One.\n0:20 A: Two.") == ["Line 2: 0:20 overlaps line 1, which ends at 0:30."]
    assert problems("0:10-0:05 A: One.") == ["Line 1: 0:10 ends before it begins."]
    assert problems("0:10 A: One.", length_ms=9_000) == ["Line 1: 0:10 lies past the end of the recording, 0:09."]
    assert problems("A: One.\n0:10 B: Two.") == ["Line 2: No other line has a time."]


@pytest.mark.parametrize("hours", ["100", "9" * 30, "9" * 5000], ids=len)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0:01 A: One.\n{hours}:00:00 A: Two.", "Line 2: “{hours}:00:00” is not a time such as 1:31."),
        ("0:01-{hours}:00:00 A: One.", "Line 1: “{hours}:00:00” is not a time such as 1:31."),
        ("A  0:01\nOne.\n\nA  {hours}:00:00\nTwo.", "Line 4: “{hours}:00:00” is not a time such as 1:31."),
        ("{hours}:00:00:00 - 00:00:01:00\nA\nOne.", "Line 1: “{hours}:00:00” is not a time such as 1:31."),
        (
            "1\n00:00:00,000 --> {hours}:00:01,000\nA: One.\n\n2\n00:00:02,000 --> 00:00:03,000\nA: Two.",
            "Line 2: This time cannot be read; it looks like 00:14.000 --> 00:50.000.",
        ),
    ],
)
def test_more_hours_than_can_be_kept_are_named_with_their_line(hours, text, expected):
    assert problems(text.format(hours=hours)) == [expected.format(hours=hours)]


def test_a_number_of_thousands_of_digits_counts_nothing():
    assert len(parse("9" * 5000 + "\n00:00:00,000 --> 00:00:01,000\nA: One.")) == 1


def test_webvtt_is_read_strictly():
    text = (
        "\ufeffWEBVTT - made elsewhere\r\n\r\nNOTE by nobody\r\n\r\n1\r\n00:00.000 --> 00:04.495\r\n"
        "<v Interviewer>Why &amp;\r\nhow?\r\n\r\n00:05.000 --> 00:09.000 align:start\r\nClerk: <i>Because</i> I had to."
    )
    assert [(cue.start_ms, cue.end_ms, cue.speaker, cue.text) for cue in parse(text)] == [
        (0, 4_495, "Interviewer", "Why & how?"),
        (5_000, 9_000, "Clerk", "Because I had to."),
    ]
    assert problems("WEBVTT\n\n00:00.000 --> 00:01.000\n<v A>One <v B>two") == [
        "Line 3: Two people speak here. Give each a time of their own."
    ]
    assert problems("WEBVTT\n\nsoon --> later\nA: One") == [
        "Line 3: This time cannot be read; it looks like 00:14.000 --> 00:50.000."
    ]
    assert problems("WEBVTT\n\nwords alone") == ["Line 3: There is no time here, such as 00:14.000 --> 00:50.000."]


def test_keys_survive_edits_and_are_never_used_twice():
    first = with_kept_keys(parse(SPOKEN), [])
    keys = [cue.key for cue in first]
    assert len(set(keys)) == 6
    edited = SPOKEN.replace("0:52", "0:55").replace("2:06 Administrator: When", "2:06 Administrator: After")
    assert [cue.key for cue in with_kept_keys(parse(edited), first)] == keys
    longer = with_kept_keys(parse(SPOKEN.replace("1:17", "1:00 Administrator: New.\n1:17")), first)
    assert [cue.key for cue in longer if cue.key in keys] == keys
    # All times moved by one line: the words tell which is which.
    starts = ["0:00", "0:14", "0:52", "1:17", "1:31", "2:06", "2:20"]
    lines = [line.split(" ", 1)[1] for line in SPOKEN.splitlines() if line[0].isdigit()]
    moved = parse("\n".join(f"{start} {line}" for start, line in zip(starts[1:], lines, strict=True)))
    assert [cue.key for cue in with_kept_keys(moved, first)] == keys
    # Of lines that say the same the time tells.
    again = with_kept_keys(parse("0:01 A: Yes.\n0:02 A: Yes.\n0:03 A: Yes."), [])
    fewer = with_kept_keys(parse("0:02 A: Yes.\n0:03 A: Yes."), again)
    assert [cue.key for cue in fewer] == [cue.key for cue in again[1:]]
    untimed = with_kept_keys(parse("A: One.\nA: Two.\nA: Three."), [])
    changed = with_kept_keys(parse("A: Zero.\nA: One.\nA: Two, really.\nA: Three."), untimed)
    assert [cue.key for cue in changed[1:]] == [cue.key for cue in untimed]


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("nobody had  asked", True),
        ("“Nobody … care.”", True),
        ("care … Nobody", False),
        ("Nobody had ever asked", False),
        ("didn’t", True),
    ],
)
def test_whether_a_quotation_stands_in_a_text(words, stands):
    assert occurs(words, "I answered. Nobody had asked me to care. I didn't mind.") is stands
