"""How does a test that commits leave an empty database behind? By deleting the rows that are there.

Django truncates every table, which makes PostgreSQL lay hundreds of files anew, and then writes all content types and
permissions again. Here they stay: nothing of ours can change them.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection, transaction
from django.test import TransactionTestCase

KEPT = {"auth_permission", "django_content_type", "django_migrations"}


def empty_swiftly() -> None:
    """Lets tests with committed rows end with `empty` instead of Django's flush."""
    TransactionTestCase._fixture_teardown = lambda self: empty()


def empty() -> None:
    """Deletes every row of every table of the installed apps, whoever refers to it: keys are checked at the end."""
    names = [connection.ops.quote_name(name) for name in sorted(_tables() - KEPT)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names))
        for (name,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {name}")


def _tables() -> set[str]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in models if model._meta.managed} | {"cache_entries"}
