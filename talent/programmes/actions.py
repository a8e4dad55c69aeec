"""Verbs on programmes: drafted, read by a second person, published once and for all, superseded.

`actor` None is the machine itself (a command): it may import and draft, and never publishes without a reason.
"""

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.lib.errors import Absent, Conflict, Refused
from talent.programmes.catalogue import strangers
from talent.programmes.checking import disagreements
from talent.programmes.document import values
from talent.programmes.document.reading import read, write
from talent.programmes.document.shapes import FIRST_DAY, LAST_DAY
from talent.programmes.models import Programme, Version, VersionStep
from talent.programmes.states import State, Verb

SHORTEST_REASON = 20
TAKEN = frozenset({"check"})
"""Addresses under /programmes/ that are no programme's."""


class NoDraft(Conflict):
    code = "no_draft"
    text = _("This version is a draft no longer. Look again how the programme stands now.")


class Overtaken(Conflict):
    code = "overtaken"
    text = _("Somebody has changed this draft meanwhile. Read it again as it stands now.")


class DraftExists(Conflict):
    code = "draft_exists"
    text = _("There is a draft of this programme already. Change that one.")


class OtherProgramme(Refused):
    code = "other_programme"
    text = _("This document is of another programme.")


class SecondPersonNeeded(Refused):
    code = "second_person_needed"
    text = _(
        "You have written on this draft yourself. Somebody else publishes it, or you say in a sentence why not."
    )


class ReasonTooShort(SecondPersonNeeded):
    code = "reason_too_short"
    text = _("This reason is too short to say why: write at least 20 letters.")


class NothingNew(Refused):
    code = "nothing_new"
    text = _("The draft says the same as the version in force.")


class StrangeFacts(Refused):
    """A question that the catalogue does not know, or knows in another form."""

    code = "strange_facts"
    text = _("Some questions are not in the catalogue, or stand there in another form.")

    def __init__(self, facts: list[str], questions: list[values.Words]) -> None:
        super().__init__()
        self.facts, self.questions = facts, questions


class PersonsDisagree(Refused):
    """A test person gets something else than expected."""

    code = "persons_disagree"
    text = _("Not every test person gets what is expected of this version.")

    def __init__(self, persons: dict[str, list[str]], titles: list[values.Words]) -> None:
        super().__init__()
        self.persons, self.titles = persons, titles


class BackwardWindow(Refused):
    code = "backward_window"
    text = _("The last day lies before the first.")


class AddressTaken(Refused):
    code = "address_taken"
    text = _("A page of the site has this address already.")


class FarAway(Refused):
    code = "far_away"
    text = _("This day lies too far away.")


class HalfBudget(Refused):
    code = "half_budget"
    text = _("A budget needs its currency, and a currency its budget.")


class WindowFields(TypedDict):
    """When one may apply, for how many, with how much money, and who answers."""

    opens_on: date | None
    closes_on: date | None
    paused: bool
    claims_from: date | None
    quota: int | None
    budget: Decimal | None
    budget_currency: str
    contact: str


@transaction.atomic
def import_document(*, actor: User | None, raw: object) -> Version:
    """Makes a document the draft of its programme, new or not; a draft that is there is written over. Returns it.

    `raw` is parsed JSON or its text. Raises BadDocument, AddressTaken.
    """
    _demand_editor(actor)
    content = read(raw)
    if content.slug in TAKEN:
        raise AddressTaken(field="slug")
    programme, is_new = Programme.objects.get_or_create(slug=content.slug)
    if is_new:
        record(actor=_key(actor), verb="programme.created", kind="programme", key=programme.pk)
    held = _held(programme)
    draft = held.versions.filter(state=State.DRAFT).first()
    if draft is None:
        return _started(actor, held, write(content))
    return _saved(actor, draft, write(content))


@transaction.atomic
def start_draft(*, actor: User | None, programme: Programme) -> Version:
    """A draft that says what the version in force says. Raises DraftExists, Absent where none is in force."""
    _demand_editor(actor)
    held = _held(programme)
    if held.versions.filter(state=State.DRAFT).exists():
        raise DraftExists()
    current = held.versions.filter(state=State.PUBLISHED).first()
    if current is None:
        raise Absent()
    return _started(actor, held, current.document)


@transaction.atomic
def save_draft(*, actor: User | None, draft: Version, revision: int, raw: object) -> Version:
    """Writes a draft that was read as `revision`. Raises BadDocument, NoDraft, Overtaken, OtherProgramme where the
    document has another address."""
    _demand_editor(actor)
    content = read(raw)
    held = _draft(draft, revision)
    if content.slug != held.programme.slug:
        raise OtherProgramme()
    return _saved(actor, held, write(content))


@transaction.atomic
def discard_draft(*, actor: User | None, draft: Version, revision: int) -> None:
    """Throws a draft away. Raises NoDraft, Overtaken."""
    _demand_editor(actor)
    held = _draft(draft, revision)
    record(actor=_key(actor), verb="programme.draft_discarded", kind="programme", key=held.programme_id)
    held.delete()


