from django.urls import path

from talent.experts import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/skills/", views.skills, name="profile_skills"),
    path("profile/skills/set/", views.set_skill, name="profile_set_skill"),
    path("profile/skills/drop/", views.drop_skill, name="profile_drop_skill"),
    path("profile/facts/", views.facts, name="profile_facts"),
    path("profile/asking/", views.asking, name="profile_asking"),
    path("profile/words/", views.words, name="profile_words"),
    path("profile/names/", views.details, {"part": "names"}, name="profile_names"),
    path("profile/contact/", views.details, {"part": "contact"}, name="profile_contact"),
    path("profile/links/", views.details, {"part": "links"}, name="profile_links"),
    path("profile/work/", views.rows, {"part": "experience"}, name="profile_experience"),
    path("profile/education/", views.rows, {"part": "education"}, name="profile_education"),
    path("profile/cv/", views.cv, name="profile_cv"),
    path("profile/cv/file/", views.cv_file, name="profile_cv_file"),
    path("profile/recognisable/", views.recognisable, name="profile_recognisable"),
    path("profile/level/", views.level, name="profile_level"),
    path("profile/listing/", views.listing, name="profile_listing"),
    path("profile/confirm/", views.confirm, name="profile_confirm"),
    path("profile/looks/", views.looks, name="profile_looks"),
    path("profile/hidden/", views.hidden, name="profile_hidden"),
    path("profile/hidden/hide/", views.hide, name="profile_hide"),
    path("profile/hidden/domain/", views.hide_domain, name="profile_hide_domain"),
]
