"""Verbs of a mentor on the own offer. Each is one transaction: lock, rule, write."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_person
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.audit.actions import record
from talent.companies.models import Company, Membership
from talent.experts.actions import start_profile
from talent.experts.models import ParkChoice, Profile, TermKind
from talent.experts.vocabulary import vocabulary
from talent.lib.errors import Absent, Conflict, Refused
from talent.lib.links import is_safe_link
from talent.mentoring.labels import FAULTS
from talent.mentoring.marking import mark_offer
from talent.mentoring.models import SAID, WIDTH, Booking, Listing, Offer, OfferStep, PlaceKind
from talent.mentoring.states import Side, State, Verb, step
from talent.mentoring.wanted import Fault, impossible, missing
from talent.schedule.models import Availability


class StaleOffer(Conflict):
    code = "stale_offer"
    text = _("Your offer was changed in another tab. What you typed is below; look at it and save again.")


class OfferMoved(Conflict):
    code = "offer_moved"
    text = _("Your offer stands otherwise by now. Below is how it stands.")


class BookedAhead(Refused):
    code = "booked_ahead"
    text = _(
        "Sessions are booked with you. Hold them or cancel them first; until then you can pause the offer."
    )


class Silent(Refused):
    code = "silent"
    text = _("You have fallen silent. Come back first, on the page “Leaving”.")


class NotForAnyone(Refused):
    code = "not_for_anyone"


class PastDay(Refused):
    code = "past_day"
    text = _("Choose a later day than today, within a year.")


class Unfit(Refused):
    """`faults`: what is wrong or missing, by field; the forms say it in words."""

    code = "unfit"
    text = _("Something is wrong or missing yet. It is marked below; nobody else reads your offer.")

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        super().__init__(field=next(iter(faults), ""))
        self.faults = dict(faults)
        self.errors = {name: FAULTS[fault] for name, fault in faults.items()}


@transaction.atomic
def save_offer(
    *, actor: User, version: int, tab: str = "", refused: Mapping[str, Any] | None = None, **said: Any
) -> Offer:
    """Writes some fields of SAID into the actor's offer, which begins where there is none. A draft may be incomplete;
    what others read already may not. `version`: of the offer that was read, 0 where there was none; `refused`: what
    was typed beside these and cannot be read, to be shown again. Raises StaleOffer, Unfit, NotForAnyone, NoticeNeeded."""
    assert set(said) <= set(SAID)
    mine = _held(actor) or Offer(profile=start_profile(actor=actor), version=0)
    if mine.version != version and not (tab and mine.tab == tab):
        raise StaleOffer()
    known = _known(said)
    _demand_fit(mine, known)
    _choose_listing(mine, actor, known.pop("listing", mine.listing))
    left = {name: raw for name, raw in mine.refused.items() if name not in known}
    for name, value in known.items():
        setattr(mine, name, value)
    mine.tab, mine.refused = tab, left if refused is None else dict(refused)
    mine.version += 1
    mine.save()
    mark_offer(mine)
    return mine


@transaction.atomic
def open_offer(*, actor: User) -> Offer:
    """Lets those find the offer whom its listing names. Raises OfferMoved, Unfit, NoticeNeeded, Silent."""
    mine = _demanded(actor)
    _demand_may_offer(actor)
    _demand_whole(mine, mine.said())
    return move_on(mine, Verb.OPEN, actor)


@transaction.atomic
def pause_offer(*, actor: User, until: date | None = None, today: date) -> Offer:
    """Takes the offer from view until that day, or until the mentor says so; what is booked stays. Raises OfferMoved,
    PastDay."""
    mine = _demanded(actor)
    if until and not 0 < (until - today).days <= 366:
        raise PastDay(field="until")
    return move_on(mine, Verb.PAUSE, actor, paused_until=until)


@transaction.atomic
def resume_offer(*, actor: User) -> Offer:
    """Ends the pause. Raises OfferMoved, Unfit, NoticeNeeded, Silent."""
    mine = _demanded(actor)
    _demand_may_offer(actor)
    _demand_whole(mine, mine.said())
    return move_on(mine, Verb.RESUME, actor, paused_until=None)


@transaction.atomic
def end_offer(*, actor: User) -> Offer:
    """Ends the offer for good: its words and its place go at once. Raises OfferMoved, and BookedAhead while
    somebody counts on its place."""
    mine = _demanded(actor)
    if Booking.objects.filter(offer=mine).agreed().ahead(timezone.now()).exists():
        raise BookedAhead()
    typed = ("headline_fa", "headline_en", "text_fa", "text_en", "place_kind", "place")
    empty: dict[str, Any] = dict.fromkeys(typed, "") | {"questions": [], "refused": {}}
    return move_on(mine, Verb.END, actor, paused_until=None, **empty)


def current_offer(user: User) -> Offer | None:
    """The person's offer that has not ended, if there is one."""
    mine = Offer.objects.current().filter(profile__user=user).select_related("profile__user")
    return mine.order_by().first()


