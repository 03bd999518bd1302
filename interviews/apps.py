from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "interviews"

    def ready(self) -> None:
        from browse.registry import register
        from interviews import outputs
        from interviews.listing import LISTING
        from interviews.speakers import speakers, works_presenting
        from testimony.quotations import register_speakers
        from testimony.works import register_works

        register_speakers(speakers)
        register_works(works_presenting)
        outputs.register()
        register(LISTING)
