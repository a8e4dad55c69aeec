"""Every address of the API, its schema and its documentation; the rest is a problem, not a page."""

from typing import Any

from django.urls import include, path, re_path
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config import timeline_api
from config.api import Session
from jobs.applications import api as applications
from jobs.contacts import api as contacts
from jobs.openings import api as openings
from jobs.openings.views import VERBS as OPENING_VERBS
from search.api import CompanyExperts, PublicExperts
from search.api_company import CompanyAsOthersSeeIt
from search.api_expert import CompanyExpert
from search.api_mentors import Mentor, Mentors
from search.api_openings import OneOpening, Openings
from search.api_shortlist import CompanyShortlist, Drop, Keep, Note
from talent.companies import api as companies
from talent.conversations import api as talks
from talent.experts.api import Vocabulary
from talent.mentoring import api as mentoring
from talent.mentoring import booking_api as sessions
from talent.mentoring.booking_views import VERBS as SESSION_VERBS
from talent.mentoring.questions import api as questions
from talent.mentoring.questions.views import VERBS as QUESTION_VERBS
from talent.mentoring.relations import api as relations
from talent.mentoring.relations.views import VERBS as RELATION_VERBS
from talent.mentoring.views import VERBS as OFFER_VERBS
from talent.notifications import api as notifications
from talent.programmes import api as programmes
from talent.schedule import api as schedule


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tells the schema how `Session` knows who asks."""

    target_class = Session
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class Schema(SpectacularJSONAPIView):
    """The schema, in the one language of slugs and field names."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer: Response = self._get_schema_response(request)  # type: ignore[no-untyped-call]
        return answer


class Docs(SpectacularSwaggerSplitView):
    """The schema to read and try out, from our own files alone."""

    template_name = "api/docs.html"
    url_name = "api_schema"


@extend_schema(exclude=True)
class Nothing(APIView):
    """Any other address under /api/."""

    permission_classes = [AllowAny]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotFound()


COMPANY_VERBS = {"answer": contacts.Answer, "withdraw": contacts.Withdraw, "confirm": contacts.Confirm}
EXPERT_VERBS = {
    "accept": contacts.Accept,
    "decline": contacts.Decline,
    "ask_back": contacts.AskBack,
    "take_back": contacts.TakeBack,
    "block": contacts.Block,
}

POSTING = "c/<slug:company>/openings/<uuid:key>"
OPENINGS = [
    path("c/<slug:company>/openings/", openings.CompanyOpenings.as_view(), name="api_company_openings"),
    path(f"{POSTING}/", openings.CompanyOpening.as_view(), name="api_company_opening"),
    path(f"{POSTING}/copy/", openings.CopyOpening.as_view(), name="api_copy_opening"),
    *(
        path(f"{POSTING}/{verb}/", openings.verb_view(verb), name=f"api_{verb}_opening")
        for verb in OPENING_VERBS
    ),
]
APPLY, APPLICATION = "jobs/<uuid:opening>/apply", "applications/<uuid:key>"
RECEIVED = "c/<slug:company>/openings/<uuid:opening>/applications"
DRAFT_VERBS = {
    "cv": applications.DraftCv,
    "drop_cv": applications.DropDraftCv,
    "discard": applications.DiscardDraft,
    "send": applications.SendDraft,
}
APPLICANT_VERBS = {
    "withdraw": applications.WithdrawApplication,
    "accept": applications.AcceptOffer,
    "decline": applications.DeclineOffer,
    "undo": applications.UndoAcceptance,
    "take_back": applications.TakeBackGroups,
}
DECISIONS = {
    "review": applications.ReviewApplication,
    "shortlist": applications.ShortlistApplication,
    "offer": applications.OfferApplication,
    "rescind": applications.RescindOffer,
    "refuse": applications.RefuseApplication,
    "comment": applications.CommentApplication,
}
APPLICATIONS = [
    path(f"{APPLY}/", applications.Draft.as_view(), name="api_application_draft"),
    *(
        path(f"{APPLY}/{verb}/", view.as_view(), name=f"api_draft_{verb}")
        for verb, view in DRAFT_VERBS.items()
    ),
    path("applications/", applications.Applications.as_view(), name="api_applications"),
    path(f"{APPLICATION}/", applications.OneApplication.as_view(), name="api_application"),
    *(
        path(f"{APPLICATION}/{verb}/", view.as_view(), name=f"api_application_{verb}")
        for verb, view in APPLICANT_VERBS.items()
    ),
    path(f"{RECEIVED}/", applications.CompanyApplications.as_view(), name="api_company_applications"),
    path(
        f"{RECEIVED}/<uuid:key>/", applications.CompanyApplication.as_view(), name="api_company_application"
    ),
    *(
        path(f"{RECEIVED}/<uuid:key>/{verb}/", view.as_view(), name=f"api_{verb}_application")
        for verb, view in DECISIONS.items()
    ),
]
SHORTLIST = [
    path("c/<slug:company>/shortlist/", CompanyShortlist.as_view(), name="api_company_shortlist"),
    *(
        path(f"c/<slug:company>/experts/<str:token>/{verb}/", view.as_view(), name=f"api_{verb}_expert")
        for verb, view in {"keep": Keep, "note": Note, "drop": Drop}.items()
    ),
]

