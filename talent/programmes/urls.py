"""Addresses of the self-check; the pages of programmes themselves are the back office's."""

from django.urls import path

from talent.programmes import views

urlpatterns = [
    path("programmes/check/", views.check_all, name="check_programmes"),
    path("programmes/<slug:programme>/check/", views.check, name="programme_check"),
    path("programmes/<slug:programme>/calculator/", views.calculator, name="programme_calculator"),
]
