"""Verbs on contact requests. Each is one transaction: lock, rule, write, log, audit, timeline, mail."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.contacts.clock import expire
from jobs.contacts.models import DAYS, ContactRequest
from jobs.contacts.moving import (
    DELETE_ITEM,
    EXPERT_ITEM,
    MEMBER_ITEM,
    NotNow,
    demand_reachable,
    found_step,
    held,
    reachable,
    take,
    tell_member,
    wait_for_company,
    write,
)
from jobs.contacts.states import Side, State, Verb
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.audit.actions import record
from talent.companies.models import Company, Membership
from talent.companies.permissions import demand_still_recruiter
from talent.conversations.actions import hold_writers, open_thread
from talent.experts import actions as experts
from talent.experts.addressed import name_in
from talent.experts.audience import Audience
from talent.experts.audience import company as company_audience
from talent.experts.grants import grant_groups, withdraw_grant
from talent.experts.groups import BY_MY_YES, effective
from talent.experts.models import Grant, Profile
from talent.experts.presence import present
from talent.experts.silencing import hold_parties
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Conflict, Exhausted, Refused
from talent.timeline.actions import forget_items

WINDOW = timedelta(days=30)


class NotAsked(Refused):
    code = "not_asked"
    text = _("This expert does not want to be asked about that.")


class TooEarly(Refused):
    code = "too_early"
    text = _("This expert does not want to be asked yet.")


class AskedEnough(Refused):
    code = "asked_enough"
    text = _("This expert takes no more requests for the moment. Try again in a few weeks.")


class OpenAlready(Conflict):
    code = "open_already"
    text = _("Your company has asked this expert already, and the answer is still open.")


class AskedLately(Refused):
    code = "asked_lately"
    text = _("Your company has asked this expert within the last 30 days. Ask again when they are over.")


class DayFull(Exhausted):
    code = "contacts_used"
    text = _("Your company has asked as many experts today as it may. Tomorrow it may ask again.")


class BadDay(Refused):
    code = "bad_day"
    text = _("Choose a day between tomorrow and two weeks from now.")


class NoSuchOpening(Refused):
    code = "no_such_opening"
    text = _("This opening is not on the board any more. Choose another one, or none.")


class NotByMyYes(Refused):
    code = "not_by_my_yes"
    text = _(
        "What you have ticked holds something that you no longer show by a yes. Below is what a yes shows now; tick again."
    )


@transaction.atomic
def ask(
    *,
    actor: User,
    membership: Membership,
    profile: Profile,
    purpose: str,
    message: str,
    answer_by: date,
    asked_as: str,
    opening: Opening | None = None,
) -> ContactRequest:
    """Asks an expert for the member's company, perhaps about one of its openings on the board; it is open for 14 days,
    and a task tells the expert.

    Raises NoSuchOpening for one that is not on the board, ReaderOnly, NotAsked, TooEarly, AskedEnough, AskedLately, OpenAlready, DayFull, BadDay; Absent where the
    company does not see the profile any more.
    """
    now, today = timezone.now(), park_today()
    if not today < answer_by <= today + timedelta(days=DAYS):
        raise BadDay(field="answer_by")
    company = membership.company
    if opening and not Opening.objects.live(today).filter(pk=opening.pk, company=company).exists():
        raise NoSuchOpening(field="opening")
    audience = company_audience(company.pk, actor.pk, waiting=membership.waiting)
    mine = _held_in_sight(actor, audience, company, profile, now)
    demand_still_recruiter(membership)
    _demand_may_ask(mine, company, purpose, now)
    made = ContactRequest.objects.create(
        **_begun(audience, mine, company, now),
        asked_by=actor,
        asked_as=asked_as,
        purpose=purpose,
        opening=opening,
        message=message,
        answer_by=answer_by,
    )
    record(actor=actor.audit_key, verb="contact.asked", kind="company", key=company.slug)
    return made


def opening_with(membership: Membership, key: UUID | None) -> Opening | None:
    """The opening of the member's company with that key; None for no key. Raises NoSuchOpening."""
    found = Opening.objects.filter(company=membership.company_id, key=key).first() if key else None
    if key and found is None:
        raise NoSuchOpening(field="opening")
    return found


