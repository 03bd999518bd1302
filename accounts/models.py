"""The people who log in. Readers never do."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of staff. Ours from the first migration, because a user model cannot be swapped later."""
