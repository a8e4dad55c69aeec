"""Verbs on contact requests. Each is one transaction: lock, rule, write, log, audit, timeline, mail."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.contacts.emails import queue_asked, queue_news
from jobs.contacts.models import DAYS, ContactRequest, ContactStep, RequestQuerySet
from jobs.contacts.permissions import demand_recruiter
from jobs.contacts.states import Side, State, Step, Verb, step
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.audit.actions import record
from talent.companies.models import Company, Membership
from talent.experts import actions as experts
from talent.experts.audience import Audience
from talent.experts.audience import company as company_audience
from talent.experts.grants import grant_groups, withdraw_grant
from talent.experts.handles import label
from talent.experts.models import Grant, Profile
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Conflict, Exhausted, Refused
from talent.timeline.actions import close_items, open_item
from talent.timeline.models import Owner

EXPERT_ITEM, MEMBER_ITEM, DELETE_ITEM = "contact_request", "contact_question", "contact_delete"
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


class DayFull(Exhausted):
    code = "contacts_used"
    text = _("Your company has asked as many experts today as it may. Tomorrow it may ask again.")


class BadDay(Refused):
    code = "bad_day"
    text = _("Choose a day between tomorrow and two weeks from now.")


class NotNow(Conflict):
    code = "not_now"
    text = _("This request has moved on meanwhile. Below is how it stands now.")


class CannotReach(Refused):
    code = "cannot_reach"
    text = _(
        "This company cannot see you at the moment, so nothing you answer would reach it. Let yourself be found by it "
        "first, or leave the request: it ends by itself."
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
) -> ContactRequest:
    """Asks an expert for the member's company; it is open for 14 days.

    Raises ReaderOnly, NotAsked, TooEarly, AskedEnough, OpenAlready, DayFull, BadDay; Absent where the company does
    not see the profile any more.
    """
    demand_recruiter(membership)
    now, today = timezone.now(), park_today()
    if not today < answer_by <= today + timedelta(days=DAYS):
        raise BadDay(field="answer_by")
    company = Company.objects.select_for_update(no_key=True).get(pk=membership.company_id)
    audience = company_audience(company.pk, actor.pk, waiting=membership.waiting)
    mine = _seen_by(audience, profile)
    _expire(ContactRequest.objects.overdue(now).filter(company=company, profile=mine), now)
    _demand_may_ask(mine, company, purpose, now)
    made = ContactRequest.objects.create(
        profile=mine,
        company=company,
        asked_by=actor,
        asked_as=asked_as,
        **_handles(audience, mine),
        purpose=purpose,
        message=message,
        answer_by=answer_by,
        state=State.WAITING,
        asked_on=today,
        created_at=now,
        expires_at=now + timedelta(days=DAYS),
    )
    record(actor=actor.audit_key, verb="contact.asked", kind="company", key=company.slug)
    _tell_expert(made, now)
    return made


@transaction.atomic
def accept(*, actor: User, request: ContactRequest, groups: Collection[str]) -> None:
    """Says yes, and lets the company see these groups (none: it learns no more than it sees now).

    Raises NotNow where it is over or somebody was quicker, CannotReach where the company does not see the expert.
    """
    demand_notice(actor)
    locked, now = _locked_for_expert(actor, request), timezone.now()
    _demand_reachable(locked)
    _take(locked, Verb.ACCEPT, Side.EXPERT, now)
    if groups:
        assert locked.profile
        grant_groups(
            actor=actor,
            profile=locked.profile,
            company=locked.company,
            groups=groups,
            source=locked.source,
            now=now,
        )
    _tell_member(locked)


@transaction.atomic
def decline(*, actor: User, request: ContactRequest, reason: str = "") -> None:
    """Says no; the company learns that, and the reason if there is one. Raises like `accept`."""
    locked, now = _locked_for_expert(actor, request), timezone.now()
    _demand_reachable(locked)
    _take(locked, Verb.DECLINE, Side.EXPERT, now, reason=reason)
    _tell_member(locked)


@transaction.atomic
def ask_back(*, actor: User, request: ContactRequest, question: str) -> None:
    """Asks one question before deciding; nothing is revealed. Raises like `accept`; NotNow a second time."""
    locked, now = _locked_for_expert(actor, request), timezone.now()
    _demand_reachable(locked)
    _take(locked, Verb.ASK_BACK, Side.EXPERT, now, question=question)
    _wait_for_company(locked, MEMBER_ITEM, now, due=locked.expires_at.date())
    _tell_member(locked)


@transaction.atomic
def take_back(*, actor: User, request: ContactRequest) -> None:
    """Takes a yes back: at its next request the company sees no more than every other, and it is asked to delete
    what it has copied. Raises NotNow, CannotReach."""
    locked, now = _locked_for_expert(actor, request), timezone.now()
    _demand_reachable(locked)
    _take(locked, Verb.TAKE_BACK, Side.EXPERT, now)
    for grant in Grant.objects.filter(profile=locked.profile, source=locked.source, until=None).order_by(
        "pk"
    ):
        withdraw_grant(actor=actor, grant=grant, now=now)
    _wait_for_company(locked, DELETE_ITEM, now, due=None)
    _tell_member(locked)


@transaction.atomic
def confirm_deleted(*, actor: User, membership: Membership, request: ContactRequest) -> None:
    """The company has deleted what it had copied, and says so. Raises ReaderOnly, NotNow."""
    demand_recruiter(membership)
    locked, now = _locked(request), timezone.now()
    _take(locked, Verb.CONFIRM, Side.COMPANY, now)
    record(actor=actor.audit_key, verb="contact.deleted", kind="company", key=membership.company.slug)


@transaction.atomic
def answer(*, actor: User, membership: Membership, request: ContactRequest, reply: str) -> None:
    """Answers what the expert asked back. It reaches nobody where nobody is there any more, and looks the same.
    Raises ReaderOnly, NotNow."""
    demand_recruiter(membership)
    locked, now = _locked(request), timezone.now()
    _take(locked, Verb.ANSWER, Side.COMPANY, now, reply=reply)
    record(actor=actor.audit_key, verb="contact.answered", kind="company", key=membership.company.slug)
    _tell_expert(locked, now)


@transaction.atomic
def withdraw(*, actor: User, membership: Membership, request: ContactRequest) -> None:
    """Takes the company's request back. Raises ReaderOnly, NotNow."""
    demand_recruiter(membership)
    locked, now = _locked(request), timezone.now()
    _take(locked, Verb.WITHDRAW, Side.COMPANY, now)
    record(actor=actor.audit_key, verb="contact.withdrawn", kind="company", key=membership.company.slug)


