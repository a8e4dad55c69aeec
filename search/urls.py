from django.urls import path, register_converter

from search import board_views, match_views, mentor_views, shortlist_views, views


class SeenByKind:
    regex = "companies|anyone"
    to_python = to_url = staticmethod(str)


register_converter(SeenByKind, "seen_by_kind")

urlpatterns = [
    path("mentors/", mentor_views.mentors, name="mentors"),
    path("mentors/<uuid:key>/", mentor_views.mentor, name="mentor"),
    path("profile/seen-by/<seen_by_kind:kind>/", views.seen_by, name="seen_by"),
    path("experts/", views.directory, name="directory"),
    path("c/<slug:company>/experts/", views.company_directory, name="company_directory"),
    path("c/<slug:company>/experts/<str:token>/", views.expert, name="expert"),
    path("c/<slug:company>/experts/<str:token>/cv/", views.expert_cv, name="expert_cv"),
    path("c/<slug:company>/experts/<str:token>/keep/", shortlist_views.keep_expert, name="keep_expert"),
    path("c/<slug:company>/experts/<str:token>/note/", shortlist_views.note_expert, name="note_expert"),
    path("c/<slug:company>/experts/<str:token>/drop/", shortlist_views.drop_expert, name="drop_expert"),
    path("c/<slug:company>/shortlist/", shortlist_views.shortlist, name="company_shortlist"),
    path("jobs/", board_views.board, name="board"),
    path("jobs/feed/", board_views.board_feed, name="board_feed"),
    path("jobs/<uuid:opening>/", board_views.opening, name="opening"),
    path("applications/<uuid:key>/opening/", board_views.applied_opening, name="applied_opening"),
    path("jobs/for-me/", match_views.openings_for_me, name="openings_for_me"),
    path(
        "c/<slug:company>/openings/<uuid:opening>/experts/",
        match_views.experts_for_opening,
        name="experts_for_opening",
    ),
    path(
        "c/<slug:company>/openings/<uuid:opening>/preview/",
        board_views.opening_preview,
        name="opening_preview",
    ),
    path("matching/", match_views.how_matching_works, name="how_matching_works"),
    path("companies/<slug:company>/", views.company_page, name="company_page"),
    path("points/", views.points, name="points"),
    path("profile/skills/read/", views.read_skills, name="read_skills"),
    path("profile/skills/add/", views.add_skills, name="add_skills"),
    path("skills/", views.skills, name="skills"),
]
