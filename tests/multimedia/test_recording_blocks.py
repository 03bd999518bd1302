"""Film, sound, film elsewhere: what readers get of them, what the form refuses, what is never asked of anybody."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import override
from wagtail.blocks.struct_block import StructBlockValidationError

from multimedia.blocks import AudioBlock, ExternalVideoBlock, VideoBlock
from multimedia.choices import Licence
from multimedia.external_videos import PLAYER_HOSTS, UnknownVideo, external_video
from multimedia.models import Image, Recording, Track
from tests.multimedia import samples

pytestmark = pytest.mark.django_db

SPOKEN = "WEBVTT\n\n00:00.500 --> 00:02.000\n<v Ana>R&D, a &lt; b\n\n00:02.500 --> 00:03.000\nDone\n"
TRANSLATED = "WEBVTT\n\n00:00.500 --> 00:02.000\nInvestigación\n"
CHAPTERS = "WEBVTT\n\n00:00.000 --> 00:01.500\nThe desk\n\n00:01.500 --> 00:03.000\nThe street\n"
SEEN = "WEBVTT\n\n00:00.000 --> 00:00.400\nA door opens.\n"


@pytest.fixture
def poster(django_capture_on_commit_callbacks) -> Image:
    with django_capture_on_commit_callbacks(execute=True):
        content = ContentFile(samples.jpeg(1000, 500), "poster.jpg")
        image = Image.objects.create(title="Poster", file=content, description="Roofs", credit="Poster maker")
    return Image.objects.get(pk=image.pk)


@pytest.fixture
def sound() -> Recording:
    return Recording.objects.create(
        title="Sound",
        type="audio",
        free=True,
        language="en",
        description="A square in the rain.",
        credit="Sound maker",
        licence=Licence.CC0,
        file=ContentFile(samples.wav(3), "sound.wav"),
    )


@pytest.fixture
def film(sound, poster) -> Recording:
    film = Recording(title="Film", type="video", free=True, language="en", duration=3, synthetic_voice=True)
    film.poster, film.sound_only, film.credit, film.licence = poster, sound, "Film maker", Licence.CC_BY_4
    film.file = ContentFile(samples.film(), "film.mp4")
    film.save()
    Recording.objects.filter(pk=film.pk).update(width=640, height=320, file_size=158_000)
    tracks = [("captions", "en", SPOKEN), ("subtitles", "es", TRANSLATED), ("chapters", "en", CHAPTERS)]
    for kind, language, text in [*tracks, ("descriptions", "en", SEEN)]:
        Track.objects.create(recording=film, kind=kind, language=language, text=text)
    return Recording.objects.get(pk=film.pk)


def drawn(block, **value) -> BeautifulSoup:
    return BeautifulSoup(block.render(block.normalize(value)), "html.parser")


def text_of(tag) -> str:
    """As a reader sees it."""
    return " ".join(tag.get_text().split())


def refused(block, field: str, **value) -> str:
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.normalize(value))
    return " ".join(error.value.block_errors[field].messages)


# --- Film


def test_a_film_loads_nothing_before_it_plays_and_says_what_it_costs(film):
    html = drawn(VideoBlock(), recording=film, caption="Order 14")
    video = html.video
    assert (video["preload"], video["width"], video["height"]) == ("none", "640", "320")
    assert video.has_attr("controls")
    assert not video.has_attr("autoplay")
    assert video["poster"].startswith("/media/images/")
    assert (video.source["src"], video.source["type"]) == (film.url, "video/mp4")
    caption = text_of(html.figcaption)
    for words in (
        "Order 14",
        "0:03, 158 KB, English.",
        "Read by a synthetic voice.",
        "Film maker",
        "CC BY 4.0",
        "Poster maker",
    ):
        assert words in caption
    assert html.find("a", download=True)["href"] == film.url
    alone = html.find("a", href=film.sound_only.url)
    assert text_of(alone.parent) == "Only the sound 0:03, 24 KB"


def test_captions_and_translations_are_offered_by_the_player(film):
    tracks = drawn(VideoBlock(), recording=film).find_all("track")
    offered = {(track["kind"], track["srclang"], track["label"]) for track in tracks}
    assert offered == {
        ("captions", "en", "English"),
        ("subtitles", "es", "Spanish"),
        ("chapters", "en", "English"),
        ("descriptions", "en", "English"),
    }
    assert not any(track.has_attr("default") for track in tracks)
    with override("es"):
        tracks = drawn(VideoBlock(), recording=film).find_all("track")
    assert [track["srclang"] for track in tracks if track.has_attr("default")] == ["es"]


def test_all_of_a_film_stands_in_the_page_in_words(film):
    html = drawn(VideoBlock(), recording=film)
    spoken, translated = html.find_all("details")
    assert spoken.summary.get_text() == "Read it instead"
    assert [row.get_text(" ", strip=True) for row in spoken.find_all("dd")] == [
        "A door opens.",
        "Ana R&D, a < b",
        "Done",
    ]
    assert translated.summary.get_text() == "Read it in: Spanish"
    assert translated.dl["lang"] == "es"


def test_chapters_lead_to_their_moments_without_a_script(film):
    links = drawn(VideoBlock(), recording=film).ol.find_all("a")
    assert [(link["href"], link.get_text(" ", strip=True)) for link in links] == [
        (f"{film.url}#t=0", "0:00 The desk"),
        (f"{film.url}#t=1.5", "0:01 The street"),
    ]


def test_a_poster_of_the_story_replaces_that_of_the_library(film, poster):
    film.poster = None
    film.save()
    assert not drawn(VideoBlock(), recording=film).video.has_attr("poster")
    assert drawn(VideoBlock(), recording=film, poster=poster).video["poster"].startswith("/media/")
    assert "poster" in refused(VideoBlock(), "poster", recording=film)
    assert VideoBlock().clean(VideoBlock().normalize({"recording": film, "poster": poster}))


def test_a_poster_of_another_place_says_so(film, poster):
    assert "Stand-in" not in drawn(VideoBlock(), recording=film).get_text()
    Image.objects.update(stand_in=True)
    assert "Stand-in photograph." in drawn(VideoBlock(), recording=Recording.objects.get(pk=film.pk)).get_text()
    elsewhere = {**ELSEWHERE, "poster": Image.objects.get(pk=poster.pk)}
    assert "Stand-in photograph." in drawn(ExternalVideoBlock(), **elsewhere).get_text()


def test_a_film_that_is_not_free_is_neither_shown_nor_described(film):
    film.free = False
    film.save()
    film = Recording.objects.get(pk=film.pk)
    assert VideoBlock().render(VideoBlock().normalize({"recording": film, "caption": "Order 14"})).strip() == ""
    assert "nobody’s testimony" in refused(VideoBlock(), "recording", recording=film)


def test_a_sound_that_is_not_free_is_not_offered_beside_its_film(film):
    Recording.objects.filter(pk=film.sound_only_id).update(free=False)
    html = drawn(VideoBlock(), recording=Recording.objects.get(pk=film.pk))
    assert "Only the sound" not in html.get_text()


def test_what_is_missing_is_named(film):
    film.tracks.filter(kind="captions").delete()
    film.credit, film.licence, film.language = "", Licence.UNKNOWN, ""
    film.save()
    message = refused(VideoBlock(), "recording", recording=Recording.objects.get(pk=film.pk))
    for words in ("language spoken", "captions", "credit", "licence"):
        assert words in message


def test_a_broken_track_breaks_no_page(film):
    Track.objects.update(text="nonsense")
    html = drawn(VideoBlock(), recording=Recording.objects.get(pk=film.pk))
    assert html.video
    assert not html.ol


# --- Sound


def test_a_sound_is_heard_read_and_taken_away(sound):
    Track.objects.create(recording=sound, language="en", text=SPOKEN)
    html = drawn(AudioBlock(), recording=sound)
    assert html.audio["preload"] == "none"
    assert html.audio.source["type"] == "audio/wav"
    assert "A square in the rain." in html.figcaption.get_text()
    assert "0:03, 24 KB, English." in html.figcaption.get_text()
    assert "Ana" in html.details.get_text()
    assert html.find("a", download=True)
    assert AudioBlock().clean(AudioBlock().normalize({"recording": sound}))


def test_drafts_may_be_half_done():
    for block in (VideoBlock(), AudioBlock(), ExternalVideoBlock()):
        block.defer_required_validation()
        try:
            assert block.clean(block.normalize({})) is not None
        finally:
            # Blocks of a class share their fields.
            block.restore_deferred_validation()
        assert block.render(block.normalize({})).strip() == ""


def test_a_draft_may_hold_a_film_that_is_not_ready_yet(film):
    Recording.objects.update(free=False)
    block, value = VideoBlock(), VideoBlock().normalize({"recording": Recording.objects.get(pk=film.pk)})
    assert block.clean_deferred(value)["recording"] == film
    with pytest.raises(StructBlockValidationError):
        block.clean(value)


# --- Film elsewhere


@pytest.mark.parametrize(
    ("address", "watch", "player"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk&t=4s", "watch?v=abcdefghijk", "nocookie.com/embed/abcdefghijk?"),
        ("https://youtu.be/abcdefghijk?si=spy", "watch?v=abcdefghijk", "nocookie.com/embed/abcdefghijk?"),
        ("https://m.youtube.com/shorts/abc-efg_ijk", "watch?v=abc-efg_ijk", "embed/abc-efg_ijk?"),
        ("https://www.youtube-nocookie.com/embed/abcdefghijk", "watch?v=abcdefghijk", "embed/abcdefghijk?"),
        ("https://vimeo.com/123456", "vimeo.com/123456", "video/123456?dnt=1"),
        ("https://vimeo.com/123456/0123456789", "vimeo.com/123456/0123456789", "&h=0123456789"),
        ("https://player.vimeo.com/video/123456?h=0123456789", "vimeo.com/123456/0123456789", "&h=0123456789"),
    ],
)
def test_the_film_of_an_address_is_found_without_asking_anybody(address, watch, player):
    film = external_video(address)
    assert watch in film.watch_url
    assert player in film.player_url
    assert film.player_url.startswith(PLAYER_HOSTS)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/film.mp4",
        "https://youtube.com.example.org/watch?v=abcdefghijk",
        "https://notyoutube.com/watch?v=abcdefghijk",
        "https://www.youtube.com/@city",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=abcdefghij%22",
        "https://vimeo.com/about",
        "https://user@evil.org/vimeo.com/1",
        "javascript:alert(1)//vimeo.com/1",
        "https://[vimeo.com/1",
        "",
    ],
)
def test_other_addresses_are_refused(address):
    with pytest.raises(UnknownVideo):
        external_video(address)


ELSEWHERE = {
    "address": "https://youtu.be/abcdefghijk",
    "title": "The first evening",
    "length": "4:10",
    "language": "es",
    "transcript": "Chair: Nobody leaves.\n\nResident: Then draw the drain.",
}


def test_nothing_is_asked_of_the_company_before_the_click(poster):
    html = drawn(ExternalVideoBlock(), **ELSEWHERE, poster=poster)
    assert not html.find_all(["iframe", "script", "link"])
    addresses = [tag.get("src") or tag.get("srcset") for tag in html.find_all(["img", "source"])]
    assert all(address.startswith("/media/") for address in addresses)
    assert html.button.has_attr("hidden")
    words = text_of(html.figcaption)
    for expected in ("The first evening", "YouTube, 4:10, Spanish.", "sends your address to Google"):
        assert expected in words
    link = html.find("a", string="Watch it at YouTube")
    assert link["href"] == "https://www.youtube.com/watch?v=abcdefghijk"
    assert "noreferrer" in link["rel"]
    assert html.details.div["lang"] == "es"
    assert len(html.details.find_all("p")) == 2


def test_the_policy_of_public_pages_names_exactly_the_players():
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-src"] == list(PLAYER_HOSTS)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("address", "https://example.org/film", "Only films at YouTube and Vimeo"),
        ("address", "https://www.youtube.com/@city", "names no single film"),
        ("length", "long", "4:10"),
        ("language", "Spanish!", "language code"),
        ("transcript", "", "required"),
        ("poster", None, "required"),
    ],
)
def test_refusals_stand_at_their_fields(poster, field, value, said):
    assert said in refused(ExternalVideoBlock(), field, **{**ELSEWHERE, "poster": poster, field: value})


@pytest.mark.parametrize("block", [VideoBlock(), AudioBlock(), ExternalVideoBlock()])
def test_previews_show_something_with_and_without_a_library(block, request):
    assert "Read it instead" in block.render(block.get_preview_value())
    request.getfixturevalue("film")
    assert block.is_previewable
    assert "<figcaption" in block.render(block.get_preview_value())
