"""The planted-secret walk: words, names and sounds that nobody released, looked for wherever the site answers.

Testimonies in every state of consent are planted with secrets, quoted on pages in every way there is, and then every
registered output, every language and every stored file is asked as a reader would ask. A route that is neither
registered as an output nor excused here fails the walk: whoever adds a public address says which one it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from accounts.models import User
from casestudies.models import CaseStudyPage, HeardVoice, StoryIndexPage
from home.models import HomePage, HomeVoice
from interviews.models import Identity, InterviewPage, VoiceIndexPage
from multimedia.models import Document, Recording, Track
from testimony.choices import AccessLevel, Attribution, ConsentStatus, ReviewState
from testimony.models import Consent, Passage, PassageEvidence, Testimony, TestimonyRecording
from testimony.outputs import outputs
from tests.interviews.factories import make_city, make_interview, make_site
from tests.testimony.factories import (
    EVERYTHING,
    add_passage,
    add_transcript,
    make_recording,
    make_testimony,
    withhold,
)

pytestmark = pytest.mark.django_db

#: Routes that give nothing of any testimony, each with the reason.
EXCUSED = {
    "admin/": "for staff only; the walk checks that it asks anonymous readers to log in",
    "media/<path:path>": "renditions of pictures; recordings and papers are never stored there",
    "documents/authenticate_with_password/<int:restriction_id>/": "takes a password, shows nothing",
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": "takes a password",
    "_util/login/": "takes a password",
    "robots.txt": "the same for every site",
    "sitemap.xml": "names the parts of the site map",
    "charts/<int:page_id>/<slug:block_id>.<slug:name>": "figures of a chart, as its author pasted them",
    "message/": "takes a message, shows only the sender's own words",
}

NOTHING, FOREVER = frozenset(), timezone.now() + timedelta(days=3650)

#: Consent, and which kinds of secret it releases. "words": those of cues that are not withheld.
STATES = {
    "open": ({}, {"words", "translated", "quoted", "sound", "label", "intro"}),
    "without-quotation": (
        {"release_quotation": False},
        {"words", "translated", "sound", "label", "intro"},
    ),
    "quotation-only": ({"release_text": False, "release_audio": False}, {"quoted", "label", "intro"}),
    "without-translation": ({"release_translation": False}, {"words", "quoted", "sound", "label", "intro"}),
    "without-sound": ({"release_audio": False}, {"words", "translated", "quoted", "label", "intro"}),
    "quotes-unread": ({"quotes_need_review": True}, {"words", "translated", "sound", "label", "intro"}),
    "confidential": (
        {"attribution": Attribution.CONFIDENTIAL},
        {"words", "translated", "quoted", "sound", "intro"},
    ),
    "sealed": ({"access": AccessLevel.SEALED}, {"label"}),
    "embargoed": ({"embargo_until": FOREVER}, {"label"}),
    "listed": ({"access": AccessLevel.LISTED}, {"label"}),
    "closed": ({"access": AccessLevel.CLOSED}, NOTHING),
    "background": ({"access": AccessLevel.BACKGROUND}, NOTHING),
    "not-asked": ({"status": ConsentStatus.NOT_ASKED}, NOTHING),
    "without-consent": ({"status": None}, NOTHING),
    "withdrawn": ({"status": ConsentStatus.WITHDRAWN}, NOTHING),
}

SPOKEN = """# Chapterwords{n}
0:00 Speakername{n}: Spokenwords{n} and the rest.
# Shutchapter{n}
0:50 Speakername{n}: Withheldwords{n} were said.
1:30 Speakername{n}: Quotedwords{n} came after.
"""
TRANSLATED = """# Translatedwords{n} capítulo
0:00 Speakername{n}: Translatedwords{n} y el resto.
# Shutchapter{n} cerrado
0:50 Speakername{n}: Withheldtranslation{n} se dijo.
"""


@dataclass
class Planted:
    """A testimony with its secrets: by kind, the texts that give it away."""

    name: str
    testimony: Testimony
    page: InterviewPage
    #: Consent only to what is in here; everything else must never be seen.
    released: set[str]
    secrets: dict[str, set[str]] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)

    @property
    def hidden(self) -> set[str]:
        """The texts that nobody may see."""
        return {text for kind, texts in self.secrets.items() if kind not in self.released for text in texts}


def plant(number: int, name: str, consent: dict, released: set[str], city) -> Planted:
    """One testimony with everything in it that could leak."""
    n = f"{number:02}q"
    testimony = Testimony.objects.create(label=f"Workingtitle{n}", number=f"9{number:02}", interviewer=f"Asker{n}")
    whole = make_recording(f"Recordingtitle{n}", f"WHOLESOUND{n}".encode(), description=f"Described{n}")
    cut = make_recording(f"Cuttitle{n}", f"CUTSOUND{n}".encode(), description=f"Described{n}")
    whole.thumbnail.save("poster.jpg", ContentFile(f"POSTER{n}".encode()))
    # What no form would let through: captions of a testimony, and a mark that opens it to everybody.
    Track.objects.create(recording=cut, language="en", text=f"WEBVTT\n\n00:50.000 --> 00:51.000\nCaptionwords{n}")
    TestimonyRecording.objects.create(testimony=testimony, recording=whole, released_cut=cut, silent_ranges="50-90")
    whole.sound_only = make_recording(f"Soundtitle{n}", f"SOUNDALONE{n}".encode(), free=True)
    whole.save()
    Recording.objects.update(free=True)
    paper = Document(title=f"Papertitle{n}")
    paper.file.save("paper.txt", ContentFile(f"Signedpaper{n}".encode()))
    if consent.get("status", "given") is not None:
        Consent.objects.create(
            testimony=testimony, reason_internal=f"Reason{n}", document=paper, **{**EVERYTHING, **consent}
        )
    original = add_transcript(testimony, SPOKEN.format(n=n), recording=whole)
    add_transcript(testimony, TRANSLATED.format(n=n), recording=whole, language="es", original=original)
    withhold(testimony, 50_000, 90_000, reason_internal=f"Innerreason{n}")
    quoted = add_passage(testimony, 90_000, 150_000, words=f"Quotedwords{n} came after.")
    secret = add_passage(testimony, 50_000, 90_000, words=f"Withheldwords{n} were said.", review=ReviewState.APPROVED)
    refused = add_passage(testimony, 0, 50_000, words=f"Refusedwords{n} and the rest.", review=ReviewState.REFUSED)
    page = make_interview(
        testimony,
        f"Publiclabel{n}",
        city=city,
        headline_passage=quoted,
        search_description=f"Introduced{n} too",
        seo_title=f"Publiclabel{n}, again",
    )
    InterviewPage.objects.filter(pk=page.pk).update(introduction=f"Introduced{n}")
    page.interviewee.role_at_the_time = f"Publiclabel{n} in office"
    page.interviewee.save()
    Identity.objects.create(interviewee=page.interviewee, real_name=f"Realname{n}", contact=f"Contact{n}")
    planted = Planted(name, testimony, InterviewPage.objects.get(pk=page.pk), set(released))
    planted.passages = [quoted, secret, refused]
    planted.secrets = {
        "words": {f"Spokenwords{n}", f"Chapterwords{n}"},
        "translated": {f"Translatedwords{n}"},
        # A quotation is also a part of the words.
        "quoted": {f"Quotedwords{n}"} if "words" not in released else set(),
        "label": {f"Publiclabel{n}"},
        "intro": {f"Introduced{n}"},
        "sound": {f"CUTSOUND{n}"},
        "speaker": {f"Speakername{n}"} if name == "confidential" or "words" not in released else set(),
        "never": {
            *(f"{word}{n}" for word in ("Withheldwords", "Withheldtranslation", "Shutchapter", "Refusedwords")),
            *(f"{word}{n}" for word in ("Workingtitle", "Reason", "Innerreason", "Realname", "Contact", "Signedpaper")),
            *(f"{word}{n}" for word in ("WHOLESOUND", "POSTER", "Described", "Papertitle")),
            *(f"{word}{n}" for word in ("SOUNDALONE", "Soundtitle", "Captionwords")),
        },
    }
    return planted


def quote_everywhere(planted: list[Planted], home: HomePage, city) -> None:
    """Pages that quote every passage of every testimony, in every way a page can."""
    passages = [passage for item in planted for passage in item.passages]
    evidence = [PassageEvidence.objects.create(passage=passage, note="Said in an interview.") for passage in passages]
    marks = "".join(f'<p>Words <a linktype="evidence" id="{row.pk}">marked</a>.</p>' for row in evidence)
    index = home.add_child(instance=StoryIndexPage(title="Stories", slug="stories"))
    story = CaseStudyPage(
        title="A claim that quotes them all",
        slug="quotes",
        city=city,
        summary="Short.",
        problem=marks,
        story=[
            *(("clip", {"passage": passage}) for passage in passages),
            ("paragraph", marks),
            (
                "timeline",
                {"title": "Then", "events": [{"when": "2014", "title": "Now", "text": marks, "kind": "step"}]},
            ),
        ],
    )
    story.heard_voices = [HeardVoice(interview=item.page) for item in planted]
    index.add_child(instance=story)
    home.voices = [HomeVoice(passage=passage) for passage in passages]
    home.lead_story = story
    home.save()


def plant_site(*names: str) -> list[Planted]:
    """A site with a testimony in each of these states, quoted everywhere."""
    home = make_site()
    city = make_city()
    found = [plant(number, name, *STATES[name], city) for number, name in enumerate(names)]
    quote_everywhere(found, home, city)
    return found


# --- The walk


def patterns(urls: Iterable, prefix: str = "") -> Iterator[str]:
    """Every route of the site as Django joins them, without the language; the admin as one."""
    for pattern in urls:
        route = prefix + ("" if pattern.pattern.__class__.__name__ == "LocalePrefixPattern" else str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield route
        elif isinstance(pattern, URLResolver):
            if route in EXCUSED:
                yield route
            else:
                yield from patterns(pattern.url_patterns, route)


def answers(client: Client, address: str) -> Iterator[tuple[str, bytes]]:
    """All that the site says to a request for this address: head and body, whole and in ranges."""
    ranges = ({}, {"Range": "bytes=0-"}, {"Range": "bytes=-400"}, {"Range": "bytes=44-99"})
    for headers in ranges if address.startswith(settings.PRIVATE_FILES_URL) else ranges[:1]:
        response = client.get(address, headers=headers)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        yield f"{address} {headers}", str(response.headers).encode() + body


def everything_said(planted: list[Planted]) -> Iterator[tuple[str, bytes]]:
    """What the site says to anonymous readers, everywhere an output could give something away."""
    client, seen = Client(), set()
    for item in planted:
        for output in outputs():
            for text in output.texts(item.testimony.pk):
                yield f"{output.name} of {item.name}", text.encode()
            for address in output.addresses(item.testimony.pk):
                if address not in seen:
                    seen.add(address)
                    yield from answers(client, address)


def walk(planted: list[Planted]) -> tuple[set[tuple[str, str, str]], set[tuple[str, str]]]:
    """Every hidden text that was said (state, text, where), and every released one that was not (state, text)."""
    hidden = {(item.name, text) for item in planted for text in item.hidden}
    unsaid = {(item.name, text) for item in planted for kind, texts in item.secrets.items() for text in texts} - hidden
    leaks = set()
    for where, said in everything_said(planted):
        # An address repeats a text in small letters.
        lowered = said.lower()
        leaks |= {(name, text, where) for name, text in hidden if text.lower().encode() in lowered}
        unsaid -= {(name, text) for name, text in unsaid if text.encode() in said}
    return leaks, unsaid


def wrongly_found(planted: list[Planted]) -> set[tuple[str, str]]:
    """Words by which the search of voices finds an interview without a release, or does not find it with one."""
    client = Client()
    voices = VoiceIndexPage.objects.get().url
    wrong = set()
    for number, item in enumerate(planted):
        for word, kind in (("Spokenwords", "words"), ("Withheldwords", "never"), ("Withheldtranslation", "never")):
            said = client.get(voices, {"q": f"{word}{number:02}q"}).content.decode()
            if (f'href="{item.page.url}"' in said) != (kind in item.released):
                wrong.add((item.name, word))
    return wrong


def test_nothing_hidden_is_said_anywhere_and_what_is_released_is():
    planted = plant_site(*STATES)
    leaks, unsaid = walk(planted)
    assert leaks == set()
    assert unsaid == set()
    assert wrongly_found(planted) == set()


def test_after_withdrawal_the_next_request_says_nothing():
    planted = plant_site("open", "confidential")
    client = Client()
    assert "Quotedwords00q" in client.get(planted[0].page.url).content.decode()
    assert client.get(planted[0].testimony.recordings.get().released_cut.url).status_code == 200

    for consent in Consent.objects.all():
        consent.status = ConsentStatus.WITHDRAWN
        consent.save()
    for item in planted:
        item.released = set()

    leaks, _unsaid = walk(planted)
    assert leaks == set()
    assert wrongly_found(planted) == set()


def test_every_route_is_an_output_or_has_a_reason_not_to_be():
    registered = {route for output in outputs() for route in output.routes}
    routes = set(patterns(get_resolver().url_patterns))
    assert routes - registered - set(EXCUSED) == set()
    assert (registered | set(EXCUSED)) - routes == set()


def test_readers_are_sent_away_from_the_admin(client):
    for address in ("/admin/", "/admin/snippets/testimony/testimony/", "/admin/media/", "/admin/documents/"):
        response = client.get(address)
        assert (response.status_code, response.url.split("?")[0]) == (302, "/admin/login/")


def test_staff_without_the_right_to_testimonies_hear_nothing_of_them_either():
    testimony = make_testimony(access=AccessLevel.SEALED)
    user = User.objects.create_user("photographer", "p@example.org", "password")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user)
    row = testimony.recordings.get()
    assert client.get(row.recording.url).status_code == 404
    user.user_permissions.add(Permission.objects.get(codename="view_testimony"))
    assert client.get(row.recording.url).status_code == 200
