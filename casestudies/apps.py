from django.apps import AppConfig


class CaseStudiesConfig(AppConfig):
    name = "casestudies"

    def ready(self) -> None:
        from browse.registry import register
        from casestudies.evidence import result_notes
        from casestudies.listing import LISTING
        from sources.evidence import register_kind

        register(LISTING)
        register_kind("result", result_notes, "resultevidence")
