from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "interviews"

    def ready(self) -> None:
        from browse.registry import register
        from interviews import outputs
        from interviews.listing import LISTING
        from interviews.speakers import speakers
        from testimony.quotations import register_speakers

        register_speakers(speakers)
        outputs.register()
        register(LISTING)
