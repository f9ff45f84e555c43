"""The one settings file. Every value an office may want to change is an environment variable (docs/settings.md)."""

import secrets
import sqlite3
from pathlib import Path

from csp.constants import NONE, SELF

from zhitongche.config import env
from zhitongche.foundation.web import sqlite

BASE_DIR = Path(__file__).resolve().parent.parent
HOME = env.path("ZTC_HOME", "./var")
DEBUG = env.switch("ZTC_DEBUG")
# Development pages (the component sheet at /design) stay shut in production.
DESIGN_PAGES = env.switch("ZTC_DESIGN", DEBUG)


def _secret_key() -> str:
    """The key from the environment, else one drawn once and kept in `ZTC_HOME`, readable by its owner alone."""
    if key := env.text("ZTC_SECRET_KEY"):
        return key
    kept = HOME / "secret_key"
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return kept.read_text(encoding="ascii")


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.words("ZTC_HOSTS", "*" if DEBUG else "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("ZTC_ORIGINS")
HTTPS = env.switch("ZTC_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "ninja",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "zhitongche.foundation",
    "zhitongche.express",
    "zhitongche.arena",
    "zhitongche.oversight",
    "zhitongche.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zhitongche.foundation.web.compression.CompressTextMiddleware",
    "csp.middleware.CSPMiddleware",
    "zhitongche.foundation.web.middleware.RequestClockMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zhitongche.foundation.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "zhitongche.foundation.web.middleware.ClosedUnlessOpenedMiddleware",
]

ROOT_URLCONF = "zhitongche.config.urls"
WSGI_APPLICATION = "zhitongche.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Ours before those of the same name in the packages (sign-in, sessions).
        "DIRS": [BASE_DIR / "foundation" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "zhitongche.foundation.web.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "zhitongche.foundation.templatetags.page",
            ],
        },
    }
]
FORM_RENDERER = "zhitongche.foundation.web.forms.PageFormRenderer"

# SQLite, reliability.md finding 4: write-ahead logging is safe only from 3.51.3 on; `checks.py` refuses what is not.
SQLITE_OPTIONS = sqlite.options(sqlite3.sqlite_version_info)
DATABASES = {"default": env.database(env.text("DATABASE_URL"), HOME, SQLITE_OPTIONS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# It takes an hour of the day for the moment of a check that runs within seconds of it: quiet hours end at half past seven.
SILENCED_SYSTEM_CHECKS = ["fields.W161"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Failed sign-ins are counted here: Django's 300 entries would let a flood of names push the counts out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# Sign-in: allauth with sign-up, e-mail and social routes off; by name or phone, with its own lock-out.
AUTH_USER_MODEL = "foundation.Account"
AUTHENTICATION_BACKENDS = ["zhitongche.foundation.people.signin.NameOrPhoneBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "zhitongche.foundation.people.signin.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "zhitongche.foundation.people.signin.SignInForm",
    "change_password": "zhitongche.foundation.people.signin.PasswordForm",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "5/15m/key,60/15m/ip", "change_password": "5/m/user"}
SESSION_ENGINE = "zhitongche.foundation.web.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "zhitongche.foundation.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
# Load balancers ask from inside, without HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.switch("ZTC_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Chinese by default; the language switch keeps a cookie, the API follows Accept-Language.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static" / "built"
# Only what scripts/assets.py copied by its allow-list: the packages' own folders hold much that no page uses.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATICFILES_DIRS = [BASE_DIR / "static" / "assets"] if (BASE_DIR / "static" / "assets").is_dir() else []
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 31_536_000
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# A report carries at most three photos; a telephone's photo is below 20 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
PHOTO_MAX_BYTES = env.number("ZTC_PHOTO_MAX_MB", 20) * 1024 * 1024
PHOTO_MAX_PIXELS = 25_000_000
DOCUMENT_MAX_BYTES = env.number("ZTC_DOCUMENT_MAX_MB", 20) * 1024 * 1024

# Requests a minute for one account, counted by each web process; 0 is off.
RATE_WRITES = env.number("ZTC_RATE_WRITES", 1200)
RATE_READS = env.number("ZTC_RATE_READS", 6000)
# Limits where a place sets none (working days): to accept, to claim, to reply first, to solve; to confirm (calendar days).
ACCEPT_DAYS = env.number("ZTC_ACCEPT_DAYS", 1)
CLAIM_DAYS = env.number("ZTC_CLAIM_DAYS", 1)
CONFIRM_DAYS = env.number("ZTC_CONFIRM_DAYS", 7)
REPLY_DAYS = env.number("ZTC_REPLY_DAYS", 3)
SOLVE_DAYS = env.number("ZTC_SOLVE_DAYS", 5)
SOLVE_DAYS_URGENT = env.number("ZTC_SOLVE_DAYS_URGENT", 1)
REOPEN_DAYS = 30
# Calendar days a closed problem is watched: what comes back within them counts against its closing.
WATCH_DAYS = 90
REWORK_DAYS = env.number("ZTC_REWORK_DAYS", 5)

# Outside messages (docs/notices.md): the product's own address for their link, and the channels an office has.
PUBLIC_ADDRESS = env.text("ZTC_ADDRESS").rstrip("/")
QUIET_HOURS = (env.clock("ZTC_QUIET_FROM", "21:00"), env.clock("ZTC_QUIET_UNTIL", "07:30"))
DIGEST_AT = env.clock("ZTC_DIGEST_AT", "08:30")
SMS = {
    "url": env.text("ZTC_SMS_URL"),
    "method": env.text("ZTC_SMS_METHOD", "POST"),
    "headers": env.text("ZTC_SMS_HEADERS", "Content-Type: application/json"),
    "body": env.text("ZTC_SMS_BODY", '{"phone": "{phone}", "text": "{text}"}'),
    "success": env.text("ZTC_SMS_SUCCESS", r'"code"\s*:\s*"?(0|200|OK)"?\b'),
}
WECOM = {
    "api": env.text("ZTC_WECOM_API", "https://qyapi.weixin.qq.com"),
    "corpid": env.text("ZTC_WECOM_CORPID"),
    "secret": env.text("ZTC_WECOM_SECRET"),
    "agentid": env.number("ZTC_WECOM_AGENTID", 0),
}
DINGTALK = {
    "api": env.text("ZTC_DINGTALK_API", "https://oapi.dingtalk.com"),
    "appkey": env.text("ZTC_DINGTALK_APPKEY"),
    "appsecret": env.text("ZTC_DINGTALK_APPSECRET"),
    "agent_id": env.number("ZTC_DINGTALK_AGENTID", 0),
}
EMAIL_HOST = env.text("ZTC_SMTP_HOST")
EMAIL_PORT = env.number("ZTC_SMTP_PORT", 465)
EMAIL_HOST_USER = env.text("ZTC_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("ZTC_SMTP_PASSWORD")
EMAIL_USE_SSL = env.switch("ZTC_SMTP_SSL", EMAIL_PORT == 465)
EMAIL_USE_TLS = env.switch("ZTC_SMTP_STARTTLS", EMAIL_PORT == 587)
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.text("ZTC_MAIL_FROM")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("ZTC_LOG_LEVEL", "WARNING")},
}
