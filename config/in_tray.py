"""The in-tray: everything that waits for a person, and for each company they act for, oldest first."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from talent.accounts.models import User
from talent.companies.permissions import membership_of
from talent.lib.errors import StepNeeded
from talent.timeline.kinds import Reader, kinds, withheld
from talent.timeline.models import Item, ItemQuerySet, Owner

MOST = 100


@login_required
@require_GET
def in_tray(request: HttpRequest) -> HttpResponse:
    """What waits for the person."""
    assert isinstance(request.user, User)
    items = waiting(request.user)[:MOST]
    return render(
        request, "timeline/in_tray.html", {"rows": shown(items, Reader(request.user)), "company": None}
    )


@login_required
@require_GET
def company_in_tray(request: HttpRequest, company: str) -> HttpResponse:
    """What waits for the company."""
    membership = membership_of(request.user, company)
    assert isinstance(request.user, User)
    items = waiting(request.user, membership.company_id)[:MOST]
    rows = shown(items, Reader(request.user, membership))
    return render(request, "timeline/in_tray.html", {"rows": rows, "company": membership.company})


@login_required
@require_GET
def company_count(request: HttpRequest, company: str) -> HttpResponse:
    """How much waits for the company, for the navigation of its pages. Where something comes first, the page around
    it says so: led there from here, the page that asks for it would be loaded for ever."""
    try:
        membership = membership_of(request.user, company)
    except StepNeeded:
        return HttpResponse(status=204)
    assert isinstance(request.user, User)
    count = waiting(request.user, membership.company_id).count()
    return render(request, "timeline/count.html", {"count": count})


def waiting(user: User, company: int | None = None) -> ItemQuerySet:
    """What waits for the person; or, of what waits for that company of theirs, all that they may read."""
    if company is None:
        return Item.objects.waiting(Owner.PERSON, user.pk)
    items = Item.objects.waiting(Owner.COMPANY, company)
    for apart in withheld:
        items = items.exclude(ref__in=apart(user, company))
    return items


def shown(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """The items as their rooms show them, in their order: one look-up for each kind, however many there are."""
    found = list(items)
    rows = {kind: kinds[kind].rows(refs, reader) for kind, refs in by_kind(found).items()}
    return [
        {"template": kinds[item.kind].template, "one": row, "item": item}
        for item in found
        if (row := rows[item.kind].get(item.ref))
    ]


def by_kind(items: Iterable[Item]) -> dict[str, list[UUID]]:
    """What the items refer to, by their kind."""
    keys = defaultdict[str, list[UUID]](list)
    for item in items:
        keys[item.kind].append(item.ref)
    return keys
