"""Promises of the test database that other tests lean on."""

import pytest
from django.conf import settings
from wagtail.models import Locale, Page, Site

from core.models import PublicationState

seen_versions = set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_committing_test_finds_what_migrations_wrote_and_leaves_nothing(turn):
    assert Page.objects.filter(depth=1).exists()
    assert Site.objects.exists()
    assert not Locale.objects.filter(language_code="ar").exists()
    Locale.objects.create(language_code="ar")
    Site.objects.all().delete()


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_begins_at_a_version_of_the_content_never_seen_before(turn):
    version = PublicationState.objects.get(pk=1).version
    assert version not in seen_versions
    seen_versions.add(version)


def test_another_process_works_on_the_database_and_the_files_of_this_test(other_process):
    Locale.objects.create(language_code="ar")

    printed = other_process(
        "from django.conf import settings\n"
        "from wagtail.models import Locale\n"
        "print(Locale.objects.filter(language_code='ar').count(), settings.VAR_DIR)"
    )

    assert printed == f"1 {settings.VAR_DIR}"


def test_files_of_tests_stay_out_of_the_folder_of_the_running_site():
    assert not settings.VAR_DIR.is_relative_to(settings.BASE_DIR)
