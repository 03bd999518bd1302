"""Pictures in pages: made beforehand, fetched in one query, and never in the way of a page."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.template import Context, Template
from PIL import Image as PillowImage

from multimedia.models import Image
from multimedia.pictures import picture_of, prefetch_pictures
from multimedia.renditions import KINDS, all_specs
from tests.multimedia import samples

pytestmark = pytest.mark.django_db


def make_image(width: int = 1000, height: int = 500, **fields) -> Image:
    content = ContentFile(samples.jpeg(width, height), "street.jpg")
    return Image.objects.create(title="Street", file=content, description="A street", **fields)


def fresh(image: Image) -> Image:
    """As the next request sees it."""
    return Image.objects.get(pk=image.pk)


def draw(image, kind="hero", **options) -> str:
    arguments = " ".join(f"{name}={value}" for name, value in options.items())
    template = Template("{% load picture_tags %}{% picture image kind=kind " + arguments + " %}")
    return template.render(Context({"image": image, "kind": kind})).strip()


@pytest.fixture
def image(django_capture_on_commit_callbacks) -> Image:
    """A photograph after the task worker has seen it."""
    with django_capture_on_commit_callbacks(execute=True):
        return make_image(credit="Ana Maker", licence="cc-by-4.0", stand_in=True)


def test_saving_a_picture_has_its_renditions_made(image):
    made = set(image.renditions.values_list("filter_spec", flat=True))
    assert made == set(all_specs(image))
    assert {"width-800|format-avif", "width-800|format-webp", "fill-560x560|format-jpeg"} <= made
    assert "fill-1200x630|format-jpeg" in made


def test_no_rendition_is_wider_than_its_original(image):
    assert "width-2000|format-avif" not in all_specs(image)
    assert max(image.renditions.values_list("width", flat=True)) <= 1000


def test_the_hero_has_all_formats_in_all_widths_newest_first(image):
    html = draw(fresh(image), eager=True)
    avif, webp, fallback = re.findall(r"<(?:source|img)[^>]*>", html)
    assert 'type="image/avif"' in avif
    assert 'type="image/webp"' in webp
    for tag, ending in ((avif, "avif"), (webp, "webp"), (fallback, "jpg")):
        assert re.search(rf'srcset="/media/images/\S+\.{ending} 800w, /media/images/\S+\.{ending} 1000w"', tag)
        assert 'sizes="100vw"' in tag
    assert 'width="1000" height="500" alt="A street" fetchpriority="high"' in fallback


def test_what_is_served_is_what_it_says(image, client):
    picture = picture_of(fresh(image), "figure")
    addresses = {source.media_type: source.srcset.split()[0] for source in picture.sources}
    addresses["image/jpeg"] = picture.largest_url
    for media_type, address in addresses.items():
        answer = client.get(address)
        assert answer["Content-Type"] == media_type
        with PillowImage.open(io.BytesIO(b"".join(answer))) as opened:
            assert f"image/{opened.format.lower()}" == media_type


def test_a_place_may_say_in_other_words_what_is_seen(image):
    assert picture_of(fresh(image), "figure", alt="Una calle").alt == "Una calle"
    assert picture_of(fresh(image), "figure").alt == "A street"


def test_other_pictures_load_when_they_come_near(image):
    assert 'loading="lazy"' in draw(fresh(image), "row")
    assert 'width="500" height="500"' in draw(fresh(image), "row")


def test_what_a_caption_needs(image):
    picture = picture_of(fresh(image), "figure")
    assert (picture.credit, picture.licence, picture.stand_in) == ("Ana Maker", "CC BY 4.0", True)
    assert picture.licence_url == "https://creativecommons.org/licenses/by/4.0/"


def test_preview_cards_are_jpeg_only(image):
    picture = picture_of(fresh(image), "card")
    assert picture.sources == ()
    assert picture.src.endswith(".jpg")


def test_alternative_text_is_escaped(image):
    image.description = '"><script>alert(1)</script>'
    image.save()
    assert "<script>" not in draw(fresh(image))


def test_a_decorative_picture_has_an_empty_alternative(image):
    Image.objects.update(is_decorative=True)
    assert 'alt=""' in draw(fresh(image))


@pytest.mark.parametrize("number", [1, 5])
def test_one_query_for_all_pictures_of_a_page(image, number, django_assert_num_queries):
    images = [fresh(image) for _ in range(number)]
    with django_assert_num_queries(1):
        prefetch_pictures([*images, None])
        for one in images:
            for kind in KINDS:
                assert picture_of(one, kind)


def test_a_moved_focal_point_asks_for_new_squares(image, django_capture_on_commit_callbacks):
    before = picture_of(fresh(image), "row").src
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 900, 250, 20, 20
    with django_capture_on_commit_callbacks(execute=True):
        image.save()
    assert picture_of(fresh(image), "row").src != before


def test_no_picture_draws_nothing():
    assert picture_of(None, "hero") is None
    assert draw(None) == ""


def test_a_picture_without_renditions_is_missing_once_and_then_made():
    """The worker was not there when it was saved: the reader's page shows it as missing and has it made."""
    image = make_image()
    assert not image.renditions.exists()
    assert draw(fresh(image)) == ""
    assert "<img" in draw(fresh(image))


def test_until_then_what_exists_stands_in():
    image = make_image()
    image.get_rendition("width-165|format-avif")
    thumbnail = image.get_rendition("width-100|format-jpeg")
    picture = picture_of(fresh(image), "hero")
    assert (picture.src, picture.width, picture.sources) == (thumbnail.url, 100, ())


def test_a_lost_original_breaks_no_page(caplog):
    image = make_image()
    image.file.storage.delete(image.file.name)
    assert draw(fresh(image)) == ""
    assert f"No renditions of picture {image.pk}" in caplog.text


def test_a_picture_is_asked_for_once_in_a_while(django_assert_num_queries):
    image = make_image()
    image.file.storage.delete(image.file.name)
    picture_of(fresh(image), "hero")
    again = fresh(image)
    with django_assert_num_queries(1):
        assert picture_of(again, "hero") is None


def test_the_command_makes_what_is_missing_or_lost(image, capsys):
    total = image.renditions.count()
    call_command("make_renditions")
    assert capsys.readouterr().out == "0 renditions made.\n"
    lost = image.renditions.first()
    lost.file.storage.delete(lost.file.name)
    image.renditions.last().delete()
    other = make_image(300, 300)
    other.file.storage.delete(other.file.name)
    call_command("make_renditions")
    assert capsys.readouterr().out == "Street: 2\n2 renditions made.\n"
    assert image.renditions.count() == total
    assert all(row.file.storage.exists(row.file.name) for row in image.renditions.all())


def test_a_transparent_drawing_has_a_jpeg_too(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        drawing = Image.objects.create(title="Map", file=ContentFile(samples.png(), "map.png"))
    assert "<source" in draw(fresh(drawing), "figure")
