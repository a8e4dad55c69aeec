"""What pages show of contact requests: to the expert who was asked, and to the company that asked."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

from jobs.contacts.models import ContactRequest, Reason
from jobs.contacts.states import OPEN, Side, State, offered
from talent.companies.models import Membership
from talent.companies.permissions import recruits
from talent.conversations.pages import opened_by
from talent.experts.audience import company as company_audience
from talent.experts.groups import BY_MY_YES, COMPANIES, PUBLIC, RANGES, effective
from talent.experts.models import AskedFor, Profile
from talent.experts.presence import companies_seeing, present
from talent.experts.reach_pages import by_yes
from talent.experts.who_sees import NAMES_OF_GROUPS
from talent.lib.dates import digits
from talent.timeline.kinds import Reader

A_PAGE = 25
TO_COMPANY = {
    State.WAITING: gettext_lazy("Waiting for an answer"),
    State.ASKED_BACK: gettext_lazy("Asked back"),
    State.ACCEPTED: gettext_lazy("Accepted"),
    State.DECLINED: gettext_lazy("Declined"),
    State.WITHDRAWN: gettext_lazy("Taken back"),
    State.EXPIRED: gettext_lazy("Ended without an answer"),
    State.TAKEN_BACK: gettext_lazy("Yes taken back"),
    State.DELETED: gettext_lazy("Yes taken back, copies deleted"),
}
TO_EXPERT = {
    State.WAITING: gettext_lazy("Waits for your answer"),
    State.ASKED_BACK: gettext_lazy("You asked back"),
    State.ACCEPTED: gettext_lazy("You said yes"),
    State.DECLINED: gettext_lazy("You said no"),
    State.WITHDRAWN: gettext_lazy("Taken back by the company"),
    State.EXPIRED: gettext_lazy("Ended without your answer"),
    State.TAKEN_BACK: gettext_lazy("You took your yes back"),
    State.DELETED: gettext_lazy("You took your yes back; the company says that its copies are deleted"),
}
ENDED = gettext_lazy("Ended")
"""What a company reads of a yes when the expert is no longer there for it, whatever the cause."""
_ICONS = {State.ACCEPTED: "circle-check", State.DECLINED: "circle-x", State.EXPIRED: "hourglass"}


def received(request: ContactRequest) -> dict[str, Any]:
    """One request as the expert sees it: who asks what, what that company sees now, and what may be done."""
    [row] = _received([request])
    given = by_yes(request.profile, request.company_id, timezone.now()) if request.profile else None
    return row | {"conversation": opened_by(request.key), "yes": given if row["given"] else None}


def _received(requests: Collection[ContactRequest]) -> list[dict[str, Any]]:
    """Requests to one expert (two SQL besides theirs)."""
    now, profile = timezone.now(), next((request.profile for request in requests), None)
    if profile is None:
        return []
    seeing = companies_seeing(profile, {request.company_id for request in requests}, now)
    return [_decided(request, profile, seeing, now) for request in requests]


def _decided(
    request: ContactRequest, profile: Profile, seeing: Mapping[int, frozenset[str]], now: datetime
) -> dict[str, Any]:
    """`seeing`: the companies that see the profile, with what a yes opens to them. `reachable`: whether an answer
    would reach the company; if not, it sees nothing."""
    state, reached = request.state_of_expert(now), request.company_id in seeing
    return _asked(request, state) | {
        "opening": opening_named(request),
        "offered": offered(Side.EXPERT, state, request.done),
        "reachable": reached,
        "seen": _at(profile, COMPANIES, PUBLIC) if reached else [],
        "given": _at(profile, BY_MY_YES, among=seeing[request.company_id]) if reached else [],
        "by_yes": [
            {"value": group, "label": NAMES_OF_GROUPS[group]} for group in _groups(profile, BY_MY_YES)
        ],
        "reasons": Reason.choices,
        "question": request.question,
        "reply": request.reply,
    }


def received_list(requests: Iterable[ContactRequest]) -> list[dict[str, Any]]:
    """All requests that somebody was asked, as lines."""
    now = timezone.now()
    return [_asked(request, request.state_of_expert(now)) for request in requests]


def sent(request: ContactRequest, membership: Membership, reader: int) -> dict[str, Any]:
    """One request as its company sees it. Whoever is no longer there for the company answers nothing more."""
    [line] = sent_list([request], membership, reader)
    there = line["there"]
    return line | {
        "message": request.message,
        "asked_as": request.asked_as,
        "opening": opening_named(request),
        "question": request.question if there else "",
        "reply": request.reply,
        "reason": Reason(request.reason).label if there and request.reason else "",
        "conversation": opened_by(request.key),
    }


def sent_list(
    requests: Collection[ContactRequest], membership: Membership, reader: int
) -> list[dict[str, Any]]:
    """A company's requests as lines (two SQL besides theirs)."""
    audience = company_audience(membership.company_id, reader, waiting=membership.waiting)
    now, wanted = timezone.now(), {request.profile_id or 0 for request in requests}  # 0: costs the same
    there, writes = present(audience, wanted, now), recruits(membership)
    return [_sent(request, request.profile_id in there, writes, now) for request in requests]


