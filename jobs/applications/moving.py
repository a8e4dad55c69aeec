"""Moving an application on: its locks in one order, one row of the table, and what follows from where it stands."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from jobs.applications.models import Application, ApplicationQuerySet, ApplicationStep
from jobs.applications.states import LIVE, TALKS, WAITING, Side, State, Verb, step
from jobs.applications.tellings import tell_applicant
from jobs.openings.models import Opening
from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.companies.models import Company
from talent.conversations.actions import end_thread, open_thread, resume_thread
from talent.experts.addressed import name_in
from talent.experts.audience import company as company_audience
from talent.experts.grants import grant_groups
from talent.experts.groups import APPLIED, FACTS
from talent.experts.models import Grant, Profile
from talent.experts.models.grants import GrantQuerySet
from talent.experts.models.hiding import hidden_from
from talent.experts.presence import companies_seeing
from talent.experts.silencing import expert_of, hold_parties
from talent.lib.errors import Absent, Conflict
from talent.lib.steps import Step
from talent.timeline.actions import close_items, forget_items, open_item
from talent.timeline.models import Owner

OFFER_ITEM, WAIT_ITEM = "application_offer", "applications_wait"
SHOWN = (*LIVE, State.ACCEPTED)
"""While it stands here its company reads it, and sees what its yes opens."""


class NotNow(Conflict):
    code = "not_now"
    text = _("This application has moved on meanwhile. Below is how it stands now; nothing was changed.")


def held(application: Application, *people: int | None) -> Application:
    """The application as it is now, locked after the people, its company, its writer's profile and its opening.
    Raises Absent where it is gone."""
    hold_parties(application.company_id, application.profile_id, *people)
    hold_opening(application.opening_id)
    rows = Application.objects.select_for_update(of=("self",)).filter(pk=application.pk)
    found = rows.select_related("company", "opening__shown", "edition", "profile__user").first()
    if found is None:
        raise Absent()
    return found


def held_among(application: Application, others: ApplicationQuerySet, *people: int | None) -> Application:
    """The same, for whoever moves others of the same writer as well: their companies and openings are locked with it,
    each kind by key. Raises Absent."""
    hold_people(expert_of(application.profile_id), *people)
    near = others | Application.objects.filter(pk=application.pk)
    pairs = list(near.order_by().values_list("company", "opening"))
    companies = Company.objects.filter(pk__in={company for company, _opening in pairs}).order_by("pk")
    list(companies.select_for_update(no_key=True).values_list("pk"))
    list(
        Profile.objects.select_for_update()
        .filter(pk=application.profile_id or 0)
        .order_by()
        .values_list("pk")
    )
    hold_openings({opening for _company, opening in pairs})
    return held(application, *people)


def hold_openings(keys: Collection[int]) -> None:
    """Locks several, by key."""
    rows = Opening.objects.filter(pk__in=keys).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk"))


def hold_opening(opening: int) -> Opening:
    """The opening as it is now, locked."""
    rows = Opening.objects.select_for_update(of=("self",)).select_related("company", "shown")
    return rows.get(pk=opening)


def found_step(application: Application, verb: Verb, side: Side) -> Step[Verb, Side, State]:
    """The row of the table that the verb is now. Raises NotNow."""
    found = step(verb, side, State(application.state))
    if found is None:
        raise NotNow()
    return found


def take(
    application: Application,
    verb: Verb,
    side: Side,
    now: datetime,
    actor: User | None = None,
    *,
    note: str = "",
    **written: object,
) -> ApplicationStep:
    """Moves the locked application on by the table. Raises NotNow."""
    return write(application, found_step(application, verb, side), now, actor, note=note, **written)


def write(
    application: Application,
    found: Step[Verb, Side, State],
    now: datetime,
    actor: User | None,
    *,
    note: str = "",
    **written: object,
) -> ApplicationStep:
    """Writes a step, what belongs to it and its row in the log; then lets follow what follows."""
    before = application.state
    for name, value in (written | {"state": found.after, "moved_at": now}).items():
        setattr(application, name, value)
    application.version += 1
    application.save()
    made = ApplicationStep.objects.create(
        application=application,
        verb=found.verb,
        side=found.side,
        before=before,
        after=found.after,
        actor=actor.audit_key if actor else None,
        note=note,
        at=now,
    )
    follow(application, now)
    return made


def follow(application: Application, now: datetime) -> None:
    """What a state brings with it: a yes or none, a conversation or none, what waits for whom."""
    if application.state in SHOWN and not application.is_nameless:
        _give(application, now)
    else:
        end_yes(application, now)
    if State(application.state) in TALKS:
        _talk(application, now)
    else:
        end_thread(ref=application.key, now=now)
    close_items(ref=application.key, now=now)
    if application.state == State.OFFERED and application.profile:
        _wait(Owner.PERSON, application.profile.user_id, OFFER_ITEM, application, now)
    settle_waiting(application.opening)


def _give(application: Application, now: datetime) -> None:
    """The company sees whose it is, and the groups that were ticked; given twice, it is given once."""
    profile, open_already = application.profile, _yes(application).filter(until=None)
    if profile and application.company.is_verified and not open_already.exists():
        given = {APPLIED, FACTS, *application.groups}
        grant_groups(
            actor=profile.user,
            profile=profile,
            company=application.company,
            groups=given,
            source=application.source,
            now=now,
        )


def end_yes(application: Application, now: datetime) -> None:
    """What it opened to its company is closed again."""
    _yes(application).filter(until=None).update(until=now)


def _yes(application: Application) -> GrantQuerySet:
    return Grant.objects.filter(company=application.company_id, source=application.source)


def _talk(application: Application, now: datetime) -> None:
    if application.profile:
        named = (application.handle_fa, application.handle_en)
        open_thread(
            profile=application.profile,
            company=application.company,
            ref=application.key,
            handles=named,
            now=now,
        )
        resume_thread(ref=application.key)


def _wait(kind: Owner, owner: int, item: str, application: Application, now: datetime) -> None:
    open_item(owner_kind=kind, owner=owner, kind=item, ref=application.key, since=now, due=None)


def settle_waiting(opening: Opening) -> None:
    """One thing waits for the company while any application to the opening does: since the oldest, until the first
    promised day."""
    waiting = Application.objects.filter(opening=opening, state__in=WAITING).order_by()
    first = waiting.aggregate(since=Min("submitted_at"), due=Min("answer_by"))
    forget_items(ref=opening.key, kind=WAIT_ITEM)
    if first["since"]:
        open_item(
            owner_kind=Owner.COMPANY, owner=opening.company_id, kind=WAIT_ITEM, ref=opening.key, **first
        )


def named(application: Application) -> dict[str, str]:
    """The names by which the company knows the applicant from now on."""
    audience = company_audience(application.company_id)
    pk = application.profile_id or 0
    return {f"handle_{language}": name_in(audience, pk, language) for language in ("fa", "en")}


def unseen(
    applications: ApplicationQuerySet | list[Application], profile: Profile, now: datetime
) -> list[Application]:
    """Those of one person's applications whose company is not shown the person any more; of a nameless one, and while
    its company is suspended, those of companies that the person hides from."""
    rows = list(applications)
    plain = {one.pk for one in rows if one.is_nameless or not one.company.is_verified}
    seeing = companies_seeing(profile, {one.company_id for one in rows if one.pk not in plain}, now)
    return [
        one
        for one in rows
        if (hides(profile, one.company_id) if one.pk in plain else one.company_id not in seeing)
    ]


def hides(profile: Profile, company: int) -> bool:
    """Whether the person hides from the company, or is not there for anybody."""
    there = Profile.objects.filter(pk=profile.pk, user__is_active=True)
    return not there.exclude(hidden_from(company_audience(company))).exists()


def tell(application: Application, written: ApplicationStep) -> None:
    """The applicant is told of a step, while there is one."""
    if application.profile:
        tell_applicant(application, written.pk)
