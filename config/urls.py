"""All addresses. Every page asks for a sign-in unless it says that it is public, and why."""

from django.urls import include, path

from units.views import appearance, home

urlpatterns = [
    path("", home.home, name="home"),
    path("theme/", appearance.choose_theme, name="theme"),
    path("design/", appearance.design, name="design"),
    path("units/", include("units.urls")),
    path("campaign/", include("campaign.urls")),
    path("recognition/", include("recognition.urls")),
    path("account/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]

handler400 = "units.views.errors.bad_request"
handler403 = "units.views.errors.forbidden"
handler404 = "units.views.errors.not_found"
handler500 = "units.views.errors.server_error"
