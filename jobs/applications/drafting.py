"""Verbs of whoever writes an application, until it is sent. Each is one transaction: lock, rule, write."""

from collections.abc import Collection, Mapping
from secrets import choice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.applications.days import next_reminder, promised_day
from jobs.applications.files import FOLDER, clean_cv, leave_files, put
from jobs.applications.models import Application, ApplicationFile
from jobs.applications.moving import hides, hold_opening, named, take
from jobs.applications.states import Reason, Side, State, Verb
from jobs.applications.terms import terms_of
from jobs.openings.models import Edition, Opening
from talent.accounts.locks import hold_person
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.accounts.private_files import kept_file
from talent.audit.actions import record
from talent.companies.models import Membership
from talent.experts.groups import BY_MY_YES, FACTS, ME, RANGES, chosen, effective
from talent.experts.models import Details, Experience, Listing, Profile
from talent.experts.silencing import hold_parties
from talent.experts.traces import traces
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Conflict, Refused, StepNeeded


class NoProfile(StepNeeded):
    code = "no_profile"
    text = _("Before you apply, say in a few words of the vocabulary what you do. It takes two minutes.")
    page = "profile"


class StaleDraft(Conflict):
    code = "stale_draft"
    text = _("This draft was changed in another tab. What you typed is below; look at it and save again.")


class SentAlready(Conflict):
    code = "sent_already"
    text = _("You have sent this application already. What you typed since is below, and was not sent.")


class OpeningOver(Conflict):
    code = "opening_over"
    text = _("This opening has closed meanwhile, so nothing was sent. Your draft is kept.")


class TermsChanged(Conflict):
    code = "terms_changed"
    text = _(
        "The opening has changed since you wrote, so nothing was sent. Read what has changed, and then send it."
    )


class Incomplete(Refused):
    code = "incomplete"
    text = _("Write a letter, or add your CV.")


class Unanswered(Refused):
    code = "unanswered"
    text = _("The company asks for an answer to each question.")


class AnsweredAlready(Conflict):
    code = "answered_already"
    text = _("You have applied here before, and the company has answered.")


class FactsClosed(Refused):
    code = "facts_closed"
    text = _(
        "You show your skills to nobody at all, so no company could read who applies. Let companies see them, at "
        "least by your yes."
    )


class NotByMyYes(Refused):
    code = "not_by_my_yes"
    text = _("What you have ticked holds something that you no longer show by a yes. Tick again.")


@transaction.atomic
def save_draft(
    *,
    actor: User,
    opening: Opening,
    version: int,
    letter: str,
    answers: Mapping[str, str],
    groups: Collection[str],
    tab: str = "",
) -> Application:
    """Keeps what is typed, whatever the opening has become meanwhile. `version`: of the draft that was shown, 0 for
    none. Raises NoticeNeeded, NotOffered, NoProfile; StaleDraft, SentAlready."""
    demand_notice(actor)
    hold_person(actor)
    draft = _draft(actor, opening)
    if draft.pk and draft.version != version and not (tab and draft.tab == tab):
        raise StaleDraft()
    asked = {question["id"] for question in opening.shown.questions} if opening.shown else set()
    draft.letter, draft.tab, draft.edition = letter, tab, opening.shown
    draft.answers |= {key: text for key, text in answers.items() if key in asked}
    draft.groups = sorted(set(groups) & set(RANGES) - {FACTS})
    return _saved(draft)


def put_cv(*, actor: User, opening: Opening, data: bytes) -> Application:
    """Keeps the CV with the draft at once, in place of the one before; other tabs may go on writing. Raises like `save_draft`, and what `clean_cv`
    raises."""
    demand_notice(actor)
    clean = clean_cv(actor, data)
    with kept_file(FOLDER, clean) as stored, transaction.atomic():
        hold_person(actor)
        draft = _touched(_draft(actor, opening))
        put(draft, stored, clean)
        return draft


@transaction.atomic
def drop_cv(*, actor: User, opening: Opening) -> Application:
    """Takes the CV out of the draft. Raises like `save_draft`."""
    hold_person(actor)
    draft = _touched(_draft(actor, opening))
    leave_files(Application.objects.filter(pk=draft.pk))
    return draft


@transaction.atomic
def discard(*, actor: User, opening: Opening) -> None:
    """Throws the draft away; one that is not there stays gone."""
    hold_person(actor)
    drafts = Application.objects.standing(actor, opening).filter(state=State.DRAFT)
    leave_files(drafts)
    drafts.delete()


