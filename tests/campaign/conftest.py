"""What several tests stand on: a year to sum up, a district before and after it merges with another."""

import pytest


@pytest.fixture
def before(cast):
    from tests.campaign.merged import two_districts  # models: not before Django is set up

    return two_districts(cast)


@pytest.fixture
def merged(before):
    """Tây Hồ was merged into Ba Đình on 1/7/2016, which was entered after everything else."""
    from tests.campaign.merged import unite

    unite(before)
    return before


@pytest.fixture
def year(cast):
    """2017, counted by hand."""
    from tests.campaign.summed import counted_year

    return counted_year(cast)
