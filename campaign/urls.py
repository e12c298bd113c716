"""Addresses of the app, one verb each."""

from django.urls import URLPattern, path

from campaign.views import summary

app_name = "campaign"
urlpatterns: list[URLPattern] = [
    # campaign.views.summary
    path("summary/", summary.summary, name="summary"),
    path("summary/<int:pk>/", summary.summary_unit, name="summary_unit"),
    path("summary/<int:pk>/activities/", summary.summary_activities, name="summary_activities"),
    path("summary/<int:pk>/units/", summary.summary_units, name="summary_units"),
    path("summary/<int:pk>/reports/", summary.summary_reports, name="summary_reports"),
    path("summary/<int:pk>/excel/", summary.summary_export, name="summary_export"),
]
