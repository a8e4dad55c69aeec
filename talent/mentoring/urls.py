from django.urls import path, register_converter

from talent.mentoring import booking_views, views


class OfferVerb:
    regex = "|".join(views.VERBS)
    to_python = to_url = staticmethod(str)


class SessionVerb:
    regex = "|".join(booking_views.VERBS)
    to_python = to_url = staticmethod(str)


register_converter(OfferVerb, "offer_verb")
register_converter(SessionVerb, "session_verb")
ONE = "mentoring/sessions/<uuid:key>/"

urlpatterns = [
    path("mentoring/offer/", views.offer, name="offer"),
    path("mentoring/offer/preview/", views.preview, name="offer_preview"),
    path("mentors/<uuid:key>/times/", booking_views.mentor_times, name="mentor_times"),
    path("mentors/<uuid:key>/hold/", booking_views.hold_time, name="hold_time"),
    path("mentoring/sessions/", booking_views.sessions, name="sessions_with_mentors"),
    path(ONE, booking_views.session, name="session"),
    path(f"{ONE}times/", booking_views.session_times, name="session_times"),
    path(f"{ONE}move/", booking_views.move_session, name="move_session"),
    path(f"{ONE}join/", booking_views.join_session, name="join_session"),
    path(f"{ONE}meeting.ics", booking_views.session_file, name="session_file"),
    path("meetings/<uuid:key>/", booking_views.meeting, name="meeting"),
    path(f"{ONE}outcome/", booking_views.say_outcome, name="say_outcome"),
    path(f"{ONE}<session_verb:verb>/", booking_views.step_session, name="step_session"),
    path("mentoring/offer/<offer_verb:verb>/", views.move, name="move_offer"),
]
