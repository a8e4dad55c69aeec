"""What a company is shown of the applications to one of its openings: by state, and one by one."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import get_language

from jobs.applications.content import attached, number_name, revealed, written
from jobs.applications.models import REASONS, Application, ApplicationQuerySet
from jobs.applications.moving import SHOWN
from jobs.applications.pages import title_of
from jobs.applications.permissions import Desk
from jobs.applications.states import PIPELINE, TALKS, WAITING, Reason, Side, State, Verb, offered
from jobs.applications.wording import DONE, ICONS, TO_COMPANY
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.models import Membership
from talent.conversations.pages import opened_by
from talent.experts.handles import token
from talent.experts.models import Profile
from talent.experts.models.hiding import hidden_from
from talent.experts.presence import present
from talent.lib.dates import digits, park_day, park_today
from talent.timeline.kinds import Reader

A_COLUMN, A_PAGE = 12, 50
STANDING = len(SHOWN)
"""How many states stand side by side; what is over is a line with a number below them."""
ORDER = {True: ("number",), False: ("answer_by", "submitted_at", "pk")}
"""Where somebody is known by a number alone by drawn numbers, which say nothing of the order of coming; else the longest promise first."""
There = Mapping[int, tuple[Profile, frozenset[str]] | None]


def pipeline(desk: Desk) -> dict[str, Any]:
    """All states as columns, each with its number and its first rows: as many statements for a thousand as for one."""
    counts = dict(desk.applications.order_by().values_list("state").annotate(Count("pk")))
    rank = Window(RowNumber(), partition_by=F("state"), order_by=_order(desk))
    rows = list(desk.applications.annotate(rank=rank).filter(rank__lte=A_COLUMN).order_by("rank", "pk"))
    drawn = lines(desk, rows)
    columns = [
        {
            "state": str(state),
            "label": TO_COMPANY[state],
            "icon": ICONS.get(state, "circle-dashed"),
            "count": counts.get(state, 0),
            "rows": [line for line in drawn if line["column"] == state],
            "more": counts.get(state, 0) > A_COLUMN,
        }
        for state in PIPELINE
    ]
    return _head(desk) | {
        "columns": columns[:STANDING],
        "ended": columns[STANDING:],
        "over": sum(column["count"] for column in columns[STANDING:]),
        "total": sum(counts.values()),
    }


def column(desk: Desk, state: State, number: str) -> dict[str, Any]:
    """One state alone, page by page."""
    page: Page[Application] = column_page(desk, state, number)
    return {
        **_head(desk),
        "label": TO_COMPANY[state],
        "state": str(state),
        "rows": lines(desk, list(page)),
        "number": page.number,
        "count": page.paginator.num_pages,
        "total": page.paginator.count,
    }


def column_page(desk: Desk, state: State, number: str) -> Page[Application]:
    """A page of the applications in one state."""
    return Paginator(in_states(desk, [state]), A_PAGE).get_page(number)


def in_states(desk: Desk, states: Collection[str]) -> ApplicationQuerySet:
    """The applications that stand in these states, in the order of the columns."""
    return desk.applications.filter(state__in=states).order_by(*_order(desk))


def with_numbers(user: User, membership: Membership, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The company's openings, as lines, each with how many applications have come and how many wait, as the columns
    behind it say to this member (one SQL); None where there is none."""
    known = Application.objects.read_by(user.pk, membership.company_id)
    counts = known.filter(opening__key__in=[row["key"] for row in rows]).order_by().values("opening__key").annotate(
        count=Count("pk"), waiting=Count("pk", filter=Q(state__in=WAITING))
    )  # fmt: skip
    numbers = {one["opening__key"]: one for one in counts}
    return [row | {"applications": numbers.get(row["key"])} for row in rows]


def lines(desk: Desk, rows: Collection[Application]) -> list[dict[str, Any]]:
    """Applications as lines (three SQL besides theirs)."""
    there = present_ones(desk, rows)
    return [_line(desk, one, one.pk in there) for one in rows]


def present_ones(desk: Desk, rows: Iterable[Application]) -> There:
    """Those whose writers are there for this member, each with the profile and what a yes opens; without both under
    blind review. Three SQL, whoever is there."""
    standing = [one for one in rows if one.state in SHOWN]
    named = {one.profile_id or 0 for one in standing if not one.is_nameless} or {0}
    seen = present(desk.audience, named, timezone.now())
    nameless = {one.profile_id or 0 for one in standing if one.is_nameless} or {0}
    shown = Profile.objects.filter(pk__in=nameless, user__is_active=True).exclude(hidden_from(desk.audience))
    hidden_not = set(shown.order_by().values_list("pk", flat=True))
    found: dict[int, tuple[Profile, frozenset[str]] | None] = {}
    for one in standing:
        if one.is_nameless and one.profile_id in hidden_not:
            found[one.pk] = None
        elif not one.is_nameless and one.profile_id in seen:
            found[one.pk] = seen[one.profile_id]
    return found


