"""The browser of the walks: the distribution's Chromium, quiet, in the time zone of Viet Nam."""

from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests import machine

pytest.register_assert_rewrite("tests.browser.walking")

# Without these Chromium calls home at every start and waits for answers that a closed network never gives.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # its sandbox refuses root, as whom a CI machine runs
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder drives a browser and commits for real."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """The running application: `page.goto("/…")` opens its pages."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": machine.chromium()[0], "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
