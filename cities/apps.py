from django.apps import AppConfig


class CitiesConfig(AppConfig):
    name = "cities"

    def ready(self) -> None:
        from browse.registry import register
        from cities.listing import LISTING

        register(LISTING)
