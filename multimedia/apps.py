from django.apps import AppConfig


class MultimediaConfig(AppConfig):
    name = "multimedia"

    def ready(self) -> None:
        from multimedia import encoding, guards
        from multimedia.private_files import register_guard

        register_guard("original_images/", guards.original_picture)
        register_guard("documents/", guards.original_document)
        encoding.register()
