"""All addresses. Every page asks for a sign-in unless it says that it is public, and why."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from units.views import answers, appearance, desk, home, offline

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", desk.desk_list, name="desk"),
    path("desk/excel/", desk.desk_export, name="desk_export"),
    path("papers/<str:kind>/<int:pk>/discard/", answers.paper_discard, name="paper_discard"),
    path("papers/<str:kind>/<int:pk>/<str:action>/", answers.paper_action, name="paper_action"),
    path("papers/<str:kind>/<str:action>/", answers.paper_bulk, name="paper_bulk"),
    path("theme/", appearance.choose_theme, name="theme"),
    path("here/", offline.here, name="here"),
    path("worker.js", offline.service_worker, name="service_worker"),
    path("offline/<str:language>/", offline.offline, name="offline"),
    path("<str:language>.webmanifest", offline.manifest, name="manifest"),
    path("design/", appearance.design, name="design"),
    path("units/", include("units.urls")),
    path("campaign/", include("campaign.urls")),
    path("recognition/", include("recognition.urls")),
    path("account/", include("config.account_urls")),
    # public: the sign-in page and the honour roll have the switch too
    path("language/", login_not_required(set_language), name="set_language"),
]

handler400 = "units.views.errors.bad_request"
handler403 = "units.views.errors.forbidden"
handler404 = "units.views.errors.not_found"
handler500 = "units.views.errors.server_error"
