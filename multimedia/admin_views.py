"""Captions in the admin: listed beside their recording, written in a form of their own."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtailmedia.widgets import AdminMediaChooser

from multimedia.forms import TrackForm
from multimedia.models import Recording, Track


class BesideRecording:
    """Mixed into a view of captions: who wrote some goes on with their recording."""

    def get_success_url(self) -> str:
        """The form of the recording, which lists its captions."""
        return reverse("wagtailmedia:edit", args=(self.object.recording_id,))


class TrackCreateView(BesideRecording, CreateView):
    """A new track; ``?recording=`` says of which recording."""

    def get_initial_form_instance(self) -> Track:
        """The recording, and the language spoken in it."""
        asked = self.request.GET.get("recording", "")
        recording = Recording.objects.filter(pk=asked).first() if asked.isascii() and asked.isdigit() else None
        return Track(recording=recording, language=recording.language) if recording else Track()


class TrackEditView(BesideRecording, EditView):
    """A track there is."""


class TrackDeleteView(BesideRecording, DeleteView):
    """The end of a track."""


class TrackViewSet(ModelViewSet):
    """Captions, subtitles, chapters and descriptions. Reached from their recording, so without a menu item."""

    model = Track
    icon = "media"
    add_view_class = TrackCreateView
    edit_view_class = TrackEditView
    delete_view_class = TrackDeleteView
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        "recording",
        Column("kind_name", label=_("Kind")),
        Column("language_name", label=_("Language")),
    ]
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
