"""Blocks that show pictures."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from multimedia.blocks.refusals import CheckedBlock
from multimedia.choosers import PictureChooserBlock
from multimedia.models import Image

#: How far the proportions of two pictures may differ and still lie on each other without a visible seam.
_SAME_PROPORTIONS = 0.02


def library_picture(place: int = 0) -> Image | None:
    """A picture for previews: the first of the library, or the one so many places behind it, or the last."""
    found = list(Image.objects.order_by("pk")[: place + 1])
    return found[-1] if found else None


def _same_proportions(one: Image, other: Image) -> bool:
    return abs(one.width / one.height * other.height / other.width - 1) <= _SAME_PROPORTIONS


class PictureBlock(blocks.StructBlock):
    """A picture and the words it needs in this place."""

    image = PictureChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=300,
        default="",
        help_text=_("What the picture proves here: who, where, when. Empty: the picture's own caption."),
    )
    alt = blocks.CharBlock(
        label=_("Text alternative"),
        required=False,
        max_length=255,
        default="",
        help_text=_(
            "Only if a reader who cannot see the picture needs other words here than in the library, or other words in "
            "this language."
        ),
    )

    class Meta:
        icon = "image"
        label = _("Picture")


class FigureBlock(PictureBlock):
    """A photograph or drawing with its caption, credit and licence."""

    size = blocks.ChoiceBlock(
        label=_("Size"),
        choices=[("wide", _("To the edge of the sheet")), ("column", _("As wide as the text"))],
        default="wide",
        required=False,
        help_text=_("A drawing, a form or an upright photograph is better read as wide as the text."),
    )

    class Meta:
        icon = "image"
        group = _("Media")
        label = _("Figure")
        description = _("A photograph or drawing with its caption, credit and licence.")
        template = "blocks/figure_block.html"
        stylesheets = ("components/photos",)

    def get_preview_value(self):
        """A picture of the library under an invented caption."""
        return self.normalize({"image": library_picture(), "caption": "The counter at Orvena town hall, before nine."})


class GalleryBlock(blocks.StructBlock):
    """Several pictures as tiles; each opens large."""

    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=120, default="", help_text=_("What the pictures show together.")
    )
    pictures = blocks.ListBlock(PictureBlock(), label=_("Pictures"), min_num=2, max_num=24)

    class Meta:
        icon = "grid"
        group = _("Media")
        label = _("Gallery")
        description = _("Two to 24 pictures as tiles that open large. For what one picture cannot show.")
        template = "blocks/gallery_block.html"
        stylesheets = ("components/photos", "components/gallery")
        scripts = ("gallery",)

    def get_preview_value(self):
        """Four pictures of the library under invented captions."""
        captions = (
            "Monday: the queue reaches the fountain.",
            "Tuesday: names are drawn from the water bills.",
            "Wednesday: the engineers listen.",
            "Thursday: the answers are read out.",
        )
        pictures = [{"image": library_picture(place), "caption": text} for place, text in enumerate(captions)]
        return self.normalize({"title": "Four days in Orvena", "pictures": pictures})


class BeforeAfterBlock(CheckedBlock):
    """The same place twice: two pictures of one proportion, laid on each other."""

    before = PictureChooserBlock(label=_("Before"))
    before_label = blocks.CharBlock(
        label=_("Before, in words"), max_length=40, help_text=_("A date or a year: March 2014.")
    )
    before_alt = blocks.CharBlock(label=_("Text alternative of the first"), required=False, max_length=255, default="")
    after = PictureChooserBlock(
        label=_("After"), help_text=_("Taken from the same spot and cut to the same proportions as the first.")
    )
    after_label = blocks.CharBlock(label=_("After, in words"), max_length=40)
    after_alt = blocks.CharBlock(label=_("Text alternative of the second"), required=False, max_length=255, default="")
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=300,
        default="",
        help_text=_("What changed, and what did not. A picture shows that something was built, not that it works."),
    )

    class Meta:
        icon = "sliders"
        group = _("Media")
        label = _("Before and after")
        description = _("Two pictures of the same place, one over the other, with a slider between them.")
        template = "blocks/before_after_block.html"
        stylesheets = ("components/photos", "components/before-after")
        scripts = ("before-after",)

    def problems(self, value):
        """Pictures that cannot lie on each other."""
        before, after = value.get("before"), value.get("after")
        if not before or not after or _same_proportions(before, after):
            return {}
        message = gettext(
            "These pictures have different proportions, %(one)s and %(other)s, and cannot be laid on each other. "
            "Cut one of them to the proportions of the other and upload it again."
        ) % {"one": f"{before.width} × {before.height}", "other": f"{after.width} × {after.height}"}
        return {"after": message}

    def get_preview_value(self):
        """A picture of the library as both, under invented dates."""
        picture = library_picture()
        return self.normalize(
            {
                "before": picture,
                "before_label": "March 2014",
                "after": picture,
                "after_label": "June 2019",
                "caption": "The market of Tessaly Point. The roof is new, the rents are not.",
            }
        )
