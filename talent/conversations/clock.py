"""What happens to conversations by itself: the other side is told, old ones go."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.companies.models import RECENT_DAYS, Membership
from talent.conversations.actions import ITEMS, reached
from talent.conversations.files import leave_files
from talent.conversations.models import Message, Muted, Side, Thread, ThreadQuerySet
from talent.conversations.tellings import tell_side
from talent.experts.apart import forget_apart
from talent.experts.audience import company as company_audience
from talent.experts.presence import present
from talent.timeline.actions import forget_items, open_item
from talent.timeline.models import Owner

BATCH = 50


def tell_sides(now: datetime) -> int:
    """Lets what was said wait for the other side; returns of how many threads. Not done by the sender's own request,
    whose time would say who is there to be told."""
    threads = list(
        Message.objects.untold().order_by("thread").values_list("thread", flat=True).distinct()[:BATCH]
    )
    return sum(_tell(pk, now) for pk in threads)


@transaction.atomic
def _tell(pk: int, now: datetime) -> bool:
    held = _hold_sides(pk)
    thread = (
        Thread.objects.select_for_update(of=("self",)).select_related("company", "profile__user").get(pk=pk)
    )
    said = list(Message.objects.untold().filter(thread=thread).order_by("pk"))
    for side in {Side(message.side).other for message in said}:
        _wait(thread, side, now)
        tell_side(thread, side, [one for one in _told(thread, side, now) if one.pk in held])
    Message.objects.filter(pk__in=[message.pk for message in said]).update(told_at=now)
    return bool(said)


def _hold_sides(pk: int) -> set[int]:
    """Locks the expert, and whoever has written for the company, before the thread. Who writes for the first time
    from now on is told of nothing: people are never locked after a thread, and they have just been there."""
    expert = Thread.objects.filter(pk=pk).values_list("profile__user", flat=True)
    wrote = Message.objects.filter(thread=pk, side=Side.COMPANY).exclude(author=None).order_by()
    return hold_people(*expert, *wrote.values_list("author", flat=True).distinct())


def _wait(thread: Thread, side: Side, now: datetime) -> None:
    """What was said waits for that side; for an expert who is gone or has blocked, nothing does."""
    if side == Side.COMPANY:
        owner, kind = thread.company_id, Owner.COMPANY
    elif thread.profile and not thread.silenced_at:
        owner, kind = thread.profile.user_id, Owner.PERSON
    else:
        return
    open_item(owner_kind=kind, owner=owner, kind=ITEMS[side], ref=thread.key, since=now, due=None)


def _told(thread: Thread, side: Side, now: datetime) -> list[User]:
    """Whom a mail reaches: the expert, while the company sees them; of the company, those who have written here."""
    muted = set(Muted.objects.filter(thread=thread).order_by().values_list("user_id", flat=True))
    people = _expert(thread, now) if side == Side.EXPERT else _members(thread, now)
    return [person for person in people if person.pk not in muted]


def _expert(thread: Thread, now: datetime) -> Iterator[User]:
    if thread.profile and not thread.silenced_at and reached(thread, now):
        yield thread.profile.user


def _members(thread: Thread, now: datetime) -> Iterator[User]:
    """Members who have written here, while they act for the company and the expert is there for them."""
    wrote = Message.objects.filter(thread=thread, side=Side.COMPANY).order_by().values("author")
    current = Membership.objects.current().filter(company=thread.company_id).order_by().values("email")
    for member in User.objects.filter(pk__in=wrote, email__in=current).order_by("pk"):
        if present(company_audience(thread.company_id, member.pk), [thread.profile_id or 0], now):
            yield member


def forget_over(now: datetime) -> int:
    """Removes conversations in which nothing has happened for twelve months; returns how many."""
    over = Thread.objects.over_since(now - timedelta(days=RECENT_DAYS))
    return sum(_forget(over, pk) for pk in list(over.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _forget(over: ThreadQuerySet, pk: int) -> bool:
    """Asked again under its lock: somebody may have said something since."""
    thread = over.select_for_update(of=("self",)).filter(pk=pk).first()
    if thread is None:
        return False
    forget_items(ref=thread.key)
    forget_apart(thread.key)
    leave_files(Message.objects.filter(thread=thread))
    thread.delete()
    return True
