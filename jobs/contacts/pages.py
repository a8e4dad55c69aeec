"""What pages show of contact requests: to the expert who was asked, and to the company that asked."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

from jobs.contacts.models import ContactRequest, Reason
from jobs.contacts.states import Side, State, Verb, offered
from talent.companies.models import Membership
from talent.experts.audience import company as company_audience
from talent.experts.groups import BY_MY_YES, COMPANIES, PUBLIC, RANGES, effective
from talent.experts.models import AskedFor, Grant, Profile
from talent.experts.who_sees import NAMES_OF_GROUPS
from talent.lib.dates import digits
from talent.timeline.kinds import Reader

STATES = {
    State.WAITING: gettext_lazy("Waiting for an answer"),
    State.ASKED_BACK: gettext_lazy("Asked back"),
    State.ACCEPTED: gettext_lazy("Accepted"),
    State.DECLINED: gettext_lazy("Declined"),
    State.WITHDRAWN: gettext_lazy("Taken back"),
    State.EXPIRED: gettext_lazy("Ended without an answer"),
    State.TAKEN_BACK: gettext_lazy("Yes taken back"),
    State.DELETED: gettext_lazy("Yes taken back, copies deleted"),
}
ENDED = gettext_lazy("Ended")
"""What a company reads of a yes when the expert is no longer there for it, whatever the cause."""
_ICONS = {State.ACCEPTED: "circle-check", State.DECLINED: "circle-x", State.EXPIRED: "hourglass"}


def received(request: ContactRequest, *, reached: bool) -> dict[str, Any]:
    """One request as the expert sees it: who asks what, what that company sees now, and what may be done.
    `reached`: whether an answer would reach the company."""
    now = timezone.now()
    state = request.state_at(now)
    assert request.profile
    seen, by_yes = _groups(request.profile)
    return _asked(request, state) | {
        "offered": offered(Side.EXPERT, state, request.done),
        "reachable": reached,
        "seen": seen,
        "by_yes": by_yes,
        "given": _given(request) if state == State.ACCEPTED else [],
        "reasons": Reason.choices,
        "question": request.question,
        "reply": request.reply,
    }


def received_list(requests: Iterable[ContactRequest]) -> list[dict[str, Any]]:
    """All requests that somebody was asked, as lines."""
    now = timezone.now()
    return [_asked(request, request.state_at(now)) for request in requests]


def sent(request: ContactRequest, membership: Membership, reader: int) -> dict[str, Any]:
    """One request as its company sees it. Whoever is no longer there for the company answers nothing more."""
    [line] = sent_list([request], membership, reader)
    there, now = line["there"], timezone.now()
    return line | {
        "message": request.message,
        "asked_as": request.asked_as,
        "question": request.question if there else "",
        "reply": request.reply,
        "reason": Reason(request.reason).label if request.reason else "",
        "offered": offered(Side.COMPANY, request.state_at(now), request.done),
    }


def sent_list(
    requests: Collection[ContactRequest], membership: Membership, reader: int
) -> list[dict[str, Any]]:
    """A company's requests as lines (one SQL besides theirs)."""
    audience = company_audience(membership.company_id, reader, waiting=membership.waiting)
    wanted = {request.profile_id or 0 for request in requests}  # somebody erased costs the same statement
    visible = Profile.objects.visible_to(audience).filter(pk__in=wanted).order_by()
    there, now = set(visible.values_list("pk", flat=True)), timezone.now()
    return [_sent(request, request.profile_id in there, now) for request in requests]


def open_request(company: int, profile: int) -> UUID | None:
    """The key of what a company has asked an expert and is still open, if there is one."""
    mine = ContactRequest.objects.open(timezone.now()).filter(company=company, profile=profile)
    return mine.order_by().values_list("key", flat=True).first()


def asked_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray of an expert: requests that wait for an answer. Whether it would reach the company, the verb
    finds out: a list asks the database once."""
    found = ContactRequest.objects.open(timezone.now()).filter(key__in=keys, silenced_at=None)
    rows = found.filter(profile__user=reader.user).select_related("company", "profile")
    return {request.key: received(request, reached=True) for request in rows}


def question_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray of a company: questions that experts have asked back."""
    membership, found = reader.membership, ContactRequest.objects.open(timezone.now()).filter(key__in=keys)
    mine = list(found.filter(company=membership.company_id).select_related("company"))
    lines = sent_list(mine, membership, reader.user.pk)
    return {
        request.key: line | {"question": request.question if line["there"] else ""}
        for request, line in zip(mine, lines, strict=True)
    }


def delete_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray of a company: a yes that was taken back, and copies to delete."""
    membership = reader.membership
    found = ContactRequest.objects.filter(key__in=keys, company=membership.company_id, state=State.TAKEN_BACK)
    rows = list(found.select_related("company"))
    lines = sent_list(rows, membership, reader.user.pk)
    return {request.key: line for request, line in zip(rows, lines, strict=True)}


def _asked(request: ContactRequest, state: State) -> dict[str, Any]:
    return {
        "key": request.key,
        "company": request.company.name,
        "asked_as": request.asked_as,
        "purpose": AskedFor(request.purpose).label,
        "purpose_slug": request.purpose,
        "message": request.message,
        "answer_by": request.answer_by,
        "asked_on": request.asked_on,
        "ends_on": request.expires_at.date(),
        "state": STATES[state],
        "state_slug": state,
        "icon": _ICONS.get(state, "hourglass"),
    }


def _sent(request: ContactRequest, there: bool, now: datetime) -> dict[str, Any]:
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
        "state": ENDED if ended else STATES[state],
        "state_slug": "ended" if ended else state,
        "icon": "hourglass" if ended else _ICONS.get(state, "hourglass"),
        "needs_answer": Verb.ANSWER in offered(Side.COMPANY, state, request.done),
        "there": there,
    }


def _given(request: ContactRequest) -> list[str]:
    """The groups that this request's yes shows now, in words."""
    groups = (
        Grant.objects.open(timezone.now()).filter(profile=request.profile, source=request.source).groups()
    )
    return [str(name) for group, name in NAMES_OF_GROUPS.items() if group in groups]


def _groups(profile: Profile) -> tuple[list[str], list[dict[str, Any]]]:
    """The groups that companies see anyway, in words; and those that a yes can reveal."""
    levels = {group: effective(profile.listing, profile.levels, group) for group in RANGES}
    seen = [str(NAMES_OF_GROUPS[group]) for group, level in levels.items() if level in (COMPANIES, PUBLIC)]
    by_yes = [
        {"value": group, "label": NAMES_OF_GROUPS[group]}
        for group, level in levels.items()
        if level == BY_MY_YES
    ]
    return seen, by_yes
