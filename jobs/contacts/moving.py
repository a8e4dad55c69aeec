"""Moving a request on: its locks in one order, one row of the table, and what waits for whom because of it."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.contacts.models import ContactRequest, ContactStep
from jobs.contacts.states import Side, State, Verb, step
from jobs.contacts.tellings import tell_asker
from talent.companies.models import Membership
from talent.experts.presence import companies_seeing
from talent.experts.silencing import hold_parties
from talent.lib.errors import Conflict, Refused
from talent.lib.steps import Step
from talent.timeline.actions import close_items, open_item
from talent.timeline.models import Owner

EXPERT_ITEM, MEMBER_ITEM, DELETE_ITEM = "contact_request", "contact_question", "contact_delete"


class NotNow(Conflict):
    code = "not_now"
    text = _("This request has moved on meanwhile. Below is how it stands now.")


class CannotReach(Refused):
    code = "cannot_reach"
    text = _(
        "This company cannot see you at the moment, so nothing you answer would reach it. Let yourself be found by it "
        "first, or leave the request: it ends by itself."
    )


def held(request: ContactRequest) -> ContactRequest:
    """The request as it is now, locked with its company and its expert's profile: what the expert decides in
    another tab cannot overtake the rules that are read from now on. Before them those whom it names are locked."""
    hold_parties(request.company_id, request.profile_id, request.asked_by_id)
    rows = ContactRequest.objects.select_for_update(of=("self",)).select_related(
        "company", "asked_by", "profile__user"
    )
    return rows.get(pk=request.pk)


def reachable(request: ContactRequest) -> bool:
    """Whether the company still sees the expert: else no answer may reach it."""
    if request.profile is None:
        return False
    return request.company_id in companies_seeing(request.profile, [request.company_id], timezone.now())


def demand_reachable(request: ContactRequest) -> None:
    """Raises CannotReach where the company does not see the expert."""
    if not reachable(request):
        raise CannotReach()


def found_step(request: ContactRequest, verb: Verb, side: Side, now: datetime) -> Step[Verb, Side, State]:
    """The row of the table that the verb is now. Raises NotNow."""
    found = step(verb, side, request.state_at(now), request.done)
    if found is None:
        raise NotNow()
    return found


def take(request: ContactRequest, verb: Verb, side: Side, now: datetime, **written: str | None) -> None:
    """Moves the locked request on by the table, and writes what belongs to the step. Raises NotNow."""
    write(request, found_step(request, verb, side, now), now, **written)


def write(
    request: ContactRequest, found: Step[Verb, Side, State], now: datetime, **written: str | None
) -> None:
    """Writes a step and its row in the log; nothing that waited because of the request waits any more."""
    for name, value in written.items():
        setattr(request, name, value)
    request.state = found.after
    request.save(update_fields=["state", *written])
    ContactStep.objects.create(request=request, verb=found.verb, side=found.side, state=found.after, at=now)
    close_items(ref=request.key, now=now)


def wait_for_company(request: ContactRequest, kind: str, now: datetime, *, due: date | None) -> None:
    """From now on the request waits for its company."""
    company = request.company_id
    open_item(owner_kind=Owner.COMPANY, owner=company, kind=kind, ref=request.key, since=now, due=due)


def tell_member(request: ContactRequest) -> None:
    """Whoever asked is told, while they act for the company and the expert does not hide from them apart."""
    asker, company = request.asked_by, request.company_id
    if asker is None or not Membership.objects.current().filter(company=company).of(asker).exists():
        return
    if ContactRequest.objects.read_by(asker.pk, company).filter(pk=request.pk).exists():
        tell_asker(asker, request)
