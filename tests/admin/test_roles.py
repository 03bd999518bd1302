"""Who may do what on a new site, and that the groups are an administrator's from then on."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from accounts.models import User
from casestudies.models import CaseStudyPage, StoryIndexPage
from sources.models import Source
from taxonomy.models import Problem
from tests.admin.conftest import log_in
from tests.admin.forms import a_city, a_source, add_url, send, short_case
from tests.testimony.factories import add_passage, make_testimony


def test_a_new_site_has_three_roles_and_none_of_wagtails(db):
    assert set(Group.objects.values_list("name", flat=True)) == {"Researchers", "Editors", "Identity keepers"}


def test_migrating_again_changes_nothing_that_an_administrator_changed(db):
    researchers = Group.objects.get(name="Researchers")
    researchers.permissions.clear()
    GroupPagePermission.objects.filter(group=researchers, permission__codename="publish_page").delete()
    before = researchers.page_permissions.count()
    call_command("migrate", verbosity=0)
    assert not researchers.permissions.exists()
    assert researchers.page_permissions.count() == before


def test_a_role_that_was_deleted_is_made_again(db):
    Group.objects.get(name="Identity keepers").delete()
    call_command("migrate", verbosity=0)
    assert Group.objects.filter(name="Identity keepers", permissions__codename="view_identity").exists()


def test_a_researcher_logs_in_with_name_and_password(site, client):
    user = User.objects.create_user("ana", password="a long password")
    user.groups.add(Group.objects.get(name="Researchers"))
    answer = client.post(reverse("wagtailadmin_login"), {"username": "ana", "password": "a long password"}, follow=True)
    assert answer.status_code == 200
    assert "Big Bold Cities" in answer.content.decode()
    for label in ("Stories", "Cities", "Practices", "Vocabularies", "Sources"):
        assert label in answer.content.decode()


def test_a_researcher_reads_vocabularies_and_does_not_change_them(researcher):
    problem = Problem.objects.first()
    add = reverse(Problem.snippet_viewset.get_url_name("add"))
    delete = reverse(Problem.snippet_viewset.get_url_name("delete"), args=[problem.pk])
    assert researcher.get(reverse(Problem.snippet_viewset.get_url_name("list"))).status_code == 200
    assert researcher.get(add).status_code == 302
    assert researcher.post(delete).status_code == 302
    assert Problem.objects.filter(pk=problem.pk).exists()


def test_an_editor_adds_a_term_in_two_languages(editor):
    answer = send(
        editor,
        reverse(Problem.snippet_viewset.get_url_name("add")),
        **{
            "slug": "nobody-answers",
            "names-TOTAL_FORMS": "2",
            "names-INITIAL_FORMS": "0",
            "names-0-language": "en",
            "names-0-name": "Nobody answers",
            "names-1-language": "es",
            "names-1-name": "Nadie contesta",
        },
    )
    assert answer.status_code == 302
    problem = Problem.objects.get(slug="nobody-answers")
    assert {row.language: row.name for row in problem.names.all()} == {"en": "Nobody answers", "es": "Nadie contesta"}


@pytest.mark.parametrize(("group", "may"), [("Researchers", False), ("Editors", True)])
def test_only_editors_delete(site, group, may):
    client = log_in(group)
    source = a_source()
    client.post(reverse(Source.snippet_viewset.get_url_name("delete"), args=[source.pk]))
    assert Source.objects.filter(pk=source.pk).exists() is not may


def test_protected_names_are_for_their_keepers_alone(db):
    groups = Group.objects.filter(permissions__content_type__model="identity")
    assert {group.name for group in groups} == {"Identity keepers"}


def test_files_are_for_researchers_too(researcher):
    for name in ("wagtailimages:add", "wagtaildocs:add", "wagtailmedia:index"):
        assert researcher.get(reverse(name)).status_code == 200


def test_the_listing_of_stories_shows_and_filters_them(researcher):
    a_city()
    a_source()
    send(researcher, add_url(CaseStudyPage, StoryIndexPage), "publish", **short_case())
    send(researcher, add_url(CaseStudyPage, StoryIndexPage), title="Only an idea", slug="idea")
    case = CaseStudyPage.objects.get(slug="answered")
    html = researcher.get("/admin/stories/").content.decode()
    for words in ("Answered in eight hours", "Only an idea", "Orvena", "8 of"):
        assert words in html
    wanted = {
        "focus_area": case.term_rows.first().term_id,
        "city": case.city_id,
        "status": "unknown",
        "live": "true",
        "is_demonstration": "false",
        "owner": case.owner_id,
        "q": "eight",
    }
    html = researcher.get("/admin/stories/", wanted).content.decode()
    assert "Answered in eight hours" in html
    assert "Only an idea" not in html
    html = researcher.get("/admin/stories/", {"q": "nothing of the kind"}).content.decode()
    assert "Answered in eight hours" not in html


def test_the_columns_of_a_listing_are_read_for_all_pages_at_once(researcher, django_assert_max_num_queries):
    """Of the columns only: for the buttons of each row wagtail-localize asks whether the page can be translated."""
    columns = ("casestudies_casestudyterm", "casestudies_answer", "casestudies_casestudysource", "cities_", "taxonomy_")
    a_city()
    a_source()
    for number in range(6):
        send(researcher, add_url(CaseStudyPage, StoryIndexPage), title=f"Idea {number}", slug=f"idea-{number}")
    researcher.get("/admin/stories/")
    asked = []
    for words in ("Idea 1", "Idea"):
        with django_assert_max_num_queries(60) as queries:
            assert words in researcher.get("/admin/stories/", {"q": words}).content.decode()
        asked.append(sum(any(f'FROM "{table}' in query["sql"] for table in columns) for query in queries))
    assert asked[0] == asked[1] > 0


@pytest.mark.parametrize("url", ["/admin/", "/admin/stories/", "/admin/cities/", "/admin/login/"])
def test_the_admin_asks_no_other_host_for_anything(researcher, client, url):
    html = (client if "login" in url else researcher).get(url).content.decode()
    for mark in ('src="http', "src='http", "gravatar", "url(http"):
        assert mark not in html
    assert 'rel="stylesheet" href="http' not in html


def test_the_root_of_the_tree_is_where_roles_begin(db):
    root = Page.objects.get(depth=1)
    assert set(GroupPagePermission.objects.values_list("page_id", flat=True)) == {root.pk}
    assert Permission.objects.filter(group__name="Researchers", codename="access_admin").exists()


@pytest.mark.parametrize("chooser", ["testimony/passage", "testimony/testimony", "interviews/interviewee"])
def test_whoever_may_not_see_testimonies_finds_none_in_a_chooser(site, client, chooser):
    """A keeper of identities, say: the names of protected people, and nothing they said."""
    passage = add_passage(make_testimony())
    keeper = User.objects.create_user("keeper")
    keeper.groups.add(Group.objects.get(name="Identity keepers"))
    addresses = [f"/admin/snippets/choose/{chooser}/{rest}" for rest in ("", "results/", f"chosen/{passage.pk}/")]

    client.force_login(keeper)
    for address in addresses:
        answer = client.get(address, follow=True)
        assert "Nobody had asked me to care" not in answer.content.decode()
        assert answer.redirect_chain or answer.status_code == 403

    keeper.groups.set([Group.objects.get(name="Researchers")])
    assert client.get(addresses[0]).status_code == 200
