"""Addresses of the app, one verb each."""

from django.urls import URLPattern, path

from units.views import (
    headcounts,
    inviting,
    keeping,
    loading,
    networks,
    people,
    records,
    reorganising,
    structure,
    units,
    why,
)

app_name = "units"
urlpatterns: list[URLPattern] = [
    # units.views.units
    path("", units.unit_list, name="unit_list"),
    path("excel/", units.unit_export, name="unit_export"),
    path("<int:pk>/", units.unit_detail, name="unit_detail"),
    # units.views.headcounts
    path("headcounts/", headcounts.headcount_list, name="headcount_list"),
    path("headcounts/excel/", headcounts.headcount_export, name="headcount_export"),
    path("<int:pk>/headcount/", headcounts.headcount_enter, name="headcount_enter"),
    # units.views.structure
    path("<int:pk>/new/", structure.unit_create, name="unit_create"),
    path("<int:pk>/edit/", structure.unit_edit, name="unit_edit"),
    path("<int:pk>/move/", structure.unit_move, name="unit_move"),
    path("<int:pk>/close/", structure.unit_close, name="unit_close"),
    # units.views.reorganising
    path("<int:pk>/merge/", reorganising.unit_merge, name="unit_merge"),
    path("<int:pk>/split/", reorganising.unit_split, name="unit_split"),
    path("<int:pk>/reopen/", reorganising.unit_reopen, name="unit_reopen"),
    path("reorganisations/", reorganising.reorganisation_list, name="reorganisation_list"),
    path("reorganisations/<int:pk>/call-off/", reorganising.reorganisation_call_off, name="reorganisation_call_off"),
    # units.views.people
    path("people/", people.person_list, name="person_list"),
    path("people/excel/", people.person_export, name="person_export"),
    path("<int:pk>/people/new/", people.person_create, name="person_create"),
    path("people/<int:pk>/", people.person_detail, name="person_detail"),
    path("people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:pk>/posts/new/", people.post_create, name="post_create"),
    path("posts/<int:pk>/end/", people.post_end, name="post_end"),
    path("posts/<int:pk>/hand-over/", people.post_hand_over, name="post_hand_over"),
    # units.views.keeping
    path("people/<int:pk>/account/new/", keeping.account_create, name="account_create"),
    path("people/<int:pk>/account/password/", keeping.account_renew, name="account_renew"),
    path("people/<int:pk>/account/mail/", keeping.account_mail, name="account_mail"),
    path("people/<int:pk>/account/close/", keeping.account_deactivate, name="account_deactivate"),
    path("people/<int:pk>/account/open/", keeping.account_activate, name="account_activate"),
    # units.views.inviting
    path("<int:pk>/people/invite/", inviting.people_invite, name="people_invite"),
    # units.views.networks
    path("networks/<int:pk>/", networks.network_detail, name="network_detail"),
    path("networks/<int:pk>/excel/", networks.network_export, name="network_export"),
    path("networks/<int:pk>/join/", networks.network_join, name="network_join"),
    path("networks/members/<int:pk>/leave/", networks.network_leave, name="network_leave"),
    # units.views.loading
    path("import/", loading.import_list, name="import_list"),
    path("import/<slug:kind>/", loading.import_create, name="import_create"),
    path("import/<slug:kind>/template/", loading.import_template, name="import_template"),
    path("import/<slug:kind>/excel/", loading.import_export, name="import_export"),
    path("imports/<int:pk>/", loading.import_detail, name="import_detail"),
    path("imports/<int:pk>/excel/", loading.import_preview, name="import_preview"),
    path("imports/<int:pk>/write/", loading.import_write, name="import_write"),
    path("imports/<int:pk>/discard/", loading.import_discard, name="import_discard"),
    path("imports/<int:pk>/again/", loading.import_again, name="import_again"),
    path("imports/<int:pk>/slips/", loading.import_slips, name="import_slips"),
    # units.views.why
    path("why/", why.why_seen, name="why_seen"),
    # units.views.records
    path("records/", records.record_list, name="record_list"),
    path("records/excel/", records.record_export, name="record_export"),
]
