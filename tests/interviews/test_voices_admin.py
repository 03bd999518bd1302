"""Voices in the admin: lists with their marks, protected identities, previews."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry, ReferenceIndex

from accounts.models import User
from interviews.models import Identity
from testimony.choices import AccessLevel
from tests.interviews.factories import make_interview, make_site
from tests.testimony.factories import add_passage, make_testimony, withhold

pytestmark = pytest.mark.django_db


@pytest.fixture
def researcher(client) -> User:
    user = User.objects.create_superuser("researcher", "r@example.org", "password")
    client.force_login(user)
    return user


def page_of(client, name, *args) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_lists_say_what_readers_get(client, researcher):
    open_one, sealed = make_testimony(), make_testimony(access=AccessLevel.SEALED)
    withhold(open_one)
    add_passage(open_one)
    add_passage(sealed, words="Words that are gone.")

    assert "Open: read" in page_of(client, "wagtailsnippets_testimony_testimony:list")
    assert "Sealed" in page_of(client, "wagtailsnippets_testimony_testimony:list")
    passages = page_of(client, "wagtailsnippets_testimony_passage:list")
    for mark in ("Quoted", "Hidden", "The words have changed"):
        assert mark in passages
    for listing in ("interviews:index", "wagtailsnippets_interviews_interviewee:list"):
        page_of(client, listing)


def test_a_passage_is_written_in_its_testimony(client, researcher):
    response = client.get(reverse("wagtailsnippets_testimony_passage:add"), follow=True)
    assert "Passages are written in their testimony" in response.content.decode()


def test_a_real_name_stands_in_its_own_form_and_nowhere_else(client, researcher):
    make_site()
    page = make_interview(make_testimony())
    data = {"interviewee": page.interviewee.pk, "real_name": "Realname Secret", "contact": "Contact Secret"}
    response = client.post(reverse("wagtailsnippets_interviews_identity:add"), data, follow=True)
    identity = Identity.objects.get()
    assert identity.real_name == "Realname Secret"

    assert "Secret" not in response.content.decode()
    assert "Secret" not in page_of(client, "wagtailsnippets_interviews_identity:list")
    assert "Secret" not in page_of(client, "wagtailsnippets_interviews_identity:delete", identity.pk)
    assert "Secret" in page_of(client, "wagtailsnippets_interviews_identity:edit", identity.pk)
    assert "Secret" not in str([(entry.label, entry.data) for entry in ModelLogEntry.objects.all()])
    assert "Secret" not in str(list(ReferenceIndex.objects.values()))


def test_who_may_edit_interviewees_sees_no_identity(client):
    make_site()
    page = make_interview(make_testimony())
    identity = Identity.objects.create(interviewee=page.interviewee, real_name="Realname Secret")
    editor = User.objects.create_user("editor", "e@example.org", "password")
    rights = ("access_admin", "view_interviewee", "change_interviewee", "view_testimony", "change_testimony")
    editor.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(editor)

    assert "Secret" not in page_of(client, "wagtailsnippets_interviews_interviewee:edit", page.interviewee.pk)
    for view, args in (("list", ()), ("edit", (identity.pk,)), ("delete", (identity.pk,)), ("usage", (identity.pk,))):
        response = client.get(reverse(f"wagtailsnippets_interviews_identity:{view}", args=args))
        assert response.status_code == 302
        assert "Secret" not in response.content.decode()


def test_a_preview_shows_the_team_what_readers_do_not_get(client, researcher):
    make_site()
    page = make_interview(make_testimony(access=AccessLevel.SEALED))
    page.save_revision()

    html = page_of(client, "wagtailadmin_pages:view_draft", page.pk)
    assert "readers do not get this" in html
    assert "Nobody had asked me to care." in html

    researcher.is_superuser = False
    researcher.save()
    researcher.groups.clear()
    researcher.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "Nobody had asked" not in response.content.decode()
