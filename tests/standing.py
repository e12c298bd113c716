"""The standing cast, made once for all tests by the verbs and then only laid down again: a tenth of the time.

The verbs take a hundred and twenty queries; the rows that they leave are put back in one insertion for each table.
"""

from __future__ import annotations

import pickle
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import override

from tests.cast import Cast, make_cast

OURS = ("units", "campaign", "recognition")


class StandingCast:
    """What `make_cast` makes: as insertions, with the keys that its rows had, and as the objects that it gives."""

    def __init__(self) -> None:
        self.insertions: list[tuple[str, Any]] = []
        kinds = [kind for app in OURS for kind in apps.get_app_config(app).get_models()]
        with override(settings.LANGUAGE_CODE), transaction.atomic():
            before = {kind: set(kind._base_manager.values_list("pk", flat=True)) for kind in kinds}
            self.objects = pickle.dumps(make_cast())
            rows = {kind: list(kind._base_manager.exclude(pk__in=before[kind])) for kind in kinds}
            transaction.set_rollback(True)
        with transaction.atomic():
            for kind, made in rows.items():
                self._note_insertion(kind, made)
            transaction.set_rollback(True)

    def stand_up(self) -> Cast:
        """Lays the rows into a database that has none of them and returns the cast, new objects each time."""
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, values in self.insertions:
                cursor.execute(statement, values)
        return pickle.loads(self.objects)

    def _note_insertion(self, kind: type[models.Model], made: list[models.Model]) -> None:
        def note(execute, sql, params, many, context):
            if sql.startswith("INSERT"):
                self.insertions.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            kind._base_manager.bulk_create(made)