def has_hours(user: User) -> bool:
    """Whether the person has said at all when they are there."""
    mine = Availability.objects.filter(owner=user).first()
    return bool(mine and (any(mine.weekly) or mine.other_days.exclude(hours=[]).exists()))


def faults_of(offer: Offer, said: Mapping[str, Any]) -> dict[str, Fault]:
    """What keeps an offer that says this from being open."""
    found = dict(missing(said, has_hours=has_hours(offer.profile.user)))
    return found | dict(_odd(said))


def _held(actor: User) -> Offer | None:
    """The actor's offer as it is now, locked after the actor."""
    hold_person(actor)
    rows = Offer.objects.select_for_update(of=("self",), no_key=True).select_related("profile__user")
    return rows.filter(profile__user=actor).current().order_by().first()


def _demanded(actor: User) -> Offer:
    mine = _held(actor)
    if mine is None:
        raise Absent()
    return mine


def move_on(offer: Offer, verb: Verb, actor: User | None, **written: Any) -> Offer:
    """Moves the locked offer on (None: the clock does) and writes its log. Raises OfferMoved."""
    found = step(verb, Side.MENTOR, offer.state_at()) if actor else step(verb, Side.CLOCK, State(offer.state))
    if found is None:
        raise OfferMoved()
    before, offer.state = offer.state, found.after
    for name, value in written.items():
        setattr(offer, name, value)
    offer.version += 1
    offer.save()
    mark_offer(offer, State.OPEN if found.verb != Verb.OPEN else None)
    now = timezone.now()
    tells = verb == Verb.PAUSE and before == State.OPEN
    row = {"before": before, "after": found.after, "at": now, "told_at": None if tells else now}
    OfferStep.objects.create(offer=offer, verb=verb, **row)
    if actor:
        record(actor=actor.audit_key, verb=f"offer.{verb}", kind="offer", key=offer.key)
    return offer


def _known(said: Mapping[str, Any]) -> dict[str, Any]:
    """The same with those topics and languages alone that the vocabulary knows, each once."""
    words, known = vocabulary(), dict(said)
    for name, kind in (("topics", TermKind.SKILL), ("languages", TermKind.LANGUAGE)):
        if name in said:
            known[name] = words.known(kind, said[name])
    return known


def _odd(said: Mapping[str, Any]) -> dict[str, Fault]:
    """A place on the internet is an address that can be opened safely."""
    odd = said.get("place_kind") == PlaceKind.URL and said.get("place") and not is_safe_link(said["place"])
    return {"place": Fault.NO_LINK} if odd else {}


def _demand_fit(offer: Offer, said: Mapping[str, Any]) -> None:
    """Raises Unfit for what may not stand in a draft, and, where others read the offer, for what is missing."""
    whole = offer.said() | dict(said)
    wrong = dict(impossible(said)) | (_odd(whole) if {"place", "place_kind"} & said.keys() else {})
    if wrong:
        raise Unfit(wrong)
    if offer.state != State.DRAFT:
        _demand_whole(offer, whole)


def _demand_whole(offer: Offer, said: Mapping[str, Any]) -> None:
    if faults := faults_of(offer, said):
        raise Unfit(faults)


def _choose_listing(offer: Offer, actor: User, listing: str) -> None:
    """Sets who finds the offer. Being found by fewer asks for nothing."""
    if listing == offer.listing:
        return
    if listing != Listing.NOBODY:
        _demand_may_offer(actor)
    if listing == Listing.PUBLIC:
        _demand_public(offer.profile)
    if (
        WIDTH[Listing(listing)] > WIDTH[Listing(offer.listing)]
    ):  # a narrower choice opens nothing to new companies
        offer.chosen_number = Company.objects.highest_number()
    offer.listing = listing


def _demand_may_offer(user: User) -> None:
    demand_notice(user)
    if user.quiet_since:
        raise Silent()


def _demand_public(profile: Profile) -> None:
    """A visitor without an account can be anyone, also somebody from whom the profile hides."""
    if not ParkChoice.current().public_directory_open:
        raise NotForAnyone(_("The park has not opened the public directory."), field="listing")
    member = Membership.objects.filter(email=profile.user.email, ended_at=None).exists()
    if member or profile.hides.exists() or profile.hidden_domains.exists():
        told = _(
            "A visitor without an account can be anyone, also somebody you hide from. Empty your hide list first, or "
            "stay with people who are signed in."
        )
        raise NotForAnyone(told, field="listing")
