from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "practices"

    def ready(self) -> None:
        from browse.registry import register
        from practices.listing import LISTING

        register(LISTING)
