"""Verbs on companies: the moderator's, each checked here whatever page it came from."""

from secrets import token_hex
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.actions import OddAddress as OddAddress
from talent.accounts.actions import demand_plain
from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.companies.code import current_code
from talent.companies.models import Approval, CodeAcceptance, Company, MemberRole, Membership, State
from talent.lib.errors import Conflict, Forbidden, Refused
from talent.lib.hosts import free_mail_hosts


class TakenAddress(Conflict):
    text = _("Another company has this address or this national ID.")


class AlreadyMember(Conflict):
    text = _("This address is a member already.")


class ApprovedAlready(Conflict):
    text = _("You have approved this company already. Another moderator has to look at it too.")


class Incomplete(Refused):
    code = "incomplete"
    text = _("To be verified, a company needs a national ID and a contract with the park.")


class FreeMailHost(Refused):
    code = "free_mail_host"
    text = _("Anybody gets an address at this host, so it is not a company’s domain.")


class Details(TypedDict, total=False):
    """What a company is. `domain` as typed; `national_id` eleven digits, checked by the form."""

    slug: str
    name_fa: str
    name_en: str
    domain: str
    national_id: str | None
    contract_number: str
    parent: Company | None
    park_fa: str
    park_en: str
    site_fa: str
    site_en: str
    makes_fa: str
    makes_en: str


def create_company(*, actor: User, **details: Unpack[Details]) -> Company:
    """Enters a company, not yet verified. Raises TakenAddress where slug or national ID belong to another,
    FreeMailHost where anybody gets an address at the domain."""
    demand_role(actor, RoleName.MODERATOR)
    return _saved(actor, "company.created", Company(), details)


def change_company(*, actor: User, company: Company, **details: Unpack[Details]) -> Company:
    """Changes what a company is; a new parent or domain changes its family from the next request on.
    Raises like `create_company`, and OwnParent where it would stand above itself."""
    demand_role(actor, RoleName.MODERATOR)
    if (parent := details.get("parent")) and (parent == company or company.pk in _above(parent)):
        raise OwnParent(field="parent")
    return _saved(actor, "company.changed", company, details)


class OwnParent(Refused):
    code = "own_parent"
    text = _("A company cannot stand above itself.")


@transaction.atomic
def verify_company(*, actor: User, company: Company) -> Company:
    """Approves a company; with the last approval that is needed (settings.APPROVALS_TO_VERIFY, from as many
    moderators) it is verified: its members may search, and it gets the next number, also after a suspension.

    Raises Incomplete where something to check is missing, ApprovedAlready for a second approval by the same.
    """
    demand_role(actor, RoleName.MODERATOR)
    list(Company.objects.select_for_update().order_by("pk").values_list("pk"))  # one number at a time
    locked = _locked(company)
    if locked.state == State.VERIFIED:
        return locked
    if not (locked.national_id and locked.contract_number):
        raise Incomplete()
    _approve(actor, locked)
    if not locked.approvals_needed:
        _verify(actor, locked)
    return locked


def _approve(actor: User, company: Company) -> None:
    approval, is_new = Approval.objects.get_or_create(company=company, moderator=actor)
    if not is_new and company.approvals_needed:
        raise ApprovedAlready()
    _record(actor, "company.approved", company)


def _verify(actor: User, company: Company) -> None:
    company.state, company.number = State.VERIFIED, Company.objects.highest_number() + 1
    company.told_at = None
    company.save(update_fields=["state", "number", "told_at"])
    company.approvals.all().delete()
    _record(actor, "company.verified", company)


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


def accept_code(*, actor: User, membership: Membership, version: int) -> None:
    """Notes that the member accepts the company code. Raises OldCode where `version` is not the one in force:
    nobody accepts what they have not read."""
    if membership.email != actor.email:
        raise Forbidden()
    if version != current_code().version:
        raise OldCode()
    with transaction.atomic():
        _, is_new = CodeAcceptance.objects.get_or_create(membership=membership, version=version)
        if is_new:
            _record(actor, f"code.accepted.{version}", membership.company)


class OldCode(Conflict):
    text = _("The company code has changed meanwhile. Read the new one below.")


def add_member(*, actor: User, company: Company, email: str, role: MemberRole) -> Membership:
    """Binds an address to a company; whoever confirms that address is a member. Raises AlreadyMember,
    OddAddress."""
    demand_role(actor, RoleName.MODERATOR)
    demand_plain(email)
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


@transaction.atomic
def leave_behind(*, actor: User, email: str) -> None:
    """The actor no longer holds this address: what acted for a company by it ends, because the company vouched
    for the address alone. The rows stay tied to the person, so that who hides from the company hides on."""
    left = Membership.objects.filter(email=email, person=None)
    for membership in left.filter(ended_at=None).select_related("company").order_by("pk"):
        _record(actor, "member.address_left", membership.company)
    left.filter(ended_at=None).update(ended_at=timezone.now())
    left.update(person=actor)


def erase_member(user: User) -> None:
    """Removes what says that the person acted for companies. An owner's rows stay for twelve months under a random
    name that leads nowhere: they tie companies to one family, and whoever hides from one relies on it."""
    rows = Membership.objects.about(user)
    nobody = f"{token_hex(16)}@erased.invalid"
    ties = list(rows.filter(role=MemberRole.OWNER).order_by("pk").values_list("pk", flat=True))
    rows.exclude(pk__in=ties).delete()
    kept = Membership.objects.filter(pk__in=ties)
    CodeAcceptance.objects.filter(membership__in=kept).delete()
    kept.filter(ended_at=None).update(ended_at=timezone.now())
    kept.update(email=nobody, person=None)


def _saved(actor: User, verb: str, company: Company, details: Details) -> Company:
    """Writes these details and nothing else: another moderator may have changed the state meanwhile."""
    for name, value in details.items():
        setattr(company, name, value)
    company.domain = company.domain.strip().lower()
    if company.domain in free_mail_hosts():
        raise FreeMailHost(field="domain")
    try:
        with transaction.atomic():
            company.save(update_fields=[*details, "domain"] if company.pk else None)
            company.approvals.all().delete()  # what was approved is not what stands there now
            _record(actor, verb, company)
    except IntegrityError:
        raise TakenAddress() from None
    return company


def _above(company: Company) -> list[int]:
    """The keys of everything above a company."""
    found: list[int] = []
    while company.parent and company.parent.pk not in found:
        company = company.parent
        found.append(company.pk)
    return found


def _locked(company: Company) -> Company:
    return Company.objects.select_for_update().get(pk=company.pk)


def _record(actor: User, verb: str, company: Company) -> None:
    record(actor=actor.audit_key, verb=verb, kind="company", key=company.slug)
