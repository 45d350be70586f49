"""Settings, from the environment only. docs/settings.md describes each; a test compares the two."""

import logging
from typing import Any

from django.utils.csp import CSP

from ai_ops.typesetting import fonts
from inspire import logs
from inspire.env import (
    BASE_DIR,
    IS_LOCAL,
    MODE,
    VAR_DIR,
    SettingsError,
    database,
    env,
    hosts,
    local_database_url,
    local_redis_url,
    mail,
    refuse_unfit,
    secret,
    secret_file,
    storage,
    web_address,
)

refuse_unfit()

# Mode and addresses

INSPIRE_MODE = MODE
SECRET_KEY = secret("SECRET_KEY")
DEBUG = env.bool("DEBUG", default=False)
PORT = env.int("PORT", default=8000)
PUBLIC_URL = web_address("PUBLIC_URL", f"http://127.0.0.1:{PORT}" if IS_LOCAL else "")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if IS_LOCAL else hosts(PUBLIC_URL)
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
OPERATOR_CONTACT = env.str("OPERATOR_CONTACT", default="")

# Applications

INSTALLED_APPS = [
    "inspire",
    "vault",
    "tenants.apps.TenantsConfig",
    "credits",
    "byok",
    "connectors",
    "ai_ops",
    "tenants.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "ninja",
    "django_htmx",
    "django_celery_beat",
    "django_structlog",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "inspire.api_middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tenants.access.TenantMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

ROOT_URLCONF = "inspire.urls"
WSGI_APPLICATION = "inspire.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "inspire.context_processors.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database

DATABASES: dict[str, Any] = {"default": database("DATABASE_URL", local_database_url())}
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": 1,
    "max_size": env.int("DATABASE_POOL_SIZE", default=8),
    "timeout": env.int("DATABASE_POOL_TIMEOUT", default=10),
}

# Broker, workers and the schedule

REDIS_URL = secret("REDIS_URL", local_redis_url())

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_PUBLISH_RETRY = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_POOL = "threads"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 1,  # a request does not wait for a dead broker; the sweeper sends its run again
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep-runs": {"task": "ai_ops.tasks.sweep_runs", "schedule": 10.0},
    "check-own-keys": {"task": "ai_ops.tasks.check_own_keys", "schedule": 60.0},
    "check-platform-keys": {"task": "ai_ops.tasks.check_platform_keys", "schedule": 60.0},
    "mail-key-notices": {"task": "ai_ops.tasks.mail_key_notices", "schedule": 60.0},
    "watch-spend": {"task": "byok.tasks.watch_spend", "schedule": 300.0},
    "mail-retirements": {"task": "ai_ops.tasks.mail_retirements", "schedule": 21600.0},
    "empty-library-bins": {"task": "ai_ops.tasks.empty_library_bins", "schedule": 3600.0},
    "open-periods": {"task": "credits.tasks.open_due_periods", "schedule": 3600.0},
    "tend-sources": {"task": "connectors.tasks.tend_sources", "schedule": 3600.0},
    "watch-credits": {"task": "credits.tasks.watch_credits", "schedule": 300.0},
    "apply-forgotten-revisions": {"task": "credits.tasks.apply_forgotten_revisions", "schedule": 300.0},
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

# People and sign-in

AUTH_USER_MODEL = "tenants.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "tenants.adapters.AccountAdapter"
MFA_ADAPTER = "tenants.adapters.MFAAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {"invite": "50/h/user", "ask": "20/h/user", "key": "20/h/user", "token": "20/h/user"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Inspire"
REQUIRE_STAFF_MFA = not IS_LOCAL

# Mail

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Inspire <inspire@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10
LOCAL_MAIL_DIR = VAR_DIR / "mail"
HAS_LOCAL_MAILBOX = IS_LOCAL
EMAIL_FILE_PATH = str(LOCAL_MAIL_DIR)
vars().update(mail("EMAIL_URL", "filemail://" if IS_LOCAL else "smtp://localhost:25"))

# Security

SECURE_CSP: dict[str, Any] = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # wants DENY, but our own pages frame a result's preview
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not IS_LOCAL
CSRF_COOKIE_SECURE = not IS_LOCAL
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not IS_LOCAL)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0 if IS_LOCAL else 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = not IS_LOCAL
SECURE_HSTS_PRELOAD = not IS_LOCAL
SECURE_REFERRER_POLICY = "same-origin"
if env.bool("TRUST_PROXY_HEADERS", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# The vault

VAULT_KEYSET = secret("VAULT_KEYSET")
VAULT_KEYSET_FILE = secret_file("VAULT_KEYSET")
VAULT_KEK_URI = env.str("VAULT_KEK_URI", default="").strip()

# Language, time, static files

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", default="" if IS_LOCAL else str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *((f"fonts/{each.package}", str(fonts.folder(each.package))) for each in fonts.all_families()),
]
FILE_UPLOAD_HANDLERS = [
    "connectors.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STORAGES: dict[str, Any] = {
    "default": storage("STORAGE_URL", f"file://{VAR_DIR / 'files'}" if IS_LOCAL else "database:"),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IS_LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = IS_LOCAL

# Providers and runs

ANTHROPIC_API_KEY = secret("ANTHROPIC_API_KEY")
ANTHROPIC_API_BASE = web_address("ANTHROPIC_API_BASE", "https://api.anthropic.com")
ANTHROPIC_MODEL = env.str("ANTHROPIC_MODEL", default="claude-haiku-5-5")
OPENAI_API_KEY = secret("OPENAI_API_KEY")
OPENAI_API_BASE = web_address("OPENAI_API_BASE", "https://api.openai.com/v1")
OPENAI_IMAGE_MODEL = env.str("OPENAI_IMAGE_MODEL", default="gpt-image-2")
PROVIDER_TRUST_ENV = env.bool("PROVIDER_TRUST_ENV", default=False)
SANDBOX_PORT = env.int("SANDBOX_PORT", default=8001)
SANDBOX_URL = web_address("SANDBOX_URL", f"http://127.0.0.1:{SANDBOX_PORT}")
RUN_DEADLINE_SECONDS = env.int("RUN_DEADLINE_SECONDS", default=180)
RUN_LEASE_SECONDS = env.int("RUN_LEASE_SECONDS", default=30)
RUN_MAX_ATTEMPTS = env.int("RUN_MAX_ATTEMPTS", default=3)
RUN_RESEND_SECONDS = env.int("RUN_RESEND_SECONDS", default=15)

# Logs and reports of errors

DEFAULT_EXCEPTION_REPORTER = "inspire.error_reports.Report"
DEFAULT_EXCEPTION_REPORTER_FILTER = "inspire.error_reports.ReportFilter"
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO").strip().upper()
if LOG_LEVEL not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
    raise SettingsError(f"LOG_LEVEL is “{LOG_LEVEL}”. It must be DEBUG, INFO, WARNING, ERROR or CRITICAL.")
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logs.configure(LOG_LEVEL, is_json=not IS_LOCAL)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_CELERY_DEFAULT_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
