"""Django settings: one file for trial, tests and production; only the environment differs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.core.exceptions import ImproperlyConfigured

from accredit.core.logging import logging_config, structlog_config

from .env import REPOSITORY, read_environment, split

ENV = read_environment()
if ENV.production and (missing := ENV.refuse_defaults()):
    raise ImproperlyConfigured(f"Set a real value for: {', '.join(missing)}. See .env.example for what each one is.")

SECRET_KEY = ENV.secret_key
SECRET_WRAPPING_KEYS = split(ENV.secret_wrapping_keys)
DEBUG = False
PUBLIC_URL = (ENV.public_url or f"http://{ENV.host}:{ENV.port}").rstrip("/")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver", urlsplit(PUBLIC_URL).hostname or "", *split(ENV.allowed_hosts)]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
# A page from elsewhere opens no socket here; a trial's front end may be served by Vite.
SOCKET_ORIGINS = [PUBLIC_URL, *split(ENV.cors_origins)]
if not ENV.production:
    SOCKET_ORIGINS += ["http://127.0.0.1:5173", "http://localhost:5173", f"http://localhost:{ENV.port}"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_tasks",
    "django_tasks_db",
    "accredit.core",
    "accredit.accounts",
    "accredit.notifications",
    "accredit.organizations",
    "accredit.media",
    "accredit.accreditation",
    "accredit.billing",
    "accredit.events",
    "accredit.promo_codes",
    "accredit.registrations",
    "accredit.learning",
    "accredit.feedback",
    "accredit.community",
    "accredit.certificates",
    "accredit.cpd",
    "accredit.catalogue",
    "accredit.integrations",
    "accredit.workflows",
]

MIDDLEWARE = [
    "accredit.core.middleware.RequestContext",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accredit.core.middleware.Compression",
    "accredit.core.middleware.ContentSecurityPolicy",
    "accredit.core.api.limits.RateLimits",
    "accredit.core.api.problems.DatabaseProblems",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": []},
    }
]


def _database(url: str) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": ENV.data_dir / "accredit.sqlite3",
            "OPTIONS": {
                # WAL lets readers go on while the one writer works; IMMEDIATE takes the write lock at BEGIN, so that
                # a transaction never fails half-way for having read first.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
            },
        }
    from .database import postgresql  # loads a driver that SQLite does not need

    return postgresql(url)


DATABASES = {"default": _database(ENV.database_url)}
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "accredit.core.cache_backend.RedisCache",
        "LOCATION": ENV.redis_url,
        # Every request asks it: one that takes calls and never answers must not hold all of them up.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if ENV.redis_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

JOBS_AT_ONCE = ENV.jobs_backend == "immediate"
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if JOBS_AT_ONCE
        else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}
JOBS_WORKER_THREAD = ENV.worker_thread

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("email", "display_name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accredit.accounts.api.authentication.AccessTokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["accredit.core.api.parsers.StorableJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "accredit.core.api.schema.Schema",
    "EXCEPTION_HANDLER": "accredit.core.api.problems.problem_response",
    "URL_FORMAT_OVERRIDE": None,  # `?format=` is a filter of events
    "NUM_PROXIES": ENV.proxies,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
# Tests and benchmarks ask as fast as they can, from one address.
REQUESTS_PER_MINUTE = 0 if ENV.mode == "test" else ENV.requests_per_minute
WRITES_PER_MINUTE = 0 if ENV.mode == "test" else ENV.writes_per_minute
MESSAGES_PER_MINUTE = 0 if ENV.mode == "test" else ENV.messages_per_minute
ACCESS_TOKEN_LIFETIME = timedelta(minutes=10)
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": ACCESS_TOKEN_LIFETIME,
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    "ALGORITHM": "HS256",
    "USER_ID_CLAIM": "sub",
    "USER_ID_FIELD": "id",
}
SPECTACULAR_SETTINGS = {
    "DEFAULT_GENERATOR_CLASS": "config.description.Generator",
    "TITLE": "Accredit API",
    "DESCRIPTION": "Courses, payments, certificates and the record of a professional's credit.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATIONS": True,
    "SCHEMA_PATH_PREFIX": r"/api",
    "ENUM_NAME_OVERRIDES": {
        "CourseStatusEnum": "accredit.learning.api.serializers.cards.STATUSES",
        "CourseLevelEnum": "accredit.learning.api.serializers.cards.LEVELS",
        "LessonKindEnum": "accredit.learning.api.serializers.cards.KINDS",
        "EnrollmentStatusEnum": "accredit.learning.api.serializers.cards.ENROLLMENT_STATUSES",
        "AttemptStatusEnum": "accredit.learning.api.serializers.learner.ATTEMPT_STATUSES",
        "QuestionKindEnum": "accredit.learning.api.serializers.learner.QUESTION_KINDS",
        "SubmissionStatusEnum": "accredit.learning.api.serializers.assignments.STATUSES",
        "HandedInStatusEnum": "accredit.learning.api.serializers.assignments.HANDED_IN",
        "OrderStatusEnum": "accredit.billing.api.serializers.ORDER_STATUSES",
        "RefundStatusEnum": "accredit.billing.api.serializers.REFUND_STATUSES",
        "InvoiceKindEnum": "accredit.billing.api.serializers.INVOICE_KINDS",
        "CertificateStatusEnum": "accredit.certificates.api.serializers.STATUSES",
        "ClauseKindEnum": "accredit.certificates.api.serializers.KINDS",
        "CourseClauseKindEnum": "accredit.certificates.api.serializers.COURSE_KINDS",
        "EventClauseKindEnum": "accredit.certificates.api.event_serializers.EVENT_KINDS",
        "CertificateVerdictEnum": "accredit.certificates.api.event_serializers.VERDICTS",
        "CertificateDecidedEnum": "accredit.certificates.api.event_serializers.DECIDED",
        "IssueRunStatusEnum": "accredit.certificates.api.event_serializers.RUN_STATUSES",
        "CertificateWaitingForEnum": "accredit.certificates.api.serializers.WAITING",
        "SigningKeyPurposeEnum": "accredit.certificates.api.serializers.PURPOSES",
        "UploadPurposeEnum": "accredit.media.api.serializers.PURPOSES",
        "UploadStatusEnum": "accredit.media.api.serializers.STATUSES",
        "DiscountKindEnum": "accredit.promo_codes.api.serializers.KINDS",
        "EventStatusEnum": "accredit.events.api.serializers.public.STATUSES",
        "EventFormatEnum": "accredit.events.api.serializers.public.FORMATS",
        "EventVisibilityEnum": "accredit.events.api.serializers.public.VISIBILITIES",
        "AttendanceModeEnum": "accredit.events.api.serializers.public.MODES",
        "SessionKindEnum": "accredit.events.api.serializers.public.SESSION_KINDS",
        "EventQuestionKindEnum": "accredit.events.api.serializers.public.QUESTION_KINDS",
        "TicketSaleStateEnum": "accredit.events.api.serializers.public.SALES",
        "RegistrationStatusEnum": "accredit.registrations.api.serializers.STATUSES",
        "ZoomKindEnum": "accredit.integrations.api.serializers.ZOOM_KINDS",
        "ZoomConnectionStateEnum": "accredit.integrations.api.serializers.ZOOM_STATES",
        "ZoomMeetingStatusEnum": "accredit.integrations.api.serializers.ZOOM_MEETING_STATUSES",
        "ReconciliationStatusEnum": "accredit.integrations.api.serializers.ITEM_STATUSES",
        "ReconciliationVerdictEnum": "accredit.integrations.api.serializers.VERDICTS",
        "WaitingStatusEnum": "accredit.registrations.api.serializers.WAITING_STATUSES",
        "ScanDirectionEnum": "accredit.registrations.api.serializers.DIRECTIONS",
        "ScanResultEnum": "accredit.registrations.api.serializers.RESULTS",
        "IntervalSourceEnum": "accredit.registrations.api.serializers.SOURCES",
        "SurveyStatusEnum": "accredit.feedback.api.serializers.STATUSES",
        "SurveyStateEnum": "accredit.feedback.api.serializers.STATES",
        "SurveyQuestionKindEnum": "accredit.feedback.api.serializers.KINDS",
        "SurveyAboutEnum": "accredit.feedback.api.serializers.ABOUT",
        "SurveyOperatorEnum": "accredit.feedback.api.serializers.OPERATORS",
        "SurveyActivityEnum": "accredit.feedback.api.serializers.ACTIVITIES",
        "RoomKindEnum": "accredit.community.api.serializers.ROOM_KINDS",
        "RoomStatusEnum": "accredit.community.api.serializers.ROOM_STATUSES",
        "RoomStandingEnum": "accredit.community.api.serializers.STANDINGS",
        "RoomMessageStatusEnum": "accredit.community.api.serializers.MESSAGE_STATUSES",
        "ReactionKindEnum": "accredit.community.api.serializers.REACTIONS",
        "MessageReportReasonEnum": "accredit.community.api.serializers.REASONS",
        "MessageReportStatusEnum": "accredit.community.api.staff_serializers.REPORT_STATUSES",
        "MessageReportVerdictEnum": "accredit.community.api.staff_serializers.VERDICTS",
        "ModerationActEnum": "accredit.community.api.staff_serializers.ACTS",
        "LedgerEntryKindEnum": "accredit.cpd.api.serializers.KINDS",
    },
}

STATIC_URL = "/static/"
FRONTEND_DIST = REPOSITORY / "frontend" / "dist"
WHITENOISE_ROOT = FRONTEND_DIST if FRONTEND_DIST.is_dir() else None
WHITENOISE_INDEX_FILE = False
WHITENOISE_USE_FINDERS = True  # the API documentation's files come from their package
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/.+-[A-Za-z0-9_-]{8,}\.\w+$"

DATA_DIR = ENV.data_dir
STORAGE_BACKEND = ENV.storage_backend
GCS_PUBLIC_BUCKET, GCS_PRIVATE_BUCKET = ENV.gcs_public_bucket, ENV.gcs_private_bucket
GCS_EMULATOR = bool(ENV.storage_emulator_host)
STORAGE_PUBLIC_DIR = ENV.data_dir / "files" / "public"
STORAGE_PRIVATE_DIR = ENV.data_dir / "files" / "private"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = ENV.smtp_host, ENV.smtp_port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS = ENV.smtp_user, ENV.smtp_password, ENV.smtp_tls
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = ENV.mail_from

STRIPE_API_KEY = ENV.stripe_api_key
STRIPE_WEBHOOK_SECRET = ENV.stripe_webhook_secret
STRIPE_API_BASE = ENV.stripe_api_base or None
ZOOM_CLIENT_ID = ENV.zoom_client_id if ENV.zoom_offered else ""
ZOOM_CLIENT_SECRET = ENV.zoom_client_secret if ENV.zoom_offered else ""
ZOOM_WEBHOOK_SECRET = ENV.zoom_webhook_secret if ENV.zoom_offered else ""
ZOOM_API_URL = (ENV.zoom_api_url or "https://api.zoom.us/v2").rstrip("/")
ZOOM_OAUTH_URL = (ENV.zoom_oauth_url or "https://zoom.us/oauth").rstrip("/")
INBOUND_BODY_DAYS = ENV.inbound_body_days
SANDBOX_URL = ENV.sandbox_url

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.production
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = False  # the single-page app reads it to prove that a refresh comes from its own origin
if ENV.production:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^health/"]

LOGGING = logging_config(level=ENV.log_level, format_=ENV.log_format)
structlog.configure(**structlog_config(level=ENV.log_level, format_=ENV.log_format))
