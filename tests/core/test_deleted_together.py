"""Rows deleted several at once, as the admin's lists do, are gone for readers as well."""

import pytest

from core import publication
from taxonomy.choices import Vocabulary
from taxonomy.models import Problem
from testimony.models import PassageRestriction
from tests.browse.factories import make_term, make_testimony

pytestmark = pytest.mark.django_db


def test_withheld_passages_deleted_together_raise_the_version():
    testimony = make_testimony()
    for start in (1, 5):
        PassageRestriction.objects.create(testimony=testimony, start=start, end=start + 1, reason_public="Withheld")
    before = publication.current().version
    PassageRestriction.objects.filter(testimony=testimony).delete()
    assert publication.current().version > before


def test_terms_deleted_together_raise_the_version_of_the_vocabulary():
    make_term(Vocabulary.PROBLEM, "nobody-has-it")
    before = publication.current().vocabulary_version
    Problem.objects.filter(slug="nobody-has-it").delete()
    assert publication.current().vocabulary_version > before
