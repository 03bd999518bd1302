"""Settings shared by every environment. The environment is read here and nowhere else."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def number(name: str, default: int, *, most: int) -> int:
    """A whole number from 1 to ``most``."""
    value = env.str(name, default="") or str(default)
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= most):
        raise ImproperlyConfigured(f"{name} must be a whole number from 1 to {most}, not “{value}”")
    return int(value)


def switch(name: str) -> bool:
    """On or off; off when it is not set."""
    value = env.str(name, default="") or "0"
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not “{value}”")
    return value == "1"


def addresses(name: str, *, default: str = "") -> list[str]:
    """Addresses of sites, separated by commas."""
    values = [value.strip().rstrip("/") for value in (env.str(name, default="") or default).split(",") if value.strip()]
    for value in values:
        if not value.startswith(("http://", "https://")):
            raise ImproperlyConfigured(f"{name} must begin with http:// or https://, unlike “{value}”")
    return values


def database(name: str, *, default: str) -> dict:
    """The parts of a database address. What is wrong with it is not printed: it holds a password."""
    try:
        parts = env.db_url_config(env.str(name, default="") or default)
    except ValueError:
        parts = {}
    if parts.get("ENGINE") not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
        raise ImproperlyConfigured(f"{name} must be like postgres://user:password@host:5432/name or sqlite:///path")
    return parts


#: Everything the site writes while it runs: database, uploads, collected files, the generated key.
VAR_DIR = Path(env.str("BIGBOLD_VAR_DIR", default="") or BASE_DIR / "var")

SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = addresses("CSRF_TRUSTED_ORIGINS")
DEBUG = False

#: Of the web server that `make run` starts (bigbold/gunicorn.py).
PORT = number("PORT", 8000, most=65_535)
WEB_CONCURRENCY = number("WEB_CONCURRENCY", 2, most=64)
ACCESS_LOG = switch("ACCESS_LOG")

INSTALLED_APPS = [
    # Our rooms, top of the house first: an app imports only what stands below it.
    "home",
    "casestudies",
    "interviews",
    "practices",
    "cities",
    "browse",
    "testimony",
    "taxonomy",
    "sources",
    "core",
    "multimedia",
    "accounts",
    # Wagtail
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "csp",
    # Django
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "core.middleware.publication_middleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bigbold.compression.TextCompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "core.middleware.fresh_pages_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "core.middleware.atomic_admin_middleware",
]

ROOT_URLCONF = "bigbold.urls"
WSGI_APPLICATION = "bigbold.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database -------------------------------------------------------------------------------

DATABASES = {"default": database("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Write-ahead logging lets readers work beside the one writer; immediate transactions make a second
    # writer wait for its turn instead of failing half-way. ATOMIC_REQUESTS stays off: with immediate
    # transactions every reader would take the write lock.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that does not answer is an error after ten seconds, not after minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- People ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"

# --- Languages ------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
FORMAT_MODULE_PATH = "bigbold.formats"
TIME_ZONE = "UTC"
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"

# The default storage is the private one, so that a file nobody thought about cannot leak. Only
# renditions are public; everything else is answered by the checked view (multimedia.private_files).
MEDIA_URL = "/media/"
PRIVATE_FILES_URL = "/files/"
#: Where nginx stands in front: its `internal` location over the private folder (docs/decisions/0005-files.md).
PRIVATE_FILES_ACCEL_PREFIX = env.str("PRIVATE_FILES_ACCEL_PREFIX", default="")
# Locations are text, because Wagtail hands them to its task that deletes files, and tasks take plain values.
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(VAR_DIR / "private"),
            "base_url": PRIVATE_FILES_URL,
            "file_permissions_mode": 0o640,
        },
    },
    "public": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "media"), "base_url": MEDIA_URL},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_HANDLERS = [
    "multimedia.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Wagtail --------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Big Bold Cities"
WAGTAILADMIN_BASE_URL = addresses("SITE_URL", default=f"http://127.0.0.1:{PORT}")[0]
WAGTAILIMAGES_IMAGE_MODEL = "multimedia.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "multimedia.forms.PictureForm"
WAGTAILIMAGES_RENDITION_STORAGE = "public"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20_000_000
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100_000_000
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILIMAGES_WEBP_QUALITY = 72
WAGTAILDOCS_DOCUMENT_MODEL = "multimedia.Document"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "multimedia.forms.PaperForm"
# What can be read and changed without a program of one maker, what offices write, and scans of signed papers.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "jpg", "jpeg", "odp", "ods", "odt", "pdf", "png", "pptx", "rtf", "txt", "xlsx"]
DOCUMENT_MAX_BYTES = 50_000_000
WAGTAILMEDIA = {
    "MEDIA_MODEL": "multimedia.Recording",
    "MEDIA_FORM_BASE": "multimedia.forms.RecordingForm",
    "AUDIO_EXTENSIONS": ["mp3", "ogg", "opus", "m4a", "wav"],
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
}
#: The largest recording that is stored. A server in front must let as much pass (nginx: client_max_body_size).
RECORDING_MAX_BYTES = number("RECORDING_MAX_MB", 500, most=100_000) * 1_000_000
#: Of an upload, no more than any form takes is ever stored, not even for the time of a request.
LARGEST_UPLOAD_BYTES = max(RECORDING_MAX_BYTES, DOCUMENT_MAX_BYTES, WAGTAILIMAGES_MAX_UPLOAD_SIZE)
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "core.search"}}
WAGTAIL_ALLOW_UNICODE_SLUGS = True
# Researchers publish themselves until the review workflow is built; half of one would only confuse.
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS = []
TAGGIT_CASE_INSENSITIVE = True

# What somebody writes as example.org leads to https, as it will by default from Django 6.0.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Safety ---------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SILENCED_SYSTEM_CHECKS: list[str] = []

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        # Players of films that lie elsewhere, opened by a reader's click (multimedia.external_videos.PLAYER_HOSTS).
        "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    },
}

# To the terminal, one line each. Django's own handlers go: they would mail whole requests, with what people typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"still_there": {"()": "bigbold.logs.StillThere"}},
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"},
        "errors": {"class": "logging.StreamHandler", "formatter": "line", "level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        # Who asked for an address that does not exist is nobody's business.
        "django.request": {"level": "ERROR"},
        "django_tasks": {"filters": ["still_there"]},
        # The worker warns that it stops when it is told to stop.
        "django_tasks_db": {"handlers": ["errors"], "propagate": False},
    },
}
