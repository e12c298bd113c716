"""Sketches that count and name nobody: merged in any order, as often as one likes, and right within their error."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign.hyperloglog import DENSE, REGISTERS, SPARSE, STANDARD_ERROR, OtherKey, estimate, merge, sketch

KEY = b"a key of thirty-two bytes, secret"[:32]
on_a_busy_machine = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
things = st.sets(st.integers(0, 5_000), max_size=20)


@on_a_busy_machine
@given(things, things, things)
def test_a_merger_is_the_sketch_of_everything_in_any_order_and_as_often_as_one_likes(one, two, three):
    first, second, third = (sketch(seen, key=KEY) for seen in (one, two, three))
    whole = sketch(one | two | three, key=KEY)
    assert merge([first, second, third], key=KEY) == whole
    assert merge([third, first, second, first], key=KEY) == whole
    assert merge([merge([first, second], key=KEY), third], key=KEY) == whole
    assert merge([whole, whole], key=KEY) == whole


@on_a_busy_machine
@given(st.sets(st.integers(0, 5_000), max_size=30))
def test_the_people_of_a_branch_are_counted_to_one_in_at_most_93_bytes(seen):
    found = sketch(seen, key=KEY)
    assert abs(estimate(found) - len(seen)) <= 1
    assert len(found) <= 3 + 3 * len(seen)


@pytest.mark.parametrize("size", [0, 1, 100, 1_000, 10_000, 30_000, 41_000, 60_000, 100_000])
def test_the_error_stays_within_three_times_the_stated_one(size):
    assert pytest.approx(0.008125) == STANDARD_ERROR
    assert estimate(sketch(range(size), key=KEY)) == pytest.approx(size, rel=3 * STANDARD_ERROR)


def test_over_many_keys_the_error_is_on_average_what_is_stated():
    """The root of the mean square error of a hundred sketches of 2.000 things."""
    errors = [estimate(sketch(range(2_000), key=bytes([n]) * 16)) / 2_000 - 1 for n in range(100)]
    assert (sum(error**2 for error in errors) / len(errors)) ** 0.5 < STANDARD_ERROR


def test_a_large_sketch_is_dense_and_merges_with_sparse_ones():
    large, small = sketch(range(50_000), key=KEY), sketch(range(49_990, 50_020), key=KEY)
    assert (large[0], len(large), small[0]) == (DENSE, 3 + REGISTERS, SPARSE)
    assert merge([small, large], key=KEY) == sketch(range(50_020), key=KEY)


def test_with_another_key_nothing_is_found_again_and_nothing_merged():
    mine, other = sketch([1, 2, 3], key=KEY), sketch([1, 2, 3], key=b"b" * 32)
    assert mine[3:] != other[3:]
    with pytest.raises(OtherKey):
        merge([mine, other], key=KEY)


def test_nothing_merged_is_nobody():
    assert estimate(merge([], key=KEY)) == 0
