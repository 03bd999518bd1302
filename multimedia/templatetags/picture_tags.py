"""Pictures in templates. Views prefetch with ``multimedia.pictures.prefetch_pictures``; the tags then ask nothing."""

from django import template

from multimedia.models import Image
from multimedia.pictures import Picture, picture_of

register = template.Library()


@register.simple_tag(name="picture_of")
def picture_of_tag(image: Image | None, kind: str, alt: str = "") -> Picture | None:
    """``{% picture_of page.photo "row" as photo %}``: the picture, or None for the missing-picture state."""
    return picture_of(image, kind, alt)


@register.inclusion_tag("components/picture.html")
def picture(image: Image | Picture | None, kind: str = "figure", eager: bool = False) -> dict:
    """``{% picture photo kind="hero" eager=True %}``: draws an image or a picture that is ready, or nothing.

    ``eager`` is for the one picture that dominates the first screen; all others load when they come near.
    """
    ready = image if isinstance(image, Picture) else picture_of(image, kind)
    return {"picture": ready, "eager": eager}
