from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"

    def ready(self):
        from sources.evidence import citation_notes, register_kind

        register_kind("citation", citation_notes, "citation__source")
