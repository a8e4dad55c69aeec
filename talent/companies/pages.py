"""What pages and API show of a company to its own members: registration, examples, members, invitations."""

import json
from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.companies.forms import STEPS as FORMS
from talent.companies.invitation_states import Side as Inviting
from talent.companies.invitation_states import offered as offered_invitation
from talent.companies.joining import waiting_for
from talent.companies.models import (
    INVITATION_STATES,
    REMARKS,
    STATES,
    Comment,
    Company,
    CompanyStep,
    Invitation,
    MemberRole,
    Membership,
    Remark,
    State,
)
from talent.companies.registration import NEEDED, missing
from talent.companies.states import EDITABLE, LIVING, Side, Verb, offered
from talent.companies.waiting import ref_of
from talent.lib.dates import park_today, show_day
from talent.timeline.kinds import Reader

_EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "demo_cards.json"
STEPS = {
    "names": _("Name and address"),
    "papers": _("Papers"),
    "domain": _("Domain"),
    "work": _("What it makes"),
}
FIELDS: dict[str, tuple[str, ...]] = {
    "names": ("name_fa", "name_en", "wish"),
    "papers": ("national_id", "contract_number"),
    "domain": ("domain",),
    "work": ("makes_fa", "makes_en", "park_fa", "park_en", "site_fa", "site_en"),
}
_ABOUT = {
    Remark.NAME: "names",
    Remark.NATIONAL_ID: "papers",
    Remark.CONTRACT: "papers",
    Remark.DOMAIN: "domain",
    Remark.MAKES: "work",
    Remark.OTHER: "",
}
_DONE = {
    Verb.SUBMIT: _("Sent to the park"),
    Verb.RETURN: _("Returned by the park"),
    Verb.VERIFY: _("Verified by the park"),
    Verb.SUSPEND: _("Suspended by the park"),
}


def registration(company: Company, membership: Membership) -> dict[str, Any]:
    """How a registration stands: what is written, what is missing, what the park has said, by when it answers."""
    state, log = State(company.state), list(company.steps.order_by("pk"))
    comments = _comments(log) if state == State.RETURNED else []
    owner = membership.role == MemberRole.OWNER
    return {
        "state": state.value,
        "state_label": STATES[state],
        "slug": company.slug,
        "editable": owner and state in EDITABLE,
        "missing": missing(company) if state in EDITABLE else (),
        "steps": [_step(company, name, comments) for name in STEPS],
        "comments": comments,
        "others": [one for one in comments if not one["step"]],
        "days": settings.WORKING_DAYS_PROMISED,
        "promise": both_calendars(company.answer_by) if company.answer_by else "",
        "answer_by": company.answer_by,
        "overdue": is_overdue(company),
        "offered": offered(Side.OWNER, state) if owner else (),
        "history": [{"what": _DONE[Verb(one.verb)], "day": one.day} for one in log],
    }


def is_overdue(company: Company) -> bool:
    """Whether the day that the park has promised is over."""
    return bool(company.answer_by and company.answer_by < park_today())


def both_calendars(day: date) -> str:
    """A day in both calendars, the reader's language's own one first."""
    language = get_language() or "fa"
    calendars = ("jalali", "gregorian") if language == "fa" else ("gregorian", "jalali")
    first, second = (show_day(day, calendar=one, language=language) for one in calendars)
    return f"{first} ({second})"


def comments_on(company: Company, step: str) -> list[dict[str, Any]]:
    """What the park has said about one step of a registration that it has returned."""
    if company.state != State.RETURNED:
        return []
    return [one for one in _comments(list(company.steps.order_by("pk"))) if one["step"] == step]


def next_step(step: str) -> str:
    """The step after this one; "" after the last."""
    names = [*STEPS, ""]
    return names[names.index(step) + 1]


def values_of(company: Company, step: str) -> dict[str, Any]:
    """What is written of one step."""
    return {name: getattr(company, name) for name in FIELDS[step]}


def _step(company: Company, name: str, comments: list[dict[str, Any]]) -> dict[str, Any]:
    needed = [field for field in FIELDS[name] if field in NEEDED]
    labels = {field: one.label for field, one in FORMS[name].base_fields.items()}
    said = {field: getattr(company, field) for field in FIELDS[name]}
    return {
        "name": name,
        "label": STEPS[name],
        "url": reverse(f"registration_{name}", kwargs={"company": company.slug}),
        "done": all(getattr(company, field) for field in needed),
        "said": [{"label": labels[field], "value": value} for field, value in said.items() if value],
        "comments": [one for one in comments if one["step"] == name],
    }


def _comments(log: list[CompanyStep]) -> list[dict[str, Any]]:
    """Of the last time that the park has returned it."""
    last = next((one for one in reversed(log) if one.verb == Verb.RETURN), None)
    rows = Comment.objects.filter(step=last).order_by("pk") if last else ()
    return [
        {
            "about": one.about,
            "about_label": REMARKS[Remark(one.about)],
            "text": one.text,
            "step": _ABOUT[Remark(one.about)],
        }
        for one in rows
    ]


