"""Verbs by which a company registers itself. Each is one transaction: lock, rule, write, log, audit."""

import re
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_person
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.audit.actions import record
from talent.companies.actions import FreeMailHost, NotNow, held, take
from talent.companies.models import Company, MemberRole, Membership, State
from talent.companies.permissions import demand_owner
from talent.companies.states import EDITABLE, Side, Verb
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Exhausted, Refused
from talent.lib.hosts import free_mail_hosts
from talent.lib.working_days import working_day_after

NEEDED = ("name_fa", "name_en", "wish", "national_id", "contract_number", "domain", "makes_fa", "makes_en")
"""What a registration says before it goes to the park."""
WRITTEN = (*NEEDED, "park_fa", "park_en", "site_fa", "site_en")
_ADDRESS = re.compile(r"://|www\.|@|\w\.\w", re.IGNORECASE)


class OddName(Refused):
    code = "odd_name"
    text = _("Write the name without an address or a link: it stands in mails to people whom you invite.")


class Unfinished(Refused):
    code = "unfinished"
    text = _("Something is missing yet. It is marked below; nothing was sent to the park.")


class EnoughRegistrations(Exhausted):
    code = "enough_registrations"
    text = _("You have as many registrations under way as one person may. Finish one of them first.")


@transaction.atomic
def register(*, actor: User, name_fa: str, name_en: str) -> Membership:
    """Begins a registration: a draft whose owner the actor is, at an address of chance. Raises NoticeNeeded and
    NotOffered like all that offers, OddName, EnoughRegistrations."""
    demand_notice(actor)
    _demand_plain_names(name_fa, name_en)
    hold_person(actor)
    mine = Membership.objects.owners().of(actor).filter(company__by_itself=True, company__number=None)
    if mine.count() >= settings.REGISTRATIONS_AT_ONCE:
        raise EnoughRegistrations()
    company = Company.objects.create(
        slug=f"new-{token_hex(5)}", name_fa=name_fa, name_en=name_en, state=State.DRAFT, by_itself=True
    )
    record(actor=actor.audit_key, verb="company.registered", kind="company", key=company.slug)
    return Membership.objects.create(company=company, email=actor.email, role=MemberRole.OWNER)


@transaction.atomic
def save_draft(*, actor: User, company: Company, **details: Any) -> Company:
    """Writes some of WRITTEN into a draft or a returned registration, complete or not. Raises OwnerOnly, NotNow,
    OddName, FreeMailHost."""
    locked = held_by_owner(actor, company)
    if locked.state not in EDITABLE:
        raise NotNow()
    assert set(details) <= set(WRITTEN)
    _demand_plain_names(details.get("name_fa", ""), details.get("name_en", ""))
    for name, value in details.items():
        setattr(locked, name, value)
    locked.wish, locked.domain = locked.wish.lower(), locked.domain.strip().lower()
    locked.national_id = locked.national_id or None
    if locked.domain in free_mail_hosts():
        raise FreeMailHost(field="domain")
    locked.save(update_fields=list(details))
    return locked


@transaction.atomic
def submit(*, actor: User, company: Company) -> Company:
    """Sends a registration to the park, which promises an answer by a day (settings.WORKING_DAYS_PROMISED). Whether
    another company has this address or this national ID is the park's to see. Raises OwnerOnly, NotNow, Unfinished."""
    demand_notice(actor)
    locked = held_by_owner(actor, company)
    if locked.state in EDITABLE and missing(locked):
        raise Unfinished()
    promised = working_day_after(park_today(), settings.WORKING_DAYS_PROMISED, settings.WEEKEND)
    take(locked, Verb.SUBMIT, Side.OWNER, actor, answer_by=promised)
    record(actor=actor.audit_key, verb="company.submitted", kind="company", key=locked.slug)
    return locked


def missing(company: Company) -> tuple[str, ...]:
    """The fields that have to be said before the park looks at it, and are not."""
    return tuple(name for name in NEEDED if not getattr(company, name))


def held_by_owner(actor: User, company: Company) -> Company:
    """The company as it is now, locked, for somebody who owns it at this moment. Raises Absent, OwnerOnly."""
    locked = held(company)
    mine = Membership.objects.living().of(actor).filter(company=locked.pk).first()
    if mine is None:
        raise Absent()
    demand_owner(mine)
    return locked


def _demand_plain_names(*names: str) -> None:
    if any(_ADDRESS.search(name) for name in names):
        raise OddName()
