"""Verbs by which people come to act for a company: invited by an owner, decided by whoever holds the address, and
approved by the park where the address is not at the company's domain."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.actions import demand_plain
from talent.accounts.locks import hold_people, hold_person
from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_notice, demand_role
from talent.audit.actions import record
from talent.companies import never
from talent.companies.actions import AlreadyMember, demand_apart, held
from talent.companies.invitation_states import Side, State, Verb, step
from talent.companies.models import (
    DAYS,
    Company,
    Invitation,
    InvitationQuerySet,
    MemberRole,
    Membership,
    NeverInvited,
)
from talent.companies.registration import held_by_owner
from talent.companies.states import LIVING
from talent.companies.tellings import tell_invited
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Conflict, Exhausted
from talent.timeline.actions import close_items, forget_items

BATCH = 50


class InvitedAlready(Conflict):
    code = "invited_already"
    text = _("Your company has invited this address already, and the answer is still open.")


class InvitationsUsed(Exhausted):
    code = "invitations_used"
    text = _("As many invitations as may be sent on one day are sent. Tomorrow there is room for new ones.")


class InvitationOver(Conflict):
    code = "invitation_over"
    text = _("This invitation has moved on meanwhile. Below is how it stands now.")


@transaction.atomic
def invite(*, actor: User, company: Company, email: str, role: MemberRole, language: str) -> Invitation:
    """Invites an address, for 14 days. Whether anybody has it, and what they have said to invitations, is not even
    asked here: a task decides about the mail. Raises OwnerOnly, OddAddress, InvitationsUsed, AlreadyMember,
    InvitedAlready."""
    demand_notice(actor)
    demand_plain(email)
    hold_person(actor)
    locked, address, now = held_by_owner(actor, company), email.strip().lower(), timezone.now()
    _demand_room(actor, locked)
    if Membership.objects.filter(company=locked, email=address, ended_at=None).exists():
        raise AlreadyMember(field="email")
    same = Invitation.objects.filter(company=locked, address=address)
    expire(same.overdue(now), now)
    if same.open(now).exists():
        raise InvitedAlready(field="email")
    made = Invitation.objects.create(
        company=locked,
        address=address,
        role=role,
        language=language,
        invited_by=actor,
        invited_on=park_today(),
        state=State.WAITING,
        created_at=now,
        expires_at=now + timedelta(days=DAYS),
    )
    _record(actor, "member.invited", locked)
    return made


@transaction.atomic
def withdraw(*, actor: User, invitation: Invitation) -> None:
    """The company takes an invitation back. Raises OwnerOnly, InvitationOver."""
    company = held_by_owner(actor, invitation.company)
    _take(_held(invitation), Verb.WITHDRAW, Side.COMPANY)
    _record(actor, "invitation.withdrawn", company)


@transaction.atomic
def accept(*, actor: User, invitation: Invitation) -> State:
    """Whoever holds the address accepts: a member at once where it is at the company's domain, after the park's
    approval where not; returns which of the two. Raises Absent for another one's, InvitationOver."""
    demand_notice(actor)
    company, mine = _held_for(actor, invitation)
    at_domain = bool(company.domain) and mine.address.rpartition("@")[2] == company.domain
    _take(mine, Verb.JOIN if at_domain else Verb.ASK_PARK, Side.INVITED)
    if at_domain:
        _join(mine)
    _record(actor, f"invitation.accepted.{'joined' if at_domain else 'park'}", company)
    return State(mine.state)


@transaction.atomic
def decline(*, actor: User, invitation: Invitation) -> None:
    """Whoever holds the address declines, also while the park looks at it; the company learns that. Raises like
    `accept`."""
    company, mine = _held_for(actor, invitation)
    _take(mine, Verb.DECLINE, Side.INVITED)
    _record(actor, "invitation.declined", company)


@transaction.atomic
def approve(*, actor: User, invitation: Invitation) -> None:
    """The park approves one member whose address is not at the company's domain. Raises InvitationOver."""
    _decided(actor, invitation, Verb.APPROVE, "member.approved")


@transaction.atomic
def refuse(*, actor: User, invitation: Invitation) -> None:
    """The park does not approve that member. Raises InvitationOver."""
    _decided(actor, invitation, Verb.REFUSE, "member.refused")


@transaction.atomic
def never_again(*, token: str) -> None:
    """Whoever has the link wants no invitation to its address any more, from anybody; no account is needed. Those
    that wait go on waiting for their companies. Raises Absent for a link that is not ours."""
    NeverInvited.objects.get_or_create(digest=_opened(token))