TALK, OUR_TALK = "conversations/<uuid:key>", "c/<slug:company>/conversations/<uuid:key>"
TALKING = [
    path("conversations/", talks.Conversations.as_view(), name="api_conversations"),
    path(f"{TALK}/", talks.Conversation.as_view(), name="api_conversation"),
    path(f"{TALK}/leave/", talks.LeaveConversation.as_view(), name="api_leave_conversation"),
    path(f"{TALK}/mute/", talks.MuteConversation.as_view(), name="api_mute_conversation"),
    path(f"{TALK}/read/", talks.ReadConversation.as_view(), name="api_read_conversation"),
    path(f"{TALK}/reading/", talks.ShowReading.as_view(), name="api_show_reading"),
    path(f"{TALK}/block/", talks.BlockConversation.as_view(), name="api_block_conversation"),
    path(f"{TALK}/files/<uuid:file>/", talks.ConversationFile.as_view(), name="api_conversation_file"),
    path(
        "c/<slug:company>/conversations/",
        talks.CompanyConversations.as_view(),
        name="api_company_conversations",
    ),
    path(f"{OUR_TALK}/", talks.CompanyConversation.as_view(), name="api_company_conversation"),
    path(
        f"{OUR_TALK}/leave/", talks.CompanyLeaveConversation.as_view(), name="api_company_leave_conversation"
    ),
    path(f"{OUR_TALK}/mute/", talks.CompanyMuteConversation.as_view(), name="api_company_mute_conversation"),
    path(f"{OUR_TALK}/read/", talks.CompanyReadConversation.as_view(), name="api_company_read_conversation"),
    path(
        f"{OUR_TALK}/files/<uuid:file>/",
        talks.CompanyConversationFile.as_view(),
        name="api_company_conversation_file",
    ),
]

MEMBER_VERBS = {"role": companies.ChangeRole, "end": companies.EndMembership, "leave": companies.Leave}
COMPANIES = [
    path("c/", companies.MyCompanies.as_view(), name="api_my_companies"),
    path("companies/register/", companies.Register.as_view(), name="api_register_company"),
    path("companies/<slug:company>/", CompanyAsOthersSeeIt.as_view(), name="api_company"),
    path("c/<slug:company>/registration/", companies.Registration.as_view(), name="api_registration"),
    path("c/<slug:company>/registration/submit/", companies.Submit.as_view(), name="api_submit_registration"),
    path("c/<slug:company>/members/", companies.Members.as_view(), name="api_company_members"),
    *(
        path(f"c/<slug:company>/members/{verb}/", view.as_view(), name=f"api_member_{verb}")
        for verb, view in MEMBER_VERBS.items()
    ),
    path("c/<slug:company>/invitations/", companies.Invite.as_view(), name="api_invite"),
    path(
        "c/<slug:company>/invitations/<uuid:key>/withdraw/",
        companies.WithdrawInvitation.as_view(),
        name="api_withdraw_invitation",
    ),
    path(
        "invitations/<uuid:key>/accept/", companies.AcceptInvitation.as_view(), name="api_accept_invitation"
    ),
    path(
        "invitations/<uuid:key>/decline/",
        companies.DeclineInvitation.as_view(),
        name="api_decline_invitation",
    ),
]

