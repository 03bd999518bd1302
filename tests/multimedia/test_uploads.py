"""Every way into the library: what is stored, and what comes out of it, is clean."""

import datetime
import hashlib
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.images.fields import WagtailImageField
from wagtail.models import UploadedFile

from multimedia.metadata import BrokenPicture, TooManyPixels, UnknownPicture
from multimedia.models import Document, Image
from tests.admin.forms import fields_of
from tests.multimedia import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def researcher(client):
    user = get_user_model().objects.create_superuser("researcher", "researcher@example.org", "x")
    client.force_login(user)
    return user


def private_files() -> set[Path]:
    return set(Path(settings.STORAGES["default"]["OPTIONS"]["location"]).rglob("*.*"))


def upload(content: bytes, name: str = "street.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def by_single_form(client, content, name):
    data = {"title": "Street", "file": upload(content, name), "licence": "unknown", "collection": 1}
    return client.post(reverse("wagtailimages:add"), data)


def by_multiple_upload(client, content, name):
    return client.post(reverse("wagtailimages:add_multiple"), {"title": "Street", "files[]": upload(content, name)})


def by_chooser(client, content, name):
    prefix = "image-chooser-upload-"
    data = {"title": "Street", "file": upload(content, name), "licence": "unknown", "collection": 1}
    return client.post(
        reverse("wagtailimages_chooser:create"), {prefix + field: value for field, value in data.items()}
    )


FORMS = pytest.mark.parametrize("send", [by_single_form, by_multiple_upload, by_chooser])


def assert_clean(image: Image) -> None:
    """The stored original, its recorded size and hash, and every rendition, in each format."""
    with image.file.storage.open(image.file.name) as file:
        stored = file.read()
    assert image.file_size == len(stored)
    assert image.file_hash == hashlib.sha1(stored, usedforsecurity=False).hexdigest()
    files = [stored]
    for spec in (
        "width-60|format-jpeg",
        "width-60|format-png",
        "width-60|format-webp",
        "width-60|format-avif",
        "original",
    ):
        rendition = image.get_rendition(spec)
        with rendition.file.storage.open(rendition.file.name) as file:
            files.append(file.read())
    for content in files:
        assert [secret for secret in samples.SECRETS if secret in content] == []
        with PillowImage.open(io.BytesIO(content)) as picture:
            assert not picture.getexif().get_ifd(0x8825)


@FORMS
def test_forms_store_clean_pictures(client, researcher, send):
    before = samples.jpeg()
    response = send(client, before, "street.jpg")
    assert response.status_code in (200, 302)
    image = Image.objects.get()
    assert_clean(image)
    assert (image.credit, image.taken_on) == ("Ana Maker", datetime.date(2024, 5, 17))
    with image.file.storage.open(image.file.name) as file, PillowImage.open(file) as after:
        assert after.tobytes() == PillowImage.open(io.BytesIO(before)).tobytes()


@FORMS
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (samples.jpeg()[:900], "half.jpg"),
        (b"not a picture", "words.jpg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "drawing.svg"),
    ],
)
def test_forms_name_the_field_and_store_nothing(client, researcher, send, content, name):
    before = private_files()
    response = send(client, content, name)
    assert response.status_code == 200
    if send is by_multiple_upload:
        assert response.json()["success"] is False
        assert response.json()["error_message"]
    elif send is by_chooser:
        assert response.json()["step"] == "reshow_creation_form"
        assert "w-field--picture_field w-field--file_input w-field--error" in response.json()["htmlFragment"]
    else:
        assert response.context["form"].errors["file"]
    assert not Image.objects.exists()
    assert private_files() == before


def test_a_damaged_picture_is_explained(client, researcher):
    response = by_single_form(client, samples.jpeg()[:2000], "half.jpg")
    assert response.context["form"].errors["file"] == [
        "This picture is damaged: it cannot be read to its end. Export it again and upload the new file."
    ]


def test_a_parked_upload_is_clean_too(client, researcher):
    """With a title too long Wagtail stores the file first and asks for the rest afterwards."""
    response = client.post(
        reverse("wagtailimages:add_multiple"), {"title": "x" * 300, "files[]": upload(samples.jpeg(), "street.jpg")}
    )
    parked = UploadedFile.objects.get(pk=response.json()["uploaded_file_id"])
    assert [secret for secret in samples.SECRETS if secret in parked.file.read()] == []
    prefix = f"uploaded-image-{parked.pk}-"
    response = client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[parked.pk]), {prefix + "title": "Street"}
    )
    assert response.json()["success"] is True
    assert_clean(Image.objects.get())


