"""What each side reads of a conversation: of a moment the day, and of somebody who is not there any more nothing."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import get_language

from talent.accounts.models import User
from talent.accounts.private_files import attachment
from talent.companies.models import Membership
from talent.companies.permissions import recruits
from talent.conversations.models import (
    Attachment,
    Message,
    MessageQuerySet,
    Report,
    ReportLook,
    Side,
    Thread,
    ThreadQuerySet,
)
from talent.conversations.permissions import audience_of, is_there, readable
from talent.experts.audience import company as company_audience
from talent.experts.handles import token
from talent.experts.presence import companies_seeing, present
from talent.lib.dates import digits, park_today
from talent.lib.errors import Absent
from talent.timeline.kinds import Reader

A_PAGE = 30
LINES = 25


def of_expert(user: User) -> ThreadQuerySet:
    """The expert's conversations."""
    return Thread.objects.of(user).told_apart(user, Side.EXPERT)


def of_company(membership: Membership, user: User) -> ThreadQuerySet:
    """The company's conversations, as far as this member of it may read."""
    return Thread.objects.read_by(user.pk, membership.company_id).told_apart(user, Side.COMPANY)


def expert_page(thread: Thread, **part: UUID | None) -> dict[str, Any]:
    """One conversation as its expert reads it (two SQL, and those of its messages)."""
    assert thread.profile
    now = timezone.now()
    reached = thread.company_id in companies_seeing(thread.profile, [thread.company_id], now)
    return _page(thread, Side.EXPERT, reached, **part) | {
        "with": thread.company.name,
        "known_as": handle(thread),
        "shows_reading": thread.shows_reading,
    }


def company_page(thread: Thread, membership: Membership, user: User, **part: UUID | None) -> dict[str, Any]:
    """The same as a member of its company reads it. Of an expert who is not there any more stays the name in this
    relation, whatever the cause."""
    there = is_there(thread, membership, user)
    page = _page(thread, Side.COMPANY, there, **part) | {"token": _token(thread, membership) if there else ""}
    return page | {"with": handle(thread), "writes": page["open"] and recruits(membership)}


def download(thread: Thread, side: Side, there: bool, key: UUID) -> FileResponse:
    """One file as a download. Raises Absent where this side reads no such file."""
    return _download(readable(thread, side, there), key)


def _download(said: MessageQuerySet, key: UUID) -> FileResponse:
    one = Attachment.objects.filter(key=key, message__in=said.order_by().values("pk")).first()
    if one is None:
        raise Absent()
    return attachment(one.file, kind=one.kind, name=one.name)


def expert_lines(threads: Collection[Thread]) -> list[dict[str, Any]]:
    """Conversations as lines of their expert's list."""
    return [_line(thread, Side.EXPERT, thread.company.name, True) for thread in threads]


def company_lines(threads: Collection[Thread], membership: Membership, user: User) -> list[dict[str, Any]]:
    """Conversations as lines of the company's list (two SQL besides theirs)."""
    keys = {thread.profile_id or 0 for thread in threads}
    there = present(audience_of(membership, user), keys, timezone.now())
    return [
        _line(thread, Side.COMPANY, handle(thread), thread.profile_id in there and not thread.silenced_at)
        for thread in threads
    ]


def opened_by(ref: UUID) -> UUID | None:
    """The key of the conversation that something opened, if it did."""
    return Thread.objects.filter(ref=ref).order_by().values_list("key", flat=True).first()


def handle(thread: Thread) -> str:
    """The name by which the company knows the expert, in the reader's language and digits."""
    language = get_language() or "fa"
    return digits(thread.handle_fa if language == "fa" else thread.handle_en, language)


def expert_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray of an expert: conversations with something new."""
    found = of_expert(reader.user).filter(key__in=keys)
    return {thread.key: _line(thread, Side.EXPERT, thread.company.name, True) for thread in found}


def company_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray of a company: conversations with something new."""
    found = list(of_company(reader.membership, reader.user).filter(key__in=keys))
    lines, writes = company_lines(found, reader.membership, reader.user), recruits(reader.membership)
    rows = zip(found, lines, strict=True)
    return {thread.key: line | {"writes": line["writes"] and writes} for thread, line in rows}


