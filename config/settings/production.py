"""The production set: PostgreSQL, Elasticsearch, Redis. Refuses to start without its secrets."""

from config.logs import JSON_LOGGING
from config.settings import env
from config.settings.base import *

DEBUG = False
SECRET_KEY = env.required("SECRET_KEY")
RELATION_KEY = env.required("RELATION_KEY")
FACTOR_KEY = env.required("FACTOR_KEY")
MAIL_KEY = env.required("MAIL_KEY")
INVITATION_KEY = env.required("INVITATION_KEY")
CALENDAR_KEY = env.required("CALENDAR_KEY")
REQUIRE_SECOND_FACTOR = env.text("REQUIRE_SECOND_FACTOR", "1") == "1"
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
BASE_URL = env.required("BASE_URL")
WAGTAILADMIN_BASE_URL = BASE_URL
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": env.required("DATABASE_HOST"),
        "PORT": env.text("DATABASE_PORT", "5432"),
        "NAME": env.text("DATABASE_NAME", "talent"),
        "USER": env.text("DATABASE_USER", "talent"),
        "PASSWORD": env.required("DATABASE_PASSWORD"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
VALKEY_URL = env.required("VALKEY_URL")
BROKER_URL = env.required("BROKER_URL")
SEARCH_URL = env.required("SEARCH_URL")
DEFAULT_FROM_EMAIL = env.required("DEFAULT_FROM_EMAIL")
RETURN_PATH = env.required("RETURN_PATH")
EMAIL_BACKEND = (
    f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"
    if MAIL_PROVIDER
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.text("EMAIL_USE_TLS") == "1"
DEV_PAGES = False
LOGGING = JSON_LOGGING

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
