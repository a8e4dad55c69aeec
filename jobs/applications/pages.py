"""What an applicant is shown: the draft, what was sent, and whose turn it is."""

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from jobs.applications.content import after_sending, attached, given_before, own_fit, revealed, written
from jobs.applications.drafting import level_here, trace_kinds
from jobs.applications.forms import ANSWER
from jobs.applications.models import REASONS, UNDO_WITHIN, UNSEEN, Application, ApplicationQuerySet
from jobs.applications.moving import SHOWN
from jobs.applications.permissions import kept_from
from jobs.applications.states import OVER, TALKS, WAITING, Reason, Side, State, Verb, offered
from jobs.applications.terms import changed_terms, terms_of
from jobs.applications.wording import DONE, ICONS, NOT_SHOWN, TO_EXPERT
from jobs.openings.models import Opening
from jobs.openings.states import LIVE as ON_THE_BOARD
from talent.accounts.models import User
from talent.conversations.pages import opened_by
from talent.experts.audience import company as company_audience
from talent.experts.groups import BY_MY_YES, COMPANIES, FACTS, PUBLIC, RANGES
from talent.experts.models import Profile
from talent.experts.pages import told
from talent.experts.who_sees import NAMES_OF_GROUPS
from talent.lib.dates import park_day, park_today
from talent.timeline.kinds import Reader

A_PAGE = 25


def draft_of(user: User, opening: Opening) -> Application | None:
    """The draft that the person has for the opening, or what was sent there and stands."""
    return Application.objects.standing(user, opening).select_related("profile", "cv", "edition").first()


def applying(opening: Opening, profile: Profile, draft: Application | None) -> dict[str, Any]:
    """The page on which an application is written."""
    assert opening.shown
    return {
        "opening": opening,
        "employer": opening.company.name,
        "title": title_of(opening),
        "is_blind": opening.shown.is_blind,
        "answer_days": opening.shown.answer_days,
        "is_over": not is_live(opening),
        "draft": draft,
        "seen_already": _at(profile, COMPANIES, PUBLIC),
        **(attached(draft) if draft else {"cv": ""}),
    }


def initial(draft: Application | None) -> dict[str, Any]:
    """What stands in the form."""
    tab = secrets.token_hex(8)
    if draft is None:
        return {"version": 0, "tab": tab}
    answers = {f"{ANSWER}{key}": text for key, text in draft.answers.items()}
    return answers | {"version": draft.version, "tab": tab, "letter": draft.letter, "groups": draft.groups}


def offered_groups(profile: Profile) -> list[str]:
    """The groups that a yes of this application can open."""
    return [group for group in RANGES if group != FACTS and level_here(profile, group) == BY_MY_YES]


def preview(opening: Opening, draft: Application) -> dict[str, Any]:
    """Exactly what the company will get, and what in it points to its writer."""
    assert opening.shown and draft.profile
    texts = [draft.letter, *draft.answers.values()]
    audience, before = company_audience(opening.company_id), given_before(draft) - {FACTS, *draft.groups}
    return {
        **applying(opening, draft.profile, draft),
        "sent": written(draft, opening.shown) | attached(draft),
        "expert": revealed(draft.profile, audience, after_sending(draft), opening.shown),
        "terms": terms_of(opening.shown),
        "changed": changed_terms(draft.edition, opening.shown),
        "before": [str(NAMES_OF_GROUPS[one]) for one in RANGES if one in before],
        "traces": told(trace_kinds(draft.profile, texts)) if opening.shown.is_blind else [],
    }


def draft_page(opening: Opening, profile: Profile, draft: Application) -> dict[str, Any]:
    """The draft for programs, with what is asked; `draft` may be one that is not made yet."""
    assert opening.shown
    texts = [draft.letter, *draft.answers.values()]
    return {
        "version": draft.version,
        "letter": draft.letter,
        "answers": draft.answers,
        "groups": draft.groups,
        **(attached(draft) if draft.pk else {"cv": ""}),
        "questions": opening.shown.questions,
        "offered_groups": offered_groups(profile),
        "is_blind": opening.shown.is_blind,
        "is_over": not is_live(opening),
        "answer_days": opening.shown.answer_days,
        "warnings": told(trace_kinds(profile, texts)) if opening.shown.is_blind else [],
    }


def lines(rows: Iterable[Application]) -> list[dict[str, Any]]:
    """The person's applications as lines, drafts among them."""
    return [_line(one) for one in rows]


def of_expert(user: User) -> ApplicationQuerySet:
    """The person's applications and drafts: the latest that was written or has moved at the top."""
    return (
        Application.objects.of(user)
        .telling_end()
        .select_related("company", "opening__shown", "edition", "opening__company")
        .order_by("-touched_on", "-moved_at", "-pk")
    )


