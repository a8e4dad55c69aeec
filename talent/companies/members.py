"""Verbs on the members of a company, by its owners, and leaving it oneself."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_person
from talent.accounts.models import User
from talent.audit.actions import record
from talent.companies.actions import held
from talent.companies.models import CodeAcceptance, Company, MemberRole, Membership, State
from talent.companies.registration import held_by_owner
from talent.lib.errors import Absent, Conflict


class LastOwner(Conflict):
    code = "last_owner"
    text = _("The company would be left without an owner. Make somebody else an owner first.")


@transaction.atomic
def change_role(*, actor: User, company: Company, email: str, role: MemberRole) -> None:
    """Makes a member something else. The old role ends as its own row, and a new one begins: an owner ties companies
    to one family for a year beyond the end. What was accepted stays accepted. Raises OwnerOnly, Absent, LastOwner."""
    locked = held_by_owner(actor, company)
    old = _current(locked, email)
    if old.role == role:
        return
    _demand_owner_left(locked, old)
    _end(old)
    new = Membership.objects.create(company=locked, email=old.email, role=role)
    CodeAcceptance.objects.filter(membership=old).update(membership=new)
    _record(actor, f"member.role.{role}", locked)


@transaction.atomic
def remove(*, actor: User, company: Company, email: str) -> None:
    """Ends somebody's membership: out at the next request. Raises OwnerOnly, Absent, LastOwner."""
    locked = held_by_owner(actor, company)
    mine = _current(locked, email)
    _demand_owner_left(locked, mine)
    _end(mine)
    _record(actor, "member.removed", locked)


@transaction.atomic
def leave(*, actor: User, company: Company) -> None:
    """Ends one's own membership, whatever the role. Raises Absent, LastOwner."""
    email = hold_person(actor)
    locked = held(company)
    mine = _current(locked, email)
    _demand_owner_left(locked, mine)
    _end(mine)
    _record(actor, "member.left", locked)


def carry_drafts(*, actor: User, email: str) -> None:
    """The actor holds another address than `email` now: a registration that the park has not seen goes on under it.
    Nobody has vouched for the old one yet; whatever the park knows is left behind with it."""
    drafts = Membership.objects.filter(email=email, person=None, ended_at=None, company__state=State.DRAFT)
    address = hold_person(actor)
    held_now = Membership.objects.filter(email=address, ended_at=None).order_by().values("company")
    drafts.exclude(company__in=held_now).update(email=address)


def erase_drafts(user: User) -> None:
    """A registration that the park has never seen goes with its only owner; whatever the park knows stays, and waits
    there for an owner."""
    owned = Membership.objects.owners().of(user).filter(company__state=State.DRAFT)
    for company in [held(one.company) for one in owned.select_related("company").order_by("company_id")]:
        if not Membership.objects.owners().filter(company=company).exclude(email=user.email).exists():
            company.delete()


def _current(company: Company, email: str) -> Membership:
    found = Membership.objects.filter(company=company, email=email.strip().lower(), ended_at=None).first()
    if found is None:
        raise Absent()
    return found


def _demand_owner_left(company: Company, leaving: Membership) -> None:
    """The company is locked: of two owners who leave in one second, one stays."""
    others = Membership.objects.owners().filter(company=company).exclude(pk=leaving.pk)
    if leaving.role == MemberRole.OWNER and not others.exists():
        raise LastOwner()


def _end(membership: Membership) -> None:
    Membership.objects.filter(pk=membership.pk).update(ended_at=timezone.now())


def _record(actor: User, verb: str, company: Company) -> None:
    record(actor=actor.audit_key, verb=verb, kind="company", key=company.slug)
