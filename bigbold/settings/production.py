"""The living site, also as `make run` starts it on a laptop: no DEBUG, hashed and compressed static files."""

import secrets

from bigbold.settings.base import *
from bigbold.settings.base import SECRET_KEY, STORAGES, VAR_DIR, env, switch

if not SECRET_KEY:
    # A laptop has no SECRET_KEY: one is made at the first start and kept, so that log-ins survive restarts.
    key_file = VAR_DIR / "secret_key"
    if not key_file.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        key_file.touch(mode=0o600)
        key_file.write_text(secrets.token_urlsafe(50))
    SECRET_KEY = key_file.read_text().strip()

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "bigbold.static_files.HashedStaticFilesStorage"},
}

#: Behind TLS set HTTPS=1: secure cookies, redirect to https, HSTS.
if switch("HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000

#: Without a mail server nothing is sent, and nobody is told that a new password is on its way.
if EMAIL_URL := env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
WAGTAIL_PASSWORD_RESET_ENABLED = bool(EMAIL_URL)
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="webmaster@localhost")

SILENCED_SYSTEM_CHECKS = [
    # Wagtail shows previews of pages in a frame of the same site.
    "security.W019",
    # Whether other names under the same domain speak https, and whether browsers ship that promise, is not
    # ours to decide.
    "security.W005",
    "security.W021",
]
