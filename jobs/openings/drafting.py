"""Verbs by which a company writes an opening. Each is one transaction: lock, rule, write."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.openings.labels import FAULTS
from jobs.openings.models import Edition, Opening, Reviewer
from jobs.openings.models.editions import MEANING, SAID
from jobs.openings.moving import OpeningMoved, held_by_member, take
from jobs.openings.places import country_names
from jobs.openings.states import LIVE, UNPUBLISHED, WRITABLE, Side, Verb
from jobs.openings.wanted import Fault, impossible
from talent.accounts.locks import hold_person
from talent.accounts.models import User
from talent.audit.actions import record
from talent.companies.models import Membership
from talent.companies.permissions import demand_still_recruiter
from talent.experts.models import TermKind
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_today
from talent.lib.errors import Conflict, Refused

MOST_UNPUBLISHED = 50
PAIR = ("pay_min", "pay_max")


class StaleOpening(Conflict):
    code = "stale_opening"
    text = _("This text was changed in another tab. What you typed is below; look at it and save again.")


class TooManyDrafts(Refused):
    code = "too_many_drafts"
    text = _("Your company has fifty openings that are not published. Finish or withdraw some of them first.")


class Unfit(Refused):
    """`faults`: what is wrong or missing, by field; the forms say it in words."""

    code = "unfit"
    text = _("Something is wrong or missing yet. It is marked below; nothing was sent to the park.")

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        super().__init__(field=next(iter(faults), ""))
        self.faults = dict(faults)
        self.errors = {name: FAULTS[fault] for name, fault in faults.items()}


@transaction.atomic
def start_opening(*, actor: User, membership: Membership, like: Opening | None = None) -> Opening:
    """Begins an opening of the member's company: empty, or with all that `like` (one of the same company) says but
    its closing date. Whoever begins it reads its applications. Raises ReaderOnly, TooManyDrafts; Absent for another
    company's opening."""
    hold_person(actor)
    said = _copied(held_by_member(membership, like)) if like else {}
    demand_still_recruiter(membership)
    mine = Opening.objects.filter(company=membership.company_id, state__in=UNPUBLISHED)
    if mine.count() >= MOST_UNPUBLISHED:
        raise TooManyDrafts()
    made = Opening.objects.create(
        company=membership.company,
        draft=Edition.objects.create(saved_by=actor, **said),
        made_by=actor,
        created_at=timezone.now(),
    )
    Reviewer.objects.create(opening=made, person=actor)
    record(actor=actor.audit_key, verb="opening.started", kind="opening", key=made.key)
    return made


@transaction.atomic
def save_draft(
    *,
    actor: User,
    membership: Membership,
    opening: Opening,
    version: int,
    tab: str = "",
    refused: Mapping[str, Any] | None = None,
    **said: Any,
) -> Edition:
    """Writes some fields of SAID into the text that is being written, complete or not; returns it with its new
    version. `refused`: what was typed beside them and cannot be read, to be shown again; None leaves what other fields
    had of it. Raises ReaderOnly, Absent, OpeningMoved where it may not be written now, StaleOpening where `version` is
    not the current one and another tab than this has saved it, Unfit for what may not even stand in a draft."""
    assert set(said) <= set(SAID)
    hold_person(actor)
    locked = held_by_member(membership, opening)
    if locked.state_at() not in WRITABLE or locked.draft is None:
        raise OpeningMoved()
    if locked.draft.version != version and not (tab and locked.draft.tab == tab):
        raise StaleOpening()
    demand_possible(locked.draft, said)
    left = {name: raw for name, raw in locked.draft.refused.items() if name not in said}
    kept = left if refused is None else dict(refused)
    return _saved(locked.draft, actor, _known(said) | {"tab": tab, "refused": kept})


@transaction.atomic
def change(*, actor: User, membership: Membership, opening: Opening) -> Opening:
    """Begins a change of a published opening; its old text stays on the board. Raises ReaderOnly, Absent,
    OpeningMoved."""
    hold_person(actor)
    locked = held_by_member(membership, opening)
    assert locked.shown or locked.state_at() not in LIVE
    take(locked, Verb.CHANGE, Side.COMPANY, actor)  # before an edition is made for nothing
    if locked.draft is None and locked.shown:  # else one that was left when it was filled
        locked.draft = Edition.objects.create(saved_by=actor, **locked.shown.copied())
        locked.save(update_fields=["draft"])
    return locked


@transaction.atomic
def drop_change(*, actor: User, membership: Membership, opening: Opening) -> Opening:
    """Throws a change away that was not published. Raises ReaderOnly, Absent, OpeningMoved."""
    hold_person(actor)
    locked = held_by_member(membership, opening)
    written = locked.draft
    take(locked, Verb.DROP_CHANGE, Side.COMPANY, actor, draft=None)
    if written:
        written.delete()
    return locked


def means_the_same(opening: Opening) -> bool:
    """Whether the text that is being written changes nothing that has to be reviewed."""
    shown, draft = opening.shown, opening.draft
    if shown is None or draft is None:
        return False
    return all(getattr(shown, name) == getattr(draft, name) for name in MEANING)


def demand_possible(draft: Edition, said: Mapping[str, Any]) -> None:
    """Raises Unfit for what may not stand in this draft together with what it says already. A fault is said at a field
    that was sent."""
    pay = {name: getattr(draft, name) for name in PAIR} if set(PAIR) & said.keys() else {}
    wrong = dict(impossible(pay | dict(said), park_today())) | _unknown(said)
    named = {name: name for name in said} | {
        one: other for one, other in zip(PAIR, reversed(PAIR), strict=True) if one not in said
    }
    if wrong:
        raise Unfit({named[name]: fault for name, fault in wrong.items()})


def _unknown(said: Mapping[str, Any]) -> dict[str, Fault]:
    """Choices that do not exist: forms offer none of these."""
    words = vocabulary()
    found = {}
    if said.get("seniority") and (TermKind.SENIORITY, said["seniority"]) not in words.by_slug:
        found["seniority"] = Fault.MISSING
    if said.get("country") and said["country"] not in country_names("en"):
        found["country"] = Fault.MISSING
    return found


def _copied(opening: Opening) -> dict[str, Any]:
    edition = opening.draft or opening.shown
    assert edition
    return edition.copied() | {"closes_on": None}


def _saved(draft: Edition, actor: User, said: Mapping[str, Any]) -> Edition:
    if said.get("contact", draft.contact) != draft.contact:
        draft.contact_by = actor
    for name, value in said.items():
        setattr(draft, name, value)
    draft.version += 1
    draft.saved_by = actor
    draft.save()
    return draft


def _known(said: Mapping[str, Any]) -> dict[str, Any]:
    """The same with those skills and languages alone that the vocabulary knows, each once."""
    words, known = vocabulary(), dict(said)
    if "skills" in said:
        rows = {row["slug"]: row for row in said["skills"]}
        known["skills"] = [rows[slug] for slug in words.known(TermKind.SKILL, rows)]
    if "languages" in said:
        known["languages"] = words.known(TermKind.LANGUAGE, said["languages"])
    if "questions" in said:
        known["questions"] = _apart(said["questions"])
    return known


def _apart(questions: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The questions, no two with one id."""
    seen: set[str] = set()
    rows = []
    for row in questions:
        id = secrets.token_hex(4) if row["id"] in seen else row["id"]
        seen.add(id)
        rows.append({"id": id, "text": row["text"]})
    return rows
