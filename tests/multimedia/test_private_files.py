"""The one door to private files, and ranges of everything that is served."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.http import Http404
from django.test import RequestFactory
from django.utils.http import http_date
from wagtail.models import Collection, GroupCollectionPermission

from multimedia import private_files
from multimedia.models import Document, Image
from multimedia.private_files import register_guard
from multimedia.served_files import file_response, requested_range
from tests.multimedia import samples

CONTENT = bytes(range(256)) * 1000  # more than one block of 64 KB
RELEASED = {"open": True}


@pytest.fixture(autouse=True)
def guards(monkeypatch):
    """A folder whose release can be withdrawn, with one that stays closed inside it."""
    monkeypatch.setattr(private_files, "_guards", dict(private_files._guards))
    RELEASED["open"] = True
    register_guard("voices/", lambda _request, _name: RELEASED["open"])
    register_guard("voices/sealed/", lambda _request, _name: False)


@pytest.fixture
def voice() -> str:
    """The address of a recording that anybody may hear."""
    return "/files/" + default_storage.save("voices/anna.mp3", ContentFile(CONTENT))


def body(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


# --- Who may read ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "voices/nobody.mp3",
        "voices",
        "voices/",
        "voices//anna.mp3",
        "voices/../voices/anna.mp3",
        "voices/..%2f..%2fdb.sqlite3",
        "%2e%2e/db.sqlite3",
        "voices/%00.mp3",
        "voices/anna.mp3%00",
        "/etc/passwd",
        "voices/" + "x" * 300,
        "nobodys/file.mp3",
    ],
)
def test_whatever_is_not_a_file_one_may_read_is_not_found(client, voice, path):
    assert client.get("/files/" + path).status_code == 404


def test_without_a_guard_nobody_reads(client):
    name = default_storage.save("forgotten/paper.pdf", ContentFile(b"%PDF"))
    assert client.get(f"/files/{name}").status_code == 404


def test_the_longest_prefix_decides(client):
    name = default_storage.save("voices/sealed/anna.mp3", ContentFile(CONTENT))
    assert client.get(f"/files/{name}").status_code == 404


def test_withdrawal_is_effective_on_the_next_request(client, voice):
    first = client.get(voice)
    assert first.status_code == 200
    assert first["Cache-Control"] == "private, no-store"
    RELEASED["open"] = False
    assert client.get(voice, headers={"If-None-Match": first["ETag"]}).status_code == 404
    assert client.get(voice, headers={"Range": "bytes=0-9"}).status_code == 404


def test_a_prefix_has_one_guard():
    with pytest.raises(ImproperlyConfigured, match="voices/"):
        register_guard("voices/", lambda _request, _name: True)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Image, Document])
def test_originals_and_documents_are_for_staff_who_may_use_them(client, model):
    content = samples.jpeg() if model is Image else b"%PDF-1.4"
    item = model.objects.create(
        title="Street", file=ContentFile(content, "street.jpg" if model is Image else "law.pdf")
    )
    address = item.file.url if model is Image else item.url
    assert address.startswith("/files/" if model is Image else "/documents/")
    assert client.get(address).status_code == 404

    users = get_user_model().objects
    client.force_login(users.create_user("reader"))
    assert client.get(address).status_code == 404

    editor = users.create_user("editor")
    group = Group.objects.create(name="Choosers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    editor.groups.add(group)
    client.force_login(editor)
    assert client.get(address).status_code == 404

    elsewhere = Collection.get_first_root_node().add_child(name="Elsewhere")
    choose = Permission.objects.get(codename=f"choose_{model._meta.model_name}", content_type__app_label="multimedia")
    allowed = GroupCollectionPermission.objects.create(group=group, collection=elsewhere, permission=choose)
    assert client.get(address).status_code == 404
    allowed.collection = Collection.get_first_root_node()
    allowed.save()
    assert client.get(address).status_code == 200

    group.permissions.clear()
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_a_document_has_one_address_only(admin_client):
    """Beside it a second rule about who may read would be needed, and would be forgotten."""
    paper = Document.objects.create(title="Law", file=ContentFile(b"%PDF-1.4 law", "law.pdf"))
    assert body(admin_client.get(paper.url)) == b"%PDF-1.4 law"
    assert admin_client.get(paper.file.url).status_code == 404


# --- What is answered -----------------------------------------------------------------------


def test_the_whole_file(client, voice):
    response = client.get(voice)
    assert response.status_code == 200
    assert body(response) == CONTENT
    assert response["Content-Length"] == str(len(CONTENT))
    assert response["Content-Type"] == "audio/mpeg"
    assert response["Accept-Ranges"] == "bytes"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, len(CONTENT) - 1),
        ("bytes=-5", len(CONTENT) - 5, len(CONTENT) - 1),
        ("bytes=-999999999", 0, len(CONTENT) - 1),
        ("bytes=65530-131080", 65530, 131080),
        ("bytes=255990-999999999", 255990, len(CONTENT) - 1),
    ],
)
def test_a_part(client, voice, asked, start, end):
    response = client.get(voice, headers={"Range": asked})
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{end}/{len(CONTENT)}"
    assert response["Content-Length"] == str(end - start + 1)
    assert body(response) == CONTENT[start : end + 1]


@pytest.mark.parametrize("asked", [f"bytes={len(CONTENT)}-", "bytes=999999999-9999999999", "bytes=-0"])
def test_a_part_beyond_the_end(client, voice, asked):
    response = client.get(voice, headers={"Range": asked})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(CONTENT)}"
    assert body(response) == b""


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,5-6", "bytes=9-3", "bytes=-", "bytes=a-b", "seconds=0-1", "bytes=²-3", "bytes=" + "9" * 5000 + "-"],
)
def test_other_ranges_get_the_whole_file(client, voice, asked):
    response = client.get(voice, headers={"Range": asked})
    assert response.status_code == 200
    assert body(response) == CONTENT


def test_an_empty_file_has_no_parts(client):
    name = default_storage.save("voices/silence.mp3", ContentFile(b""))
    assert client.get(f"/files/{name}").status_code == 200
    assert client.get(f"/files/{name}", headers={"Range": "bytes=0-"}).status_code == 416
    with pytest.raises(ValueError, match="bytes=-1"):
        requested_range("bytes=-1", 0)


def test_head_tells_all_and_sends_nothing(client, voice):
    response = client.head(voice, headers={"Range": "bytes=0-9"})
    assert (response.status_code, response["Content-Length"]) == (200, str(len(CONTENT)))
    assert body(response) == b""


def test_other_methods_are_refused(client, voice):
    assert client.post(voice).status_code == 405


def test_unchanged_files_are_not_sent_again(client, voice):
    first = client.get(voice)
    for condition in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get(voice, headers=condition)
        assert again.status_code == 304
        assert body(again) == b""
        assert again["Cache-Control"] == "private, no-store"
    assert client.get(voice, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(voice, headers={"If-Match": '"other"'}).status_code == 412


def test_a_part_of_another_state_gets_the_whole_file(client, voice):
    first = client.get(voice)
    part = {"Range": "bytes=0-9"}
    for current in (first["ETag"], first["Last-Modified"]):
        assert client.get(voice, headers={**part, "If-Range": current}).status_code == 206
    for outdated in ('"other"', http_date(0), "nonsense", "W/" + first["ETag"]):
        assert client.get(voice, headers={**part, "If-Range": outdated}).status_code == 200


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "data.xml", "page.xhtml", "script.js", "thing.unknown"])
def test_what_a_browser_could_run_is_only_downloaded(client, name):
    name = default_storage.save(f"voices/{name}", ContentFile(b"<script>"))
    assert client.get(f"/files/{name}")["Content-Disposition"].startswith("attachment")


def test_names_in_every_script(client):
    name = default_storage.save("voices/مقابلة é.mp3", ContentFile(b"x"))
    response = client.get(f"/files/{name}")
    assert response.status_code == 200
    assert "filename*=utf-8''" in response["Content-Disposition"]


def test_closing_without_reading_gives_the_file_back(voice):
    response = file_response(RequestFactory().get(voice), default_storage, voice[7:], cache_control="no-store")
    file = response._iterator and response._resource_closers[0].__self__.file
    response.close()
    assert file.closed


# --- Other ways to deliver ------------------------------------------------------------------


def test_the_web_server_in_front_may_send_the_file(client, voice, settings):
    settings.PRIVATE_FILES_ACCEL_PREFIX = "/protected/"
    response = client.get(voice)
    assert response["X-Accel-Redirect"] == "/protected/" + voice[7:]
    assert (response["Content-Type"], response["Cache-Control"]) == ("audio/mpeg", "private, no-store")
    assert body(response) == b""
    RELEASED["open"] = False
    assert client.get(voice).status_code == 404


class Bucket(Storage):
    """Object storage: no paths, addresses that expire."""

    def exists(self, name):
        return name == "voices/anna.mp3"

    def url(self, name):
        return f"https://bucket.example/{name}?signature=abc"


def test_object_storage_gives_a_short_lived_address():
    response = file_response(RequestFactory().get("/"), Bucket(), "voices/anna.mp3", cache_control="private, no-store")
    assert response.status_code == 302
    assert response["Location"] == "https://bucket.example/voices/anna.mp3?signature=abc"
    assert response["Cache-Control"] == "private, no-store"
    with pytest.raises(Http404):
        file_response(RequestFactory().get("/"), Bucket(), "voices/nobody.mp3", cache_control="private, no-store")


@pytest.mark.django_db
def test_renditions_are_public_and_remembered(client):
    rendition = Image.objects.create(title="Street", file=ContentFile(samples.jpeg(), "street.jpg")).get_rendition(
        "width-60|format-jpeg"
    )
    assert rendition.url.startswith("/media/")
    response = client.get(rendition.url, headers={"Range": "bytes=0-1"})
    assert (response.status_code, body(response)) == (206, b"\xff\xd8")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in response
    assert "Cookie" not in response.get("Vary", "")
    assert client.get("/media/../private/x").status_code == 404
    assert client.get("/media/images").status_code == 404


def test_private_and_public_files_lie_apart():
    private, public = (Path(settings.STORAGES[name]["OPTIONS"]["location"]) for name in ("default", "public"))
    assert not private.is_relative_to(public)
    assert not public.is_relative_to(private)
