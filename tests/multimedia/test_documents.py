"""Documents: what people read and fill in, and nothing that a browser would run."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from multimedia.models import Document

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
        ("scan.png", bytes.fromhex("89504e470d0a1a0a")),
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