@transaction.atomic
def publish(*, actor: User | None, draft: Version, revision: int, reason: str = "") -> Version:
    """Puts a draft in force, as it was read (`revision`); the version before is superseded, and cases keep it.

    Raises NoDraft, Overtaken, NothingNew, StrangeFacts, PersonsDisagree; where the actor has written
    on it: SecondPersonNeeded without a reason, ReasonTooShort.
    """
    _demand_editor(actor)
    held = _draft(draft, revision)
    current = held.programme.versions.filter(state=State.PUBLISHED).first()
    if current is not None and current.document == held.document:
        raise NothingNew()
    _demand_fit(held.content)
    alone = reason.strip()
    if _has_written(actor, held):
        _demand_reason(alone)
    if current is not None:
        _supersede(actor, current)
    return _put_in_force(actor, held, alone if _has_written(actor, held) else "")


@transaction.atomic
def set_window(*, actor: User, programme: Programme, **fields: Unpack[WindowFields]) -> Programme:
    """When one may apply, and what stands beside it. Needs no new version, and changes no case.

    Raises BackwardWindow, HalfBudget.
    """
    _demand_editor(actor)
    _demand_window(fields)
    held = _held(programme)
    for name, value in fields.items():
        setattr(held, name, value)
    held.save(update_fields=list(fields))
    record(actor=_key(actor), verb="programme.window_set", kind="programme", key=held.pk)
    return held


# Rules --------------------------------------------------------------------------------------------------------------


def _demand_editor(actor: User | None) -> None:
    if actor is not None:
        demand_role(actor, RoleName.EDITOR)


def _demand_window(fields: WindowFields) -> None:
    first, last = fields["opens_on"], fields["closes_on"]
    for name in ("opens_on", "closes_on", "claims_from"):
        day = fields[name]
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise FarAway(field=name)
    if first and last and last < first:
        raise BackwardWindow(field="closes_on")
    if (fields["budget"] is None) is not (fields["budget_currency"] == ""):
        raise HalfBudget(field="budget_currency")


def _key(actor: User | None) -> UUID | None:
    return actor.audit_key if actor else None


def _held(programme: Programme) -> Programme:
    """The programme, locked: whoever changes its versions locks it first, so two publishers stand in a line."""
    return Programme.objects.select_for_update().get(pk=programme.pk)


def _draft(draft: Version, revision: int) -> Version:
    _held(draft.programme)
    held = Version.objects.select_related("programme").filter(pk=draft.pk, state=State.DRAFT).first()
    if held is None:
        raise NoDraft()
    if held.revision != revision:
        raise Overtaken()
    return held


def _demand_fit(content: values.Version) -> None:
    strange = strangers(content)
    if strange:
        raise StrangeFacts(strange, [one.question for one in content.facts if one.id in strange])
    found = {person.id: wrong for person in content.persons if (wrong := disagreements(content, person))}
    if found:
        raise PersonsDisagree(found, [one.title for one in content.persons if one.id in found])


def _demand_reason(reason: str) -> None:
    if not reason:
        raise SecondPersonNeeded(field="reason")
    if len(reason) < SHORTEST_REASON:
        raise ReasonTooShort(field="reason")


def _has_written(actor: User | None, draft: Version) -> bool:
    return draft.steps.filter(actor=_key(actor)).exists()


# Steps --------------------------------------------------------------------------------------------------------------


def _started(actor: User | None, programme: Programme, document: str) -> Version:
    draft = Version.objects.create(programme=programme, document=document)
    return _noted(actor, draft, Verb.START, "programme.draft_started")


def _saved(actor: User | None, draft: Version, document: str) -> Version:
    draft.document, draft.revision = document, draft.revision + 1
    draft.save(update_fields=["document", "revision"])
    return _noted(actor, draft, Verb.SAVE, "programme.draft_saved")


def _supersede(actor: User | None, current: Version) -> None:
    current.state = State.SUPERSEDED
    current.save(update_fields=["state"])
    _noted(actor, current, Verb.SUPERSEDE, "programme.superseded")


def _put_in_force(actor: User | None, draft: Version, reason: str) -> Version:
    last = draft.programme.versions.aggregate(last=Max("number"))["last"] or 0
    draft.number, draft.state, draft.published_at = last + 1, State.PUBLISHED, timezone.now()
    draft.save(update_fields=["number", "state", "published_at"])
    return _noted(actor, draft, Verb.PUBLISH, "programme.published", reason)


def _noted(actor: User | None, version: Version, step: Verb, verb: str, reason: str = "") -> Version:
    VersionStep.objects.create(version=version, verb=step, actor=_key(actor), reason=reason)
    record(actor=_key(actor), verb=verb, kind="programme", key=version.programme_id)
    return version