@transaction.atomic
def block(*, actor: User, request: ContactRequest) -> None:
    """Hides from the company and from the account that wrote, wherever it moves; every request of that company falls
    silent. To the company it looks as if nobody answered."""
    locked, now = _locked_for_expert(actor, request), timezone.now()
    assert locked.profile
    experts.block(actor=actor, profile=locked.profile, company=locked.company, person=locked.asked_by)
    silenced = ContactRequest.objects.filter(
        profile=locked.profile, company=locked.company_id, silenced_at=None
    )
    for key in silenced.order_by("pk").values_list("key", flat=True):
        close_items(ref=key, now=now, kind=EXPERT_ITEM)
    silenced.update(silenced_at=now)


def expire_due(now: datetime) -> int:
    """Ends what was open for 14 days; returns how many. Whoever asked is told, whatever the cause of silence."""
    with transaction.atomic():
        return _expire(ContactRequest.objects.overdue(now), now)


def erase_contacts(user: User) -> None:
    """What a person who leaves has written goes. Requests of a company stay as its own, to nobody."""
    ContactRequest.objects.filter(profile__user=user).update(question="", silenced_at=None)
    ContactRequest.objects.filter(asked_by=user).update(asked_as="")


def _seen_by(audience: Audience, profile: Profile) -> Profile:
    visible = Profile.objects.visible_to(audience).select_for_update(of=("self",))
    found = visible.select_related("user").filter(pk=profile.pk).order_by().first()
    if found is None:
        raise Absent()
    return found


