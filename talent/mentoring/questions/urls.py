from django.urls import path, register_converter

from talent.mentoring.questions import views


class QuestionVerb:
    regex = "|".join(views.VERBS)
    to_python = to_url = staticmethod(str)


register_converter(QuestionVerb, "question_verb")

urlpatterns = [
    path("mentors/<uuid:key>/ask/", views.ask, name="ask_mentor"),
    path("mentoring/questions/", views.questions, name="mentor_questions"),
    path("mentoring/questions/<uuid:key>/", views.question, name="mentor_question"),
    path("mentoring/questions/<uuid:key>/<question_verb:verb>/", views.move, name="move_question"),
]
