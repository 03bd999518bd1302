"""Maps of a few places: where something is, or the way something took."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

from multimedia.blocks.refusals import CheckedBlock
from multimedia.maps.coordinates import BadPosition, canonical, position_of
from multimedia.maps.locator import LocatorMap, Spot, locator


class MapKind(TextChoices):
    """What the order of the places means."""

    PLACES = "places", _("Places")
    ROUTE = "route", _("A way from place to place, in the order given")


class PositionField(forms.CharField):
    """A text field whose clean value is a position in decimal degrees: "19.43, -99.13"."""

    def to_python(self, value: str | None) -> str:
        """Read what was typed or pasted."""
        value = super().to_python(value)
        if not value:
            return ""
        try:
            return canonical(position_of(value))
        except BadPosition as error:
            raise ValidationError(str(error)) from error


class PositionBlock(blocks.FieldBlock):
    """A position, stored as text in decimal degrees. Nothing in it is to be translated or searched."""

    def __init__(self, required=True, help_text=None, **kwargs):
        self.field = PositionField(required=required, help_text=help_text, max_length=100)
        super().__init__(**kwargs)

    class Meta:
        icon = "crosshairs"
        default = ""


class PlaceBlock(blocks.StructBlock):
    """A place of a map."""

    name = blocks.CharBlock(label=_("Name"), max_length=80)
    position = PositionBlock(
        label=_("Position"),
        help_text=_(
            "Latitude, then longitude, as maps and encyclopedias give them: 19.43, -99.13 or 19°25′57″N 99°7′59″W. "
            "Never the home of a person."
        ),
    )
    note = blocks.CharBlock(
        label=_("What happened here"), max_length=200, required=False, default="", help_text=_("One sentence.")
    )
    here = blocks.BooleanBlock(
        label=_("The story happens here"),
        required=False,
        default=False,
        help_text=_("Its square is filled; those of the other places are open."),
    )

    class Meta:
        icon = "site"
        label = _("Place")
        form_classname = "struct-block"


class PlacesBlock(blocks.ListBlock):
    """The places of a map, which gives translators their words itself.

    wagtail-localize passes over a list in a structure within a structure, as on the stage of a scrolling sequence.
    """

    def get_translatable_segments(self, value):
        """The words of every place, under the id of its item."""
        read = StreamFieldSegmentExtractor(None).handle_block
        return [segment.wrap(item.id) for item in value.bound_blocks for segment in read(self.child_block, item.value)]

    def restore_translated_segments(self, value, segments):
        """The places with these words."""
        return StreamFieldSegmentsWriter(None, None, None).handle_list_block(value, segments)


class MapValue(blocks.StructValue):
    """A map as its template reads it."""

    @property
    def is_route(self) -> bool:
        """Whether a line joins the places."""
        return self.get("kind") == MapKind.ROUTE

    @cached_property
    def drawing(self) -> LocatorMap | None:
        """The map; None while a draft has no readable position."""
        return locator(tuple(self._spots()), route=self.is_route)

    def _spots(self):
        for place in self.get("places") or ():
            try:
                longitude, latitude = position_of(place.get("position") or "")
            except BadPosition:
                continue
            yield Spot(place.get("name") or "", longitude, latitude, bool(place.get("here")))


class MapBlock(CheckedBlock):
    """A map of a few places, with the list of them as its equal in words."""

    title = blocks.CharBlock(
        label=_("Title"), max_length=120, help_text=_("What the map shows, as a sentence: Three markets on one line.")
    )
    kind = blocks.ChoiceBlock(
        label=_("The map shows"), choices=MapKind.choices, search_index=False, default=MapKind.PLACES
    )
    places = PlacesBlock(
        PlaceBlock(),
        label=_("Places"),
        min_num=1,
        max_num=20,
        help_text=_("The map shows them as near as it can. Under 120 kilometres across it has no coast."),
    )

    def problems(self, value):
        """A way needs two places."""
        if value["kind"] == MapKind.ROUTE and len(value["places"]) < 2:
            return {"places": _("A way needs two places. Add one, or show places alone.")}
        return {}

    class Meta:
        icon = "site"
        group = _("Data")
        label = _("Map")
        description = _("Where places are, or the way between them. Drawn from coordinates, without borders.")
        template = "blocks/map_block.html"
        value_class = MapValue
        stylesheets = ("components/maps",)
        # Invented cities lie where no city is.
        preview_value = {
            "title": "Three visits before the map was right",
            "kind": "route",
            "places": [
                {"name": "Tessaly Point", "position": "-66.2, 101.4", "note": "Where the map was drawn.", "here": True},
                {"name": "Orvena", "position": "-68.6, 78.2", "note": "Where it was tried out.", "here": False},
                {"name": "Ward nine", "position": "-66.6, 113.8", "note": "Where it was corrected.", "here": False},
            ],
        }
