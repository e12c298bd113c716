"""Takes the README's pictures of the main screens from a running demonstration.

make demo PORT=8001 &
.venv/bin/python -m tests.browser.take_pictures http://127.0.0.1:8001 [FOLDER]
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from config.demo.accounts import PASSWORD
from tests import machine
from tests.browser.conftest import QUIET

FOLDER = Path(__file__).parent / "pictures"
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 860}
# file name: (account, address, screen, dark)
SCREENS = {
    "home": ("chidoan", "/", PHONE, False),
    "log": ("chidoan", "/campaign/activities/new/", PHONE, False),
    "honours": ("", "/recognition/honours/", PHONE, False),
    "desk": ("doancoso", "/desk/", WIDE, False),
    "reports": ("hanoi", "/campaign/reports/?kind=nine_months&year=2017", WIDE, False),
    "summary": ("trunguong", "/campaign/summary/", WIDE, False),
    "summary-dark": ("trunguong", "/campaign/summary/", WIDE, True),
}


def take(browser: Browser, site: str, account: str, address: str, screen: dict, *, dark: bool) -> bytes:
    """Returns one screen as a PNG of few colours."""
    context = browser.new_context(viewport=screen, locale="vi-VN", color_scheme="dark" if dark else "light")
    page = context.new_page()
    if account:
        page.goto(f"{site}/account/login/")
        page.locator("[name=login]").fill(account)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button").first.click()
        page.wait_for_url(lambda url: "/account/login" not in url)
    page.goto(site + address)
    shot = Image.open(BytesIO(page.screenshot()))
    context.close()
    stream = BytesIO()
    shot.convert("RGB").quantize(128).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def main(site: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.chromium()[0], args=QUIET)
        for name, (account, address, screen, dark) in SCREENS.items():
            (folder / f"{name}.png").write_bytes(take(browser, site, account, address, screen, dark=dark))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]) if len(sys.argv) > 2 else FOLDER)
