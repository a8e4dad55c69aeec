from django.urls import path

from talent.notifications import views

urlpatterns = [
    path("mail/", views.mailbox, name="dev_mailbox"),
    path("mail/<str:name>/", views.mail, name="dev_mail"),
]
