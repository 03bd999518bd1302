"""Who among the staff may read originals of pictures and documents. The public never does: it gets renditions."""

from django.db.models import Model
from django.http import HttpRequest
from wagtail.permissions import policy_registry

from multimedia.models import Document, Image


def original_picture(request: HttpRequest, name: str) -> bool:
    """Staff who may choose or change this very picture."""
    return _staff_may_use(request, Image, name)


def original_document(request: HttpRequest, name: str) -> bool:
    """Staff who may choose or change this very document; readers use Wagtail's own document address."""
    return _staff_may_use(request, Document, name)


def _staff_may_use(request: HttpRequest, model: type[Model], name: str) -> bool:
    if not request.user.has_perm("wagtailadmin.access_admin"):
        return False
    item = model.objects.filter(file=name).first()
    policy = policy_registry.get_by_type(model)
    return item is not None and policy.user_has_any_permission_for_instance(request.user, ["choose", "change"], item)
