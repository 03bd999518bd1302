"""Documents: what people read and fill in, and nothing that a browser would run."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import UploadedFile as ParkedFile

from multimedia.metadata import PictureError
from multimedia.models import Document
from tests.multimedia import samples

pytestmark = pytest.mark.django_db

PDF, ZIP = b"%PDF-1.7 paper", b"PK\x03\x04 office"


@pytest.fixture
def researcher(client):
    client.force_login(get_user_model().objects.create_superuser("researcher", "researcher@example.org", "x"))


def by_form(client, name: str, content: bytes) -> str:
    data = {"title": "Paper", "file": SimpleUploadedFile(name, content), "collection": 1, "licence": "unknown"}
    return client.post(reverse("wagtaildocs:add"), data, follow=True).content.decode()


def by_multiple_upload(client, name: str, content: bytes) -> str:
    data = {"title": "Paper", "files[]": SimpleUploadedFile(name, content)}
    return client.post(reverse("wagtaildocs:add_multiple"), data).content.decode()


FORMS = pytest.mark.parametrize("send", [by_form, by_multiple_upload])


@FORMS
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("law.pdf", PDF),
        ("LAW.PDF", PDF),
        ("form.docx", ZIP),
        ("form.odt", ZIP),
        ("scan.png", samples.png()),
        ("SCAN.JPG", samples.jpeg()),
        ("figures.csv", "año,total\n2018,4".encode()),
        ("notes.txt", b"Said on a Monday."),
    ],
)
def test_papers_are_kept(client, researcher, send, name, content):
    send(client, name, content)
    assert Document.objects.count() == 1


@FORMS
@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("page.html", b"<script>alert(1)</script>", "is not allowed"),
        ("drawing.svg", b"<svg onload='alert(1)'/>", "is not allowed"),
        ("program.exe", b"MZ\x90\x00", "is not allowed"),
        ("paper", PDF, "is not allowed"),
        ("law.pdf", b"<script>alert(1)</script>", "not what its ending says"),
        ("form.docx", PDF, "not what its ending says"),
        ("notes.txt", b"MZ\x90\x00\x03", "not what its ending says"),
    ],
)
def test_what_is_no_paper_is_refused_in_a_sentence(client, researcher, send, name, content, error):
    assert error in send(client, name, content)
    assert not Document.objects.exists()


def assert_clean(content: bytes, before: bytes) -> None:
    assert [secret for secret in samples.SECRETS if secret in before]
    assert [secret for secret in samples.SECRETS if secret in content] == []


@FORMS
@pytest.mark.parametrize(("name", "content"), [("scan.jpg", samples.jpeg()), ("scan.png", samples.png())])
def test_a_scan_is_stored_without_place_camera_and_author(client, researcher, send, name, content):
    send(client, name, content)
    document = Document.objects.get()
    with document.file.open() as stored:
        assert_clean(stored.read(), content)
    assert document.file_size == document.file.size
    assert b"".join(client.get(document.url)) == document.file.open().read()


def test_a_scan_that_replaces_a_document_and_one_that_code_stores_are_clean_too(client, researcher):
    document = Document.objects.create(title="Law", file=ContentFile(PDF, "law.pdf"))
    data = {"title": "Law", "file": SimpleUploadedFile("scan.jpg", samples.jpeg()), "collection": 1}
    address = reverse("wagtaildocs:edit", args=[document.pk])
    assert client.post(address, {**data, "licence": "unknown"}).status_code == 302
    other = Document.objects.create(title="Scan", file=ContentFile(samples.png(), "scan.png"))
    for paper in (Document.objects.get(pk=document.pk), other):
        with paper.file.open() as stored:
            assert_clean(stored.read(), samples.jpeg())


def test_a_scan_whose_form_is_not_complete_is_parked_clean(client, researcher):
    data = {"title": "x" * 300, "files[]": SimpleUploadedFile("scan.jpg", samples.jpeg())}
    parked = client.post(reverse("wagtaildocs:add_multiple"), data).json()
    with ParkedFile.objects.get(pk=parked["uploaded_file_id"]).file.open() as stored:
        assert_clean(stored.read(), samples.jpeg())


@FORMS
def test_a_damaged_scan_is_refused(client, researcher, send):
    assert "cannot be read to its end" in send(client, "scan.jpg", samples.jpeg()[:2000])
    assert not Document.objects.exists()
    with pytest.raises(PictureError):
        Document.objects.create(title="Scan", file=ContentFile(samples.jpeg()[:2000], "scan.jpg"))


def test_the_form_says_what_is_not_taken_out(client, researcher):
    assert "A PDF or an office file is stored as it is" in client.get(reverse("wagtaildocs:add")).content.decode()
