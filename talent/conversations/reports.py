"""Verbs on reports: a side shows messages to the park's moderators; they read these, and no other."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_person
from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.companies.models import Membership
from talent.conversations.models import MessageQuerySet, Report, ReportLook, Side, Thread
from talent.conversations.permissions import is_there, readable, thread_for, thread_of
from talent.lib.dates import park_today
from talent.lib.errors import Conflict, Exhausted, Forbidden, Refused

MOST = 50


class NothingChosen(Refused):
    code = "nothing_chosen"
    text = _("Choose the messages that the moderators are to read, at most 50.")


class ReportedEnough(Exhausted):
    code = "reported_enough"
    text = _(
        "You have reported as often today as is possible. The moderators read what you have sent; tomorrow you can send more."
    )


class Closed(Conflict):
    code = "report_closed"
    text = _("This report is closed already.")


class OwnReport(Forbidden):
    code = "own_report"
    text = _("You are on one side of this conversation yourself. Somebody else of the park decides about it.")


def apart_from(actor: User) -> QuerySet[Report]:
    """The reports of conversations in which the actor is on neither side."""
    mine = Membership.objects.of(actor).filter(ended_at=None).order_by().values("company")
    return Report.objects.exclude(thread__profile__user=actor).exclude(thread__company__in=mine)


@transaction.atomic
def report_as_expert(*, actor: User, thread: Thread, messages: Collection[UUID], **why: str) -> Report:
    """Shows these messages of the expert's conversation to the moderators; `why`: reason and note. Raises
    NothingChosen, ReportedEnough; Absent where it is not theirs."""
    thread_of(actor, thread.key)
    said = readable(thread, Side.EXPERT, True)
    return _report(actor, thread, Side.EXPERT, said.filter(key__in=messages), why)


@transaction.atomic
def report_as_company(
    *, actor: User, membership: Membership, thread: Thread, messages: Collection[UUID], **why: str
) -> Report:
    """The same for a member of the company, from what its side reads now. Raises NothingChosen, ReportedEnough."""
    thread_for(membership, actor, thread.key)
    said = readable(thread, Side.COMPANY, is_there(thread, membership, actor))
    return _report(actor, thread, Side.COMPANY, said.filter(key__in=messages), why)


def _report(actor: User, thread: Thread, side: Side, said: MessageQuerySet, why: dict[str, str]) -> Report:
    """The limit is the reporter's own, over all conversations: it tells nothing about the other side."""
    hold_person(actor)
    today, chosen = park_today(), list(said.order_by("pk")[: MOST + 1])
    if not chosen or len(chosen) > MOST:
        raise NothingChosen(field="messages")
    if Report.objects.filter(reporter=actor, day=today).count() >= settings.REPORTS_PER_DAY:
        raise ReportedEnough()
    made = Report.objects.create(thread=thread, side=side, reporter=actor, day=today, **why)
    made.messages.set(chosen)
    record(actor=actor.audit_key, verb="report.made", kind="report", key=str(made.key))
    return made


@transaction.atomic
def look(*, actor: User, report: Report) -> None:
    """The moderator reads what is open to them from now until the park's day ends; both sides are shown the day.
    Raises Closed; OwnReport for whoever is on one of the sides."""
    demand_role(actor, RoleName.MODERATOR)
    hold_person(actor)
    _held_open(actor, report)
    today, whole = park_today(), bool(report.whole_at)
    ReportLook.objects.get_or_create(report=report, moderator=actor, day=today, whole=whole)
    verb = "report.looked.whole" if whole else "report.looked.reported"
    record(actor=actor.audit_key, verb=verb, kind="report", key=str(report.key))


@transaction.atomic
def open_whole(*, actor: User, report: Report, reason: str) -> None:
    """Opens the whole conversation to the moderators, for a written reason. Raises Closed, OwnReport."""
    demand_role(actor, RoleName.PRIVACY_OFFICER)
    _held_open(actor, report)
    Report.objects.filter(pk=report.pk).update(whole_at=timezone.now(), whole_reason=reason)
    record(actor=actor.audit_key, verb="report.opened", kind="report", key=str(report.key))


@transaction.atomic
def close_report(*, actor: User, report: Report) -> None:
    """The moderator has done what there was to do. Raises Closed, OwnReport."""
    demand_role(actor, RoleName.MODERATOR)
    _held_open(actor, report)
    Report.objects.filter(pk=report.pk).update(closed_at=timezone.now(), whole_at=None)
    record(actor=actor.audit_key, verb="report.closed", kind="report", key=str(report.key))


def _held_open(actor: User, report: Report) -> None:
    locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if locked.closed_at:
        raise Closed()
    if not apart_from(actor).filter(pk=locked.pk).exists():
        raise OwnReport()
