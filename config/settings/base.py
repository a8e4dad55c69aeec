"""Settings that hold in every set: embedded, test and production."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.settings import env
from talent.lib import zone_data as zone_data  # first: no zone may be made before

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR = env.folder("VAR", BASE_DIR / "var")

INSTALLED_APPS = [
    "talent.audit",
    "talent.changes",
    "talent.accounts",
    "talent.notifications",
    "talent.timeline",
    "talent.schedule",
    "talent.companies",
    "talent.experts",
    "talent.conversations",
    "talent.programmes",
    "talent.mentoring",
    "jobs.openings",
    "jobs.contacts",
    "jobs.applications",
    "search",
    "cms.users.apps.StaffUsersConfig",
    "cms",
    "config.demo",
    "wagtail.sites",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.sitemaps",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.middleware.RouteLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.PrefixLocale",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.Personal",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.KeepTyped",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.Refusals",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "libraries": {
                "show": "config.templatetags.show",
                "frame": "config.templatetags.frame",
                "rows": "config.templatetags.rows",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
COTTON_DIR = "components"

# ---------------------------------------------------------------- people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["talent.accounts.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "talent.notifications.adapter.MailingAdapter"
ACCOUNT_FORMS = {
    "signup": "talent.accounts.forms.SignupForm",
    "login": "talent.accounts.forms.LoginForm",
    "confirm_email_verification_code": "talent.accounts.forms.ConfirmAddressForm",
}
MFA_ADAPTER = "talent.accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": "talent.accounts.forms.AuthenticateForm",
    "reauthenticate": "talent.accounts.forms.ReauthenticateForm",
    "activate_totp": "talent.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "talent.accounts.forms.AddWebAuthnForm",
}
MFA_TOTP_ISSUER = "Talent Network"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones go wrong by half a minute
REQUIRE_SECOND_FACTOR = env.text("REQUIRE_SECOND_FACTOR", "0") == "1"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # the owner hears of every change of how one signs in
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"confirm_email": "1/30s/key", "keep_typed": "20/m/ip", "address_again": "3/h/user"}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
BASE_URL = env.text("BASE_URL", "http://localhost:8000")
SESSION_COOKIE_AGE = 14 * 24 * 3600

# ---------------------------------------------------------------- languages
LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", _("Persian")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "cms" / "locale"]  # the second: what Wagtail lacks in Persian
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# ---------------------------------------------------------------- files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.folder("STATIC_FOLDER", VAR / "static")
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR / "private",
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_HANDLERS = [
    "config.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# ---------------------------------------------------------------- safety
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = (
    "same-origin"  # no-referrer makes browsers send Origin: null, and every form is refused
)
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.refusals.csrf_failed"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# ---------------------------------------------------------------- the sets: database, cache, broker, engine
VALKEY_URL = env.text("VALKEY_URL", f"unix://{VAR}/valkey.sock")
CACHES = {
    "default": {
        "BACKEND": "config.cache.LenientCache",
        "LOCATION": VALKEY_URL,
        "OPTIONS": {"SOCKET_CONNECT_TIMEOUT": 0.3, "SOCKET_TIMEOUT": 0.3},
    }
}
DJANGO_REDIS_IGNORE_EXCEPTIONS = True
BROKER_URL = env.text("BROKER_URL", f"redis+socket://{VAR}/valkey.sock")
SEARCH_URL = env.text("SEARCH_URL")
SEARCH_FOLDER = VAR / "search"
SEARCH_PREFIX = env.text("SEARCH_PREFIX", "talent")
SEARCH_SHARDS = env.number("SEARCH_SHARDS", 1)
SEARCH_REPLICAS = env.number("SEARCH_REPLICAS", 0)
SEARCH_API_KEY = env.text("SEARCH_API_KEY")
SEARCH_CA_CERTS = env.text("SEARCH_CA_CERTS")
SEARCH_SECONDS = 0.6  # so that a page which says "no answer" is there within a second
EMAIL_FILE_PATH = VAR / "mail"

# ---------------------------------------------------------------- mail
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "post@example.org")
RETURN_PATH = env.text("RETURN_PATH", "returned@example.org")  # mail servers send back to it, with +word
SENDER_NAMES = {
    "fa": env.text("SENDER_NAME_FA", "صندوق پیام"),
    "en": env.text("SENDER_NAME_EN", "Your messages"),
}
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_TIMEOUT = env.number("EMAIL_TIMEOUT", 10)  # a mail server that hangs must not hold a worker
MAIL_PROVIDER = env.text("MAIL_PROVIDER")  # a name of django-anymail: mailjet, postmark …; empty: SMTP
ANYMAIL: dict[str, object] = {
    **env.prefixed("ANYMAIL_"),
    "REQUESTS_TIMEOUT": EMAIL_TIMEOUT,
    "IGNORE_UNSUPPORTED_FEATURES": True,  # many providers have a way back of their own, and report what comes there
}
SENDING_SECONDS = 1  # of one round: the relay has its turn in between

# ---------------------------------------------------------------- the product's own numbers
LOOKS_PER_DAY = env.number("LOOKS_PER_DAY", 200)
CONTACTS_PER_DAY = env.number("CONTACTS_PER_DAY", 20)
REPORTS_PER_DAY = env.number("REPORTS_PER_DAY", 10)
LOOKS_PER_MONTH = env.number("LOOKS_PER_MONTH", 600)
INVITATIONS_PER_DAY = env.number("INVITATIONS_PER_DAY", 10)
REGISTRATIONS_AT_ONCE = 3  # companies, not yet verified, that one person owns
WORKING_DAYS_PROMISED = env.number(
    "WORKING_DAYS_PROMISED", 10
)  # within which the park answers a registration
WEEKEND = (3, 4)  # Thursday and Friday, counted from Monday = 0
APPROVALS_TO_VERIFY = env.number("APPROVALS_TO_VERIFY", 2)  # moderators who check a company

# ---------------------------------------------------------------- back office
WAGTAIL_SITE_NAME = "Talent Network"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = ["Asia/Tehran", "UTC", "Europe/Berlin", "Europe/London", "America/Toronto"]

# ---------------------------------------------------------------- API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["config.api.Session"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["config.api.PersonThrottle", "config.api.VisitorThrottle"],
    "DEFAULT_THROTTLE_RATES": {"person": "120/min", "visitor": "60/min"},
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "config.api.problem",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Talent Network API",
    "DESCRIPTION": "What the pages show, for programs, by session. Errors are application/problem+json (RFC 9457).",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "ENUM_NAME_OVERRIDES": {
        "VerdictEnum": "talent.programmes.shapes.VERDICTS",
        "OpeningKindEnum": "jobs.openings.shapes.KINDS",
        "ModeEnum": "talent.notifications.choices.MODES",
        "OpeningModeEnum": "jobs.openings.shapes.MODES",
    },
    "PREPROCESSING_HOOKS": ["config.api.ours"],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
}
