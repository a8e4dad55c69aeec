"""What happens to invitations by itself: their mails leave, open ones end, old ones go."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.companies import never
from talent.companies.emails import queue_invitation
from talent.companies.invitation_states import State as InvitationState
from talent.companies.joining import BATCH, expire, waiting_for
from talent.companies.models import (
    KEPT_DAYS,
    RECENT_DAYS,
    Company,
    Invitation,
    Membership,
    NeverInvited,
    State,
)
from talent.companies.waiting import INVITED, RETURNED, ref_of, wait_for_owners
from talent.lib.rounds import each_alone, until_none_left
from talent.timeline.actions import forget_items, open_item
from talent.timeline.models import Item, Owner


def send_invitations(now: datetime) -> int:
    """Writes the mails of new invitations; returns how many were decided about. Not done by the company's own
    request, whose time would say whether the address wants any."""
    unsent = list(Invitation.objects.unsent(now).order_by("pk")[:BATCH])
    return each_alone(unsent, lambda invitation: _send(invitation, now))


@transaction.atomic
def _send(invitation: Invitation, now: datetime) -> bool:
    """No mail goes to whoever wants none, or has gone quiet. To the company it looks the same."""
    rows = Invitation.objects.unsent(now).select_for_update(of=("self",)).select_related("company")
    locked = rows.filter(pk=invitation.pk).first()
    if locked is None:
        return False
    digest = never.digest(locked.address, key=settings.INVITATION_KEY)
    quiet = User.objects.filter(email=locked.address).exclude(quiet_since=None)
    if not NeverInvited.objects.filter(digest=digest).exists() and not quiet.exists():
        queue_invitation(locked)
    Invitation.objects.filter(pk=locked.pk).update(sent_at=now)
    return True


def settle_waiting(now: datetime) -> int:
    """Lets invitations wait for whoever holds their address, and nothing for whoever may not decide about it any
    more (a new address, a wish for none, a suspended company, an owner no more); returns how many have changed. Not
    done by the request of whoever invites, for the same reason."""
    for company in Company.objects.filter(state=State.RETURNED).order_by("pk"):
        wait_for_owners(company, now)  # also for whoever became one since
    return each_alone((_wait_each, _settle_each), lambda work: work(now))


def _wait_each(now: datetime) -> int:
    return each_alone(_unknown(now), lambda pair: _wait(*pair, now))


def _settle_each(now: datetime) -> int:
    return each_alone(_stale(now), lambda item: _settle(item, now))


def _unknown(now: datetime) -> list[tuple[int, int]]:
    """Invitations, by key, that do not wait yet for the people who hold their addresses, by key."""
    waits = Item.objects.filter(kind=INVITED, ref=OuterRef("key"), closed_at=None)
    rows = Invitation.objects.open(now).filter(~Exists(waits), state=InvitationState.WAITING)
    holder = User.objects.filter(email=OuterRef("address"), is_active=True).values("pk")
    found = rows.annotate(holder=holder[:1]).exclude(holder=None).order_by("pk")
    digests = {one.pk: never.digest(one.address, key=settings.INVITATION_KEY) for one in found}
    none = set(NeverInvited.objects.filter(digest__in=digests.values()).values_list("digest", flat=True))
    return [(one.pk, vars(one)["holder"]) for one in found if digests[one.pk] not in none]


@transaction.atomic
def _wait(pk: int, holder: int, now: datetime) -> bool:
    hold_people(holder)
    person = User.objects.filter(pk=holder).first()
    mine = next((one for one in (waiting_for(person, now) if person else ()) if one.pk == pk), None)
    if mine:
        due = timezone.localdate(mine.expires_at)
        open_item(owner_kind=Owner.PERSON, owner=holder, kind=INVITED, ref=mine.key, since=now, due=due)
    return bool(mine)


def _stale(now: datetime) -> list[Item]:
    """What waits for people who may not decide about it any more."""
    items = list(Item.objects.filter(kind__in=(INVITED, RETURNED), closed_at=None).order_by("pk"))
    people = User.objects.in_bulk({item.owner for item in items})
    mine = {pk: _decides(person, now) for pk, person in people.items()}
    return [item for item in items if item.ref not in mine.get(item.owner, ())]


def _decides(person: User, now: datetime) -> set[UUID]:
    """What the person may decide about."""
    returned = Membership.objects.owners().of(person).filter(company__state=State.RETURNED)
    registrations = returned.order_by().values_list("company", flat=True)
    return {one.key for one in waiting_for(person, now)} | {ref_of(pk) for pk in registrations}


def _settle(item: Item, now: datetime) -> bool:
    mine = Item.objects.filter(pk=item.pk, closed_at=None)
    if item.kind == RETURNED:  # of a company that is not theirs any more nothing stays to be told
        return mine.delete()[0] > 0
    return mine.update(closed_at=now) > 0


def expire_due(now: datetime) -> int:
    """Ends invitations that nobody has answered for 14 days; returns how many."""
    return until_none_left(lambda: _expire_some(now))


@transaction.atomic
def _expire_some(now: datetime) -> int:
    return expire(Invitation.objects.overdue(now), now)


def forget_over(now: datetime) -> int:
    """Removes invitations that ended a month ago; returns how many."""
    over = Invitation.objects.filter(ended_at__lt=now - timedelta(days=KEPT_DAYS))
    return each_alone(over.order_by("pk"), _forget)


@transaction.atomic
def _forget(invitation: Invitation) -> bool:
    forget_items(ref=invitation.key)
    return invitation.delete()[0] > 0


def forget_drafts(now: datetime) -> int:
    """Removes registrations that were begun a year ago and never sent to the park; returns how many."""
    old = Company.objects.filter(state=State.DRAFT, created_at__lt=now - timedelta(days=RECENT_DAYS))
    return sum(company.delete()[0] > 0 for company in old)
