"""What waits for whom: a few numbers, each for the role that may act on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from babel.dates import format_timedelta
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jobs.openings.models import Opening
from search.lag import Lag, lag
from talent.accounts.models import RoleName, User
from talent.companies.models import Company, Invitation, State, ownerless
from talent.conversations.reports import apart_from
from talent.experts.models import Flag, ParkChoice, Term
from talent.lib.dates import digits, park_today
from talent.notifications.models import Delivery, DeliveryState
from talent.programmes.models import Case, Version
from talent.programmes.states import State as VersionState

SLOW_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Queue:
    """One card: a number or a word, what it counts, what it means, where to act. `urgent`: needs somebody."""

    value: str
    label: str
    note: str
    url: str
    verb: str
    urgent: bool


def queues(user: Any) -> list[Queue]:
    """The cards of this person's roles, in the order of the roles."""
    if not isinstance(user, User):
        return []
    held = set(user.roles.values_list("name", flat=True))
    return [card for role, cards in _CARDS.items() if role in held for card in cards(user)]


def _moderator(user: User) -> Iterator[Queue]:
    yield _waiting()
    joining = Invitation.objects.for_park().count()
    yield Queue(
        value=_number(joining),
        label=_("Members to approve"),
        note=_("Their address is not at the company’s domain.") if joining else _("Nobody waits."),
        url=reverse("joining:index"),
        verb=_("See them"),
        urgent=joining > 0,
    )
    if left := ownerless().count():
        yield Queue(
            value=_number(left),
            label=_("Companies without an owner"),
            note=_("Their last owner has gone. Add one, after you have asked the company."),
            url=f"{reverse('company:index')}?without=owner",
            verb=_("See them"),
            urgent=True,
        )
    odd = Flag.objects.filter(closed_at=None).count()
    yield Queue(
        value=_number(odd),
        label=_("Unusual patterns"),
        note=_("Companies whose looks of a day are unusual.") if odd else _("Nothing unusual."),
        url=reverse("flag:index"),
        verb=_("See them"),
        urgent=odd > 0,
    )
    yield _openings()
    yield _reports(user)
    is_open = ParkChoice.current().public_directory_open
    yield Queue(
        value=_("open") if is_open else _("closed"),
        label=_("The public directory"),
        note=_("Visitors find the experts who chose “anyone”.")
        if is_open
        else _("Only verified companies find experts."),
        url=reverse("public_directory:close" if is_open else "public_directory:open"),
        verb=_("Close it") if is_open else _("Open it"),
        urgent=False,
    )


def _reports(user: User) -> Queue:
    open_ones = apart_from(user).filter(closed_at=None).count()
    return Queue(
        value=_number(open_ones),
        label=_("Reported messages"),
        note=_("Somebody wants you to read them.") if open_ones else _("Nothing is reported."),
        url=reverse("report:index"),
        verb=_("See them"),
        urgent=open_ones > 0,
    )


def _waiting() -> Queue:
    waiting = Company.objects.waiting().count()
    late = Company.objects.overdue(park_today()).count()
    note = _("The promised day comes first. Until then they see nobody.") if waiting else _("None waits.")
    if late:
        note = _("%(count)s of them later than the park has promised.") % {"count": _number(late)}
    return Queue(
        value=_number(waiting),
        label=_("Companies that wait for verification"),
        note=note,
        url=f"{reverse('company:index')}?state={State.SUBMITTED}&ordering=answer_by",
        verb=_("See them"),
        urgent=waiting > 0,
    )


def _openings() -> Queue:
    waiting = Opening.objects.waiting()
    count, late = waiting.count(), waiting.filter(answer_by__lt=park_today()).count()
    note = _("The promised day comes first.") if count else _("None waits.")
    if late:
        note = _("%(count)s of them later than the park has promised.") % {"count": _number(late)}
    return Queue(
        value=_number(count),
        label=_("Openings that wait for the park"),
        note=note,
        url=reverse("opening:index"),
        verb=_("See them"),
        urgent=count > 0,
    )


def _editor(_user: User) -> Iterator[Queue]:
    drafts = Version.objects.filter(state=VersionState.DRAFT).count()
    yield Queue(
        value=_number(drafts),
        label=_("Drafts of programmes"),
        note=_("Each is published by somebody who has not written on it.")
        if drafts
        else _("No draft waits."),
        url=reverse("programme:index"),
        verb=_("See them"),
        urgent=False,
    )
    yield Queue(
        value=_number(Term.objects.count()),
        label=_("Words in the vocabulary"),
        note=_("Profiles, filters and queries are made of them."),
        url=reverse("term:index"),
        verb=_("See them"),
        urgent=False,
    )


def _privacy_officer(_user: User) -> Iterator[Queue]:
    yield Queue(
        value=_number(User.objects.exclude(roles=None).count()),
        label=_("People with a role"),
        note=_("Whoever may enter the back office."),
        url=reverse("wagtailusers_users:index"),
        verb=_("See them"),
        urgent=False,
    )


def _operator(_user: User) -> Iterator[Queue]:
    failed = Delivery.objects.filter(state=DeliveryState.FAILED).count()
    yield Queue(
        value=_number(failed),
        label=_("Mails that could not be sent"),
        note=_("Their attempts are used up.") if failed else _("All mails get through."),
        url=f"{reverse('delivery:index')}?state={DeliveryState.FAILED}",
        verb=_("See them"),
        urgent=failed > 0,
    )
    yield _search(lag())


def _search(state: Lag) -> Queue:
    stuck = state.last_round is None or state.last_round > SLOW_SECONDS
    late = state.oldest_unsent is not None and state.oldest_unsent > SLOW_SECONDS
    note = _("The relay has not run for a minute or more.") if stuck else _("The relay runs.")
    return Queue(
        value=_span(state.oldest_unsent) if state.oldest_unsent is not None else _("nothing"),
        label=_("Oldest change that search does not know"),
        note=note,
        url=reverse("health:index"),
        verb=_("See the health"),
        urgent=stuck or late,
    )


def _case_officer(user: User) -> Iterator[Queue]:
    mine = Case.objects.for_officer(user)
    waiting, late = mine.waiting().count(), mine.overdue(park_today()).count()
    note = _("The promised day comes first.") if waiting else _("Nobody waits.")
    if late:
        note = _("%(count)s of them later than the park has promised.") % {"count": _number(late)}
    yield Queue(
        value=_number(waiting),
        label=_("Cases that wait for the office"),
        note=note,
        url=reverse("case:index"),
        verb=_("See them"),
        urgent=waiting > 0,
    )


def _number(value: int) -> str:
    return digits(value, get_language() or "fa")


def _span(seconds: float) -> str:
    language = get_language() or "fa"
    return digits(format_timedelta(timedelta(seconds=seconds), locale=language), language)


_CARDS: dict[str, Callable[[User], Iterator[Queue]]] = {
    RoleName.MODERATOR: _moderator,
    RoleName.EDITOR: _editor,
    RoleName.OPERATOR: _operator,
    RoleName.PRIVACY_OFFICER: _privacy_officer,
    RoleName.CASE_OFFICER: _case_officer,
}
