"""In which of several posts does somebody act? In one at a time, chosen after the sign-in and changed at will.

Rights, lists and the desk then follow from that post alone, and what is done is recorded in it. Who holds one post is
asked nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from units.first import ThisFirst, on_the_way
from units.models import Post, User
from units.requests import page_of_form

CHOSEN = "acting_post"  # in the session: the key of the post


def choose(request: HttpRequest, post: Post) -> None:
    """Lets the person act in one of the held posts from now on, on this device."""
    request.session[CHOSEN] = post.pk


def choose_the_only(request: HttpRequest, user: User) -> None:
    """Lets who holds one post act in it, also when another is given during the session: no work is interrupted."""
    if len(user.held_posts) == 1:
        choose(request, user.held_posts[0])


class OnePostAtATime(ThisFirst):
    """Middleware: whoever holds several posts acts in the chosen one, and chooses before anything else."""

    open_before: ClassVar[set[str]] = {"set_language", "theme"}  # nothing there follows from a post

    def instead(self, request: Any, name: str, kwargs: Mapping[str, Any]) -> HttpResponse | None:
        """Sets the post, or asks for it where none is chosen or the chosen one is no longer held."""
        user = request.user
        about_account = name.startswith(("account_", "mfa_", "usersessions_", "session_"))
        if len(user.held_posts) < 2:
            return None if about_account or not user.held_posts else _go_on(request, user.held_posts[0])
        user.acting_post = next((post for post in user.held_posts if post.pk == request.session.get(CHOSEN)), None)
        if user.acting_post:
            user.current_posts = [user.acting_post]  # also where it was asked for before
            return None
        if name == "post_choose" or about_account:
            return None
        wanted = request.get_full_path()
        if request.method not in ("GET", "HEAD"):
            messages.warning(
                request, _("Choose your post first: what you sent did not arrive, and nothing was saved.")
            )
            wanted = page_of_form(request)
        return on_the_way("post_choose", wanted)


def _go_on(request: HttpRequest, post: Post) -> HttpResponse | None:
    """Goes on in the only post that is left where the chosen one has ended, and says so: what was sent from a page of
    the ended one does not arrive in the other."""
    if request.session.get(CHOSEN, post.pk) == post.pk:
        return None
    choose(request, post)
    said = _("The post in which you acted has ended. You go on as %(post)s.")
    messages.warning(request, said % {"post": post})
    if request.method in ("GET", "HEAD"):
        return None
    messages.warning(request, _("What you sent did not arrive, and nothing was saved."))
    return redirect(page_of_form(request))
