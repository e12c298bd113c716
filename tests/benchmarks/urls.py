"""The product's addresses, and the floor's beside them."""

from django.urls import path

from config.urls import *  # noqa: F403  the error pages too
from config.urls import urlpatterns as pages
from tests.benchmarks import floor

urlpatterns = [
    path("floor/subtree/", floor.subtree),
    path("floor/children/<int:pk>/", floor.children),
    path("floor/search/", floor.search),
    *pages,
]
