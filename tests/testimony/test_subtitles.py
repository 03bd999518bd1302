"""Transcripts in the formats of other programs, read strictly and written so that nothing is lost."""

import pytest

from testimony.transcripts import TranscriptError, headings_of, parse, with_kept_keys, write, write_srt, write_webvtt

WRITTEN = """# The wall
> Where she first saw her own score.
* wall, score
0:00 Interviewer: When did you <first> see it & why?
0:14-0:50.25 Administrator: On a wall.

# The people above
1:17 Interviewer: And the people above you?"""


def read(text: str) -> tuple[list, dict]:
    cues = with_kept_keys(parse(text, length_ms=150_000), [])
    return cues, headings_of(cues)


def problems(text: str) -> list[str]:
    with pytest.raises(TranscriptError) as caught:
        parse(text, length_ms=150_000)
    return caught.value.messages


def test_webvtt_keeps_everything():
    cues, headings = read(WRITTEN)
    file = write_webvtt(cues, headings, 150_000)
    assert file.startswith("WEBVTT\n\nNOTE\n# The wall\n> Where she first saw her own score.\n* wall, score\n\n")
    assert "00:00:14.000 --> 00:00:50.250\n<v Administrator>On a wall.\n" in file
    assert "&lt;first&gt; see it &amp; why?" in file
    again, headings = read(file)
    assert write(again, headings, 150_000) == WRITTEN


def test_srt_keeps_times_speakers_and_words():
    cues, _headings = read(WRITTEN)
    file = write_srt(cues, 150_000)
    assert file.startswith("1\n00:00:00,000 --> 00:00:14,000\nInterviewer: When did you <first>")
    again, _none = read(file.replace("<first>", "first").replace("\n", "\r\n"))
    assert [(cue.start_ms, cue.end_ms, cue.speaker) for cue in again] == [
        (cue.start_ms, cue.end_ms, cue.speaker) for cue in cues
    ]


def test_every_problem_of_an_srt_file_is_said_with_its_line():
    text = (
        "\ufeff1\r\n00:00:14,000 --> 00:00:50,000\r\nA: One.\r\n\r\n"
        "3\r\n00:00:40,000 --> 00:00:55,000\r\nA: Two.\r\n\r\n"
        "4\r\n00:00:55,000 - 00:00:56,000\r\nA: Three.\r\n\r\n"
        "5\r\n00:00:56,000 --> 00:00:57,000\r\nnobody\r\n\r\n"
        "6\r\n00:00:57,000 --> 00:00:58,000\r\n- A: One.\r\n- B: Two.\r\n\r\n"
        "7\r\n00:00:58,000 --> 00:00:59,000\r\n\r\n"
        "8\r\n00:01:58,000 --> 00:03:59,000\r\nA: Late.\r\n"
    )
    assert problems(text) == [
        "Line 5: Number 3 stands where 2 is next.",
        "Line 6: 0:40 overlaps line 2, which ends at 0:50.",
        "Line 10: There is no time here, such as 00:00:14,000 --> 00:00:50,000.",
        "Line 14: Say who speaks: “<v Administrator>On a wall.” or “Administrator: On a wall.”",
        "Line 18: Two people speak here. Give each a time of their own.",
        "Line 23: Nothing is said here. Write the words, or remove the line.",
        "Line 26: 1:58 lies past the end of the recording, 2:30.",
    ]


def test_of_very_many_problems_the_first_are_said():
    text = "WEBVTT\n\n" + "\n\n".join(f"00:{n:02}.000 --> 00:{n:02}.500\nnobody" for n in range(30))
    said = problems(text)
    assert len(said) == 21
    assert said[-1] == "And 10 more lines."


def test_a_head_of_a_chapter_needs_a_title_and_words():
    assert problems("> About what?\n0:14 A: One.\n# Last\n> It ends.") == [
        "Line 1: Begin the chapter with its title: # The wall.",
        "Line 3: Nothing is said in this chapter.",
    ]
