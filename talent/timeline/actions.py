"""Opening and closing what waits, inside the transaction of the room whose thing it is."""

from datetime import date, datetime
from uuid import UUID

from talent.accounts.models import User
from talent.timeline.models import Item, Owner


def open_item(
    *, owner_kind: Owner, owner: int, kind: str, ref: UUID, since: datetime, due: date | None
) -> None:
    """From now on this waits for the person or company; opened twice, it waits once."""
    Item.objects.get_or_create(
        owner_kind=owner_kind,
        owner=owner,
        kind=kind,
        ref=ref,
        closed_at=None,
        defaults={"since": since, "due": due},
    )


def close_items(*, ref: UUID, now: datetime, kind: str = "") -> None:
    """Nothing about this waits any more, for anybody; or nothing of that kind."""
    waiting = Item.objects.filter(ref=ref, closed_at=None)
    (waiting.filter(kind=kind) if kind else waiting).update(closed_at=now)


def forget_person(user: User) -> None:
    """Removes what waited for somebody who leaves."""
    Item.objects.filter(owner_kind=Owner.PERSON, owner=user.pk).delete()


def forget_items(*, ref: UUID, kind: str = "") -> None:
    """Removes all that ever waited because of something that goes now, or all of that kind."""
    gone = Item.objects.filter(ref=ref)
    (gone.filter(kind=kind) if kind else gone).delete()
