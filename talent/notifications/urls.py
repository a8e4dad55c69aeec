from django.urls import path

from talent.notifications import views

urlpatterns = [
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/seen/", views.see_all, name="see_all_notifications"),
    path("notifications/<uuid:key>/", views.open_notification, name="open_notification"),
    path("account/notifications/", views.choices, name="notification_choices"),
    path("account/address/", views.address_again, name="address_again"),
    path("account/address/<str:token>/", views.confirm_address, name="confirm_address"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
