"""How a walk goes through the product: signing in, opening, pressing, and looking at every page it comes by."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests.cast import PASSWORD
from units.models import Paper, User

OVERFLOW = """() => [...document.querySelectorAll("main *")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".table-wrap, .visually-hidden"))
    .map((e) => e.tagName + "." + e.getAttribute("class"))"""
AWAY = re.compile(r"^(?!.*/account/login/)")


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds wrong: (rule, the first elements)."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [str(node["target"]) for node in one["nodes"]][:3]) for one in found]


def give_session(page: Page, user: User, language: str = "vi") -> None:
    """Gives the browser a session of the user, as if the form had been filled in."""
    visitor = Client()
    visitor.force_login(user)
    cookies = {"sessionid": visitor.cookies["sessionid"].value, settings.LANGUAGE_COOKIE_NAME: language}
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": name, "value": value, "domain": "localhost", "path": "/"} for name, value in cookies.items()]
    )


class Walker:
    """A person with a browser of a given width and language."""

    def __init__(self, page: Page, width: int, language: str):
        self.page, self.width, self.language = page, width, language
        page.set_viewport_size({"width": width, "height": 844})
        self.trouble: list[str] = []
        page.on("console", lambda said: self.trouble.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))

    def sign_in(self, user: User) -> None:
        """Is somebody else from now on, in the walk's language."""
        give_session(self.page, user, self.language)

    def sign_in_by_the_form(self, user: User) -> None:
        """Signs in as people do, after signing out whoever was there, in the walk's language."""
        self.page.context.clear_cookies()
        self.page.goto(reverse("account_login"))
        if self.language == "en":
            self.page.locator("button[name=language][value=en]").first.click()
        self.page.locator("[name=login]").fill(user.username)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("main form button").first.click()
        self.page.wait_for_url(AWAY)

    def open(self, name: str, *args: object, query: str = "") -> None:
        """Opens a page by the name of its address."""
        self.page.goto(reverse(name, args=args) + query)

    def look(self) -> None:
        """The page as it stands: in its language, within the screen, accessible, without a script's complaint."""
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, self.page.url
        found = {"wide": self.page.evaluate(OVERFLOW), "axe": violations(self.page), "console": self.trouble}
        assert (self.page.url, found) == (self.page.url, {"wide": [], "axe": [], "console": []})

    def answer(self, paper: Paper, action: str, note: str = "") -> None:
        """Presses one of a paper's buttons on its page; a reason is written where it is asked for."""
        form = self.button(paper, action)
        if note:
            form.locator("xpath=ancestor::details").locator("summary").click()
            form.locator("[name=note]").fill(note)
        form.locator(":scope > button").click()
        self.page.wait_for_load_state()

    def button(self, paper: Paper, action: str) -> Locator:
        """The form of one of a paper's buttons."""
        address = reverse("paper_action", args=[paper.kind_code(), paper.pk, action])
        return self.page.locator(f"form[action='{address}']")

    def see(self, text: str) -> None:
        """Expects the words somewhere in the page."""
        expect(self.page.locator("main").get_by_text(text).first).to_be_visible()
