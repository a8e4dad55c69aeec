from django.urls import path

from jobs.contacts import views

urlpatterns = [
    path("c/<slug:company>/experts/<str:token>/ask/", views.ask, name="ask_expert"),
    path("c/<slug:company>/requests/", views.company_requests, name="company_requests"),
    path("c/<slug:company>/requests/<uuid:key>/", views.company_request, name="company_request"),
    path("c/<slug:company>/requests/<uuid:key>/withdraw/", views.withdraw, name="withdraw_request"),
    path("c/<slug:company>/requests/<uuid:key>/deleted/", views.confirm_deleted, name="confirm_deleted"),
    path("requests/", views.requests, name="requests"),
    path("requests/<uuid:key>/", views.received, name="request"),
    path("requests/<uuid:key>/accept/", views.accept, name="accept_request"),
    path("requests/<uuid:key>/decline/", views.decline, name="decline_request"),
    path("requests/<uuid:key>/ask-back/", views.ask_back, name="ask_back"),
    path("requests/<uuid:key>/take-back/", views.take_back, name="take_back"),
    path("requests/<uuid:key>/block/", views.block, name="block_request"),
]
