"""The first of all locks: people, before any company, profile, request or conversation."""

from functools import reduce
from operator import or_

from django.db.models import Q

from talent.accounts.models import User
from talent.lib.errors import Absent


def hold_people(*keys: int | None) -> set[int]:
    """Locks whoever writes and whoever will be told, by key, inside the transaction of the verb: whoever erases an
    account or falls silent comes by here first too, so that no two wait for each other. Returns who is there. None
    stands for nobody; the statement is the same."""
    each = reduce(or_, (Q(pk=key or 0) for key in keys), Q(pk__in=()))
    mine = User.objects.select_for_update(no_key=True).filter(each).order_by("pk")
    return set(mine.values_list("pk", flat=True))


def hold_person(actor: User) -> str:
    """Locks the actor likewise; returns the address that they hold now. Raises Absent for somebody who has left
    meanwhile."""
    mine = User.objects.select_for_update(no_key=True).filter(pk=actor.pk).order_by()
    email = mine.values_list("email", flat=True).first()
    if email is None:
        raise Absent()
    return email
