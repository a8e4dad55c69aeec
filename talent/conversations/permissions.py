"""Whose thread it is, and whether both are still there."""

from uuid import UUID

from django.utils import timezone

from talent.accounts.models import User
from talent.companies.models import Membership
from talent.conversations.models import Message, MessageQuerySet, Side, Thread
from talent.experts.audience import Audience
from talent.experts.audience import company as company_audience
from talent.experts.presence import present
from talent.lib.errors import Absent


def audience_of(membership: Membership, user: User) -> Audience:
    """Who reads, as the experts' rules know them."""
    return company_audience(membership.company_id, user.pk, waiting=membership.waiting)


def thread_of(user: User, key: UUID) -> Thread:
    """The expert's own thread. Raises Absent for everybody else's."""
    found = Thread.objects.of(user).told_apart(user, Side.EXPERT).filter(key=key).first()
    if found is None:
        raise Absent()
    return found


def thread_for(membership: Membership, user: User, key: UUID) -> Thread:
    """The company's thread with that key. Raises Absent for another company's, and for one with an expert who hides
    from this member apart from the company."""
    mine = Thread.objects.read_by(user.pk, membership.company_id)
    found = mine.told_apart(user, Side.COMPANY).filter(key=key).first()
    if found is None:
        raise Absent()
    found.company = (
        membership.company
    )  # as it was read with the member: the head of its pages is drawn from it
    return found


def demand_side(user: User, thread: Thread) -> None:
    """Raises Absent for whoever is on neither side of the thread."""
    acts = Membership.objects.current().of(user).filter(company=thread.company_id).exists()
    own = Thread.objects.of(user).filter(pk=thread.pk).exists()
    ours = Thread.objects.read_by(user.pk, thread.company_id).filter(pk=thread.pk).exists()
    if not own and not (acts and ours):
        raise Absent()


def is_there(thread: Thread, membership: Membership, user: User) -> bool:
    """Whether the expert is still there for this member of the company; one who has blocked it in this conversation
    is gone from it for good."""
    there = present(audience_of(membership, user), [thread.profile_id or 0], timezone.now())
    return bool(there) and not thread.silenced_at


def readable(thread: Thread, side: Side, there: bool) -> MessageQuerySet:
    """A company that the expert is not there for reads on what it has said itself."""
    said = Message.objects.filter(thread=thread)
    return said if there or side == Side.EXPERT else said.filter(side=Side.COMPANY)