def test_a_wrong_ending_is_corrected(client, researcher):
    assert by_single_form(client, samples.png(), "drawing.jpg").status_code == 302
    image = Image.objects.get()
    assert image.file.name.endswith(".png")
    assert_clean(image)


def test_pixel_bomb_is_refused_by_form_and_code(client, researcher, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 9_000
    response = by_single_form(client, samples.jpeg(), "street.jpg")
    assert "too many pixels" in response.context["form"].errors["file"][0]
    with pytest.raises(TooManyPixels):
        Image.objects.create(title="Street", file=ContentFile(samples.jpeg(), "street.jpg"))


@FORMS
def test_a_file_that_is_too_large_is_refused_and_never_stored_whole(client, researcher, settings, send, monkeypatch):
    """A file of ten megabytes stands for one of two gigabytes: the limits are a thousand times lower."""
    settings.LARGEST_UPLOAD_BYTES = 200_000
    kept, check = [], WagtailImageField.check_image_file_size

    def noted(field, file):
        kept.append(file.size)
        field.max_upload_size = 100_000
        check(field, file)

    monkeypatch.setattr("wagtail.images.fields.WagtailImageField.check_image_file_size", noted)
    before = private_files()
    response = send(client, samples.jpeg() + bytes(10_000_000), "street.jpg")
    assert 200_000 < kept[0] < 400_000
    assert "too big" in response.content.decode()
    assert not Image.objects.exists()
    assert private_files() == before


def test_forms_know_the_limit_before_anything_is_sent(client, researcher):
    for address in ("wagtailimages:add", "wagtaildocs:add"):
        page = client.get(reverse(address)).content.decode()
        assert "js/admin/upload-limit.js" in page
        limit = 20_000_000 if "images" in address else 50_000_000
        assert f'data-most-bytes="{limit}"' in page
        assert f"This file is larger than {limit // 1_000_000} MB. Choose a smaller one." in page


def test_documents_have_a_limit_and_kinds(client, researcher, settings):
    settings.DOCUMENT_MAX_BYTES = 1_000_000
    send = {"title": "Law", "collection": 1, "licence": "unknown"}
    large = client.post(reverse("wagtaildocs:add"), {**send, "file": upload(bytes(1_000_001), "law.pdf")})
    assert large.context["form"].errors["file"] == ["This file is larger than 1 MB. Choose a smaller one."]
    program = client.post(reverse("wagtaildocs:add"), {**send, "file": upload(b"<script>", "law.html")})
    assert "html" in program.context["form"].errors["file"][0]
    assert not Document.objects.exists()


def test_heic_is_stored_as_jpeg(client, researcher):
    assert by_single_form(client, samples.heic(), "IMG_0001.HEIC").status_code == 302
    image = Image.objects.get()
    assert image.file.name.endswith(".jpg")
    assert (image.width, image.height) == (128, 96)
    assert_clean(image)


def test_the_picture_of_somebody_of_the_staff_is_clean_too_and_only_the_staff_sees_it(client, researcher):
    account = reverse("wagtailadmin_account")
    fields = fields_of(client.get(account).content, "main form")
    name = {"name_email-first_name": "Rosa", "name_email-last_name": "Researcher"}
    response = client.post(account, {**fields, **name, "avatar-avatar": upload(samples.jpeg(), "me.jpg")})
    assert response.status_code == 302
    address = researcher.wagtail_userprofile.avatar.url
    shown = client.get(address)
    assert shown.status_code == 200
    assert [secret for secret in samples.SECRETS if secret in shown.getvalue()] == []
    client.logout()
    assert client.get(address).status_code == 404


def test_a_picture_that_lies_on_its_side_is_measured_as_it_is_seen(client, researcher):
    """The editor chooses a focal point on the upright picture, and renditions are cut from that."""
    by_single_form(client, samples.jpeg(200, 80, orientation=6), "street.jpg")
    image = Image.objects.get()
    assert (image.width, image.height) == (80, 200)
    rendition = image.get_rendition("width-40|format-jpeg")
    assert (rendition.width, rendition.height) == (40, 100)
    assert 'data-original-width="80"' in client.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()


def test_a_moving_png_is_kept_as_the_still_picture_that_readers_get(client, researcher):
    assert by_single_form(client, samples.moving_png(), "street.png").status_code == 302
    image = Image.objects.get()
    assert_clean(image)
    with image.file.storage.open(image.file.name) as file, PillowImage.open(file) as picture:
        assert getattr(picture, "n_frames", 1) == 1
        assert picture.tobytes() == samples.drawing().tobytes()


@pytest.mark.parametrize("spec", ["width-32|format-avif", "width-32|format-webp", "width-32|format-jpeg"])
def test_greys_of_a_fine_scan_are_scaled_not_cut_off(client, researcher, spec):
    by_single_form(client, samples.grey_png(), "scan.png")
    rendition = Image.objects.get().get_rendition(spec)
    with rendition.file.storage.open(rendition.file.name) as file, PillowImage.open(file) as picture:
        greys = picture.convert("L")
        assert [round(greys.getpixel((x, 8)) / 255, 1) for x in (0, 16, 31)] == pytest.approx([0, 0.5, 1], abs=0.1)


def test_replacing_the_file_keeps_size_hash_and_renditions_true(client, researcher, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        by_single_form(client, samples.jpeg(), "street.jpg")
    image = Image.objects.get()
    first = set(image.renditions.values_list("file", flat=True))
    assert first
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            reverse("wagtailimages:edit", args=[image.pk]),
            {"title": "Other", "file": upload(samples.jpeg(200, 150)), "licence": "unknown", "collection": 1},
        )
    assert response.status_code == 302
    image = Image.objects.get()
    assert (image.width, image.height) == (200, 150)
    assert_clean(image)
    second = set(image.renditions.values_list("file", flat=True))
    assert second
    assert not first & second


@pytest.mark.parametrize(
    "store",
    [
        lambda file: Image.objects.create(title="Street", file=file),
        lambda file: Image.objects.bulk_create([Image(title="Street", file=file, width=120, height=80)]),
        lambda file: Image(title="Street").file.save(file.name, file),
    ],
    ids=["create", "bulk_create", "file.save"],
)
def test_code_and_imports_store_clean_pictures(store):
    store(ContentFile(samples.jpeg(), "street.jpg"))
    assert_clean(Image.objects.get())


def test_code_that_replaces_a_file_leaves_no_rendition_of_the_old_one():
    image = Image.objects.create(title="Street", file=ContentFile(samples.jpeg(), "street.jpg"))
    old = image.get_rendition("width-60")
    image.file = ContentFile(samples.jpeg(200, 150), "street.jpg")
    image.save()
    assert not image.renditions.filter(pk=old.pk).exists()
    assert_clean(Image.objects.get())


@pytest.mark.parametrize(("content", "error"), [(samples.jpeg()[:2000], BrokenPicture), (b"words", UnknownPicture)])
def test_code_cannot_store_what_forms_refuse(content, error):
    before = private_files()
    with pytest.raises(error):
        Image.objects.create(title="Street", file=ContentFile(content, "street.jpg"))
    assert private_files() == before


def test_renditions_do_not_tell_the_name_of_the_original():
    image = Image.objects.create(title="Meeting", file=ContentFile(samples.jpeg(), "maria-at-home.jpg"))
    assert "maria" not in image.get_rendition("width-60").url


def test_code_that_stores_a_bomb_hears_of_it_as_of_any_other_picture():
    """50,000 pixels square: so many that Pillow does not even open it."""
    with pytest.raises(TooManyPixels):
        Image.objects.create(title="Bomb", file=ContentFile(samples.grey_png(8, (50_000, 50_000)), "bomb.png"))


def test_our_own_credit_wins_over_the_camera():
    image = Image.objects.create(title="Street", credit="City archive", file=ContentFile(samples.jpeg(), "street.jpg"))
    assert image.credit == "City archive"


def test_decorative_is_remembered():
    image = Image.objects.create(
        title="Line", description="A line", is_decorative=True, file=ContentFile(samples.jpeg(), "line.jpg")
    )
    assert Image.objects.get().alt == ""
    image.is_decorative = False
    image.description = "A line of people"
    image.save()
    assert Image.objects.get().alt == "A line of people"


def test_what_is_missing_for_publication():
    image = Image(title="Street")
    assert image.missing_for_publication() == ["text alternative", "credit", "licence"]
    image.is_decorative = True
    image.credit = "Ana Maker"
    assert image.missing_for_publication() == ["licence"]
    image.licence = "cc-by-4.0"
    assert image.missing_for_publication() == []


@pytest.mark.parametrize("harm", ["lost", "cut short", "emptied"])
def test_a_broken_original_leaves_the_library_usable(client, researcher, harm):
    image = Image.objects.create(title="Street", file=ContentFile(samples.jpeg(), "street.jpg"))
    stored = Path(image.file.path)
    if harm == "lost":
        stored.unlink()
    else:
        stored.write_bytes(samples.jpeg()[:700] if harm == "cut short" else b"")
    for address in (
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:chosen", args=[image.pk]),
    ):
        assert client.get(address).status_code == 200, address
