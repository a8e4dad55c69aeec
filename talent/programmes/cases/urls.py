from django.urls import path

from talent.programmes.cases import views

urlpatterns = [
    path("programmes/<slug:slug>/tell/", views.tell_office, name="tell_office"),
    path("programmes/<slug:slug>/tell/answers/", views.tell_answers, name="tell_answers"),
    path("cases/", views.cases, name="cases"),
    path("cases/<uuid:key>/", views.case, name="case"),
    path("cases/<uuid:key>/withdraw/", views.withdraw_case, name="withdraw_case"),
    path("cases/<uuid:key>/read/", views.read_answer, name="read_answer"),
]
