"""As whom somebody looks for mentors, and for whom an offer can be."""

from django.conf import settings

from talent.accounts.models import User
from talent.companies.code import current_code
from talent.companies.models import Membership
from talent.experts.audience import PUBLIC, Audience, Kind, network
from talent.experts.audience import company as company_audience
from talent.experts.models import Profile
from talent.mentoring.models import ForWhom, Offer, Relation

HOME = "iran"
"""The region of the vocabulary in which people live who have returned."""


def reader_of(user: object) -> Audience:
    """A member of a verified company whose code they have accepted looks as such, everybody else who is signed in as
    somebody of the network, a visitor as anyone."""
    if not isinstance(user, User):
        return PUBLIC
    for one in _ready(user):
        return company_audience(one.company_id, user.pk, waiting=one.waiting)
    return network(user.pk)


def kinds_of(user: User, reader: Audience | None = None) -> set[str]:
    """Which of the people for whom offers can be this person is: by their memberships, and by the region of their
    profile. Somebody who has said neither is none. `reader`: as whom they look, where that is known already."""
    region = Profile.objects.filter(user=user).order_by().values_list("region__slug", flat=True).first()
    found = {str(ForWhom.RETURNED if region == HOME else ForWhom.ABROAD)} if region else set()
    return found | ({str(ForWhom.COMPANIES)} if (reader or reader_of(user)).kind == Kind.COMPANY else set())


def is_for(user: User, offer: Offer, reader: Audience | None = None) -> bool:
    """Whether the offer is for this person: for people as they are, or because its mentor has agreed with them to meet
    several times, wherever they live since."""
    mine = Relation.objects.living().filter(guest=user, offer=offer)
    return bool(kinds_of(user, reader) & set(offer.for_whom)) or mine.exists()


def _ready(user: User) -> list[Membership]:
    """Memberships by which the person may see people: conditions that are not met yet lead nowhere here."""
    if settings.REQUIRE_SECOND_FACTOR and not user.has_second_factor:
        return []
    mine = Membership.objects.living().of(user)
    if not mine.exists():  # as it is with most
        return []
    rows = mine.reading(current_code().version)
    return [one for one in rows if one.company.is_verified and one.code_accepted]
