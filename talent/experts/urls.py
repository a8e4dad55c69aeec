from django.urls import path

from talent.experts import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/skills/", views.skills, name="profile_skills"),
    path("profile/skills/set/", views.set_skill, name="profile_set_skill"),
    path("profile/skills/drop/", views.drop_skill, name="profile_drop_skill"),
    path("profile/facts/", views.facts, name="profile_facts"),
    path("profile/words/", views.words, name="profile_words"),
    path("profile/level/", views.level, name="profile_level"),
    path("profile/listing/", views.listing, name="profile_listing"),
    path("profile/confirm/", views.confirm, name="profile_confirm"),
    path("profile/hidden/", views.hidden, name="profile_hidden"),
    path("profile/hidden/hide/", views.hide, name="profile_hide"),
]