PROGRAMME = "programmes/<slug:programme>"
PROGRAMMES = [
    path("programmes/", programmes.Programmes.as_view(), name="api_programmes"),
    path(f"{PROGRAMME}/", programmes.One.as_view(), name="api_programme"),
    path(f"{PROGRAMME}/versions/", programmes.Versions.as_view(), name="api_programme_versions"),
    path(
        f"{PROGRAMME}/versions/<int:number>/",
        programmes.OneVersion.as_view(),
        name="api_programme_version",
    ),
    path(f"{PROGRAMME}/check/", programmes.Check.as_view(), name="api_check_programme"),
    path(f"{PROGRAMME}/calculate/", programmes.Calculate.as_view(), name="api_calculate_programme"),
]

HOURS = [
    path("hours/", schedule.MyHours.as_view(), name="api_hours"),
    path("hours/days/", schedule.AddDays.as_view(), name="api_add_days"),
    path("hours/days/<uuid:key>/drop/", schedule.DropDays.as_view(), name="api_drop_days"),
    path("hours/journeys/", schedule.AddJourney.as_view(), name="api_add_journey"),
    path("hours/journeys/<uuid:key>/drop/", schedule.DropJourney.as_view(), name="api_drop_journey"),
    path("hours/calendar/", schedule.NameCalendar.as_view(), name="api_name_calendar"),
    path("hours/calendar/forget/", schedule.ForgetCalendar.as_view(), name="api_forget_calendar"),
]

MENTORING = [
    path("mentors/", Mentors.as_view(), name="api_mentors"),
    path("mentors/<uuid:key>/", Mentor.as_view(), name="api_mentor"),
    path("mentoring/offer/", mentoring.OwnOffer.as_view(), name="api_own_offer"),
    *(
        path(f"mentoring/offer/{verb}/", mentoring.verb_view(verb), name=f"api_{verb}_offer")
        for verb in OFFER_VERBS
    ),
    path("mentors/<uuid:key>/ask/", questions.AskMentor.as_view(), name="api_ask_mentor"),
    path("mentoring/questions/", questions.Questions.as_view(), name="api_mentor_questions"),
    path("mentoring/questions/<uuid:key>/", questions.OneQuestion.as_view(), name="api_mentor_question"),
    *(
        path(
            f"mentoring/questions/<uuid:key>/{verb}/", questions.verb_view(verb), name=f"api_{verb}_question"
        )
        for verb in QUESTION_VERBS
    ),
    path(
        "mentoring/propose/<slug:origin>/<uuid:key>/",
        relations.Propose.as_view(),
        name="api_propose_relation",
    ),
    path("mentoring/relations/", relations.Relations.as_view(), name="api_relations"),
    path("mentoring/relations/<uuid:key>/", relations.OneRelation.as_view(), name="api_relation"),
    path("mentoring/relations/<uuid:key>/notes/", relations.Notes.as_view(), name="api_write_note"),
    path(
        "mentoring/relations/<uuid:key>/notes/<uuid:note>/drop/",
        relations.DropNote.as_view(),
        name="api_drop_note",
    ),
    *(
        path(
            f"mentoring/relations/<uuid:key>/{verb}/", relations.verb_view(verb), name=f"api_{verb}_relation"
        )
        for verb in RELATION_VERBS
    ),
    path(
        "mentoring/sessions/<uuid:key>/feedback/",
        relations.SessionFeedback.as_view(),
        name="api_session_feedback",
    ),
    path("mentors/<uuid:key>/times/", sessions.MentorTimes.as_view(), name="api_mentor_times"),
    path("mentors/<uuid:key>/hold/", sessions.HoldTime.as_view(), name="api_hold_time"),
    path("mentoring/sessions/", sessions.Sessions.as_view(), name="api_sessions"),
    path("mentoring/sessions/<uuid:key>/", sessions.Session.as_view(), name="api_session"),
    path("mentoring/sessions/<uuid:key>/book/", sessions.BookSession.as_view(), name="api_book_session"),
    path("mentoring/sessions/<uuid:key>/times/", sessions.SessionTimes.as_view(), name="api_session_times"),
    path("mentoring/sessions/<uuid:key>/move/", sessions.MoveSession.as_view(), name="api_move_session"),
    path("mentoring/sessions/<uuid:key>/outcome/", sessions.SayOutcome.as_view(), name="api_say_outcome"),
    *(
        path(f"mentoring/sessions/<uuid:key>/{verb}/", sessions.step_view(verb), name=f"api_{verb}_session")
        for verb in SESSION_VERBS
    ),
]

