"""What people who act for a company are told about its openings."""

from django.utils.translation import gettext_lazy as _

from jobs.openings.models import Opening
from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.companies.models import Membership
from talent.notifications.kinds import Kind, add_kinds
from talent.notifications.telling import notify_many
from talent.notifications.tokens import opaque

NEWS = Kind(
    name="opening_news",
    label=_("There is news about an opening of my company"),
    sentence=_("The park has answered about an opening of your company, or one of them ends soon."),
    subject=_("There is news"),
    mail=_("Something for which you had waited has moved on. Sign in to read it."),
    button=_("Look at it"),
)


def add() -> None:
    """Makes this room's kinds known."""
    add_kinds(NEWS)


def told(opening: Opening) -> list[User]:
    """Who is told: those who read its applications, while they act for its company."""
    current = Membership.objects.current().filter(company=opening.company_id).order_by().values("email")
    people = User.objects.filter(pk__in=opening.reviewers.order_by().values("person"), is_active=True)
    return list(people.filter(email__in=current).order_by("pk"))


def hold_told(actor: User | None, opening: Opening) -> None:
    """Locks the actor and whoever will be told, before the company."""
    hold_people(actor.pk if actor else None, *(one.pk for one in told(opening)))


def tell_company(opening: Opening, event: object) -> None:
    """Tells the people of an opening, once for each event: a step by which it stands otherwise, or the day on which it
    ends."""
    path = f"/c/{opening.company.slug}/openings/{opening.key}/"
    notify_many(
        recipients=told(opening), kind=NEWS.name, event=opaque(NEWS.name, opening.key, event), path=path
    )
