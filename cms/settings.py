"""Every setting of the site, read from the environment (and from a `.env` file beside manage.py where there is one)."""

import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

TESTING = "test" in sys.argv[1:2]
DEBUG = env.bool("DEBUG", default=False)
# Empty means unset: checks.py refuses to start, and a key of the moment lets it say so.
SECRET_KEY_IS_SET = bool(env.str("SECRET_KEY", default="")) or TESTING
SECRET_KEY = env.str("SECRET_KEY", default="") or secrets.token_urlsafe(50)
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG or TESTING else [])
# Proxies whose X-Forwarded-For is believed: addresses or networks. Empty: the connection's own address counts.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
# Views wait in memory for a thread that writes them; in a test, nothing is written behind its back.
VIEWS_WRITE_THEMSELVES = not TESTING
# Memory of each process for pages that it made; 0 keeps none. With DEBUG, templates change all the time.
PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", default=0 if DEBUG else 64)
# Hosts whose addresses in articles are this site's own (legacy links and pictures are made root-relative).
OWN_HOSTS = frozenset(
    [
        *env.list("OWN_HOSTS", default=["linux.cn", "www.linux.cn", "img.linux.net.cn", "archive.linux.cn"]),
        urlsplit(SITE_URL).netloc,
    ]
)
# With fewer megabytes free on the disk of the database or of the pictures, /healthz/ready says: not ready.
DISK_FLOOR_MB = env.int("DISK_FLOOR_MB", default=256)
# The first public number given to an article that was not imported.
FIRST_NUMBER = env.int("FIRST_NUMBER", default=20001)

INSTALLED_APPS = [
    "articles.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "markdownx",
    "taggit",
    "articles",
    "cms",
]

MIDDLEWARE = [
    "cms.requests.ids",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.policy.PolicyMiddleware",
    "articles.middleware.language_by_prefix",
    "cms.away.unavailable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.middleware.old_paths",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    # The reader's pages; what stands below templates/admin/ is Django's to find.
    {
        "NAME": "readers",
        "BACKEND": "articles.typesetting.backend.Readers",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "articles.typesetting.backend.environment",
            "context_processors": ["articles.imprint.context", "articles.typesetting.backend.context"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "cms.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY",
    }
    DATABASES["default"].setdefault("CONN_MAX_AGE", 600)  # opening one costs as much as a page
else:
    options = DATABASES["default"].setdefault("OPTIONS", {})
    # Whoever finds no database waits 2 seconds, and whoever comes after it is back finds it: no long waits in between.
    options["pool"] = {"min_size": 0, "max_size": 10, "timeout": 2, "reconnect_timeout": 1}
    options.setdefault("connect_timeout", 5)
    options.setdefault("tcp_user_timeout", 3000)  # milliseconds until a network that lets nothing through is noticed
    # Of cursors that leave parameters to the database; Django's own do not, and never prepare.
    options.setdefault("prepare_threshold", 2)
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
    # Compiling a statement takes a quarter of a second, and those of a page run for some milliseconds.
    said = f"{options.get('options', '')} -c jit=off"
    # Seconds that a statement of a request may take; 0: for ever, as manage.py says for commands.
    if seconds := env.int("DB_STATEMENT_TIMEOUT", default=10):
        said += f" -c statement_timeout={seconds}s"
    options["options"] = said.strip()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "cms.formats"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))).resolve()
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "media"))).resolve()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "cms.static_files.MinifiedStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING

# Where it cannot be read, checks.py says so, without the password that may be in it.
try:
    EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
    EMAIL_URL_IS_SOUND = bool(EMAIL_CONFIG["EMAIL_HOST"]) or "smtp" not in EMAIL_CONFIG["EMAIL_BACKEND"]
except (ImproperlyConfigured, ValueError):
    EMAIL_CONFIG, EMAIL_URL_IS_SOUND = environ.Env.email_url_config("consolemail://"), False
vars().update(EMAIL_CONFIG)
# Seconds that a mail server has to answer: whoever makes a move waits for it.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="yibao@localhost")

# A function: the name of the request that is being answered, which the log of changes holds.
REQUEST_ID = "cms.logs.request_id"

MARKDOWNX_MARKDOWNIFY_FUNCTION = "articles.previews.markdownify"

TAGGIT_TAGS_FROM_STRING = "articles.text.names.split_names"
TAGGIT_STRING_FROM_TAGS = "articles.text.names.string_from_tags"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
IS_HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS and env.bool("SSL_REDIRECT", default=not TESTING)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000 if IS_HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IS_HTTPS else []

LOG_LEVEL = env.str("LOG_LEVEL", default="ERROR" if TESTING else "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {"()": "cms.logs.Text"}, "json": {"()": "cms.logs.Json"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env.str("LOG_FORMAT", default="text"),
            "level": LOG_LEVEL,
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
