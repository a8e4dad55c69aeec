"""The embedded set: one command, nothing installed. Its secrets live in VAR, made on first use."""

from config.logs import JSON_LOGGING
from config.settings import env
from config.settings.base import *
from config.settings.embedded import kept_secret, sqlite

DEBUG = False  # the pages of errors are ours here too: what is tried is what runs
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SECRET_KEY = kept_secret(VAR, "secret-key")
RELATION_KEY = kept_secret(VAR, "relation-key")
FACTOR_KEY = kept_secret(VAR, "factor-key")
MAIL_KEY = kept_secret(VAR, "mail-key")
INVITATION_KEY = kept_secret(VAR, "invitation-key")
CALENDAR_KEY = kept_secret(VAR, "calendar-key")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost, on whatever port
DATABASES = {"default": sqlite(VAR / "database.sqlite3")}
if env.text("EMAIL_HOST"):  # a mail server is named: no files then
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
else:
    EMAIL_BACKEND = "talent.notifications.mailbox.OneFileEach"
DEV_PAGES = True
LOGGING = JSON_LOGGING
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # a set that runs while the stylesheet is built anew serves the new one whole
