from django.urls import path, register_converter

from talent.mentoring import views


class OfferVerb:
    regex = "|".join(views.VERBS)
    to_python = to_url = staticmethod(str)


register_converter(OfferVerb, "offer_verb")

urlpatterns = [
    path("mentoring/offer/", views.offer, name="offer"),
    path("mentoring/offer/preview/", views.preview, name="offer_preview"),
    path("mentoring/offer/<offer_verb:verb>/", views.move, name="move_offer"),
]
