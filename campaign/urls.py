"""Addresses of the app, one verb each."""

from django.urls import URLPattern, path

from campaign.views import (
    acknowledgements,
    activities,
    behind,
    catalogue,
    conclusion,
    expected,
    guidance,
    kinds,
    loading,
    overlap,
    periods,
    plans,
    practices,
    report_list,
    reports,
    resembling,
    shares,
    summary,
)

app_name = "campaign"
urlpatterns: list[URLPattern] = [
    # campaign.views.summary
    path("summary/", summary.summary, name="summary"),
    path("summary/<int:pk>/", summary.summary_unit, name="summary_unit"),
    path("summary/<int:pk>/excel/", summary.summary_export, name="summary_export"),
    # campaign.views.overlap
    path("summary/<int:pk>/overlap/", overlap.summary_overlap, name="summary_overlap"),
    path("summary/<int:pk>/overlap/excel/", overlap.summary_overlap_export, name="summary_overlap_export"),
    # campaign.views.behind
    path("summary/<int:pk>/activities/", behind.summary_activities, name="summary_activities"),
    path("summary/<int:pk>/activities/excel/", behind.summary_activities_export, name="summary_activities_export"),
    path("summary/<int:pk>/units/", behind.summary_units, name="summary_units"),
    path("summary/<int:pk>/units/excel/", behind.summary_units_export, name="summary_units_export"),
    path("summary/<int:pk>/reporting/", behind.summary_reporters, name="summary_reporters"),
    path("summary/<int:pk>/reporting/excel/", behind.summary_reporters_export, name="summary_reporters_export"),
    path("summary/<int:pk>/reports/", behind.summary_reports, name="summary_reports"),
    path("summary/<int:pk>/reports/excel/", behind.summary_reports_export, name="summary_reports_export"),
    # campaign.views.periods
    path("periods/", periods.period_list, name="period_list"),
    path("periods/<int:pk>/open/", periods.period_open, name="period_open"),
    # campaign.views.expected
    path("reports/expected/<int:pk>/", expected.expected_detail, name="expected_detail"),
    path("reports/expected/<int:pk>/write/", expected.report_create, name="report_create"),
    path("reports/expected/<int:pk>/extend/", expected.expected_extend, name="expected_extend"),
    path("reports/expected/<int:pk>/excuse/", expected.expected_excuse, name="expected_excuse"),
    # campaign.views.report_list, campaign.views.reports
    path("reports/", report_list.report_list, name="report_list"),
    path("reports/excel/", report_list.report_export, name="report_export"),
    path("reports/<int:pk>/", reports.report_detail, name="report_detail"),
    path("reports/<int:pk>/edit/", reports.report_edit, name="report_edit"),
    path("reports/<int:pk>/activities/", reports.report_activities, name="report_activities"),
    path("reports/<int:pk>/activities/excel/", reports.report_activities_export, name="report_activities_export"),
    path("reports/<int:pk>/excel/", reports.report_annex, name="report_annex"),
    # campaign.views.activities
    path("activities/", activities.activity_list, name="activity_list"),
    path("activities/excel/", activities.activity_export, name="activity_export"),
    path("activities/new/", activities.activity_create, name="activity_create"),
    path("activities/import/", loading.activity_import, name="activity_import"),
    path("activities/import/confirm/", loading.activity_import_confirm, name="activity_import_confirm"),
    path("activities/import/template/", loading.activity_template, name="activity_template"),
    path("activities/<int:pk>/", activities.activity_detail, name="activity_detail"),
    path("activities/<int:pk>/edit/", activities.activity_edit, name="activity_edit"),
    path("activities/<int:pk>/copy/", activities.activity_copy, name="activity_copy"),
    path("activities/<int:pk>/files/<int:file>/", activities.activity_file, name="activity_file"),
    # campaign.views.catalogue, campaign.views.kinds
    path("catalogue/", catalogue.kind_list, name="kind_list"),
    path("catalogue/excel/", catalogue.kind_export, name="kind_export"),
    path("catalogue/new/", kinds.kind_create, name="kind_create"),
    path("catalogue/kinds/<slug:code>/", catalogue.kind_detail, name="kind_detail"),
    path("catalogue/kinds/<slug:code>/add/", kinds.kind_add, name="kind_add"),
    path("catalogue/kinds/<slug:code>/edit/", kinds.kind_edit, name="kind_edit"),
    path("catalogue/kinds/<slug:code>/withdraw/", kinds.kind_withdraw, name="kind_withdraw"),
    path("catalogue/kinds/<slug:code>/call-off/", kinds.kind_call_off, name="kind_call_off"),
    # campaign.views.resembling
    path("activities/<int:pk>/beside/<int:other>/", resembling.activity_beside, name="activity_beside"),
    path("activities/<int:pk>/beside/<int:other>/verdict/", resembling.activity_judge, name="activity_judge"),
    # campaign.views.shares
    path("shares/", shares.share_list, name="share_list"),
    path("shares/excel/", shares.share_export, name="share_export"),
    path("activities/<int:pk>/share/<int:unit>/", shares.share_answer, name="share_answer"),
    # campaign.views.practices
    path("models/", practices.practice_list, name="practice_list"),
    path("models/excel/", practices.practice_export, name="practice_export"),
    path("models/<int:pk>/", practices.practice_detail, name="practice_detail"),
    path("models/<int:pk>/start/", activities.practice_start, name="practice_start"),
    path("models/<int:pk>/withdraw/", practices.practice_withdraw, name="practice_withdraw"),
    path("models/<int:pk>/started/", practices.practice_started, name="practice_started"),
    path("models/<int:pk>/started/excel/", practices.practice_started_export, name="practice_started_export"),
    path("activities/<int:pk>/feature/", practices.practice_create, name="practice_create"),
    # campaign.views.conclusion
    path("conclusion/", conclusion.conclusion, name="conclusion"),
    path("conclusion/acknowledge/<int:pk>/", conclusion.acknowledge, name="acknowledge"),
    # campaign.views.acknowledgements
    path("conclusion/acknowledgements/", acknowledgements.acknowledgement_list, name="acknowledgement_list"),
    path("conclusion/acknowledgements/excel/", acknowledgements.acknowledgement_export, name="acknowledgement_export"),
    # campaign.views.guidance
    path("guidance/", guidance.guidance_list, name="guidance_list"),
    path("guidance/excel/", guidance.guidance_export, name="guidance_export"),
    path("guidance/new/", guidance.guidance_create, name="guidance_create"),
    path("guidance/<int:pk>/", guidance.guidance_detail, name="guidance_detail"),
    path("guidance/<int:pk>/acknowledge/<int:unit>/", guidance.guidance_acknowledge, name="guidance_acknowledge"),
    path("guidance/<int:pk>/addressees/", guidance.addressee_list, name="addressee_list"),
    path("guidance/<int:pk>/addressees/excel/", guidance.addressee_export, name="addressee_export"),
    # campaign.views.plans
    path("plans/", plans.plan_list, name="plan_list"),
    path("plans/excel/", plans.plan_export, name="plan_export"),
    path("plans/new/", plans.plan_create, name="plan_create"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("plans/<int:pk>/edit/", plans.plan_edit, name="plan_edit"),
    path("plans/<int:pk>/targets/<int:target>/", plans.plan_activities, name="plan_activities"),
    path("plans/<int:pk>/targets/<int:target>/excel/", plans.plan_activities_export, name="plan_activities_export"),
]
