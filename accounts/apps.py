from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts.roles import create_missing_roles

        post_migrate.connect(create_missing_roles, dispatch_uid="accounts.roles")