@cache
def _cards() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(_EXAMPLES.read_text(encoding="utf-8"))["cards"]
    return found


def examples() -> list[dict[str, Any]]:
    """Invented cards, as the directory's component shows them: of nobody, and nobody is looked at."""
    language = "fa" if get_language() == "fa" else "en"
    return [_card(card[language]) for card in _cards()]


def _card(said: dict[str, Any]) -> dict[str, Any]:
    skills = [
        {"label": label, "matched": any(why.startswith(label) for why in said["why"]), "detail": detail}
        for label, detail in said["skills"]
    ]
    plain = {
        name: said[name] for name in ("headline", "region", "overlap", "languages", "ways", "asking", "why")
    }
    more = {"title_line": said["title"], "skills": skills, "confirmed": said["confirmed"]}
    return plain | more | {"link": "", "headline_parts": [], "more_skills": 0, "missing": []}


def my_companies(user: User) -> dict[str, Any]:
    """The companies that somebody acts for, and those that invite them (three SQL at most). A suspended one is named
    alone: nothing of it opens."""
    rows = Membership.objects.of(user).filter(ended_at=None).select_related("company")
    mine = list(rows.order_by("company__name_en", "pk"))
    return {
        "companies": [
            {
                "slug": one.company.slug,
                "name": one.company.name,
                "state": one.company.state,
                "state_label": STATES[State(one.company.state)],
                "role": one.role,
                "role_label": one.get_role_display(),
                "verified": one.company.is_verified,
            }
            for one in mine
            if one.company.state in LIVING
        ],
        "suspended": [one.company.name for one in mine if one.company.state not in LIVING],
        "invitations": [invited(one) for one in waiting_for(user, timezone.now())],
    }


def invited(invitation: Invitation) -> dict[str, Any]:
    """An invitation as whoever holds the address reads it."""
    state = invitation.state_at(timezone.now())
    return {
        "key": invitation.key,
        "company": invitation.company.name,
        "verified": invitation.company.is_verified,
        "slug": invitation.company.slug if invitation.company.is_verified else "",
        "role": invitation.role,
        "role_label": MemberRole(invitation.role).label,
        "state": state.value,
        "state_label": INVITATION_STATES[state],
        "ends_on": timezone.localdate(invitation.expires_at),
        "offered": offered_invitation(Inviting.INVITED, state),
    }


def members(membership: Membership) -> dict[str, Any]:
    """Who acts for the company: all of them with the open and the recent invitations for an owner, oneself for
    others (two SQL)."""
    company, owner = membership.company, membership.role == MemberRole.OWNER
    rows = Membership.objects.filter(company=company, ended_at=None).order_by("role", "email")
    if not owner:
        rows = rows.filter(pk=membership.pk)
    invited = Invitation.objects.filter(company=company).order_by("-created_at", "pk") if owner else ()
    return {
        "owner": owner,
        "members": [_member(one, membership) for one in rows],
        "invitations": [_sent(one) for one in invited],
        "roles": MemberRole.choices,
    }


def _member(row: Membership, mine: Membership) -> dict[str, Any]:
    return {
        "email": row.email,
        "role": row.role,
        "role_label": row.get_role_display(),
        "since": timezone.localdate(row.added_at),
        "me": row.pk == mine.pk,
    }


def _sent(invitation: Invitation) -> dict[str, Any]:
    """An invitation as the company's owners read it."""
    state = invitation.state_at(timezone.now())
    return {
        "key": invitation.key,
        "email": invitation.address,
        "role": invitation.role,
        "role_label": MemberRole(invitation.role).label,
        "invited_on": invitation.invited_on,
        "ends_on": timezone.localdate(invitation.expires_at),
        "state": state.value,
        "state_label": INVITATION_STATES[state],
        "offered": offered_invitation(Inviting.COMPANY, state),
    }


def invited_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray: invitations that the person may decide about."""
    mine = waiting_for(reader.user, timezone.now())
    return {one.key: invited(one) for one in mine if one.key in keys}


def past_invitations(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the timeline: invitations that the person has had."""
    rows = Invitation.objects.filter(address=reader.user.email, key__in=keys).select_related("company")
    return {one.key: invited(one) for one in rows}


def returned_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray: the person's registrations that the park has given back."""
    rows = past_registrations(keys, reader)
    return {key: one for key, one in rows.items() if one["state"] == State.RETURNED}


def past_registrations(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the timeline: the person's registrations that came back, as they stand now."""
    mine = Membership.objects.owners().of(reader.user).select_related("company").order_by("pk")
    rows = {ref_of(one.company_id): one.company for one in mine}
    return {key: _line(company) for key, company in rows.items() if key in keys}


def _line(company: Company) -> dict[str, Any]:
    state = State(company.state)
    return {"slug": company.slug, "company": company.name, "state": state, "state_label": STATES[state]}