@transaction.atomic
def submit(*, actor: User, opening: Opening, version: int, terms: str = "") -> Application:
    """Sends the draft, once however often the button is pressed. `terms`: those that were looked at (`terms_of`), else
    those of the last save. Raises NoticeNeeded, NotOffered, NoProfile, Absent;
    StaleDraft; OpeningOver in the second in which it closes; TermsChanged, Incomplete, Unanswered, NotByMyYes, FactsClosed,
    AnsweredAlready."""
    demand_notice(actor)
    hold_parties(opening.company_id, _profile(actor).pk, actor.pk)
    current, profile = hold_opening(opening.pk), _profile(actor)
    draft = Application.objects.select_for_update(of=("self",)).filter(
        pk__in=Application.objects.standing(actor, opening).order_by().values("pk")
    ).first()  # fmt: skip
    if draft and draft.state != State.DRAFT:
        return draft
    if draft is None or draft.version != version:
        raise StaleDraft()
    _demand_may_apply(actor, profile, current)
    assert current.shown
    if (terms or terms_of(draft.edition)) != terms_of(current.shown):
        raise TermsChanged()
    _demand_whole(draft, profile, current.shown)
    return _sent(actor, draft, profile, current, current.shown)


def demand_words(*, actor: User, opening: Opening) -> None:
    """Before a draft is looked at: raises Incomplete where it holds neither a letter nor a CV."""
    draft = Application.objects.standing(actor, opening).filter(state=State.DRAFT).first()
    if draft is not None:
        _demand_words(draft)


def trace_kinds(profile: Profile, texts: Collection[str]) -> tuple[str, ...]:
    """What in these texts points to their writer: for the warning before a blind review."""
    held = Details.objects.filter(profile=profile).first() or Details()
    employers = Experience.objects.filter(profile=profile).order_by("pk").values_list("employer", flat=True)
    names = [held.name_native, held.name_latin]
    return traces("\n".join(texts), names=[one for one in names if one], employers=list(employers))


def level_here(profile: Profile, group: str) -> str:
    """The level of a group for a company that one applies to, which is shown the profile as a ticked one is."""
    listing = Listing.TICKED if profile.listing == Listing.NOBODY else profile.listing
    return effective(listing, profile.levels, group)


def _profile(actor: User) -> Profile:
    found = Profile.objects.filter(user=actor).select_related("user").first()
    if found is None:
        raise NoProfile()
    return found


def _draft(actor: User, opening: Opening) -> Application:
    """The draft, locked; a new one where there is none. Raises SentAlready."""
    found = Application.objects.standing(actor, opening).select_for_update(of=("self",)).first()
    if found and found.state != State.DRAFT:
        raise SentAlready()
    return found or Application(
        profile=_profile(actor),
        opening=opening,
        company=opening.company,
        edition=opening.shown,
        state=State.DRAFT,
        version=0,
    )


def _saved(draft: Application) -> Application:
    draft.version += 1
    return _touched(draft)


def _touched(draft: Application) -> Application:
    draft.touched_on = park_today()
    draft.save()
    return draft


def _demand_may_apply(actor: User, profile: Profile, opening: Opening) -> None:
    own = Membership.objects.current().of(actor).filter(company=opening.company_id)
    if own.exists() or hides(profile, opening.company_id):
        raise Absent()
    if not Opening.objects.live(park_today()).filter(pk=opening.pk).exists():
        raise OpeningOver()
    before = Application.objects.of(actor).filter(opening=opening, state__in=(State.REFUSED, State.DECLINED))
    if before.exclude(reason=Reason.FILLED).exists():
        raise AnsweredAlready()
    if chosen(profile.levels, FACTS) == ME:
        raise FactsClosed()


def _demand_words(draft: Application) -> None:
    if not draft.letter and not ApplicationFile.objects.filter(application=draft).exists():
        raise Incomplete(field="letter")


def _demand_whole(draft: Application, profile: Profile, edition: Edition) -> None:
    _demand_words(draft)
    for question in edition.questions:
        if not draft.answers.get(question["id"]):
            raise Unanswered(field=f"answer_{question['id']}")
    if any(level_here(profile, group) != BY_MY_YES for group in draft.groups):
        raise NotByMyYes(field="groups")


def _sent(
    actor: User, draft: Application, profile: Profile, opening: Opening, edition: Edition
) -> Application:
    now, today, asked = timezone.now(), park_today(), {question["id"] for question in edition.questions}
    due = promised_day(today, edition.answer_days, blind=edition.is_blind)
    draft.opening, draft.company, draft.profile = opening, opening.company, profile
    known_as = {} if edition.is_blind else named(draft)
    written: dict[str, Any] = {
        "edition": edition,
        "is_blind": edition.is_blind,
        "number": _drawn(opening),
        "answers": {key: text for key, text in draft.answers.items() if key in asked},
        "submitted_at": now,
        "answer_by": due,
        "remind_on": next_reminder(today, due, today),
    }
    take(draft, Verb.SUBMIT, Side.EXPERT, now, actor, **written, **known_as)
    record(actor=actor.audit_key, verb="application.submitted", kind="profile", key=profile.key)
    return draft


def _drawn(opening: Opening) -> int:
    """A number that no other application to the opening has, drawn so that it says nothing of the order."""
    taken = set(Application.objects.filter(opening=opening, number__isnull=False).order_by().values_list("number", flat=True))  # fmt: skip
    return choice([one for one in range(1, 2 * len(taken) + 100) if one not in taken])
