"""All settings, read from top to bottom.

Whatever differs between places is read from the environment (or a `.env` file) by django-environ and listed in the
README with its default. Out of the box this is a newcomer's machine: SQLite in `var/`, debug on, one computer.
A production (`DEBUG=false`) refuses to start with an insecure setting.
"""

import ipaddress
from datetime import date
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env", overwrite=False)

INSECURE_KEY = "insecure-newcomer-key-for-one-computer-only-never-for-a-real-installation"

PRODUCTION = not env.bool("DEBUG", default=True)
DEMO = env.bool("DEMO", default=False)
# A demonstration shows the pages of a production, faults included.
DEBUG = not PRODUCTION and not DEMO
DEMO_ACCOUNTS: dict[str, object] = {}
if DEMO:
    from config.demo.accounts import for_sign_in_page

    DEMO_ACCOUNTS = for_sign_in_page()  # shown on the sign-in page, with their password
SECRET_KEY = env.str("SECRET_KEY", default="" if PRODUCTION else INSECURE_KEY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Keys of yesterday, while a new SECRET_KEY takes over: sessions and links that they signed stay good.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# The day that every rule about dates asks for; empty means the real day in Viet Nam. Moments use the real clock.
_today = env.str("TODAY", default="")
TODAY = date.fromisoformat(_today) if _today else None

# A unit counts as active while its latest activity is at most this many days old, as lapsed afterwards.
ACTIVE_WITHIN_DAYS = env.int("ACTIVE_WITHIN_DAYS", default=92)

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "units",
    "campaign",
    "recognition",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "import_export",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # A compressed page can betray a secret beside what a visitor sends (BREACH): Django adds random bytes to its
    # length and masks the CSRF token anew each time.
    "units.compression.CompressedTexts",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "units.cookies.readable_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "units.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "units.accounts.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "units.accounts.OwnPasswordFirst",
    "units.second_factor.SecondFactorFirst",
    "units.sessions.SeenNow",
    "units.acting.OnePostAtATime",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

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
                "units.context.page",
            ],
            "builtins": ["units.templatetags.ui", "units.templatetags.numbers", "units.templatetags.kept"],
        },
    },
]
FORM_RENDERER = "units.forms.Renderer"

# --- Database: PostgreSQL where DATABASE_URL names one, else SQLite in var/ ---------------------------------------

VAR_DIR.mkdir(exist_ok=True)
DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASES: dict[str, dict] = {
    "default": env.db_url_config(DATABASE_URL)
    if DATABASE_URL
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR_DIR / "db.sqlite3"}
}
ON_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if ON_SQLITE:
    # Django's defaults lose writes under four writers ("database is locked"); these do not.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