def one(user: User, application: Application) -> dict[str, Any]:
    """One application as its writer sees it."""
    assert application.edition
    state, steps = State(application.state), list(application.steps.all())
    return _line(application) | {
        "sent": written(application, application.edition) | attached(application),
        "is_blind": application.is_blind,
        "nameless": application.is_nameless,
        "groups": [str(NAMES_OF_GROUPS[group]) for group in application.groups],
        "offered": _offered(application),
        "steps": [
            {"verb": DONE[Verb(step.verb)], "by": step.side, "on": park_day(step.at)} for step in steps
        ],
        "reason": REASONS[Reason(application.reason)] if application.shares_reason else "",
        "is_on_board": is_on_board(user, application),
        "offer": application.offer,
        "version": application.version,
        "is_taken_back": state == State.SHORTLISTED and bool(steps) and steps[-1].verb == Verb.RESCIND,
        "is_unseen": is_unseen(application),
        "is_filled": application.reason == Reason.FILLED,
        "conversation": opened_by(application.key) if state in TALKS else None,
        "fits": own_fit(application.profile, application.edition)
        if application.profile and state in SHOWN
        else None,
    }


def _offered(application: Application) -> list[str]:
    """What may be done now; undoing while there is time."""
    state = State(application.state)
    verbs = [str(verb) for verb in offered(Side.EXPERT, state)]
    if not application.company.is_verified:
        verbs = [verb for verb in verbs if verb not in (Verb.ACCEPT, Verb.UNDO)]
    moved = application.moved_at
    if Verb.UNDO in verbs and moved and moved < timezone.now() - UNDO_WITHIN:
        verbs.remove(Verb.UNDO)
    if state in SHOWN and application.groups:
        verbs.append("take_back")
    return verbs


def _line(application: Application) -> dict[str, Any]:
    state, opening = State(application.state), application.opening
    turn = "you" if state in (State.DRAFT, State.OFFERED) else "company" if state in WAITING else ""
    since = application.moved_at
    return {
        "key": application.key,
        "opening": opening.key,
        "title": title_of(opening, application),
        "company": application.company.name,
        "company_slug": application.company.slug if application.company.is_verified else "",
        "state": NOT_SHOWN if is_unseen(application) else TO_EXPERT[state],
        "state_slug": str(state),
        "icon": ICONS.get(state, "hourglass" if state not in OVER else "circle-dashed"),
        "is_draft": state == State.DRAFT,
        "is_over": state == State.DRAFT and not is_live(opening),
        "turn": turn,
        "since": park_day(since) if since else application.touched_on,
        "sent_on": park_day(application.submitted_at),
        "answer_by": application.answer_by if state in WAITING else None,
        "is_late": bool(state in WAITING and application.answer_by and application.answer_by < park_today()),
        "undo_until": _undo_until(application.moved_at) if state == State.ACCEPTED else None,
    }


def is_unseen(application: Application) -> bool:
    """Whether it has ended without a press of the button, because its company is not shown the person any more."""
    return application.state == State.WITHDRAWN and getattr(application, "ended_as", "") == UNSEEN


def title_of(opening: Opening, application: Application | None = None) -> str:
    """What the opening is called: as it was when the application was sent."""
    sent = application is not None and application.state != State.DRAFT
    edition = (application.edition if application and sent else None) or opening.shown
    return edition.spoken("title", get_language() or "fa")[0] if edition else ""


def is_on_board(user: User, application: Application) -> bool:
    """Whether its writer finds the opening on the board now."""
    application.opening.company = application.company  # which was read with it
    return is_live(application.opening) and not kept_from(user, application.company_id)


def is_live(opening: Opening) -> bool:
    """Whether one may still apply, of an opening that was read with its company."""
    return opening.state_at() in ON_THE_BOARD and opening.company.is_verified


def offer_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray of an expert: offers that wait for an answer."""
    found = of_expert(reader.user).filter(key__in=keys, state=State.OFFERED)
    return {row.key: _line(row) for row in found}


def past_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the timeline of an expert: offers they had, however they have ended."""
    return {row.key: _line(row) for row in of_expert(reader.user).filter(key__in=keys)}


def _undo_until(moved: datetime | None) -> Any:
    return park_day(moved + UNDO_WITHIN - timedelta(days=1)) if moved else None


def _at(profile: Profile, *levels: str) -> list[str]:
    """Groups at one of these levels for a company that is applied to, in words."""
    return [str(NAMES_OF_GROUPS[group]) for group in RANGES if level_here(profile, group) in levels]
