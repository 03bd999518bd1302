"""What was committed is seen by the very next request: in another process, in another thread, without an edit."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from browse import index
from browse.listing import Listing
from browse.registry import spec_of
from browse.selection import Selection
from cities.models import CityIndexPage
from core import publication
from core.models import PublicationChange, PublicationState
from taxonomy.choices import Vocabulary
from testimony.choices import AccessLevel, ConsentStatus
from testimony.models import Consent
from tests.browse.factories import make_city, make_country, make_site, make_story, make_term, make_voice, translate

#: Answers each line "listing?query" with the ids found, as a web process would: request by request.
READER = """
import sys, django
django.setup()
from django.http import QueryDict
from browse.listing import Listing
from browse.registry import spec_of
from browse.selection import Selection
from core import publication
for line in sys.stdin:
    name, _, query = line.strip().partition("?")
    publication.begin_request()
    found = Listing(Selection.parse(spec_of(name), QueryDict(query))).found
    publication.end_request()
    print(*found, flush=True)
"""


@pytest.fixture
def reader(transactional_db):
    """Another process of the site that lives through the whole test; ask it for the works of a selection."""
    process = subprocess.Popen(
        [sys.executable, "-c", READER],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "bigbold.settings.test"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def ask(question: str) -> set[int]:
        process.stdin.write(f"{question}\n")
        process.stdin.flush()
        return {int(work) for work in process.stdout.readline().split()}

    yield ask
    process.stdin.close()
    assert process.wait(timeout=20) == 0


def here(question: str) -> set[int]:
    """The same in this process."""
    name, _mark, query = question.partition("?")
    return set(Listing(Selection.parse(spec_of(name), QueryDict(query))).found)


def test_each_kind_of_change_is_seen_by_another_process(reader):
    home = make_site()
    problem = make_term(Vocabulary.PROBLEM, "late-works")
    town, village = make_city("Town", "BR"), make_city("Village", "KE")
    story = make_story("Ledger", town, (problem,))
    voice = make_voice("Clerk", "administrators", town)

    def seen(question: str) -> set[int]:
        """What both processes answer: the same."""
        answer = reader(question)
        assert answer == here(question)
        return answer

    assert seen("stories?problem=late-works&region=south-america&q=ledger") == {story.pk}

    second = make_story("Flood", village)
    assert seen("stories") == {story.pk, second.pk}
    story.unpublish()
    assert seen("stories") == {second.pk}
    story.refresh_from_db()
    story.live = True
    story.save()
    assert seen("stories?q=ledger") == {story.pk}

    # Words, terms, the name of a term in its address.
    story.title = "Register"
    story.save()
    assert seen("stories?q=ledger") == set()
    assert seen("stories?q=register") == {story.pk}
    problem.slug = "works-are-late"
    problem.save()
    assert seen("stories?problem=works-are-late") == {story.pk}
    # The old name means nothing any more, and what means nothing is ignored.
    assert seen("stories?problem=late-works") == {story.pk, second.pk}

    # The city moves to another country, and with it all that happened in it.
    town.country = make_country("PL")
    town.save()
    assert seen("stories?region=eastern-europe") == {story.pk}
    assert seen("voices?region=eastern-europe") == {voice.pk}
    assert seen("stories?region=south-america") == set()
    country = make_country("PL")
    country.subregion = "154"
    country.save()
    assert seen("stories?region=northern-europe") == {story.pk}

    # Privacy, of the page and of one above; and its end.
    restriction = PageViewRestriction.objects.create(page=Page.objects.get(pk=second.pk), restriction_type="login")
    assert seen("stories") == {story.pk}
    restriction.delete()
    assert seen("stories") == {story.pk, second.pk}
    above = PageViewRestriction.objects.create(page=Page.objects.get(pk=home.pk), restriction_type="login")
    assert seen("stories") == set()
    above.delete()

    # Consent.
    consent = Consent.objects.get(testimony=voice.testimony_id)
    consent.access = AccessLevel.CLOSED
    consent.save()
    assert seen("voices") == set()
    consent.access = AccessLevel.OPEN
    consent.save()
    assert seen("voices?access=read") == {voice.pk}
    consent.status = ConsentStatus.WITHDRAWN
    consent.save()
    assert seen("voices") == set()

    # Translation, move, deletion.
    assert seen("stories?q=inundacion") == set()
    translated = translate(second, title="Inundación")
    assert seen("stories?q=inundacion") == {second.pk}
    translated.delete()
    assert seen("stories?q=inundacion") == set()
    hidden = CityIndexPage(title="Elsewhere", slug="elsewhere")
    home.add_child(instance=hidden)
    PageViewRestriction.objects.create(page=Page.objects.get(pk=hidden.pk), restriction_type="login")
    # Wagtail moves pages in bulk as plain pages.
    Page.objects.get(pk=second.pk).move(Page.objects.get(pk=hidden.pk), pos="last-child")
    assert seen("stories") == {story.pk}
    story.delete()
    assert seen("stories") == set()
    assert seen("cities?holds=stories") == set()


def test_scheduled_expiry_is_seen(reader):
    make_site()
    story = make_story("Ledger")
    assert reader("stories") == here("stories") == {story.pk}
    Page.objects.filter(pk=story.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert reader("stories") == here("stories") == set()


def test_an_embargo_ends_without_an_edit(reader):
    make_site()
    voice = make_voice("Clerk")
    consent = Consent.objects.get(testimony=voice.testimony_id)
    consent.embargo_until = timezone.now() + timedelta(days=1)
    consent.save()
    assert reader("voices?access=closed") == here("voices?access=closed") == {voice.pk}
    # A day passes: the date comes to lie in the past without anything being saved.
    past = timezone.now() - timedelta(seconds=1)
    Consent.objects.filter(pk=consent.pk).update(embargo_until=past)
    PublicationState.objects.filter(pk=1).update(next_due=past)
    assert reader("voices?access=read") == here("voices?access=read") == {voice.pk}


def test_a_date_that_many_meet_at_once_counts_once(transactional_db):
    """Or each of them would have everybody read the index anew."""
    make_site()
    voice = make_voice()
    soon = timezone.now() + timedelta(seconds=0.5)
    Consent.objects.get(testimony=voice.testimony_id).delete()
    Consent.objects.create(
        testimony_id=voice.testimony_id, status=ConsentStatus.WRITTEN, access=AccessLevel.OPEN, embargo_until=soon
    )
    before = PublicationChange.objects.latest("pk").pk
    time.sleep(0.6)
    together = threading.Barrier(8)

    def meet(_number: int) -> None:
        try:
            PublicationState.objects.get(pk=1)
            together.wait()
            publication.current()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(meet, range(8)))
    assert PublicationChange.objects.filter(pk__gt=before).values_list("work_id", flat=True).get() == voice.pk


def test_a_date_that_passed_unnoticed_counts_with_the_next_change(reader):
    make_site()
    voice = make_voice("Clerk")
    consent = Consent.objects.get(testimony=voice.testimony_id)
    consent.embargo_until = timezone.now() + timedelta(days=1)
    consent.save()
    assert reader("voices?access=read") == set()
    past = timezone.now() - timedelta(seconds=1)
    Consent.objects.filter(pk=consent.pk).update(embargo_until=past)
    PublicationState.objects.filter(pk=1).update(next_due=past)
    make_story("Ledger")
    assert reader("voices?access=read") == {voice.pk}


def test_a_change_of_consent_asks_as_often_with_many_interviews_as_with_one(db):
    make_site()
    consent = Consent.objects.get(testimony=make_voice().testimony_id)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            consent.save()
        return len(queries)

    with_one = asked()
    for _number in range(3):
        make_voice()
    assert asked() == with_one


def test_a_rolled_back_change_is_never_seen(reader):
    make_site()
    story = make_story("Ledger")
    assert reader("stories") == {story.pk}
    from_before = index.current()
    with contextlib.suppress(RuntimeError), transaction.atomic():
        story.unpublish()
        raise RuntimeError
    assert reader("stories?q=ledger") == {story.pk}
    assert index.current() is from_before


def test_what_a_process_read_of_a_change_that_was_taken_back_is_never_taken_for_another(reader):
    """A failed action of the admin has read its own changes; the next change must not come under the same version."""
    make_site()
    story, other = make_story("Ledger"), make_story("Flood")
    with contextlib.suppress(RuntimeError), transaction.atomic():
        story.unpublish()
        assert here("stories") == {other.pk}
        assert here("stories?q=ledger") == set()
        raise RuntimeError
    Page.objects.get(pk=other.pk).specific.unpublish()
    assert here("stories") == reader("stories") == {story.pk}
    assert here("stories?q=ledger") == {story.pk}


def test_threads_wait_for_one_build_and_see_the_newest(transactional_db):
    make_site()
    stories = {make_story().pk for _number in range(5)}
    index._kept = None

    def ask(_number: int) -> tuple[int, frozenset[int]]:
        try:
            snapshot = index.current()
            return id(snapshot), frozenset(snapshot["stories"].live)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(16)))
    assert len({snapshot for snapshot, _live in answers}) == 1
    assert {live for _snapshot, live in answers} == {frozenset(stories)}


def test_gaps_and_older_versions_are_rebuilt(db):
    make_site()
    story = make_story("Ledger")
    index.current()
    # Restored from a backup: a lower version, and other content.
    type(story).objects.filter(pk=story.pk).update(live=False)
    PublicationState.objects.update(version=5)
    assert not index.current()["stories"].live
    # More versions than changes are kept for.
    type(story).objects.filter(pk=story.pk).update(live=True)
    PublicationState.objects.update(version=50_000)
    assert story.pk in index.current()["stories"].live
