"""Verbs on companies: the moderator's, each checked here whatever page it came from."""

from collections.abc import Callable
from datetime import date
from secrets import token_hex
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.actions import OddAddress as OddAddress
from talent.accounts.actions import demand_plain
from talent.accounts.locks import hold_people
from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.companies.code import current_code
from talent.companies.family import relatives
from talent.companies.models import (
    Approval,
    CodeAcceptance,
    Comment,
    Company,
    CompanyStep,
    MemberRole,
    Membership,
    Remark,
    State,
)
from talent.companies.states import Side, Verb, step
from talent.companies.tellings import tell_owners
from talent.companies.waiting import ref_of, wait_for_owners
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Conflict, Forbidden, Refused
from talent.lib.hosts import free_mail_hosts
from talent.timeline.actions import close_items

before_family: list[Callable[[Company], None]] = []
"""What the rooms above keep of a company before its family changes. Filled in AppConfig.ready()."""


class TakenAddress(Conflict):
    text = _("Another company has this address or this national ID.")


class NotNow(Conflict):
    code = "not_now"
    text = _("This company has moved on meanwhile. Look again how it stands now.")


class NoComment(Refused):
    code = "no_comment"
    text = _("Say at least once what is to be mended: the company reads nothing else.")


class AlreadyMember(Conflict):
    text = _("This address is a member already.")


class ApprovedAlready(Conflict):
    text = _("You have approved this company already. Another moderator has to look at it too.")


class OwnCompany(Forbidden):
    code = "own_company"
    text = _("You act for this company yourself. Another moderator decides about it.")


class Incomplete(Refused):
    code = "incomplete"
    text = _("To be verified, a company needs a national ID and a contract with the park.")


class FreeMailHost(Refused):
    code = "free_mail_host"
    text = _("Anybody gets an address at this host, so it is not a company’s domain.")


RESERVED = ("register",)
"""Addresses that pages of ours have."""


class Details(TypedDict, total=False):
    """What a company is. `domain` as typed; `national_id` eleven digits, checked by the form."""

    slug: str
    wish: str
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


@transaction.atomic
def change_company(*, actor: User, company: Company, **details: Unpack[Details]) -> Company:
    """Changes what a company is; a new parent or domain changes its family from the next request on.
    Raises like `create_company`, OwnParent where it would stand above itself, OwnCompany."""
    demand_role(actor, RoleName.MODERATOR)
    demand_apart(actor, held(company))
    company.refresh_from_db()
    if "slug" in details and details["slug"] != company.slug:
        details["wish"] = ""  # the park has chosen
    if (parent := details.get("parent")) and (parent == company or company.pk in _above(parent)):
        raise OwnParent(field="parent")
    if {"parent", "domain"} & details.keys():
        _before_family_changes(company, parent)
    return _saved(actor, "company.changed", company, details)


def _before_family_changes(company: Company, parent: Company | None) -> None:
    """Who hides from whom is read from families: what a person of either was not given stays so."""
    touched = {one.pk: one for start in (company, parent) if start for one in (start, *relatives(start))}
    for one in touched.values():
        for keep in before_family:
            keep(one)


class OwnParent(Refused):
    code = "own_parent"
    text = _("A company cannot stand above itself.")


@transaction.atomic
def verify_company(*, actor: User, company: Company) -> Company:
    """Approves a company; with the last approval that is needed (settings.APPROVALS_TO_VERIFY, from as many
    moderators) it is verified: its members may search, it gets the next number, also after a suspension, and the
    address that it has wished for.

    Raises NotNow where it does not wait for that, Incomplete where something to check is missing, TakenAddress where
    another one has its address or its national ID, ApprovedAlready for a second approval by the same, OwnCompany for a
    moderator who acts for it.
    """
    demand_role(actor, RoleName.MODERATOR)
    _hold_told(actor, company)
    list(Company.objects.select_for_update().order_by("pk").values_list("pk"))  # one number at a time
    locked = held(company)
    if locked.state == State.VERIFIED:
        return locked
    demand_step(locked, Verb.VERIFY, Side.PARK)
    demand_apart(actor, locked)
    if not (locked.national_id and locked.contract_number):
        raise Incomplete()
    _demand_own_names(locked)
    _approve(actor, locked)
    if not locked.approvals_needed:
        _verify(actor, locked)
    return locked


def _hold_told(actor: User, company: Company) -> None:
    """Locks the actor and the owners, who are told, before the company."""
    owners = Membership.objects.owners().filter(company=company).order_by().values("email")
    hold_people(actor.pk, *User.objects.filter(email__in=owners).order_by().values_list("pk", flat=True))


def _approve(actor: User, company: Company) -> None:
    approval, is_new = Approval.objects.get_or_create(company=company, moderator=actor)
    if not is_new and company.approvals_needed:
        raise ApprovedAlready()
    _record(actor, "company.approved", company)


def _demand_own_names(company: Company) -> None:
    """Nobody but moderators learns of a clash: the one who registers may be anybody."""
    others = Company.objects.exclude(pk=company.pk).order_by()
    same_id = others.filter(national_id=company.national_id).exclude(number=None)
    if same_id.exists() or company.wish in RESERVED or others.filter(slug=company.wish).exists():
        raise TakenAddress()


