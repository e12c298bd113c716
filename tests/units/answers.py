"""What the tests of the desk do in the place of a person at the desk."""

from django.urls import reverse

from units import desk
from units.approval import Action


def show(client, user, address, **query):
    """Opens a page as somebody."""
    client.force_login(user)
    return client.get(address if address.startswith("/") else reverse(address), query)


def act(client, user, paper, action, **data):
    client.force_login(user)
    kind = type(paper).kind_code()
    return client.post(reverse("paper_action", args=[kind, paper.pk, action]), data)


def bulk(client, user, action, *papers, kind="campaign.activity", **data):
    client.force_login(user)
    tickets = [f"{paper.pk}:{paper.version}" for paper in papers]
    return client.post(reverse("paper_bulk", args=[kind, action]), {"papers": tickets, **data})


def send(cast, paper):
    return desk.take(Action.SUBMIT, paper, by=cast.secretary).papers[0]


def told(response):
    return [str(message) for message in response.context["messages"]]
