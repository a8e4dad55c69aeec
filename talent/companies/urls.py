from django.urls import path

from talent.companies import views

urlpatterns = [
    path("c/", views.mine, name="my_companies"),
    path("c/<slug:company>/code/", views.code, name="company_code"),
]
