"""Text goes compressed over the line; parts of recordings keep their length."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from bigbold.compression import TextCompressionMiddleware

TEXT = b"power to the residents " * 100


@pytest.mark.django_db
def test_a_page_is_compressed_for_a_browser_that_takes_it(client):
    answer = client.get("/admin/login/", headers={"Accept-Encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"
    assert b"<html" in gzip.decompress(answer.content)


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse(TEXT, status=206, content_type="text/plain"),
        HttpResponse(TEXT, content_type="audio/mpeg"),
        StreamingHttpResponse([TEXT], content_type="text/csv"),
    ],
    ids=["a part", "a recording", "a stream"],
)
def test_parts_recordings_and_streams_pass_unchanged(rf, answer):
    passed = TextCompressionMiddleware(lambda request: answer)(rf.get("/", headers={"Accept-Encoding": "gzip"}))

    assert not passed.has_header("Content-Encoding")
    assert passed.getvalue() == TEXT
