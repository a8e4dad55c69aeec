from django.urls import path, register_converter

from talent.schedule import views


class FeedToken:
    regex = "[a-z2-7]{52}"
    to_python = to_url = staticmethod(str)


register_converter(FeedToken, "feed_token")

urlpatterns = [
    path("hours/", views.my_hours, name="hours"),
    path("hours/days/", views.add_days, name="add_days"),
    path("hours/days/<uuid:key>/drop/", views.drop_days, name="drop_days"),
    path("hours/journeys/", views.add_journey, name="add_journey"),
    path("hours/journeys/<uuid:key>/drop/", views.drop_journey, name="drop_journey"),
    path("hours/feed/", views.keep_feed, name="keep_feed"),
    path("hours/feed/rotate/", views.rotate_feed, name="rotate_feed"),
    path("hours/feed/end/", views.end_feed, name="end_feed"),
    path("feed/<feed_token:token>.ics", views.feed, name="feed"),
    path("hours/calendar/", views.name_calendar, name="name_calendar"),
    path("hours/calendar/forget/", views.forget_calendar, name="forget_calendar"),
]
