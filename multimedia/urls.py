"""Addresses of files; all stand outside the language prefix."""

from django.conf import settings
from django.urls import path
from wagtail.documents.views.serve import authenticate_with_password

from multimedia.private_files import document_file, private_file, track_file
from multimedia.served_files import public_media

urlpatterns = [
    # Wagtail's names of its addresses of documents, with our view in the place of its sender.
    path("documents/<int:document_id>/<path:document_filename>", document_file, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    path(settings.PRIVATE_FILES_URL.lstrip("/") + "tracks/<int:pk>.vtt", track_file, name="track_file"),
    path(settings.PRIVATE_FILES_URL.lstrip("/") + "<path:path>", private_file, name="private_file"),
    path("media/<path:path>", public_media, name="public_media"),
]
