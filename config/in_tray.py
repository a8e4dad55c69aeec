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
from talent.timeline.kinds import Reader, kinds
from talent.timeline.models import Item, Owner

MOST = 100


@login_required
@require_GET
def in_tray(request: HttpRequest) -> HttpResponse:
    """What waits for the person."""
    assert isinstance(request.user, User)
    items = Item.objects.waiting(Owner.PERSON, request.user.pk)[:MOST]
    return render(
        request, "timeline/in_tray.html", {"rows": shown(items, Reader(request.user)), "company": None}
    )


@login_required
@require_GET
def company_in_tray(request: HttpRequest, company: str) -> HttpResponse:
    """What waits for the company."""
    membership = membership_of(request.user, company)
    items = Item.objects.waiting(Owner.COMPANY, membership.company_id)[:MOST]
    assert isinstance(request.user, User)
    rows = shown(items, Reader(request.user, membership))
    return render(request, "timeline/in_tray.html", {"rows": rows, "company": membership.company})


def shown(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """The items as their rooms show them, in their order: one look-up for each kind, however many there are."""
    found, keys = list(items), defaultdict[str, list[UUID]](list)
    for item in found:
        keys[item.kind].append(item.ref)
    rows = {kind: kinds[kind].rows(refs, reader) for kind, refs in keys.items()}
    return [
        {"template": kinds[item.kind].template, "one": row}
        for item in found
        if (row := rows[item.kind].get(item.ref))
    ]
