"""Signed papers hold real names: they are the team's, from their upload on and when their testimony is gone."""

import pytest
from django.core.files.base import ContentFile

from multimedia.models import Document
from testimony.models import Consent
from tests.testimony.factories import make_testimony

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper() -> Document:
    """A paper as the form of a testimony stores it: before the testimony itself."""
    return Document.objects.create(title="Signed", file=ContentFile(b"Signed by", "signed.txt"))


def test_a_paper_is_closed_from_its_upload_on(paper, client, admin_client):
    assert client.get(paper.url).status_code == 404
    assert admin_client.get(paper.url).status_code == 200

    Consent.objects.filter(testimony=make_testimony()).update(document=paper)
    assert client.get(paper.url).status_code == 404
    assert admin_client.get(paper.url).status_code == 200


def test_a_paper_stays_closed_when_its_testimony_is_deleted(paper, client):
    testimony = make_testimony()
    consent = Consent.objects.get(testimony=testimony)
    consent.document = paper
    consent.save()

    testimony.delete()

    assert client.get(paper.url).status_code == 404
