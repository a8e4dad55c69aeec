"""The test set: embedded by default; DATABASE_HOST, VALKEY_URL and SEARCH_URL point it at real servers."""

import tempfile
from pathlib import Path

from config.settings import env, schema
from config.settings.base import *
from config.settings.embedded import sqlite

VAR = env.folder("TEST_VAR", Path(tempfile.gettempdir()) / "talent-tests")
VAR.mkdir(parents=True, exist_ok=True)
DEBUG = False
SECRET_KEY = "for tests only"
RELATION_KEY = "00" * 32
FACTOR_KEY = "11" * 32
MAIL_KEY = "22" * 32
MAIL_PROVIDER = "postmark"
ANYMAIL = ANYMAIL | {"WEBHOOK_SECRET": "post:secret"}
SENDING_SECONDS = 60  # a machine that is busy with tests may be slow
SEARCH_SECONDS = 20
INVITATION_KEY = "33" * 32
CALENDAR_KEY = "44" * 32
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEV_PAGES = True
MIDDLEWARE = ["tests.harness.middleware.Strict", *MIDDLEWARE]
SEARCH_FOLDER = VAR / "search"
SEARCH_PREFIX = "test"
EMAIL_FILE_PATH = VAR / "mail"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

if env.text("DATABASE_HOST"):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": env.text("DATABASE_HOST"),
            "PORT": env.text("DATABASE_PORT", "5432"),
            "NAME": env.text("DATABASE_NAME", "talent"),
            "USER": env.text("DATABASE_USER", "talent"),
            "PASSWORD": env.text("DATABASE_PASSWORD"),
        }
    }
else:
    kept = VAR / f"test-{schema.fingerprint(BASE_DIR)}.sqlite3"
    DATABASES = {"default": sqlite(VAR / "database.sqlite3") | {"TEST": {"NAME": str(kept)}}}
if not env.text("VALKEY_URL"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
elif worker := env.text(
    "PYTEST_XDIST_WORKER"
):  # each test empties its cache: side by side each needs its own
    server = env.text("VALKEY_URL").rpartition("/")[0]
    own = {"LOCATION": f"{server}/{int(worker.removeprefix('gw')) + 10}"}
    CACHES = {"default": CACHES["default"] | own}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # no walk through all static files for every test client
