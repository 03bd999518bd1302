from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "taxonomy"

    def ready(self) -> None:
        from django.db.models.signals import post_delete

        from taxonomy.models import term_deleted

        post_delete.connect(term_deleted, dispatch_uid="term-deleted")
