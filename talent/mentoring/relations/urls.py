from django.urls import path, register_converter

from talent.mentoring.models import Origin
from talent.mentoring.relations import views


class RelationVerb:
    regex = "|".join(views.VERBS)
    to_python = to_url = staticmethod(str)


class Before:
    regex = "|".join(Origin.values)
    to_python = to_url = staticmethod(str)


register_converter(RelationVerb, "relation_verb")
register_converter(Before, "origin")

urlpatterns = [
    path("mentoring/propose/<origin:origin>/<uuid:key>/", views.propose, name="propose_relation"),
    path("mentoring/relations/", views.relations, name="relations"),
    path("mentoring/relations/<uuid:key>/", views.relation, name="relation"),
    path("mentoring/relations/<uuid:key>/notes/", views.write_note, name="write_note"),
    path("mentoring/relations/<uuid:key>/notes/<uuid:note>/drop/", views.drop_note, name="drop_note"),
    path("mentoring/relations/<uuid:key>/<relation_verb:verb>/", views.move, name="move_relation"),
    path("mentoring/sessions/<uuid:key>/feedback/", views.feedback, name="session_feedback"),
]
