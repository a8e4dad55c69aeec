from django.urls import path

from talent.schedule import views

urlpatterns = [
    path("hours/", views.my_hours, name="hours"),
    path("hours/days/", views.add_days, name="add_days"),
    path("hours/days/<uuid:key>/drop/", views.drop_days, name="drop_days"),
    path("hours/journeys/", views.add_journey, name="add_journey"),
    path("hours/journeys/<uuid:key>/drop/", views.drop_journey, name="drop_journey"),
    path("hours/calendar/", views.name_calendar, name="name_calendar"),
    path("hours/calendar/forget/", views.forget_calendar, name="forget_calendar"),
]
