"""The evidence mark in the editor: how marked words travel between Draftail and the stored HTML.

Stored as ``<a linktype="evidence" id="12">words</a>``; in the editor an entity ``EVIDENCE`` with the same id.
"""

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from sources.models import Evidence

FEATURE = "evidence"
ENTITY = "EVIDENCE"


class EvidenceElementHandler(LinkElementHandler):
    """From stored HTML to the editor. What the mark points at is asked for by the editor when somebody looks."""

    def get_attribute_data(self, attrs):
        """The id, and where the editor may ask for its target."""
        key = attrs.get("id", "")
        return {"id": key, "url": reverse("evidence_chooser:chosen", args=[key or 0])}


class EvidenceLinkHandler(LinkHandler):
    """What Wagtail must know of the mark where pages are drawn without our `Notes`, and to count uses of a row."""

    identifier = FEATURE

    @staticmethod
    def get_model() -> type[Evidence]:
        """The rows that marks point at, of whatever kind."""
        return Evidence

    @classmethod
    def expand_db_attributes(cls, attrs: dict) -> str:  # noqa: ARG003
        """The words without a number: it would lead nowhere."""
        return "<a>"

    @classmethod
    def extract_references(cls, attrs: dict):
        """The row, so that its uses are listed and it is not deleted by mistake."""
        if attrs.get("id", "").isdigit():
            yield Evidence, attrs["id"], "", ""


def marked_words(props: dict):
    """From the editor to stored HTML."""
    return DOM.create_element("a", {"linktype": FEATURE, "id": props.get("id")}, props["children"])


def register(features: FeatureRegistry) -> None:
    """Add the feature "evidence" to Wagtail's rich text."""
    features.register_link_type(EvidenceLinkHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "evidence",
                "description": _("Evidence: what supports these words?"),
                "attributes": ["id", "url"],
                "allowlist": {"data-id": "^[0-9]+$"},
                "chooserUrls": {"evidenceChooser": reverse_lazy("evidence_chooser:choose")},
            },
            js=["wagtailadmin/js/chooser-modal.js", "js/admin/evidence.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {f'a[linktype="{FEATURE}"]': EvidenceElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: marked_words}},
        },
    )
