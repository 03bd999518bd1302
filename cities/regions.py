"""Names of the UN M49 regions that countries.csv uses, by three-digit code."""

from functools import cache

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

#: Continents and the Americas as a whole.
REGIONS: dict[str, Promise] = {
    "002": _("Africa"),
    "009": _("Oceania"),
    "019": _("Americas"),
    "142": _("Asia"),
    "150": _("Europe"),
}

#: Subregions; where M49 divides one further (005, 011, 013, 014, 017, 018, 029), its parts.
SUBREGIONS: dict[str, Promise] = {
    "005": _("South America"),
    "011": _("Western Africa"),
    "013": _("Central America"),
    "014": _("Eastern Africa"),
    "015": _("Northern Africa"),
    "017": _("Middle Africa"),
    "018": _("Southern Africa"),
    "021": _("Northern America"),
    "029": _("Caribbean"),
    "030": _("Eastern Asia"),
    "034": _("Southern Asia"),
    "035": _("South-eastern Asia"),
    "039": _("Southern Europe"),
    "053": _("Australia and New Zealand"),
    "054": _("Melanesia"),
    "057": _("Micronesia"),
    "061": _("Polynesia"),
    "143": _("Central Asia"),
    "145": _("Western Asia"),
    "151": _("Eastern Europe"),
    "154": _("Northern Europe"),
    "155": _("Western Europe"),
}

#: The continent of each subregion (UN M49).
CONTINENT_OF = {
    **dict.fromkeys(("011", "014", "015", "017", "018"), "002"),
    **dict.fromkeys(("053", "054", "057", "061"), "009"),
    **dict.fromkeys(("005", "013", "021", "029"), "019"),
    **dict.fromkeys(("030", "034", "035", "143", "145"), "142"),
    **dict.fromkeys(("039", "151", "154", "155"), "150"),
}

#: The region of invented cities: nobody may take them for places.
FICTIONAL = "fictional"


def region_name(code: str) -> str:
    """The name of a region or subregion in the reader's language; the code itself if M49 has no such row here."""
    return str(REGIONS.get(code) or SUBREGIONS.get(code) or code)


@cache
def region_slug(code: str) -> str:
    """The short name of a region in addresses, the same in every language: south-america."""
    with override(None):
        return slugify(region_name(code))
