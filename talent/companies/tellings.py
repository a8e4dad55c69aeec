"""What people who act for a company, or are about to, are told."""

from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.companies.models import Company, Membership
from talent.notifications.kinds import Kind, add_kinds
from talent.notifications.telling import notify, notify_many
from talent.notifications.tokens import opaque

NEWS = Kind(
    name="company_news",
    label=_("There is news about a company of mine"),
    sentence=_(
        "Something for which you had waited has moved on: a registration, or your place in a company."
    ),
    subject=_("There is news"),
    mail=_("Something for which you had waited has moved on. Sign in to read it."),
    button=_("Look at it"),
)
PATH = "/c/"


def add() -> None:
    """Makes this room's kinds known."""
    add_kinds(NEWS)


def tell_owners(company: Company, step: int) -> None:
    """Tells the owners of a company that its registration stands otherwise since that step."""
    owners = Membership.objects.owners().filter(company=company).order_by().values("email")
    people = User.objects.filter(email__in=owners, is_active=True).order_by("pk")
    event = opaque(NEWS.name, "step", step)
    notify_many(recipients=list(people), kind=NEWS.name, event=event, path=PATH)


def tell_invited(user: User, invitation: int, state: str) -> None:
    """Tells somebody that the park has decided about their place in a company."""
    notify(recipient=user, kind=NEWS.name, event=opaque(NEWS.name, invitation, state), path=PATH)
