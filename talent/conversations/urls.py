from django.urls import path

from talent.conversations import report_views, views

urlpatterns = [
    path("conversations/", views.conversations, name="conversations"),
    path("conversations/<uuid:key>/", views.conversation, name="conversation"),
    path("conversations/<uuid:key>/leave/", views.leave, name="leave_conversation"),
    path("conversations/<uuid:key>/mute/", views.mute, name="mute_conversation"),
    path("conversations/<uuid:key>/read/", views.read, name="read_conversation"),
    path("conversations/<uuid:key>/reading/", views.reading, name="show_reading"),
    path("conversations/<uuid:key>/block/", views.block, name="block_conversation"),
    path("conversations/<uuid:key>/report/", report_views.report, name="report_conversation"),
    path(
        "c/<slug:company>/conversations/<uuid:key>/report/",
        report_views.company_report,
        name="company_report_conversation",
    ),
    path("conversations/<uuid:key>/files/<uuid:file>/", views.file, name="conversation_file"),
    path(
        "c/<slug:company>/conversations/<uuid:key>/files/<uuid:file>/",
        views.company_file,
        name="company_conversation_file",
    ),
    path("c/<slug:company>/conversations/", views.company_conversations, name="company_conversations"),
    path(
        "c/<slug:company>/conversations/<uuid:key>/", views.company_conversation, name="company_conversation"
    ),
    path(
        "c/<slug:company>/conversations/<uuid:key>/leave/",
        views.company_leave,
        name="company_leave_conversation",
    ),
    path(
        "c/<slug:company>/conversations/<uuid:key>/mute/",
        views.company_mute,
        name="company_mute_conversation",
    ),
    path(
        "c/<slug:company>/conversations/<uuid:key>/read/",
        views.company_read,
        name="company_read_conversation",
    ),
]