def _verify(actor: User, company: Company) -> None:
    company.slug, company.wish = company.wish or company.slug, ""
    company.number, company.verified_on = Company.objects.highest_number() + 1, park_today()
    company.told_at = None
    company.save(update_fields=["slug", "wish", "number", "verified_on", "told_at"])
    company.approvals.all().delete()
    written = take(company, Verb.VERIFY, Side.PARK, actor)
    _record(actor, "company.verified", company)
    tell_owners(company, written.pk)


@transaction.atomic
def return_company(*, actor: User, company: Company, comments: dict[Remark, str]) -> Company:
    """Gives a registration back with what is to be mended, by what it is about; its owners are told that there is
    news. Raises NotNow where it does not wait for the park, NoComment where nothing is said, OwnCompany."""
    demand_role(actor, RoleName.MODERATOR)
    said = {about: text for about, text in comments.items() if text}
    if not said:
        raise NoComment()
    _hold_told(actor, company)
    locked = held(company)
    demand_apart(actor, locked)
    written = take(locked, Verb.RETURN, Side.PARK, actor)
    wait_for_owners(locked, timezone.now())
    Comment.objects.bulk_create(Comment(step=written, about=about, text=text) for about, text in said.items())
    locked.approvals.all().delete()
    _record(actor, "company.returned", locked)
    tell_owners(locked, written.pk)
    return locked


@transaction.atomic
def suspend_company(*, actor: User, company: Company) -> Company:
    """Suspends: its members are out at their next request. Raises NotNow for a draft, OwnCompany."""
    demand_role(actor, RoleName.MODERATOR)
    locked = held(company)
    demand_apart(actor, locked)
    if locked.state != State.SUSPENDED:
        take(locked, Verb.SUSPEND, Side.PARK, actor)
        locked.approvals.all().delete()
        _record(actor, "company.suspended", locked)
    return locked


def held(company: Company) -> Company:
    """The company as it is now, locked: whoever moves it on, or changes who acts for it, comes by here. Raises Absent
    for a draft that has gone."""
    found = Company.objects.select_for_update().filter(pk=company.pk).first()
    if found is None:
        raise Absent()
    return found


def demand_apart(actor: User, company: Company) -> None:
    """Raises OwnCompany for a moderator who acts for the company."""
    if Membership.objects.of(actor).filter(company=company, ended_at=None).exists():
        raise OwnCompany()


def demand_step(company: Company, verb: Verb, side: Side) -> State:
    """The state that the verb leads to now. Raises NotNow."""
    found = step(verb, side, State(company.state))
    if found is None:
        raise NotNow()
    return found.after


def take(
    company: Company, verb: Verb, side: Side, actor: User, *, answer_by: date | None = None
) -> CompanyStep:
    """Moves the locked company on by the table, and writes the row of its log; what waited because of where it
    stood waits no more. Raises NotNow."""
    company.state, company.answer_by = demand_step(company, verb, side), answer_by
    company.save(update_fields=["state", "answer_by"])
    close_items(ref=ref_of(company.pk), now=timezone.now())
    return CompanyStep.objects.create(
        company=company, verb=verb, state=company.state, actor=actor.audit_key, day=park_today()
    )


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


@transaction.atomic
def add_member(*, actor: User, company: Company, email: str, role: MemberRole) -> Membership:
    """Binds an address to a company; whoever confirms that address is a member. Raises AlreadyMember,
    OddAddress, OwnCompany."""
    demand_role(actor, RoleName.MODERATOR)
    demand_plain(email)
    demand_apart(actor, held(company))
    try:
        with transaction.atomic():
            added = Membership.objects.create(company=company, email=email.strip().lower(), role=role)
            _record(actor, f"member.added.{role}", company)
    except IntegrityError:
        raise AlreadyMember() from None
    return added


@transaction.atomic
def end_membership(*, actor: User, membership: Membership) -> None:
    """Ends a membership: out at the next request. Raises OwnCompany."""
    demand_role(actor, RoleName.MODERATOR)
    demand_apart(actor, held(membership.company))
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
    if company.slug in RESERVED or ("national_id" in details and _is_of_another(company)):
        raise TakenAddress()
    try:
        with transaction.atomic():
            company.save(update_fields=[*details, "domain"] if company.pk else None)
            company.approvals.all().delete()  # what was approved is not what stands there now
            _record(actor, verb, company)
    except IntegrityError:
        raise TakenAddress() from None
    return company


def _is_of_another(company: Company) -> bool:
    """Whether another company that the park has entered or verified has this national ID."""
    known = Company.objects.known_to_park().exclude(pk=company.pk).order_by()
    entered = known.filter(Q(by_itself=False) | Q(number__isnull=False))
    return bool(company.national_id) and entered.filter(national_id=company.national_id).exists()


def _above(company: Company) -> list[int]:
    """The keys of everything above a company."""
    found: list[int] = []
    while company.parent and company.parent.pk not in found:
        company = company.parent
        found.append(company.pk)
    return found


def _record(actor: User, verb: str, company: Company) -> None:
    record(actor=actor.audit_key, verb=verb, kind="company", key=company.slug)
