from django.apps import AppConfig


class TestimonyConfig(AppConfig):
    name = "testimony"

    def ready(self) -> None:
        from django.db.models.signals import post_delete

        from core.publication import register_due_source
        from multimedia.claims import register_claim
        from multimedia.private_files import register_guard
        from sources.evidence import register_kind
        from testimony import guards, outputs
        from testimony.evidence import passage_notes
        from testimony.models.testimonies import row_deleted
        from testimony.policy import next_due, works_due

        post_delete.connect(row_deleted, dispatch_uid="testimony-row-deleted")
        outputs.register()
        register_due_source(next_due, works_due)
        register_kind("passage", passage_notes, "passageevidence__passage")
        register_guard("media/", guards.recording_file)
        register_guard("media_thumbnails/", guards.recording_file)
        register_guard("tracks/", guards.track)
        register_claim(guards.claimed)