else:
    # A connection per request costs six times as much as one that stays (one indexed query, two cores).
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=0) or None
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {
    # Rate limits live here: a cache in each process would multiply every limit by the number of processes.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        # Django keeps 300 entries and drops others to make room: whoever tries 300 names would wipe every limit.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}
TASKS = {"default": {"BACKEND": env.str("TASKS_BACKEND", default="django_tasks_db.DatabaseBackend")}}

# --- People ----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "units.User"
# Beside Django's own rules it tells who knows the password of a closed account that the account is closed.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# The first makes new passwords; the others still read old ones, and renew them at the next sign-in.
STRONG_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
PASSWORD_HASHER = env.str("PASSWORD_HASHER", default=STRONG_HASHERS[0])
PASSWORD_HASHERS = list(dict.fromkeys([PASSWORD_HASHER, *STRONG_HASHERS]))

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "units.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None  # the person says so at the sign-in: many computers are shared
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Counted by units.lockout, so that whoever hammers a name never keeps its owner out: a device on which the account was
# signed in before counts by itself alone; all others by account and address strictly, by address generously (a whole
# office, or a mobile network, has one), and by account generously, against tries from many addresses.
ACCOUNT_RATE_LIMITS = {
    "login": None,  # by address alone it would keep a whole office out
    "login_failed": "60/m/ip,5/5m/key",  # codes of the second factor
    "known_device": "30/m/key",
    "known_device_failed": "5/5m/key",
    "address": "300/m/ip",
    "account_at_address_failed": "5/5m/key,30/h/key",
    "address_failed": "60/m/ip",
    "account_failed": "150/h/key",
}
# How many reverse proxies stand before us. Behind one, every visitor would else share the proxy's address and limits.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if PRODUCTION else 0)
ACCOUNT_FORMS = {
    "login": "units.sign_in.SignInForm",
    "change_password": "units.sign_in.ChangePasswordForm",
    "reset_password": "units.sign_in.ForgottenPasswordForm",
    "reset_password_from_key": "units.sign_in.NewPasswordForm",
    "reauthenticate": "units.sign_in.ConfirmPasswordForm",
}
# Whoever holds a post at a unit of this level or a higher one signs in with a second factor (product.md, rule 7):
# 1 the centre alone, 2 the provinces too, 0 nobody.
SECOND_FACTOR_FROM_LEVEL = env.int("SECOND_FACTOR_FROM_LEVEL", default=2)
MFA_ADAPTER = "units.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "units.sign_in.SecondFactorForm",
    "reauthenticate": "units.sign_in.ConfirmSecondFactorForm",
    "activate_totp": "units.sign_in.SetUpAppForm",
    "add_webauthn": "units.sign_in.AddKeyForm",
    "edit_webauthn": "units.sign_in.RenameKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # passkeys on http://localhost
MFA_ALLOW_UNVERIFIED_EMAIL = True  # mail is optional: an address nobody confirmed must not bar the second factor
MFA_TOTP_ISSUER = "3 trách nhiệm"
USERSESSIONS_TRACK_ACTIVITY = False

# How long a link lives by which somebody sets a password: an invitation, or what is mailed when one was forgotten.
LINK_DAYS = env.int("LINK_DAYS", default=7)
PASSWORD_RESET_TIMEOUT = LINK_DAYS * 86400
# How long a one-time password on paper opens the account.
ONE_TIME_DAYS = env.int("ONE_TIME_DAYS", default=30)

SESSION_ENGINE = "units.sessions"
SESSION_COOKIE_AGE = env.int("SESSION_DAYS", default=14) * 86400  # a remembered one
SESSION_IDLE_HOURS = env.int("SESSION_IDLE_HOURS", default=4)  # any other
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "units.views.errors.csrf_failure"

# --- Language, time, numbers --------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
LANGUAGE_COOKIE_AGE = 365 * 86400
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- Files ---------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Evidence lies outside the web root and is served only through the rules of visibility.
PRIVATE_ROOT = Path(env.str("PRIVATE_ROOT", default=str(VAR_DIR / "files")))
STORAGES = {
    "default": {"BACKEND": "units.storage.PrivateStorage"},
    "staticfiles": {
        "BACKEND": (
            "units.compression.HashedFiles" if PRODUCTION else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION  # a newcomer collects nothing
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
EVIDENCE_MAX_PHOTO_BYTES = env.int("EVIDENCE_MAX_PHOTO_MB", default=15) * 1024 * 1024
EVIDENCE_MAX_FILE_BYTES = env.int("EVIDENCE_MAX_FILE_MB", default=10) * 1024 * 1024
EVIDENCE_MAX_PIXELS = env.int("EVIDENCE_MAX_MEGAPIXELS", default=50) * 1_000_000
# All files of one activity together, and all of one unit.
EVIDENCE_MOST_FILES = env.int("EVIDENCE_MOST_FILES", default=10)
EVIDENCE_MAX_ACTIVITY_BYTES = env.int("EVIDENCE_MAX_ACTIVITY_MB", default=50) * 1024 * 1024
EVIDENCE_MAX_UNIT_BYTES = env.int("EVIDENCE_MAX_UNIT_MB", default=2000) * 1024 * 1024

# --- What whoever answers an activity is told to look at twice (campaign/oddities.py) --------------------------------

ODD_MOST = env.int("ODD_MOST", default=500)  # so many waiting activities are looked at for one page
ODD_PAST_ENTRIES = env.int("ODD_PAST_ENTRIES", default=5)
ODD_PAST_TIMES = env.int("ODD_PAST_TIMES", default=2)
ODD_PAST_DEVIATIONS = env.int("ODD_PAST_DEVIATIONS", default=5)
ODD_PEERS_PERCENT = env.int("ODD_PEERS_PERCENT", default=95)
ODD_PEERS_ENTRIES = env.int("ODD_PEERS_ENTRIES", default=20)
ODD_ROUND_FROM = env.int("ODD_ROUND_FROM", default=500)
ODD_LATE_DAYS = env.int("ODD_LATE_DAYS", default=92)
ODD_RESULT_FROM = env.int("ODD_RESULT_FROM", default=100)
ODD_VALUE_FROM_MILLION = env.int("ODD_VALUE_FROM_MILLION", default=50)

# --- Mail ----------------------------------------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="dummymail://" if PRODUCTION else "consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="3trachnhiem@localhost")

# --- Security ------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS: list[str] = []


def _is_local(host: str) -> bool:
    """This computer, or an address within the house (a phone that tries the demonstration)."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_private
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _is_secret(key: str) -> bool:
    return len(key) >= 50 and len(set(key)) >= 10 and not key.startswith(("insecure-", "django-insecure-"))


if not PRODUCTION and not all(map(_is_local, ALLOWED_HOSTS)):
    raise ImproperlyConfigured(
        "DEBUG shows secrets in its error pages: set DEBUG=false, or ALLOWED_HOSTS to this computer."
    )

if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 86400)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    for wrong, why in (
        (
            not all(map(_is_secret, [SECRET_KEY, *SECRET_KEY_FALLBACKS])),
            "SECRET_KEY must be a secret of 50 characters or more, drawn by chance; so must SECRET_KEY_FALLBACKS.",
        ),
        (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS, "ALLOWED_HOSTS must name the hosts of this installation."),
        (
            any(not origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS),
            "CSRF_TRUSTED_ORIGINS must all begin with https://.",
        ),
        (PASSWORD_HASHER not in STRONG_HASHERS, "PASSWORD_HASHER is not one that keeps passwords safe."),
        (
            any(
                PRIVATE_ROOT.resolve().is_relative_to(public.resolve()) for public in (STATIC_ROOT, *STATICFILES_DIRS)
            ),
            "PRIVATE_ROOT lies within the static files: evidence would be public.",
        ),
        (
            EMAIL_CONFIG["EMAIL_BACKEND"].endswith("console.EmailBackend"),
            "EMAIL_URL must name a mail server or be dummymail://, else links that set a password stand in the log.",
        ),
        (DEMO, "DEMO accounts have published passwords: DEMO cannot be on when DEBUG is off."),
        (TODAY is not None, "TODAY is for demonstrations: a real installation lives on the real day."),
        (
            ON_SQLITE and not env.bool("ALLOW_SQLITE", default=False),
            "DATABASE_URL must name a PostgreSQL database (or set ALLOW_SQLITE=true for a single district).",
        ),
    ):
        if wrong:
            raise ImproperlyConfigured(why)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
