"""Captions in the admin: listed beside their recording, written in a form of their own."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtailmedia.widgets import AdminMediaChooser

from multimedia.forms import TrackForm
from multimedia.models import Recording, Track


class TrackCreateView(CreateView):
    """A new track; ``?recording=`` says of which recording."""

    def get_initial_form_instance(self) -> Track:
        """The recording, and the language spoken in it."""
        asked = self.request.GET.get("recording", "")
        recording = Recording.objects.filter(pk=asked).first() if asked.isascii() and asked.isdigit() else None
        return Track(recording=recording, language=recording.language) if recording else Track()


class TrackViewSet(ModelViewSet):
    """Captions, subtitles, chapters and descriptions. Reached from their recording, so without a menu item."""

    model = Track
    icon = "media"
    add_view_class = TrackCreateView
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["recording", "kind_name", "language_name"]
    list_filter = ["kind", "language"]
    edit_handler = ObjectList(
        [
            FieldPanel("recording", widget=AdminMediaChooser),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("language")]),
            FieldPanel("file"),
            FieldPanel("text"),
            FieldPanel("label"),
        ],
        base_form_class=TrackForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:  # noqa: ARG002
        """With their recordings, which stand in every row."""
        return Track.objects.select_related("recording")


track_viewset = TrackViewSet("captions")
