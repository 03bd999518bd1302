"""Work on files that no request waits for."""

from django_tasks import task
from wagtail.images import get_image_model

from multimedia.renditions import ensure_renditions


@task()
def make_renditions(image_id: int) -> int:
    """Make the missing renditions of a picture; how many were made. A picture deleted meanwhile has none."""
    image = get_image_model().objects.filter(pk=image_id).first()
    return ensure_renditions(image) if image else 0
