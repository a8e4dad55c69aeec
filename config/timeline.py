"""A person's timeline: what comes, and what has happened. The rows are those of the in-tray, whichever way they ended."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from config.in_tray import by_kind
from talent.accounts.models import User
from talent.timeline.kinds import Reader, kinds
from talent.timeline.models import Item, ItemQuerySet

A_PAGE = 30


@login_required
@require_GET
def timeline(request: HttpRequest) -> HttpResponse:
    """What comes, and a page of what has happened, the newest first."""
    assert isinstance(request.user, User)
    page = Paginator(happened(request.user), A_PAGE).get_page(request.GET.get("page"))
    comes = Item.objects.coming(request.user.pk) if page.number == 1 else Item.objects.none()
    found = lines([*comes, *page], Reader(request.user))
    shown = {
        "comes": [found[item.pk] for item in comes if item.pk in found],
        "rows": [found[item.pk] for item in page if item.pk in found],
        "number": page.number,
        "count": page.paginator.num_pages,
    }
    return render(request, "timeline/timeline.html", shown)


def happened(user: User) -> ItemQuerySet:
    """All that has ever waited for the person, the newest first."""
    return Item.objects.of_person(user.pk)


def lines(items: list[Item], reader: Reader) -> dict[int, dict[str, Any]]:
    """Items as lines, by their keys: one look-up for each kind, however many there are."""
    found = {kind: past(refs, reader) for kind, refs in by_kind(items).items() if (past := kinds[kind].past)}
    return {item.pk: _line(item, row) for item in items if (row := found.get(item.kind, {}).get(item.ref))}


def _line(item: Item, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "template": kinds[item.kind].line,
        "one": row,
        "kind": item.kind,
        "key": item.ref,
        "since": timezone.localdate(item.since),
        "due": item.due,
        "settled_on": timezone.localdate(item.closed_at) if item.closed_at else None,
    }
