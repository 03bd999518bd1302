from django.apps import AppConfig


class BrowseConfig(AppConfig):
    name = "browse"

    def ready(self) -> None:
        from browse import signals

        signals.connect()
