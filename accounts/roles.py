"""Who may do what: the groups a new site begins with.

A group is made after ``migrate`` when it is missing and never touched again: what an administrator gives or takes
stays. Rooms are named by their permissions only, so that nothing here imports upwards.
"""

from collections.abc import Iterable

from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

RESEARCHERS = "Researchers"
EDITORS = "Editors"
IDENTITY_KEEPERS = "Identity keepers"

#: Groups that Wagtail's own migrations bring. Two ladders of roles would only confuse.
OF_WAGTAIL = ("Moderators", "Editors")

WRITE = ("add", "change", "view")
ALL = (*WRITE, "delete")

#: What files are kept in: permissions on the root collection, which reach every collection below.
_RESEARCHERS_FILES = (
    *("wagtailimages.add_image", "wagtailimages.change_image", "wagtailimages.choose_image"),
    *("wagtaildocs.add_document", "wagtaildocs.change_document", "wagtaildocs.choose_document"),
    *("wagtailmedia.add_media", "wagtailmedia.change_media"),
)
_EDITORS_FILES = (
    *_RESEARCHERS_FILES,
    *("wagtailimages.delete_image", "wagtaildocs.delete_document", "wagtailmedia.delete_media"),
)

_RESEARCHERS_PAGES = ("add_page", "change_page", "publish_page")
_EDITORS_PAGES = (*_RESEARCHERS_PAGES, "bulk_delete_page", "lock_page", "unlock_page")

_WRITTEN_BY_RESEARCHERS = (
    *("sources.source", "sources.citation"),
    *("testimony.testimony", "testimony.consent", "testimony.transcript", "testimony.passage"),
    *("testimony.passagerestriction", "testimony.passageevidence"),
    *("interviews.interviewee", "multimedia.track"),
)
_VOCABULARIES = tuple(
    f"taxonomy.{name}"
    for name in (
        *("focusarea", "guidingquestion", "stakeholdergroup", "problem", "governancechallenge"),
        *("mechanism", "technology", "populationgroup", "policysector", "successfactor"),
    )
)


def _on(models: Iterable[str], actions: Iterable[str]) -> list[str]:
    """ "sources.source", "add" → "sources.add_source"."""
    return [
        f"{app}.{action}_{model}" for app, _, model in (name.partition(".") for name in models) for action in actions
    ]


_RESEARCHERS_RIGHTS = (
    "wagtailadmin.access_admin",
    "wagtail_localize.submit_translation",
    *_on(_WRITTEN_BY_RESEARCHERS, WRITE),
    # A recording is changed by whoever may change captions; one of a wrong language must go.
    "multimedia.delete_track",
    *_on((*_VOCABULARIES, "cities.country"), ("view",)),
)
_EDITORS_RIGHTS = (
    "wagtailadmin.access_admin",
    "wagtail_localize.submit_translation",
    *_on((*_WRITTEN_BY_RESEARCHERS, *_VOCABULARIES, "cities.country"), ALL),
    *_on(("home.message",), ("view", "change", "delete")),
    *_on(("wagtailredirects.redirect",), ALL),
    *_on(("wagtailcore.site",), ("change",)),
)
#: Beside another role: it opens the protected names and nothing else.
_IDENTITY_KEEPERS_RIGHTS = ("wagtailadmin.access_admin", *_on(("interviews.identity",), WRITE))


def create_missing_roles(sender: AppConfig, **_kwargs) -> None:
    """After the last app is migrated, make the groups that are missing."""
    with_models = [app for app in apps.get_app_configs() if app.models_module is not None]
    root = Page.objects.filter(depth=1).first()
    if sender.name != with_models[-1].name or root is None:
        return
    with transaction.atomic():
        if not Group.objects.filter(name=RESEARCHERS).exists():
            # The first migration of a site: nobody can be in Wagtail's groups yet.
            Group.objects.filter(name__in=OF_WAGTAIL, user=None).delete()
        _create(RESEARCHERS, _RESEARCHERS_RIGHTS, root, _RESEARCHERS_PAGES, _RESEARCHERS_FILES)
        _create(EDITORS, _EDITORS_RIGHTS, root, _EDITORS_PAGES, _EDITORS_FILES)
        _create(IDENTITY_KEEPERS, _IDENTITY_KEEPERS_RIGHTS, root, (), ())


def _create(name: str, rights: Iterable[str], root: Page, on_pages: Iterable[str], on_files: Iterable[str]) -> None:
    group, is_new = Group.objects.get_or_create(name=name)
    if not is_new:
        return
    permissions = {
        f"{app}.{codename}": pk
        for app, codename, pk in Permission.objects.values_list("content_type__app_label", "codename", "pk")
    }
    group.permissions.set([permissions[right] for right in rights if right in permissions])
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=root, permission_id=permissions[f"wagtailcore.{codename}"])
        for codename in on_pages
    )
    files = Collection.get_first_root_node()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=files, permission_id=permissions[right]) for right in on_files
    )