def opening_named(request: ContactRequest) -> dict[str, Any] | None:
    """The opening that a request asks about, as the board shows it; None where it names none."""
    shown = request.opening.shown if request.opening else None
    if request.opening is None or shown is None:
        return None
    return {"key": request.opening.key, "title": shown.spoken("title", get_language() or "fa")[0]}


def open_request(company: int, profile: int) -> UUID | None:
    """The key of what a company has asked an expert and is still open, if there is one."""
    mine = ContactRequest.objects.open(timezone.now()).filter(company=company, profile=profile)
    return mine.order_by().values_list("key", flat=True).first()


def asked_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray of an expert: requests that wait for an answer."""
    found = ContactRequest.objects.open(timezone.now()).filter(key__in=keys, silenced_at=None)
    mine = found.filter(profile__user=reader.user)
    rows = list(mine.select_related("company", "profile", "opening__shown"))
    return {request.key: row for request, row in zip(rows, _received(rows), strict=True)}


def past_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the timeline of an expert: what they were asked, however it has ended."""
    rows = list(ContactRequest.objects.to(reader.user).filter(key__in=keys).select_related("company"))
    return {request.key: line for request, line in zip(rows, received_list(rows), strict=True)}


def question_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray of a company: questions that experts have asked back."""
    membership, now = reader.membership, timezone.now()
    found = ContactRequest.objects.read_by(reader.user.pk, membership.company_id).open(now)
    mine = list(found.filter(key__in=keys).select_related("company"))
    lines = sent_list(mine, membership, reader.user.pk)
    return {
        request.key: line | {"question": request.question if line["there"] else ""}
        for request, line in zip(mine, lines, strict=True)
    }


def delete_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray of a company: a yes that was taken back, and copies to delete."""
    membership = reader.membership
    found = ContactRequest.objects.read_by(reader.user.pk, membership.company_id)
    rows = list(found.filter(key__in=keys, state=State.TAKEN_BACK).select_related("company"))
    lines = sent_list(rows, membership, reader.user.pk)
    return {request.key: line for request, line in zip(rows, lines, strict=True)}


def _asked(request: ContactRequest, state: State) -> dict[str, Any]:
    return {
        "key": request.key,
        "company": request.company.name,
        "company_slug": request.company.slug if request.company.is_verified else "",
        "asked_as": request.asked_as,
        "purpose": AskedFor(request.purpose).label,
        "purpose_slug": request.purpose,
        "message": request.message,
        "answer_by": request.answer_by,
        "asked_on": request.asked_on,
        "ends_on": request.expires_at.date(),
        "is_open": state in OPEN,
        "state": TO_EXPERT[state],
        "state_slug": state,
        "icon": _ICONS.get(state, "hourglass"),
    }


def _sent(request: ContactRequest, there: bool, writes: bool, now: datetime) -> dict[str, Any]:
    state, language = request.state_at(now), get_language() or "fa"
    ended = state == State.ACCEPTED and not there
    return {
        "key": request.key,
        "company": request.company.slug,
        "handle": digits(request.handle_fa if language == "fa" else request.handle_en, language),
        "purpose": AskedFor(request.purpose).label,
        "purpose_slug": request.purpose,
        "asked_on": request.asked_on,
        "answer_by": request.answer_by,
        "ends_on": request.expires_at.date(),
        "is_open": state in OPEN,
        "state": ENDED if ended else TO_COMPANY[state],
        "state_slug": "ended" if ended else state,
        "icon": "hourglass" if ended else _ICONS.get(state, "hourglass"),
        "offered": offered(Side.COMPANY, state, request.done) if writes else (),
        "there": there,
    }


def _groups(profile: Profile, *levels: str) -> list[str]:
    """The groups whose level is one of these now."""
    return [group for group in RANGES if effective(profile.listing, profile.levels, group) in levels]


def _at(profile: Profile, *levels: str, among: Collection[str] = tuple(RANGES)) -> list[str]:
    """The same in words, as far as they are `among` these."""
    return [str(NAMES_OF_GROUPS[group]) for group in _groups(profile, *levels) if group in among]
