from django.urls import path, register_converter

from jobs.openings import views


class OpeningVerb:
    regex = "|".join(views.VERBS)
    to_python = to_url = staticmethod(str)


register_converter(OpeningVerb, "opening_verb")
_ONE = "c/<slug:company>/openings/<uuid:opening>/"

urlpatterns = [
    path("c/<slug:company>/openings/new/", views.start, name="start_opening"),
    path("c/<slug:company>/openings/skills/", views.skill_names, name="opening_skills"),
    path(_ONE, views.opening, name="company_opening"),
    path(f"{_ONE}copy/", views.copy, name="copy_opening"),
    path(f"{_ONE}write/", views.write, name="write_opening"),
    path(f"{_ONE}readers/", views.reviewers, name="opening_reviewers"),
    path(f"{_ONE}<opening_verb:verb>/", views.move, name="move_opening"),
]
