from django.apps import AppConfig


class MultimediaConfig(AppConfig):
    name = "multimedia"

    def ready(self) -> None:
        from django.db.models.signals import post_save, pre_save
        from wagtail.admin.views.account import AvatarSettingsPanel
        from wagtail.models import ReferenceIndex, UploadedFile

        from multimedia import encoding, files, guards
        from multimedia.charts.drawings import after_saving
        from multimedia.forms import ProfilePictureForm
        from multimedia.models import Recording
        from multimedia.private_files import register_guard

        register_guard("original_images/", guards.original_picture)
        register_guard("avatar_images/", guards.profile_picture)
        AvatarSettingsPanel.form_class = ProfilePictureForm
        encoding.register()
        # wagtailmedia does not, and what a film uses, poster and sound, is in use.
        ReferenceIndex.register_model(Recording)
        pre_save.connect(files.clean_parked_upload, sender=UploadedFile)
        post_save.connect(after_saving)
