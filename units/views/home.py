"""What must this person do next?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """The list of what is due, with its date and one verb each."""
    return render(request, "units/home.html")
