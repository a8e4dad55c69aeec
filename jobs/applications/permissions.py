"""Whose application it is, to which opening one may apply, and who of a company reads what."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from jobs.applications.models import Application, ApplicationQuerySet
from jobs.openings.models import Opening, Reviewer
from jobs.openings.states import State as OpeningState
from talent.accounts.models import User
from talent.companies.models import Membership
from talent.companies.models import State as CompanyState
from talent.companies.permissions import membership_of, recruits
from talent.experts.audience import Audience
from talent.experts.audience import company as company_audience
from talent.experts.models import Profile
from talent.experts.models.hiding import hidden_from
from talent.lib.errors import Absent


@dataclass(frozen=True, slots=True)
class Desk:
    """A member of a company before the applications to one of its openings. `reviews`: is named as somebody who reads
    them, and does not merely read for the company by now; `writes`: decides, too; `by_number`: of some of them a number
    alone is known, so that no order may tell when they came."""

    user: User
    membership: Membership
    opening: Opening
    reviews: bool
    writes: bool
    by_number: bool

    @property
    def audience(self) -> Audience:
        """Who reads, as the experts' rules know them."""
        return company_audience(self.opening.company_id, self.user.pk, waiting=self.membership.waiting)

    @property
    def applications(self) -> ApplicationQuerySet:
        """What was sent to the opening, as far as this member may know of it."""
        return Application.objects.read_by(self.user.pk, self.opening.company_id).filter(opening=self.opening)

    def opens(self, application: Application) -> bool:
        """Whether this member may read what was sent: of a blind one, reviewers alone."""
        return self.reviews or not application.is_blind


def opening_for(user: User, key: UUID) -> Opening:
    """An opening that is or was on the board, for somebody who may know of it; one that the park has removed, for
    whoever has written to it. Raises Absent for every other; for one of a company that the person hides from or
    belongs to, with the same statements."""
    known = Opening.objects.filter(key=key, shown__isnull=False, company__state=CompanyState.VERIFIED)
    mine = Q(pk__in=Application.objects.of(user).order_by().values("opening"))
    found = known.filter(mine | ~Q(state=OpeningState.REMOVED)).select_related("company", "shown").first()
    kept = kept_from(user, found.company_id if found else 0)
    if found is None or kept:
        raise Absent()
    return found


def kept_from(user: User, company: int) -> bool:
    """Whether the person hides from the company with that key or belongs to it, so that applying there leads nowhere:
    two SQL, whatever the answer."""
    hidden = Profile.objects.filter(hidden_from(company_audience(company)), user=user).order_by().exists()
    own = Membership.objects.current().of(user).filter(company=company).order_by().exists()
    return hidden or own


def application_of(user: User, key: UUID) -> Application:
    """The person's own, which was sent. Raises Absent for everybody else's."""
    rows = Application.objects.of(user).sent().filter(key=key)
    found = rows.telling_end().select_related("company", "opening__shown", "edition", "profile").first()
    if found is None:
        raise Absent()
    return found


def desk_of(user: User, company: str, key: UUID) -> Desk:
    """The desk of a member of that company at one of its openings that was ever on the board. Raises Absent for
    another's; what `membership_of` raises."""
    membership = membership_of(user, company)
    nameless = Application.objects.read_by(user.pk, membership.company_id).filter(handle_en="").order_by()
    ours = Opening.objects.filter(company=membership.company_id, key=key, shown__isnull=False)
    opening = (
        ours.annotate(has_nameless=Exists(nameless.filter(opening=OuterRef("pk"))))
        .select_related("shown")
        .first()
    )
    if opening is None:
        raise Absent()
    opening.company = membership.company
    named, writes = (
        Reviewer.objects.filter(opening=opening, person=user).order_by().exists(),
        recruits(membership),
    )
    by_number = getattr(opening, "has_nameless", False) or bool(opening.shown and opening.shown.is_blind)
    return Desk(user, membership, opening, named and writes, writes, by_number)


def application_for(desk: Desk, key: UUID) -> Application:
    """One application at that desk. Raises Absent for another's, and for one of somebody who hides from this member."""
    rows = desk.applications.filter(key=key).select_related("edition", "profile__user", "cv")
    found = rows.first()
    if found is None:
        raise Absent()
    found.opening, found.company = desk.opening, desk.opening.company
    return found