def one(desk: Desk, application: Application) -> dict[str, Any]:
    """One application as its company sees it. What was sent is read while it stands; of what is over there remain the
    name, the days, and what the company noted itself."""
    there = present_ones(desk, [application])
    line = _line(desk, application, application.pk in there)
    opens = desk.opens(application)
    reads = opens and application.pk in there
    found = there.get(application.pk)
    sent = _sent(application) if reads else None
    return line | {
        "may_read": opens,
        "sent": sent,
        "has_cv": bool(sent and sent["cv"]),
        "expert": _expert(application, desk, *found) if reads and found else None,
        "token": _token(application, desk) if reads and found else "",
        "offer": application.offer if reads else "",
        "steps": _steps(application) if opens else [],
        "comments": list(application.comments.select_related("author")) if reads else [],
        "reason": REASONS[Reason(application.reason)] if application.reason and opens else "",
        "shares_reason": application.shares_reason,
        "conversation": opened_by(application.key) if reads and line["column"] in TALKS else None,
        "comments_open": reads and desk.writes,
    }


def _expert(
    application: Application, desk: Desk, profile: Profile, granted: frozenset[str]
) -> dict[str, Any] | None:
    assert application.edition
    return revealed(profile, desk.audience, granted, application.edition)


def _sent(application: Application) -> dict[str, Any]:
    """What was sent; of somebody without a name no file, nor whether there is one."""
    assert application.edition
    file = {"cv": ""} if application.is_nameless else attached(application)
    return written(application, application.edition) | file


def name_of(application: Application, desk: Desk) -> str:
    """How the company knows whose it is."""
    language = get_language() or "fa"
    if application.is_nameless or not desk.opens(application):
        return number_name(application.number)
    return digits(application.handle_fa if language == "fa" else application.handle_en, language)


def wait_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray of a company: openings to which applications wait."""
    company = reader.membership.company
    readable = _waiting(reader.user.pk, company.pk)
    numbers = dict(readable.values_list("opening").annotate(Count("pk")))
    due = dict(readable.values_list("opening", "answer_by").order_by("-answer_by"))
    openings = Opening.objects.filter(key__in=keys, company=company).select_related("shown")
    return {
        one.key: {
            "key": one.key,
            "company": company.slug,
            "title": title_of(one),
            "count": numbers.get(one.pk, 0),
            "answer_by": due.get(one.pk),
            "is_late": bool((day := due.get(one.pk)) and day < park_today()),
        }
        for one in openings
        if numbers.get(one.pk)
    }


def withheld_openings(user: Any, company: int) -> Any:
    """Openings of the company to which something waits, but nothing that this member may know of."""
    known = _waiting(user.pk, company).values("opening")
    waiting = Application.objects.filter(company=company, state__in=WAITING).order_by().values("opening")
    return Opening.objects.filter(pk__in=waiting).exclude(pk__in=known).order_by().values("key")


def _waiting(user: int, company: int) -> ApplicationQuerySet:
    return Application.objects.read_by(user, company).filter(state__in=WAITING).order_by()


def _order(desk: Desk) -> tuple[str, ...]:
    return ORDER[desk.by_number]


def _head(desk: Desk) -> dict[str, Any]:
    return {
        "company": desk.membership.company,
        "opening": desk.opening,
        "title": title_of(desk.opening),
        "is_blind": desk.by_number,
        "reviews": desk.reviews,
    }


def _line(desk: Desk, application: Application, there: bool) -> dict[str, Any]:
    gone = application.state in SHOWN and not there
    state = State.WITHDRAWN if gone else State(application.state)
    decides = desk.writes and desk.opens(application)
    late = bool(state in WAITING and application.answer_by and application.answer_by < park_today())
    return {
        "key": application.key,
        "company": desk.membership.company.slug,
        "opening": desk.opening.key,
        "name": name_of(application, desk),
        "column": State(application.state),
        "state": TO_COMPANY[state],
        "state_slug": str(state),
        "icon": ICONS.get(state, "circle-dashed"),
        "is_blind": application.is_blind,
        "is_nameless": application.is_nameless,
        "sent_on": None if application.is_blind else park_day(application.submitted_at),
        "answer_by": application.answer_by if state in WAITING else None,
        "is_late": late,
        "version": application.version,
        "offered": [str(verb) for verb in offered(Side.COMPANY, state)] if decides else [],
    }


def _steps(application: Application) -> list[dict[str, Any]]:
    """The log; under blind review without the day of sending."""
    return [
        {
            "verb": DONE[Verb(step.verb)],
            "by": step.side,
            "on": None if application.is_blind and step.verb == Verb.SUBMIT else park_day(step.at),
        }
        for step in application.steps.all()
    ]


def _token(application: Application, desk: Desk) -> str:
    """The address by which this company reaches the applicant's page."""
    return token(application.profile_id or 0, relation=desk.audience.relation, key=settings.RELATION_KEY)
