"""Figure, gallery, before and after: what readers get of them, and what the form refuses."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.blocks.struct_block import StructBlockValidationError

from multimedia.blocks import BeforeAfterBlock, FigureBlock, GalleryBlock
from multimedia.models import Image
from tests.multimedia import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_picture(django_capture_on_commit_callbacks):
    """Pictures as the task worker leaves them."""

    def make(title: str = "Street", width: int = 1000, height: int = 500, **fields) -> Image:
        with django_capture_on_commit_callbacks(execute=True):
            content = ContentFile(samples.jpeg(width, height), "street.jpg")
            image = Image.objects.create(
                title=title,
                file=content,
                **{"description": f"{title} seen", "caption": f"{title} caption", "credit": f"{title} maker", **fields},
            )
        return Image.objects.get(pk=image.pk)

    return make


def lose(image: Image) -> Image:
    """The picture as it is when its file and all that was made of it are gone."""
    image.renditions.all().delete()
    image.file.storage.delete(image.file.name)
    return Image.objects.get(pk=image.pk)


def drawn(block, value: dict) -> BeautifulSoup:
    return BeautifulSoup(block.render(block.normalize(value)), "html.parser")


# --- Figure


def test_a_figure_says_what_is_seen_and_who_made_it(make_picture):
    figure = drawn(FigureBlock(), {"image": make_picture(licence="cc-by-4.0", stand_in=True)})
    assert figure.img["alt"] == "Street seen"
    words = " ".join(figure.figcaption.get_text().split())
    assert words == "Street caption Stand-in photograph. Street maker, CC BY 4.0."
    assert figure.find("a", rel="license")["href"].startswith("https://creativecommons.org/")


def test_words_of_the_place_win_over_words_of_the_library(make_picture):
    figure = drawn(FigureBlock(), {"image": make_picture(), "caption": "Before nine.", "alt": "Una cola"})
    assert figure.img["alt"] == "Una cola"
    assert figure.figcaption.b.get_text() == "Before nine."


def test_a_figure_in_the_column_is_not_fetched_as_wide_as_the_sheet(make_picture):
    image = make_picture()
    assert "78vw" in drawn(FigureBlock(), {"image": image}).img["sizes"]
    assert "38rem" in drawn(FigureBlock(), {"image": image, "size": "column"}).img["sizes"]


@pytest.mark.parametrize("gone", ["chosen and lost", "deleted"])
def test_a_missing_picture_leaves_no_trace(make_picture, gone):
    image = lose(make_picture()) if gone == "chosen and lost" else None
    assert FigureBlock().render(FigureBlock().normalize({"image": image, "caption": "Words"})).strip() == ""


# --- Gallery


def test_every_tile_is_a_link_to_the_large_picture(make_picture, client):
    pictures = [{"image": make_picture(title), "caption": f"{title} here"} for title in ("One", "Two", "Three")]
    gallery = drawn(GalleryBlock(), {"title": "Four days", "pictures": pictures})
    links = gallery.select("li figure > a")
    assert [link.get_text(strip=True) for link in links] == ["Enlarge:"] * 3
    assert [link.img["alt"] for link in links] == ["One seen", "Two seen", "Three seen"]
    captions = gallery.select("li figcaption b")
    assert [caption.get_text() for caption in captions] == ["One here", "Two here", "Three here"]
    for link in links:
        assert client.get(link["href"])["Content-Type"] == "image/jpeg"
    assert gallery.dialog["aria-label"] == "Four days"
    assert not gallery.dialog.has_attr("open")


def test_a_gallery_goes_on_without_a_lost_picture(make_picture):
    pictures = [{"image": make_picture("One")}, {"image": lose(make_picture("Two"))}, {"image": None}]
    gallery = drawn(GalleryBlock(), {"pictures": pictures})
    assert [image["alt"] for image in gallery.select("li > figure > a img")] == ["One seen"]


def test_a_gallery_needs_two_pictures(make_picture):
    block = GalleryBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize({"pictures": [{"image": make_picture()}]}))
    assert set(refused.value.block_errors) == {"pictures"}


# --- Before and after


def pair(before, after) -> dict:
    return {"before": before, "before_label": "2014", "after": after, "after_label": "2019", "caption": "A roof."}


def test_before_stands_under_its_date_and_then_after(make_picture):
    html = drawn(BeforeAfterBlock(), pair(make_picture("Old"), make_picture("New")))
    plate = html.find("before-after")
    shown = [part.get_text() if part.name == "p" else part["alt"] for part in plate.find_all(["p", "img"])]
    assert shown == ["2014", "Old seen", "2019", "New seen"]
    assert plate.input.has_attr("hidden"), "of no use before the script has come"
    assert "2014: Old maker." in html.figcaption.get_text()
    assert "2019: New maker." in html.figcaption.get_text()


def test_where_one_is_lost_the_other_stands_alone(make_picture):
    html = drawn(BeforeAfterBlock(), pair(lose(make_picture("Old")), make_picture("New")))
    assert [image["alt"] for image in html.find_all("img")] == ["New seen"]
    assert html.input is None
    assert "2014" not in html.get_text()
    assert BeforeAfterBlock().render(BeforeAfterBlock().normalize(pair(None, None))).strip() == ""


def test_pictures_that_cannot_lie_on_each_other_are_refused(make_picture):
    block = BeforeAfterBlock()
    wide, other = make_picture("Old", 1000, 500), make_picture("New", 600, 400)
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize(pair(wide, other)))
    (message,) = refused.value.block_errors["after"].messages
    assert re.search(r"1000 × 500 and 600 × 400", message)
    assert "upload it again" in message
    assert block.clean(block.normalize(pair(wide, make_picture("New", 500, 250))))


def test_a_draft_of_a_pair_may_be_half_done(make_picture):
    block = BeforeAfterBlock()
    block.defer_required_validation()
    try:
        assert block.clean(block.normalize(pair(make_picture(), None)))["after"] is None
    finally:
        block.restore_deferred_validation()


# --- All of them


@pytest.mark.parametrize("block", [FigureBlock(), GalleryBlock(), BeforeAfterBlock()])
def test_previews_show_pictures_of_the_library(make_picture, block):
    assert block.is_previewable
    make_picture()
    assert "<img" in block.render(block.get_preview_value())


@pytest.mark.parametrize("block", [FigureBlock(), GalleryBlock(), BeforeAfterBlock()])
def test_a_preview_without_a_library_breaks_nothing(block):
    assert "<img" not in block.render(block.get_preview_value())
