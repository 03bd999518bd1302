from django.apps import AppConfig


class TestimonyConfig(AppConfig):
    name = "testimony"
