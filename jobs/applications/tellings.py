"""What both sides of an application are told."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from jobs.applications.models import Application
from jobs.openings.models import Opening, Reviewer
from talent.accounts.models import User
from talent.companies.models import Membership
from talent.notifications.kinds import Kind, add_kinds
from talent.notifications.telling import notify, notify_many
from talent.notifications.tokens import opaque

NEWS = Kind(
    name="application_news",
    label=_("An application of mine has moved on"),
    sentence=_("Something that you have sent has moved on."),
    subject=_("There is news"),
    mail=_("Something has moved on. What it is, you read after signing in."),
    button=_("See what is new"),
)
ANSWER = Kind(
    name="application_answer",
    label=_("Somebody answers an offer of my company"),
    sentence=_("Somebody has answered an offer of your company."),
    subject=_("There is an answer"),
    mail=_("There is an answer. What it is, you read after signing in."),
    button=_("See the answer"),
)
WAIT = Kind(
    name="application_waits",
    label=_("Applications wait for my company’s answer"),
    sentence=_("Applications to an opening of your company wait for an answer."),
    subject=_("Somebody waits for an answer"),
    mail=_(
        "Somebody waits for an answer, by a day that was promised. Who and for what, you read after signing in."
    ),
    button=_("Look and decide"),
)


def add() -> None:
    """Makes this room's kinds known."""
    add_kinds(NEWS, ANSWER, WAIT)


def tell_applicant(application: Application, step: int) -> None:
    """Tells the applicant of one step, by its key."""
    assert application.profile
    event = opaque(NEWS.name, application.key, step)
    path = f"/applications/{application.key}/"
    notify(recipient=application.profile.user, kind=NEWS.name, event=event, path=path)


def tell_answer(application: Application, step: int) -> None:
    """Tells those who read an opening's applications of an answer to an offer, by the key of its step."""
    event = opaque(ANSWER.name, application.key, step)
    path = f"/c/{application.company.slug}/openings/{application.opening.key}/applications/{application.key}/"
    people = [one for one in reviewers_of(application.opening) if _may_know(one, application)]
    notify_many(recipients=people, kind=ANSWER.name, event=event, path=path)


def _may_know(reviewer: User, application: Application) -> bool:
    return Application.objects.read_by(reviewer.pk, application.company_id).filter(pk=application.pk).exists()


def tell_reviewers(opening: Opening, people: Collection[User], day: date) -> None:
    """Tells those who read an opening's applications that some wait: once on one day, whatever the causes."""
    event = opaque(WAIT.name, opening.key, day)
    path = f"/c/{opening.company.slug}/openings/{opening.key}/applications/"
    notify_many(recipients=people, kind=WAIT.name, event=event, path=path)


def reviewers_of(opening: Opening) -> list[User]:
    """Whoever reads an opening's applications, acts for its company now, and writes for it."""
    writing = Membership.objects.current().filter(company=opening.company_id).exclude(role="reader")
    named = Reviewer.objects.filter(opening=opening).order_by().values("person")
    people = User.objects.filter(pk__in=named, email__in=writing.order_by().values("email"), is_active=True)
    return list(people.order_by("pk"))
