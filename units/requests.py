"""What does a page know of who asks? Every page but the public ones is asked by somebody signed in."""

from __future__ import annotations

from django.http import HttpRequest

from units.models import User


class Request(HttpRequest):
    """A request behind the sign-in, as every view gets it unless it says that it is public."""

    user: User
