"""Films and sounds of a stream: everything they are shown with is fetched in one query, whatever their number."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from wagtail.blocks import ListBlock, StreamBlock

from core.blocks.streams import fetch_choices
from multimedia.blocks import AudioBlock, FigureBlock, VideoBlock
from multimedia.models import Image, Recording, Track
from tests.multimedia import samples
from tests.multimedia.test_captions import VTT

pytestmark = pytest.mark.django_db


class Stream(StreamBlock):
    film = VideoBlock()
    sounds = ListBlock(AudioBlock())
    figure = FigureBlock()


@pytest.fixture
def chosen(django_capture_on_commit_callbacks) -> list[dict]:
    """A film with a poster, captions and its sound; two sounds; a figure."""
    with django_capture_on_commit_callbacks(execute=True):
        poster = Image.objects.create(title="Poster", file=ContentFile(samples.jpeg(), "p.jpg"), description="Roofs")
    sound = Recording.objects.create(
        title="Sound", type="audio", free=True, language="en", file=ContentFile(samples.wav(3), "sound.wav")
    )
    film = Recording(title="Film", type="video", free=True, language="en", poster=poster, sound_only=sound, duration=3)
    film.file = ContentFile(samples.film(), "film.mp4")
    film.save()
    for recording in (film, sound):
        Track.objects.create(recording=recording, language="en", text=VTT)
    return [
        {"type": "film", "value": {"recording": film.pk, "caption": "Seen", "poster": None}},
        {
            "type": "sounds",
            "value": [{"type": "item", "value": {"recording": sound.pk, "caption": "Heard"}, "id": "a"}],
        },
        {"type": "figure", "value": {"image": poster.pk}},
    ]


@pytest.mark.parametrize("times", [1, 5])
def test_one_query_for_all_and_none_to_draw_them(chosen, times, django_assert_num_queries):
    stream = Stream().to_python(chosen * times)
    assert connection.features.supports_json_field  # Django asks SQLite once a process.
    with django_assert_num_queries(1):
        fetch_choices([stream])
    with django_assert_num_queries(0):
        html = stream.stream_block.render(stream)
    assert html.count("<video") == html.count("<audio") == times
    assert html.count("<track") == 2 * times
    assert html.count('poster="/media/images/') == times
    assert html.count("Only the sound") == times


def test_what_was_deleted_breaks_nothing(chosen):
    Recording.objects.all().delete()
    stream = Stream().to_python(chosen)
    fetch_choices([stream])
    html = stream.stream_block.render(stream)
    assert "<video" not in html
    assert "<img" in html
