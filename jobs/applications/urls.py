from django.urls import path

from jobs.applications import company_views, views
from jobs.applications.states import Verb

OURS = "c/<slug:company>/openings/<uuid:opening>/applications/"

urlpatterns = [
    path("jobs/<uuid:opening>/apply/", views.apply_to, name="apply_to"),
    path("jobs/<uuid:opening>/apply/save/", views.save, name="apply_save"),
    path("jobs/<uuid:opening>/apply/preview/", views.preview, name="apply_preview"),
    path("jobs/<uuid:opening>/apply/discard/", views.discard, name="apply_discard"),
    path("applications/", views.applications, name="applications"),
    path("applications/<uuid:key>/", views.application, name="application"),
    path("applications/<uuid:key>/file/", views.file, name="application_file"),
    path("applications/<uuid:key>/withdraw/", views.withdraw, name="withdraw_application"),
    path("applications/<uuid:key>/accept/", views.accept, name="accept_offer"),
    path("applications/<uuid:key>/decline/", views.decline, name="decline_offer"),
    path("applications/<uuid:key>/undo/", views.undo, name="undo_acceptance"),
    path("applications/<uuid:key>/take-back/", views.take_back, name="take_back_groups"),
    path("c/<slug:company>/openings/", company_views.openings, name="company_openings"),
    path(OURS, company_views.applications, name="company_applications"),
    path(f"{OURS}export/", company_views.export, name="export_applications"),
    path(f"{OURS}<uuid:key>/", company_views.application, name="company_application"),
    path(f"{OURS}<uuid:key>/file/", company_views.file, name="company_application_file"),
    *(
        path(f"{OURS}<uuid:key>/{verb}/", company_views.decide, {"verb": verb}, name=f"{verb}_application")
        for verb in (Verb.REVIEW, Verb.SHORTLIST, Verb.OFFER, Verb.RESCIND, Verb.REFUSE)
    ),
]