def _demand_may_ask(profile: Profile, company: Company, purpose: str, now: datetime) -> None:
    asked = ContactRequest.objects.order_by()
    if purpose not in profile.asked_for:
        raise NotAsked(field="purpose")
    if profile.ask_from and profile.ask_from > park_today():
        raise TooEarly()
    if asked.open(now).filter(company=company, profile=profile).exists():
        raise OpenAlready()
    lately = asked.filter(profile=profile, created_at__gt=now - WINDOW).count()
    if profile.asks_a_month is not None and lately >= profile.asks_a_month:
        raise AskedEnough()
    if asked.filter(company=company, asked_on=park_today()).count() >= settings.CONTACTS_PER_DAY:
        raise DayFull()


def _handles(audience: Audience, profile: Profile) -> dict[str, str]:
    key, relation = settings.RELATION_KEY, audience.relation
    return {
        f"handle_{side}": label(profile.pk, relation=relation, key=key, language=side)
        for side in ("fa", "en")
    }


def _locked(request: ContactRequest) -> ContactRequest:
    rows = ContactRequest.objects.select_for_update(of=("self",)).select_related(
        "company", "asked_by", "profile__user"
    )
    return rows.get(pk=request.pk)


def _locked_for_expert(actor: User, request: ContactRequest) -> ContactRequest:
    locked = _locked(request)
    if locked.profile is None or locked.profile.user_id != actor.pk or locked.silenced_at:
        raise Absent()
    return locked


def reachable(request: ContactRequest) -> bool:
    """Whether the company still sees the expert: else no answer may reach it."""
    audience = company_audience(request.company_id, request.asked_by_id)
    return Profile.objects.visible_to(audience).filter(pk=request.profile_id or 0).exists()


def _demand_reachable(request: ContactRequest) -> None:
    if not reachable(request):
        raise CannotReach()


def _take(request: ContactRequest, verb: Verb, side: Side, now: datetime, **written: str) -> None:
    """Moves the locked request on by the table, and writes what belongs to the step. Raises NotNow."""
    found = step(verb, side, request.state_at(now), request.done)
    if found is None:
        raise NotNow()
    for name, value in written.items():
        setattr(request, name, value)
    _write(request, found, now, *written)


def _write(request: ContactRequest, found: Step, now: datetime, *written: str) -> None:
    request.state = found.after
    request.save(update_fields=["state", *written])
    ContactStep.objects.create(request=request, verb=found.verb, side=found.side, state=found.after, at=now)
    close_items(ref=request.key, now=now)


def _tell_expert(request: ContactRequest, now: datetime) -> None:
    """It waits for the expert, who is written to: unless they do not want to hear of it, or are no more."""
    if request.profile is None or request.silenced_at or not reachable(request):
        return
    open_item(
        owner_kind=Owner.PERSON,
        owner=request.profile.user_id,
        kind=EXPERT_ITEM,
        ref=request.key,
        since=now,
        due=request.answer_by,
    )
    queue_asked(request.profile.user)


def _wait_for_company(request: ContactRequest, kind: str, now: datetime, *, due: date | None) -> None:
    company = request.company_id
    open_item(owner_kind=Owner.COMPANY, owner=company, kind=kind, ref=request.key, since=now, due=due)


def _tell_member(request: ContactRequest) -> None:
    """Whoever asked is written to, while they act for the company."""
    asker = request.asked_by
    current = Membership.objects.current().filter(company=request.company_id)
    if asker and current.of(asker).exists():
        queue_news(asker)


def _expire(overdue: RequestQuerySet, now: datetime) -> int:
    """Ends these requests as the clock does."""
    locked = list(overdue.select_related("asked_by").select_for_update(of=("self",)).order_by("pk"))
    for request in locked:
        found = step(Verb.EXPIRE, Side.CLOCK, State(request.state))
        assert found, "what is overdue is open"
        _write(request, found, now)
        _tell_member(request)
    return len(locked)
