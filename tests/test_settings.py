"""Does a production start only when it is safe, and is it as strict as we say? Each case is a process of its own."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Every setting that this file is about, so that neither the tests' own environment nor a `.env` file has a say.
PRODUCTION = {
    "DEBUG": "false",
    "DEMO": "false",
    "TODAY": "",
    "SECRET_KEY": "n7Vq2LxRzM4kT9bYc6WfHjD8sPgE3uAaQ5vXeK1iNoZmBtUy0r",
    "ALLOWED_HOSTS": "3trachnhiem.example",
    "CSRF_TRUSTED_ORIGINS": "",
    "DATABASE_URL": "postgres://nobody@/nothing",
    "ALLOW_SQLITE": "false",
    "SECURE_SSL_REDIRECT": "true",
    "SECURE_HSTS_SECONDS": "31536000",
    "PASSWORD_HASHER": "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "EMAIL_URL": "smtp://mail.example:25",
    "STATIC_ROOT": "/srv/static",
    "PRIVATE_ROOT": "/srv/files",
    "LOG_LEVEL": "CRITICAL",
}
SETTINGS_AS_JSON = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.isupper()}, default=str))
"""
TWO_REQUESTS = """
import json
from django.test import Client
answers = [Client(headers={"host": "3trachnhiem.example"}).get("/", secure=secure) for secure in (False, True)]
print(json.dumps([[answer.status_code, dict(answer.headers)] for answer in answers]))
"""


def start(code: str = "", **changed: str) -> subprocess.CompletedProcess[str]:
    """Start the application as a production would be, but for what changed, and run the code in it."""
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONUTF8": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            **PRODUCTION,
            **changed,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@cache
def told(code: str, **changed: str) -> Any:
    """What a sound production, or one with something changed, says to the code."""
    started = start(code, **changed)
    assert started.returncode == 0, started.stderr
    return json.loads(started.stdout)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY must be"),
        ({"SECRET_KEY": "n7Vq2LxRzM4kT9bYc6WfHjD8sPgE3uAaQ5vXeK1iNoZmBtUy0"}, "SECRET_KEY must be"),
        (
            {"SECRET_KEY": "insecure-newcomer-key-for-one-computer-only-never-for-a-real-installation"},
            "SECRET_KEY must",
        ),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must"),
        ({"ALLOWED_HOSTS": "3trachnhiem.example,*"}, "ALLOWED_HOSTS must"),
        ({"SECRET_KEY_FALLBACKS": "yesterday"}, "so must SECRET_KEY_FALLBACKS"),
        ({"PRIVATE_ROOT": "/srv/static/files"}, "evidence would be public"),
        ({"PRIVATE_ROOT": "/srv/app/static", "STATIC_ROOT": "/srv/static/../app/static"}, "evidence would be public"),
        ({"PRIVATE_ROOT": str(ROOT / "static" / "files")}, "evidence would be public"),
        ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL must name a mail server"),
        ({"DEMO": "true"}, "DEMO cannot be on"),
        ({"TODAY": "2017-11-15"}, "TODAY is for demonstrations"),
        ({"DATABASE_URL": ""}, "DATABASE_URL must name a PostgreSQL database"),
        ({"DATABASE_URL": "sqlite:////srv/db.sqlite3"}, "DATABASE_URL must name a PostgreSQL database"),
    ],
)
def test_a_production_refuses_to_start_with_an_insecure_setting(changed: dict[str, str], why: str) -> None:
    started = start(**changed)

    assert started.returncode != 0
    last = started.stderr.strip().splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert why in last


def test_a_sound_production_starts() -> None:
    settings = told(SETTINGS_AS_JSON)

    assert (settings["DEBUG"], settings["DEMO"], settings["TODAY"]) == (False, False, None)
    assert settings["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert settings["DATABASES"]["default"]["CONN_MAX_AGE"] is None


def test_a_district_may_run_on_sqlite_when_it_says_so() -> None:
    started = start(DATABASE_URL="sqlite:////srv/db.sqlite3", ALLOW_SQLITE="true")

    assert started.returncode == 0, started.stderr


def test_a_newcomer_starts_with_no_setting_at_all() -> None:
    nothing = dict.fromkeys(("SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "ALLOWED_HOSTS"), "")
    started = start(**{**nothing, "DEBUG": "true", "EMAIL_URL": "consolemail://"})

    assert started.returncode == 0, started.stderr


def test_cookies_of_a_production_travel_only_encrypted_and_only_to_us() -> None:
    settings = told(SETTINGS_AS_JSON)

    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["SESSION_COOKIE_HTTPONLY"] is True
    assert settings["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert settings["CSRF_COOKIE_SECURE"] is True
    assert settings["CSRF_COOKIE_SAMESITE"] == "Lax"


def test_what_a_request_may_bring_is_limited() -> None:
    settings = told(SETTINGS_AS_JSON)

    assert settings["DATA_UPLOAD_MAX_MEMORY_SIZE"] == 5_242_880
    assert settings["DATA_UPLOAD_MAX_NUMBER_FIELDS"] == 2000
    assert settings["FILE_UPLOAD_MAX_MEMORY_SIZE"] == 2_097_152


def test_limits_of_sign_in_count_for_all_processes_together() -> None:
    settings = told(SETTINGS_AS_JSON)

    assert settings["CACHES"]["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    limits = settings["ACCOUNT_RATE_LIMITS"]
    assert all(
        "5/5m/key" in limits[name] for name in ("known_device_failed", "account_at_address_failed", "login_failed")
    )


def test_a_request_without_encryption_is_sent_to_the_encrypted_address() -> None:
    (status, headers), _encrypted = told(TWO_REQUESTS)

    assert (status, headers["Location"]) == (301, "https://3trachnhiem.example/")


def test_every_answer_carries_the_strict_headers() -> None:
    _plain, (status, headers) = told(TWO_REQUESTS)

    assert (status, headers["Location"]) == (302, "/account/login/?next=/")
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_a_demonstration_shows_our_own_pages_of_faults() -> None:
    newcomer = {"DEBUG": "true", "ALLOWED_HOSTS": "", "TODAY": "2017-11-15"}

    assert told(SETTINGS_AS_JSON, **newcomer, DEMO="true")["DEBUG"] is False
    assert told(SETTINGS_AS_JSON, **newcomer, DEMO="false")["DEBUG"] is True