version_1 = [
    *MENTORING,
    *HOURS,
    path("in-tray/", timeline_api.InTray.as_view(), name="api_in_tray"),
    path("c/<slug:company>/in-tray/", timeline_api.CompanyInTray.as_view(), name="api_company_in_tray"),
    path("timeline/", timeline_api.Timeline.as_view(), name="api_timeline"),
    *COMPANIES,
    path("schema/", Schema.as_view(), name="api_schema"),
    path("docs/", Docs.as_view(), name="api_docs"),
    path("experts/", PublicExperts.as_view(), name="api_experts"),
    path("openings/", Openings.as_view(), name="api_openings"),
    path("openings/<uuid:key>/", OneOpening.as_view(), name="api_opening"),
    path("c/<slug:company>/experts/", CompanyExperts.as_view(), name="api_company_experts"),
    path("c/<slug:company>/experts/<str:token>/", CompanyExpert.as_view(), name="api_company_expert"),
    path("c/<slug:company>/experts/<str:token>/ask/", contacts.Ask.as_view(), name="api_ask_expert"),
    path("c/<slug:company>/requests/", contacts.CompanyRequests.as_view(), name="api_company_requests"),
    path(
        "c/<slug:company>/requests/<uuid:key>/", contacts.CompanyRequest.as_view(), name="api_company_request"
    ),
    *(
        path(f"c/<slug:company>/requests/<uuid:key>/{verb}/", view.as_view(), name=f"api_company_{verb}")
        for verb, view in COMPANY_VERBS.items()
    ),
    path("requests/", contacts.Requests.as_view(), name="api_requests"),
    path("requests/<uuid:key>/", contacts.OneRequest.as_view(), name="api_request"),
    *(
        path(f"requests/<uuid:key>/{verb}/", view.as_view(), name=f"api_{verb}_request")
        for verb, view in EXPERT_VERBS.items()
    ),
    path("notifications/", notifications.Notifications.as_view(), name="api_notifications"),
    path("notifications/seen/", notifications.SeenNotifications.as_view(), name="api_see_notifications"),
    path(
        "notifications/choices/", notifications.NotificationChoices.as_view(), name="api_notification_choices"
    ),
    *OPENINGS,
    *APPLICATIONS,
    *SHORTLIST,
    *TALKING,
    *PROGRAMMES,
    path("vocabularies/<slug:kind>/", Vocabulary.as_view(), name="api_vocabulary"),
]

urlpatterns = [
    path("v1/", include(version_1)),
    re_path(r"", Nothing.as_view(), name="api_nothing"),
]
