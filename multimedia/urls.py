"""Addresses of files; all stand outside the language prefix."""

from django.conf import settings
from django.urls import path

from multimedia.private_files import private_file, track_file
from multimedia.served_files import public_media

urlpatterns = [
    path(settings.PRIVATE_FILES_URL.lstrip("/") + "tracks/<int:pk>.vtt", track_file, name="track_file"),
    path(settings.PRIVATE_FILES_URL.lstrip("/") + "<path:path>", private_file, name="private_file"),
    path("media/<path:path>", public_media, name="public_media"),
]
