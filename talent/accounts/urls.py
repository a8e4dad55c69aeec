from django.urls import path

from talent.accounts import leaving_views, notice_views, views

urlpatterns = [
    path("notice/", notice_views.country, name="notice"),
    path("notice/<str:group>/", notice_views.notice, name="notice_of"),
    path("signup/", notice_views.sign_up, name="account_signup"),
    path("settings/", views.settings, name="settings"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/end-others/", views.end_other_sessions, name="end_other_sessions"),
    path("sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("second-factor/", views.second_factor, name="mfa_index"),
    path("second-factor/recovery-codes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery-codes/download/",
        views.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("leave/", leaving_views.leave, name="leave"),
    path("leave/data/", leaving_views.my_data, name="my_data"),
    path("leave/quiet/", leaving_views.go_quiet, name="go_quiet"),
    path("leave/back/", leaving_views.come_back, name="come_back"),
    path("leave/erase/", leaving_views.erase, name="erase"),
    path("email/", views.email, name="account_email"),
    path("kept/", views.kept_text, name="kept"),
    path("kept/drop/", views.drop_kept, name="drop_kept"),
]
