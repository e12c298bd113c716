"""The addresses of signing in that the product offers, out of django-allauth's.

None that confirms mail addresses, signs up, signs in by a code or sets a password without the old one.
"""

from allauth.account import views
from django.urls import include, path, re_path

from units.views import acting, mail, sessions

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),  # says that accounts are given, not made
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("mail/", mail.account_mail, name="account_mail"),
    path("post/", acting.post_choose, name="post_choose"),
    path("sessions/<int:pk>/end/", sessions.session_end, name="session_end"),
]
