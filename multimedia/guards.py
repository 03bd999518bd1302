"""Who among the staff may read originals of pictures and documents. The public never does: it gets renditions."""

from django.http import HttpRequest
from wagtail.permissions import policy_registry

from multimedia.models import Document, Image


def original_picture(request: HttpRequest, name: str) -> bool:
    """Staff who may choose or change this very picture."""
    picture = Image.objects.filter(file=name).first()
    return picture is not None and _staff_may_use(request, picture)


def profile_picture(request: HttpRequest, _name: str) -> bool:
    """Anybody of the staff."""
    return request.user.has_perm("wagtailadmin.access_admin")


def may_use_document(request: HttpRequest, document: Document) -> bool:
    """Staff who may choose or change this very document."""
    return _staff_may_use(request, document)


def _staff_may_use(request: HttpRequest, item: Image | Document) -> bool:
    policy = policy_registry.get_by_type(type(item))
    return request.user.has_perm("wagtailadmin.access_admin") and policy.user_has_any_permission_for_instance(
        request.user, ["choose", "change"], item
    )