@transaction.atomic
def accept(*, actor: User, request: ContactRequest, groups: Collection[str]) -> None:
    """Says yes, lets the company see these groups (none: it learns no more than it sees now), and opens a conversation.

    Raises NotNow where it is over or somebody was quicker, CannotReach where the company does not see the expert,
    NotByMyYes where a group's level is another one now.
    """
    demand_notice(actor)
    locked, now = _held_for_expert(actor, request), timezone.now()
    demand_reachable(locked)
    take(locked, Verb.ACCEPT, Side.EXPERT, now)
    if groups:
        assert locked.profile
        _demand_by_my_yes(locked.profile, groups)
        grant_groups(
            actor=actor,
            profile=locked.profile,
            company=locked.company,
            groups=groups,
            source=locked.source,
            now=now,
        )
    assert locked.profile
    named = (locked.handle_fa, locked.handle_en)
    open_thread(profile=locked.profile, company=locked.company, ref=locked.key, handles=named, now=now)
    tell_member(locked)


@transaction.atomic
def decline(*, actor: User, request: ContactRequest, reason: str = "") -> None:
    """Says no; the company learns that, and the reason if there is one. Raises like `accept`."""
    locked, now = _held_for_expert(actor, request), timezone.now()
    demand_reachable(locked)
    take(locked, Verb.DECLINE, Side.EXPERT, now, reason=reason)
    tell_member(locked)


@transaction.atomic
def ask_back(*, actor: User, request: ContactRequest, question: str) -> None:
    """Asks one question before deciding; nothing is revealed. Raises like `accept`; NotNow a second time."""
    locked, now = _held_for_expert(actor, request), timezone.now()
    demand_reachable(locked)
    take(locked, Verb.ASK_BACK, Side.EXPERT, now, question=question)
    wait_for_company(locked, MEMBER_ITEM, now, due=locked.expires_at.date())
    tell_member(locked)


@transaction.atomic
def take_back(*, actor: User, request: ContactRequest) -> None:
    """Takes a yes back: at its next request the company sees no more than every other, wherever it got a yes. Where
    it is still shown the expert, it is asked to delete what it has copied; otherwise it hears nothing, and its
    side of the request stays as it was. Raises NotNow."""
    locked, now = _held_for_expert(actor, request), timezone.now()
    found = found_step(locked, Verb.TAKE_BACK, Side.EXPERT, now)
    if locked.taken_back_at:
        raise NotNow()
    reached = reachable(locked)  # asked first: a yes may be all that the company sees the expert by
    given = Grant.objects.filter(profile=locked.profile, company=locked.company_id, until=None)
    for grant in given.order_by("pk"):
        withdraw_grant(actor=actor, grant=grant, now=now)
    ContactRequest.objects.filter(pk=locked.pk).update(taken_back_at=now)
    if reached:
        write(locked, found, now)
        wait_for_company(locked, DELETE_ITEM, now, due=None)
        tell_member(locked)


@transaction.atomic
def confirm_deleted(*, actor: User, membership: Membership, request: ContactRequest) -> None:
    """The company has deleted what it had copied, and says so. Raises ReaderOnly, NotNow."""
    _done_by_company(actor, membership, request, Verb.CONFIRM, "contact.deleted")


@transaction.atomic
def answer(*, actor: User, membership: Membership, request: ContactRequest, reply: str) -> None:
    """Answers what the expert asked back; a task tells the expert. It reaches nobody where nobody is there any
    more, looks the same and costs the same. Raises ReaderOnly, NotNow."""
    _done_by_company(actor, membership, request, Verb.ANSWER, "contact.answered", reply=reply, told_at=None)


@transaction.atomic
def withdraw(*, actor: User, membership: Membership, request: ContactRequest) -> None:
    """Takes the company's request back. Raises ReaderOnly, NotNow."""
    _done_by_company(actor, membership, request, Verb.WITHDRAW, "contact.withdrawn")


def block(*, actor: User, request: ContactRequest) -> None:
    """Hides from the company and from every account that has asked or written for it, wherever it moves; every
    request of that company falls silent. To the company it looks as if nobody answered."""
    while not _blocked(actor, request):
        pass


@transaction.atomic
def _blocked(actor: User, request: ContactRequest) -> bool:
    """False where somebody has written between reading and locking: people are locked first, so it is done again."""
    people = hold_writers(request.profile_id or 0, request.company_id)
    if people is None:
        return False
    mine = ContactRequest.objects.select_related("company", "asked_by", "profile__user").get(pk=request.pk)
    _demand_own(actor, mine)
    assert mine.profile
    experts.block(actor=actor, profile=mine.profile, company=mine.company, people=people.exclude(pk=actor.pk))
    return True


