"""Paths say the same about who stands above whom as following `parent` from unit to unit does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units import tree

KEYS = st.integers(1, 99_999_998)

Parents = dict[int, int | None]  # each unit's key and its parent's, parents before children


@st.composite
def trees(draw: st.DrawFn) -> Parents:
    """A root and up to eleven more units, each under any of those before it."""
    keys = draw(st.lists(KEYS, min_size=1, max_size=12, unique=True))
    return {pk: draw(st.sampled_from(keys[:i])) if i else None for i, pk in enumerate(keys)}


def paths_of(parents: Parents) -> dict[int, str]:
    paths: dict[int, str] = {}
    for pk, parent in parents.items():
        paths[pk] = tree.join("" if parent is None else paths[parent], pk)
    return paths


def line_of(parents: Parents, pk: int | None) -> list[int]:
    """The unit and its ancestors, the root first, found by asking each for its parent."""
    return [] if pk is None else [*line_of(parents, parents[pk]), pk]


def subtree_of(parents: Parents, pk: int) -> set[int]:
    return {other for other in parents if pk in line_of(parents, other)}


def test_a_path_is_written_in_steps_of_eight_digits():
    assert tree.join("", 1) == "00000001"
    assert tree.join("0000000100000023", 456) == "000000010000002300000456"
    assert tree.ids("000000010000002300000456") == [1, 23, 456]
    assert tree.ancestor_ids("000000010000002300000456") == [1, 23]
    assert tree.ancestor_ids("00000001") == []
    assert tree.ids("") == tree.ancestor_ids("") == []


def test_a_subtree_ends_before_the_next_number():
    assert tree.bounds("0000000100000023") == ("0000000100000023", "0000000100000024")
    assert tree.bounds("0000000199999998") == ("0000000199999998", "0000000199999999")
    assert tree.bounds("99999998") == ("99999998", "99999999")


def test_a_moved_branch_keeps_what_stands_below_it():
    old, new = "0000000100000002", "000000010000000300000002"
    assert tree.rebase("000000010000000200000009", old, new) == "00000001000000030000000200000009"
    assert tree.rebase(old, old, new) == new


@pytest.mark.parametrize("pk", [0, -1, 99_999_999, 10**8])
def test_a_key_that_has_no_room_in_a_path_is_refused(pk):
    with pytest.raises(ValueError, match="key"):
        tree.step(pk)


@given(trees())
def test_a_path_lists_the_ancestors_that_the_parents_give(parents):
    for pk, path in paths_of(parents).items():
        assert tree.ids(path) == line_of(parents, pk)
        assert tree.ancestor_ids(path) == line_of(parents, parents[pk])


@given(trees())
def test_one_range_of_paths_is_exactly_the_subtree(parents):
    paths = paths_of(parents)
    for pk, path in paths.items():
        low, high = tree.bounds(path)
        assert {other for other in paths if low <= paths[other] < high} == subtree_of(parents, pk)


@given(trees())
def test_a_unit_contains_its_subtree_and_nothing_else(parents):
    paths = paths_of(parents)
    for pk, path in paths.items():
        assert {other for other in paths if tree.contains(path, paths[other])} == subtree_of(parents, pk)


@given(trees())
def test_no_two_units_share_a_path_and_a_superior_sorts_before_its_subordinates(parents):
    paths = paths_of(parents)
    assert len(set(paths.values())) == len(paths)
    assert all(parent is None or paths[parent] < paths[pk] for pk, parent in parents.items())


@given(trees(), st.data())
def test_rebasing_a_moved_subtree_gives_the_paths_that_the_new_parents_give(parents, data):
    moved = data.draw(st.sampled_from(list(parents)))
    below = subtree_of(parents, moved)
    target = data.draw(st.sampled_from([*(pk for pk in parents if pk not in below), None]))
    before = paths_of(parents)
    new_path = tree.join("" if target is None else before[target], moved)
    after = {pk: tree.rebase(path, before[moved], new_path) if pk in below else path for pk, path in before.items()}

    now = parents | {moved: target}
    assert {pk: tree.ids(path) for pk, path in after.items()} == {pk: line_of(now, pk) for pk in now}


@given(trees(), st.data())
def test_a_path_outside_the_moved_subtree_is_never_rebased(parents, data):
    moved = data.draw(st.sampled_from(list(parents)))
    paths = paths_of(parents)
    for pk in set(parents) - subtree_of(parents, moved):
        with pytest.raises(ValueError, match="not under"):
            tree.rebase(paths[pk], paths[moved], "00000001")


def test_no_path_contains_anything_when_it_is_empty():
    assert not tree.contains("", "00000001")
    assert not tree.contains("", "")
