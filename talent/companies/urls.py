from django.urls import path

from talent.companies import views

urlpatterns = [path("c/", views.mine, name="my_companies")]
