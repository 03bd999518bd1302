"""Transcripts in the formats of other programs, read strictly and written so that nothing is lost."""

import pytest

from testimony.transcripts import (
    TranscriptError,
    headings_of,
    parse,
    with_kept_keys,
    with_names,
    write,
    write_srt,
    write_webvtt,
)

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
    again, _none = read(file.replace("\n", "\r\n"))
    assert [(cue.start_ms, cue.end_ms, cue.speaker, cue.text) for cue in again] == [
        (cue.start_ms, cue.end_ms, cue.speaker, cue.text) for cue in cues
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
        "Line 9: There is no time here, such as 00:14.000 --> 00:50.000.",
        "Line 14: Say who speaks, then a colon and a space: “Administrator: On a wall.”",
        "Line 18: Two people speak here. Give each a time of their own.",
        "Line 23: Nothing is said here. Write the words, or remove the time.",
        "Line 26: 3:59 lies past the end of the recording, 2:30.",
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


# --- What other programs write

NAMED = [(0, "Interviewer", "When did you see it?"), (4_000, "Ana Díaz", "On a wall.")]
VOICES = """WEBVTT - made by hand
Kind: captions

STYLE
::cue(v[voice="Ana"]) { color: yellow }

REGION
id:fred
width:40%

NOTE of two
lines

intro
00:00.000 --> 00:04.000 line:0 position:20% align:start
<v.loud Interviewer>When did <i>you</i> see it?</v>

2
00:04.000 --> 00:09.520 region:fred
<v Ana Díaz>On a
wall.</v>
"""
TEAMS = """WEBVTT

3a8f1c2e-0000-4f00-9d3a-0123456789ab/13-0
00:00:00.000 --> 00:00:04.000
<v Interviewer>When did you see it?</v>

3a8f1c2e-0000-4f00-9d3a-0123456789ab/14-0
00:00:04.000 --> 00:00:05.000
<v Ana Díaz>On a wall.</v>
"""
ZOOM = """WEBVTT

1
00:00:00.000 --> 00:00:04.000
Interviewer: When did you see it?

2
00:00:04.000 --> 00:00:09.520
Ana Díaz: On a wall.
"""
PREMIERE_SRT = """1
00:00:00,000 --> 00:00:04,000
<font color="#ffffff">Interviewer: When did
you see it?</font>

2
00:00:04,000 --> 00:00:09,520
{\\an8}<b>Ana Díaz</b>: On a wall.
"""
PREMIERE_TEXT = """00:00:00:00 - 00:00:04:00
Interviewer
When did you see it?

00:00:04:00 - 00:00:09:13
Ana Díaz
On a wall.
"""
OTTER = """Interviewer  0:00 \x20
When did you see it?

Ana Díaz  0:04 \x20
On a

wall.


Transcribed by https://otter.ai
"""
REV = "Interviewer (00:00):\nWhen did you see it?\n\nAna Díaz (00:04):\nOn a wall.\n"
BRACKETS = "[00:00:00] Interviewer: When did you see it?\n[00:00:04] Ana Díaz: On a wall.\n"
SBV = "0:00:00.000,0:00:04.000\nInterviewer: When did you see it?\n\n0:00:04.000,0:00:09.500\nAna Díaz: On a wall.\n"


@pytest.mark.parametrize(
    "text", [VOICES, TEAMS, ZOOM, PREMIERE_SRT, PREMIERE_TEXT, OTTER, REV, BRACKETS, SBV, ZOOM.replace("\n", "\r\n")]
)
def test_files_of_other_programs_are_read(text):
    assert [(cue.start_ms, cue.speaker, cue.text) for cue in parse(text)] == NAMED


YOUTUBE = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.389 align:start position:0%
\x20
so<00:00:00.480><c> when</c><00:00:00.640><c> did</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
so when did
\x20

00:00:02.399 --> 00:00:04.870 align:start position:0%
so when did
you<00:00:02.480><c> see</c><00:00:02.639><c> it</c>

00:00:04.870 --> 00:00:04.880 align:start position:0%
you see it
\x20

00:00:04.880 --> 00:00:08.000 align:start position:0%
you see it
[Music]
"""
WHISPER = "WEBVTT\n\n00:00.000 --> 00:02.000\n So, when?\n\n00:02.000 --> 00:04.870\n One thing: you see it.\n"


def test_of_the_captions_of_youtube_each_line_is_read_once():
    cues = parse(YOUTUBE, first_speaker="Ana")
    assert [(cue.start_ms, cue.end_ms, cue.text) for cue in cues] == [
        (160, 2_389, "so when did"),
        (2_399, 4_870, "you see it"),
        (4_880, 8_000, "[Music]"),
    ]
    assert problems(YOUTUBE)[0] == "Line 5: Say who speaks, then a colon and a space: “Administrator: On a wall.”"


def test_a_line_without_a_name_is_by_whoever_spoke_before():
    assert with_names(WHISPER, "Ana") == "0:00 Ana: So, when?\n0:02-0:04.87 Ana: One thing: you see it."
    otter = (
        ZOOM
        + "\n3\n00:00:09.520 --> 00:00:11.000\nIn the corridor.\n"
        + (
            "\n4\n00:00:11.000 --> 00:00:12.000\nInterviewer: And then?\n"
            "\n5\n00:00:12.000 --> 00:00:13.000\nAna Díaz: It was gone.\n"
        )
    )
    names = [line.split(" ", 1)[1].split(":")[0] for line in with_names(otter, "Interviewer").splitlines()]
    assert names == ["Interviewer", "Ana Díaz", "Ana Díaz", "Interviewer", "Ana Díaz"]
    with pytest.raises(TranscriptError, match="Line 6: 0:02 overlaps line 3"):
        with_names(WHISPER.replace("--> 00:02", "--> 00:03"), "Ana")