@transaction.atomic
def allow_again(*, token: str) -> None:
    """Takes that back. Raises like `never_again`."""
    NeverInvited.objects.filter(digest=_opened(token)).delete()


def wants_none(*, token: str) -> bool:
    """Whether the address behind a link wants no invitation. Raises like `never_again`."""
    return NeverInvited.objects.filter(digest=_opened(token)).exists()


def waiting_for(user: User, now: datetime) -> list[Invitation]:
    """The invitations that the person may decide about: none where their address wants none."""
    digest = never.digest(user.email, key=settings.INVITATION_KEY)
    none = NeverInvited.objects.filter(digest=digest).order_by()
    return list(Invitation.objects.to(user, now).filter(~Exists(none)))


def expire(overdue: InvitationQuerySet, now: datetime) -> int:
    """Ends those of these invitations whose day is over; returns how many."""
    rows = list(overdue.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    for invitation in rows:
        _take(invitation, Verb.EXPIRE, Side.CLOCK, State(invitation.state))
    return len(rows)


def leave_invitations(*, actor: User, email: str) -> None:
    """The actor holds this address no more: what they have accepted by it, and the park has not approved, ends; and
    nothing written to it waits for them."""
    for key in Invitation.objects.filter(address=email).order_by("pk").values_list("key", flat=True):
        forget_items(ref=key)
    accepted = Invitation.objects.filter(address=email, state=State.PARK)
    for invitation in accepted.select_for_update(of=("self",)).order_by("pk"):
        _take(invitation, Verb.DECLINE, Side.INVITED)


def erase_invitations(user: User) -> None:
    """What the person has decided about goes. An invitation that nobody has answered stays until its day, as it does
    where nobody has the address: otherwise a company would learn that an account was there."""
    decided = (State.PARK, State.JOINED, State.DECLINED, State.REFUSED)
    Invitation.objects.filter(address=user.email, state__in=decided).delete()


def _demand_room(actor: User, company: Company) -> None:
    """Counted by company and by whoever invites, whatever becomes of an invitation."""
    today = Invitation.objects.filter(invited_on=park_today()).order_by()
    for mine in (today.filter(company=company), today.filter(invited_by=actor)):
        if mine.count() >= settings.INVITATIONS_PER_DAY:
            raise InvitationsUsed()


def _held(invitation: Invitation) -> Invitation:
    """The invitation as it is now, locked; its company is locked before it. Raises Absent where it has gone."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("company")
    found = rows.filter(pk=invitation.pk).first()
    if found is None:
        raise Absent()
    return found


def _held_for(actor: User, invitation: Invitation) -> tuple[Company, Invitation]:
    address = hold_person(actor)
    company = held(invitation.company)
    mine = _held(invitation)
    if mine.address != address or company.state not in LIVING:
        raise Absent()
    return company, mine


def _take(invitation: Invitation, verb: Verb, side: Side, state: State | None = None) -> None:
    """Moves the locked invitation on by the table. Raises InvitationOver."""
    now = timezone.now()
    found = step(verb, side, state or invitation.state_at(now))
    if found is None:
        raise InvitationOver()
    invitation.state = found.after
    invitation.ended_at = None if found.after == State.PARK else now
    invitation.save(update_fields=["state", "ended_at"])
    close_items(ref=invitation.key, now=now)


def _join(invitation: Invitation) -> None:
    """From now on the address acts for the company; where it does already, its role stays."""
    Membership.objects.get_or_create(
        company=invitation.company,
        email=invitation.address,
        ended_at=None,
        defaults={"role": invitation.role},
    )


def _decided(actor: User, invitation: Invitation, verb: Verb, deed: str) -> None:
    demand_role(actor, RoleName.MODERATOR)
    invited = User.objects.filter(email=invitation.address, is_active=True).first()
    hold_people(invited.pk if invited else None)
    company = held(invitation.company)
    demand_apart(actor, company)
    mine = _held(invitation)
    if company.state not in LIVING:
        raise InvitationOver()
    _take(mine, verb, Side.PARK)
    if mine.state == State.JOINED:
        _join(mine)
    _record(actor, deed, company)
    if invited and User.objects.filter(pk=invited.pk, email=mine.address).exists():
        tell_invited(invited, mine.pk, mine.state)


def _opened(token: str) -> str:
    try:
        return never.opened(token, key=settings.INVITATION_KEY)
    except ValueError:
        raise Absent() from None


def _record(actor: User, verb: str, company: Any) -> None:
    record(actor=actor.audit_key, verb=verb, kind="company", key=company.slug)
