"""Subtree lists and search, first page, as a province's officer and as the centre: against the floor."""

from __future__ import annotations

from functools import partial

from django.test import Client

from tests.benchmarks.measuring import Measured, in_turns
from units.models import Unit, User

GOAL = "p95 ≤ 2× floor"


def measure(*, rounds: int, each: int) -> list[Measured]:
    """Returns the times of every list; each answer is looked at once, so that no fast fault is taken for a page."""
    district = Unit.objects.get(code="H001").pk
    province, centre = _visitor("hanoi"), _visitor("trunguong")
    pairs = [
        _pair("tree from the own unit down", province, "/units/", f"/floor/children/{_own('hanoi')}/"),
        _pair("everything beneath in one list", province, "/units/?all=on", "/floor/subtree/"),
        _pair("children of a unit", province, f"/units/?under={district}", f"/floor/children/{district}/"),
        _pair("a unit's page, with its children", province, f"/units/{district}/", f"/floor/children/{district}/"),
        _pair("search “tan phu” in a province", province, "/units/?q=tan+phu", "/floor/search/?q=tan+phu"),
        _pair("search “tan phu” in the nation", centre, "/units/?q=tan+phu", "/floor/search/?q=tan+phu"),
        _pair("search “truong tieu hoc” in the nation", centre, *_both("truong+tieu+hoc")),
        _pair("a piece of the list, as typed", province, "/units/?q=tan+p", "/floor/search/?q=tan+p", piece=True),
    ]
    in_turns(pairs, rounds=rounds, each=each)
    return [measured for measured, _work, _floor in pairs]


def _both(words: str) -> tuple[str, str]:
    return f"/units/?q={words}", f"/floor/search/?q={words}"


def _visitor(username: str) -> Client:
    client = Client(headers={"accept-encoding": "gzip", "accept-language": "vi"})
    client.force_login(User.objects.get(username=username))
    return client


def _own(username: str) -> int:
    return User.objects.get(username=username).current_posts[0].unit_id


def _pair(name: str, client: Client, page: str, floor: str, *, piece: bool = False):
    asked = {"HX-Request": "true", "HX-Target": "list"} if piece else {}
    get = partial(client.get, page, secure=True, headers=asked)
    bare = partial(client.get, floor, secure=True)
    for response in (get(), bare()):
        if response.status_code != 200 or len(response.content) < 200:
            raise SystemExit(f"{name}: {response.status_code} {response.content[:200]!r}")
    return Measured(name, GOAL), get, bare
