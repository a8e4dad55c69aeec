"""Verbs on companies: the moderator's, each checked here whatever page it came from."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.companies.models import Company, MemberRole, Membership, State
from talent.lib.errors import Conflict


class TakenAddress(Conflict):
    text = _("Another company has this address or this domain.")


class AlreadyMember(Conflict):
    text = _("This address is a member already.")


def create_company(*, actor: User, slug: str, name_fa: str, name_en: str, domain: str) -> Company:
    """Enters a company, not yet verified. Raises TakenAddress where slug or domain belong to another."""
    demand_role(actor, RoleName.MODERATOR)
    try:
        with transaction.atomic():
            company = Company.objects.create(
                slug=slug, name_fa=name_fa, name_en=name_en, domain=domain.strip().lower()
            )
            _record(actor, "company.created", company)
    except IntegrityError:
        raise TakenAddress() from None
    return company


@transaction.atomic
def verify_company(*, actor: User, company: Company) -> Company:
    """Verifies: from now on its members may search. Gives it the next number, also after a suspension."""
    demand_role(actor, RoleName.MODERATOR)
    list(Company.objects.select_for_update().order_by("pk").values_list("pk"))  # one number at a time
    locked = _locked(company)
    if locked.state != State.VERIFIED:
        highest = Company.objects.order_by().aggregate(top=Max("number"))["top"] or 0
        locked.state, locked.number = State.VERIFIED, highest + 1
        locked.save(update_fields=["state", "number"])
        _record(actor, "company.verified", locked)
    return locked


@transaction.atomic
def suspend_company(*, actor: User, company: Company) -> Company:
    """Suspends: its members are out at their next request."""
    demand_role(actor, RoleName.MODERATOR)
    locked = _locked(company)
    if locked.state != State.SUSPENDED:
        locked.state = State.SUSPENDED
        locked.save(update_fields=["state"])
        _record(actor, "company.suspended", locked)
    return locked


def add_member(*, actor: User, company: Company, email: str, role: MemberRole) -> Membership:
    """Binds an address to a company; whoever confirms that address is a member. Raises AlreadyMember."""
    demand_role(actor, RoleName.MODERATOR)
    try:
        with transaction.atomic():
            added = Membership.objects.create(company=company, email=email.strip().lower(), role=role)
            _record(actor, f"member.added.{role}", company)
    except IntegrityError:
        raise AlreadyMember() from None
    return added


@transaction.atomic
def end_membership(*, actor: User, membership: Membership) -> None:
    """Ends a membership: out at the next request."""
    demand_role(actor, RoleName.MODERATOR)
    current = Membership.objects.filter(pk=membership.pk, ended_at=None)
    if current.update(ended_at=timezone.now()):
        _record(actor, "member.removed", membership.company)


def _locked(company: Company) -> Company:
    return Company.objects.select_for_update().get(pk=company.pk)


def _record(actor: User, verb: str, company: Company) -> None:
    record(actor=actor.audit_key, verb=verb, kind="company", key=company.slug)
