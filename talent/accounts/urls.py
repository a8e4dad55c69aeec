from django.urls import path

from talent.accounts import views

urlpatterns = [path("settings/", views.settings, name="settings")]
