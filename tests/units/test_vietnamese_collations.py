"""Sort keys come in the same order in the database as in Python, whatever its collation."""

import random

import pytest
from django.db import connection

from units.vietnamese.names import sort_key

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặờởỡớợửữứựỳỷỹýỵfjwz  0123456789'-京"
# cs and da join "ch" and "aa" to letters of their own; vi and en are what a server here may run with.
COLLATIONS = ["C", "und-x-icu", "vi-x-icu", "en-US-x-icu", "cs-x-icu", "da-x-icu"]


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize("collation", COLLATIONS)
def test_sort_keys_have_one_order_under_every_collation(collation):
    chance = random.Random(14)
    names = ("".join(chance.choices(LETTERS, k=chance.randint(1, 14))) for _ in range(2000))
    keys = sorted({sort_key(name) for name in names})
    shuffled = chance.sample(keys, len(keys))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_collation WHERE collname = %s", [collation])
        assert cursor.fetchone() == (1,), "this server was built without ICU"
        cursor.execute(f'SELECT k FROM unnest(%s::text[]) AS k ORDER BY k COLLATE "{collation}"', [shuffled])
        assert [key for (key,) in cursor.fetchall()] == keys
