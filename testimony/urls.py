"""Addresses of files made of testimonies; they stand outside the language prefix."""

from django.urls import path

from testimony.views import captions_file

urlpatterns = [path("captions/<int:pk>.vtt", captions_file, name="captions")]
