"""Documents for readers: who gets them, what the block says of them, and what it never names."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Collection, CollectionViewRestriction

from multimedia.blocks import DownloadBlock
from multimedia.choices import Access
from multimedia.models import Document
from testimony.models import Consent
from tests.testimony.factories import make_testimony

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.4 the order" * 100


def make_document(**fields) -> Document:
    values = {"title": "Order 14", "file": ContentFile(CONTENT, "order.pdf"), "access": Access.READERS, **fields}
    return Document.objects.create(**values)


def drawn(document: Document | None, **words) -> BeautifulSoup:
    block = DownloadBlock()
    return BeautifulSoup(block.render(block.normalize({"document": document, **words})), "html.parser")


def words_of(html: BeautifulSoup) -> str:
    return " ".join(html.get_text().split())


def refused(document: Document | None) -> list[str]:
    block = DownloadBlock()
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.normalize({"document": document}))
    return error.value.block_errors["document"].messages


# --- Who gets it


def test_readers_get_what_is_for_them(client):
    answer = client.get(make_document().url)
    assert b"".join(answer) == CONTENT
    assert answer["Content-Type"] == "application/pdf"


def test_documents_are_sent_like_recordings_in_parts_and_kept_nowhere(client):
    address = make_document().url
    whole = client.get(address)
    assert whole["Accept-Ranges"] == "bytes"
    assert whole["Cache-Control"] == "private, no-store"
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert whole["Content-Security-Policy"] == "default-src 'none'"
    part = client.get(address, headers={"Range": "bytes=1-3"})
    assert (part.status_code, b"".join(part)) == (206, CONTENT[1:4])
    assert part["Content-Range"] == f"bytes 1-3/{len(CONTENT)}"
    assert client.get(address, headers={"Range": f"bytes={len(CONTENT)}-"}).status_code == 416
    assert client.get(address, headers={"If-None-Match": whole["ETag"]}).status_code == 304
    assert client.head(address)["Content-Length"] == str(len(CONTENT))
    assert client.post(address).status_code == 405


def test_a_document_under_another_name_or_without_file_is_not_found(client):
    document = make_document()
    assert client.get(document.url.replace("order", "other")).status_code == 404
    document.file.storage.delete(document.file.name)
    assert client.get(document.url).status_code == 404


def test_a_collection_may_ask_for_a_password(client):
    closed = Collection.get_first_root_node().add_child(name="Closed")
    restriction = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.PASSWORD, password="sesame"
    )
    address = make_document(collection=closed).url
    asked = client.get(address)
    assert 'type="password"' in asked.content.decode()
    ask = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    assert ask in asked.content.decode()
    assert client.post(ask, {"password": "sesame", "return_url": address})["Location"] == address
    assert b"".join(client.get(address)) == CONTENT


def test_a_new_document_is_for_the_team(client, admin_client):
    document = Document.objects.create(title="Notes", file=ContentFile(CONTENT, "notes.pdf"))
    assert client.get(document.url).status_code == 404
    assert admin_client.get(document.url).status_code == 200


def test_what_is_closed_again_is_closed_from_the_next_request_on(client):
    document = make_document()
    seen = client.get(document.url)["ETag"]
    Document.objects.update(access=Access.TEAM)
    assert client.get(document.url, headers={"If-None-Match": seen}).status_code == 404


def test_what_a_browser_could_run_is_only_downloaded(client):
    page = make_document(file=ContentFile(b"<script>alert(1)</script>", "page.html"))
    assert client.get(page.url)["Content-Disposition"].startswith("attachment")


# --- A signed paper


def make_paper(**fields) -> Document:
    paper = make_document(access=Access.TEAM, title="Signed by Maria", **fields)
    consent = Consent.objects.get(testimony=make_testimony())
    consent.document = paper
    consent.save()
    return Document.objects.get(pk=paper.pk)


def test_a_signed_paper_is_named_nowhere_and_cannot_be_chosen(client):
    paper = make_paper()
    assert paper.access == Access.PAPER
    assert str(drawn(paper)).strip() == ""
    assert refused(paper) == [
        "This is the signed paper of a consent. It is never shown to readers: choose another document."
    ]
    assert client.get(paper.url).status_code == 404


def test_nobody_can_release_a_signed_paper(client, admin_client):
    paper = make_paper()
    form = {"title": "Order 14", "collection": 1, "access": "readers", "licence": "unknown", "file": ""}
    assert admin_client.post(reverse("wagtaildocs:edit", args=[paper.pk]), form).status_code == 302
    paper.refresh_from_db()
    assert (paper.title, paper.access) == ("Order 14", Access.PAPER)
    assert client.get(paper.url).status_code == 404


def test_a_signed_paper_stays_one_when_the_consent_takes_another(client):
    first = make_paper()
    consent = Consent.objects.get()
    consent.document = make_document(access=Access.TEAM)
    consent.save()
    first.refresh_from_db()
    assert first.access == Access.PAPER


def test_a_document_that_readers_may_have_is_no_signed_paper():
    consent = Consent.objects.get(testimony=make_testimony())
    consent.document = make_document()
    with pytest.raises(ValidationError) as error:
        consent.full_clean()
    assert set(error.value.message_dict) == {"document"}


def test_the_form_of_a_document_offers_no_third_kind(admin_client):
    page = admin_client.get(reverse("wagtaildocs:add")).content.decode()
    offered = BeautifulSoup(page, "html.parser").select("select[name=access] option")
    assert [option["value"] for option in offered] == ["team", "readers"]


# --- What the block says


def test_a_download_says_what_one_gets():
    document = make_document(language="es", credit="City of Orvena", licence="cc-by-4.0")
    html = drawn(document, note="The order to copy.")
    assert html.a["href"] == document.url
    words = words_of(html)
    assert words == "Order 14 The order to copy. PDF, 1.8 KB, Spanish. City of Orvena, CC BY 4.0."


def test_what_is_not_known_of_it_is_said():
    words = words_of(drawn(make_document(), title="The order"))
    assert words == "The order PDF, 1.8 KB, language not known. Licence not known."


def test_a_download_for_the_team_is_refused_with_the_cure_and_not_drawn():
    document = make_document(access=Access.TEAM)
    assert refused(document) == [
        "This document is for the team only. Open it under Documents and mark it as for readers."
    ]
    assert str(drawn(document)).strip() == ""


def test_a_deleted_document_leaves_no_trace():
    assert str(drawn(None)).strip() == ""


def test_drawing_a_download_asks_the_database_nothing(django_assert_num_queries):
    document = Document.objects.get(pk=make_document().pk)
    with django_assert_num_queries(0):
        assert drawn(document).a


def test_several_uploaded_at_once_are_for_the_team(admin_client):
    file = SimpleUploadedFile("law.pdf", CONTENT, "application/pdf")
    answer = admin_client.post(reverse("wagtaildocs:add_multiple"), {"title": "Law", "files[]": file})
    assert answer.json()["success"] is True
    assert Document.objects.get().access == Access.TEAM
