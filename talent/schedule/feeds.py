"""A calendar to subscribe to: one's own times for a program elsewhere, at a secret address."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from talent.accounts.locks import hold_person
from talent.accounts.models import User
from talent.audit.actions import record
from talent.schedule.invitations import CalendarFile, Entry, feed
from talent.schedule.models import CalendarFeed, random_number
from talent.schedule.sealing import feed_token, numbers_of_feed

sources: list[Callable[[User, datetime], list[Entry]]] = []
"""What rooms have to say of somebody's times; filled in AppConfig.ready(). Whether it is shown is the feed's to say."""


@transaction.atomic
def keep_feed(*, actor: User, says_more: bool) -> CalendarFeed:
    """Gives the actor's times a secret address, where they have none yet, and sets how much it says."""
    hold_person(actor)
    mine, made = CalendarFeed.objects.update_or_create(owner=actor, defaults={"says_more": says_more})
    record(
        actor=actor.audit_key,
        verb="feed.opened" if made else "feed.changed",
        kind="user",
        key=actor.audit_key,
    )
    return mine


@transaction.atomic
def rotate_feed(*, actor: User) -> None:
    """Gives it another address; the one before leads nowhere from now on."""
    hold_person(actor)
    if CalendarFeed.objects.filter(owner=actor).update(number=random_number()):
        record(actor=actor.audit_key, verb="feed.rotated", kind="user", key=actor.audit_key)


@transaction.atomic
def end_feed(*, actor: User) -> None:
    """Takes the address away."""
    hold_person(actor)
    if CalendarFeed.objects.filter(owner=actor).delete()[0]:
        record(actor=actor.audit_key, verb="feed.ended", kind="user", key=actor.audit_key)


def feed_of(token: str, now: datetime) -> CalendarFile | None:
    """The calendar at that secret address, in its owner's language; None for any other text, and for an address that
    is not in force any more. Asked again while nothing has changed, it is the same bytes."""
    owner, number = numbers_of_feed(token)
    rows = CalendarFeed.objects.filter(owner=owner, number=number, owner__is_active=True)
    mine = rows.select_related("owner").first()
    if mine is None:
        return None
    with override(mine.owner.language):
        entries = [one for source in sources for one in source(mine.owner, now)]
        shown = entries if mine.says_more else [replace(one, summary=_("Busy")) for one in entries]
        return feed(shown, _("My meetings"))


def token_of(mine: CalendarFeed) -> str:
    """The word in the feed's address by which it is found."""
    return feed_token(mine.owner_id, mine.number)