def _page(
    thread: Thread, side: Side, there: bool, *, before: UUID | None = None, after: UUID | None = None
) -> dict[str, Any]:
    """The newest messages, those before one, or (`is_news`) those after one."""
    said, is_open = readable(thread, side, there), there and not thread.ended_at and not thread.silenced_at
    part = said.after(after) if after else said.before(before) if before else said
    newest_first = list(part.order_by("-pk").prefetch_related("attachments")[: A_PAGE + 1])
    rows = newest_first[:A_PAGE][::-1]
    return {
        "key": thread.key,
        "company": thread.company if side == Side.COMPANY else None,
        "rows": _shown(rows, thread, side),
        "older": rows[0].key if len(newest_first) > A_PAGE else None,
        "newest": rows[-1].key if rows else None,
        "is_newest": before is None,
        "is_news": after is not None,
        "open": is_open,
        "writes": is_open,
        "muted": thread.is_muted,
        "looked_on": thread.looked_on if there or side == Side.EXPERT else thread.looked_on_own,
        "unread": there and _unread(thread, side),
        "read_on": _read_on(thread, side, rows) if there and not before else None,
    }


def _shown(messages: Sequence[Message], thread: Thread, side: Side) -> list[dict[str, Any]]:
    company, known_as = thread.company.name, handle(thread)
    return [
        {
            "key": message.key,
            "mine": message.side == side,
            "by": message.signed or company if message.side == Side.COMPANY else known_as,
            "text": message.text,
            "files": [_file(one) for one in message.attachments.all()],
            "sent_on": message.sent_on,
        }
        for message in messages
    ]


def _token(thread: Thread, membership: Membership) -> str:
    """The address by which this company reaches the expert's page."""
    relation = company_audience(membership.company_id).relation
    return token(thread.profile_id or 0, relation=relation, key=settings.RELATION_KEY)


def _file(one: Attachment) -> dict[str, Any]:
    language = get_language() or "fa"
    return {"key": one.key, "name": one.name, "size": digits(filesizeformat(one.size), language)}


def _unread(thread: Thread, side: Side) -> bool:
    news, read = thread.news_at, thread.read_until(side)
    return bool(news and (read is None or news > read))


def _read_on(thread: Thread, side: Side, rows: Sequence[Message]) -> datetime | None:
    """The day on which the other side has read the last that was said to it, where it lets that be known."""
    if side == Side.COMPANY and not thread.shows_reading:
        return None
    read = thread.read_until(side.other)
    return read if rows and rows[-1].side == side and read and read >= rows[-1].sent_at else None


def _line(thread: Thread, side: Side, name: str, there: bool) -> dict[str, Any]:
    return {
        "key": thread.key,
        "company": thread.company.slug,
        "with": name,
        "news": thread.news if there else "",
        "newest": thread.news_key if there else None,
        "signed": thread.last_signed or "",
        "writes": there and not thread.ended_at and not thread.silenced_at,
        "last_on": timezone.localtime(thread.last_at).date(),
        "ended": bool(thread.ended_at) or not there,
        "unread": there and _unread(thread, side),
    }


def report_page(thread: Thread, side: Side, there: bool, before: UUID | None) -> dict[str, Any]:
    """What this side may choose from to show to a moderator, what it has reported, and who has looked when."""
    mine = Report.objects.filter(thread=thread, side=side).order_by("-pk")
    looks = ReportLook.objects.filter(report__thread=thread).order_by("-day", "-pk")
    if not there and side == Side.COMPANY:  # what somebody who is gone reports says that they are there
        looks = looks.filter(report__side=side)
    return _page(thread, side, there, before=before) | {
        "reports": list(mine),
        "looks": list(looks),
    }


def for_moderator(report: Report, actor: User) -> dict[str, Any]:
    """What was reported, for a moderator who has asked for it today; the whole only where it is open, and was asked
    for since. Raises Absent for everybody else."""
    said, whole = _opened(report, actor)
    rows = list(said.order_by("pk").prefetch_related("attachments"))
    return {"rows": _shown(rows, report.thread, Side(report.side)), "whole": whole}


def reported_file(report: Report, actor: User, key: UUID) -> FileResponse:
    """A file of what is open to that moderator today, as a download. Raises Absent for every other."""
    said, _whole = _opened(report, actor)
    return _download(said, key)


def _opened(report: Report, actor: User) -> tuple[MessageQuerySet, bool]:
    """What this moderator has asked to read today, and whether it is the whole. Raises Absent."""
    looks = ReportLook.objects.filter(report=report, moderator=actor, day=park_today())
    if not looks.exists():
        raise Absent()
    whole = bool(report.whole_at) and looks.filter(whole=True).exists()
    said = Message.objects.filter(thread=report.thread)
    return (said if whole else said.filter(pk__in=report.messages.order_by().values("pk"))), whole
