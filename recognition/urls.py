"""Addresses of the app, one verb each."""

from django.urls import URLPattern, path

from recognition.views import honours, nominations, roll, seasons, writing

app_name = "recognition"
urlpatterns: list[URLPattern] = [
    # recognition.views.seasons
    path("seasons/", seasons.season_list, name="season_list"),
    path("seasons/<int:pk>/", seasons.season_detail, name="season_detail"),
    # recognition.views.nominations
    path("nominations/", nominations.nomination_list, name="nomination_list"),
    path("nominations/excel/", nominations.nomination_export, name="nomination_export"),
    path("nominations/<int:pk>/", nominations.nomination_detail, name="nomination_detail"),
    # recognition.views.writing
    path("nominations/new/", writing.nomination_create, name="nomination_create"),
    path("nominations/<int:pk>/edit/", writing.nomination_edit, name="nomination_edit"),
    # recognition.views.honours
    path("nominations/<int:pk>/decision/", honours.honour_create, name="honour_create"),
    path("honours/<int:pk>/take-down/", honours.honour_take_down, name="honour_take_down"),
    # recognition.views.roll
    path("honours/", roll.honour_roll, name="honour_roll"),
    path("honours/<int:pk>/", roll.honour_detail, name="honour_detail"),
]