def askers_of(profile: int, company: int) -> list[int | None]:
    """Who has ever asked that expert for the company, by key; None where they have left."""
    asked = ContactRequest.objects.filter(profile=profile, company=company).order_by()
    return list(asked.values_list("asked_by", flat=True).distinct())


def silence(profile: Profile, company: Company, now: datetime) -> None:
    """Every request of that company falls silent for somebody who has blocked it."""
    told = ContactRequest.objects.select_for_update(of=("self",)).order_by("pk")
    for one in told.filter(profile=profile, company=company, silenced_at=None):
        forget_items(ref=one.key, kind=EXPERT_ITEM)
        ContactRequest.objects.filter(pk=one.pk).update(silenced_at=now)


def erase_contacts(user: User) -> None:
    """What a person who leaves has written goes, and what was answered to it: the question and the reason of an
    expert; the name, the message and the reply of whoever asked. The rows stay with their company, to nobody."""
    list(Profile.objects.select_for_update().filter(user=user).order_by().values_list("pk"))
    list(ContactRequest.objects.about(user).select_for_update(of=("self",)).order_by("pk"))
    asked = ContactRequest.objects.filter(profile__user=user)
    asked.update(question="", reason="", silenced_at=None)
    ContactRequest.objects.filter(asked_by=user).update(asked_as="", message="", reply="")


def _held_in_sight(
    actor: User, audience: Audience, company: Company, profile: Profile, now: datetime
) -> Profile:
    """The profile under lock, read after it as the audience sees it then; what was overdue between the two is over.
    Before the two come the actor and whoever is told of what was overdue. Raises Absent."""
    between = ContactRequest.objects.overdue(now).filter(company=company, profile=profile)
    told = between.values_list("asked_by", flat=True).first()
    people = hold_parties(company.pk, profile.pk, actor.pk, told)
    there = present(audience, [profile.pk], now)
    if profile.pk not in there or actor.pk not in people:
        raise Absent()
    expire(between.select_for_update(of=("self",)), now)
    return there[profile.pk][0]


def _demand_may_ask(profile: Profile, company: Company, purpose: str, now: datetime) -> None:
    """The company's own limit comes first, so that what is used up says nothing about the expert."""
    asked = ContactRequest.objects.order_by()
    if asked.filter(company=company, asked_on=park_today()).count() >= settings.CONTACTS_PER_DAY:
        raise DayFull()
    if purpose not in profile.asked_for:
        raise NotAsked(field="purpose")
    if profile.ask_from and profile.ask_from > park_today():
        raise TooEarly()
    if asked.open(now).filter(company=company, profile=profile).exists():
        raise OpenAlready()
    lately = asked.filter(profile=profile, created_at__gt=now - WINDOW)
    if lately.filter(company=company).exists():
        raise AskedLately()
    if profile.asks_a_month is not None and lately.count() >= profile.asks_a_month:
        raise AskedEnough()


def _demand_by_my_yes(profile: Profile, groups: Collection[str]) -> None:
    levels = {effective(profile.listing, profile.levels, group) for group in groups}
    if levels != {BY_MY_YES}:
        raise NotByMyYes()


def _begun(audience: Audience, profile: Profile, company: Company, now: datetime) -> dict[str, Any]:
    """What every request begins with: between whom, by which name, until when."""
    return {
        "profile": profile,
        "company": company,
        "handle_fa": name_in(audience, profile.pk, "fa"),
        "handle_en": name_in(audience, profile.pk, "en"),
        "state": State.WAITING,
        "asked_on": park_today(),
        "created_at": now,
        "expires_at": now + timedelta(days=DAYS),
    }


def _held_for_expert(actor: User, request: ContactRequest) -> ContactRequest:
    locked = held(request)
    _demand_own(actor, locked)
    return locked


def _demand_own(actor: User, request: ContactRequest) -> None:
    if request.profile is None or request.profile.user_id != actor.pk or request.silenced_at:
        raise Absent()


def _done_by_company(
    actor: User, membership: Membership, request: ContactRequest, verb: Verb, deed: str, **written: str | None
) -> None:
    locked = held(request)
    demand_still_recruiter(membership)
    if locked.company_id != membership.company_id:
        raise Absent()
    take(locked, verb, Side.COMPANY, timezone.now(), **written)
    record(actor=actor.audit_key, verb=deed, kind="company", key=membership.company.slug)
