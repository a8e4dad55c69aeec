"""What pages and API show of relationships, to the guest and to the mentor."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.lib.dates import digits, park_day, reader_calendar, show_moment, zone
from talent.mentoring.booking_pages import in_words
from talent.mentoring.booking_states import MET
from talent.mentoring.booking_states import STANDING as BOOKED
from talent.mentoring.models import (
    OPEN_FOR,
    RELATION_STATES,
    Booking,
    Feedback,
    NoteKind,
    Relation,
    RelationStep,
    Rhythm,
)
from talent.mentoring.projection import guest_name
from talent.mentoring.relation_states import LIVING, Part, Side, State, Verb, offered
from talent.mentoring.states import Verb as OfferVerb
from talent.timeline.kinds import Reader

MOST = 50
ICONS = {State.ACTIVE: "circle-check", State.COMPLETED: "circle-check", State.PENDING: "hourglass"}
DONE = {
    Verb.PROPOSE: gettext_lazy("Proposed"),
    Verb.ACCEPT: gettext_lazy("Agreed"),
    Verb.DECLINE: gettext_lazy("Declined"),
    Verb.WITHDRAW: gettext_lazy("Taken back"),
    Verb.BEGIN: gettext_lazy("The first session was booked"),
    Verb.COMPLETE: gettext_lazy("Completed"),
    Verb.END: gettext_lazy("Ended early"),
    Verb.LAPSE: gettext_lazy("Ended without an answer"),
}


def line(relation: Relation, part: Part, now: datetime) -> dict[str, Any]:
    """One of them in a list: with whom, how it stands, who has to act and since when."""
    state, side = relation.state_at(now), relation.side_of(part)
    waits = state == State.PENDING
    return {
        "key": relation.key,
        "part": part.value,
        "is_mentor": part == Part.MENTOR,
        "proposed_by_me": side == Side.PROPOSER,
        "with": with_whom(relation, part),
        "state": state.value,
        "state_label": RELATION_STATES[state],
        "icon": ICONS.get(state, "circle-dashed"),
        "acts": ("you" if side == Side.ASKED else "other") if waits else "",
        "since": park_day(relation.last_at),
        "ends_on": park_day(relation.made_at + OPEN_FOR) if waits else None,
        "sessions": relation.sessions,
        "rhythm": relation.rhythm,
        "rhythm_label": Rhythm(relation.rhythm).label,
    }


def one_relation(relation: Relation, part: Part, user: User) -> dict[str, Any]:
    """One of them, whole: what was agreed, its sessions, what both have written, and what the reader alone has."""
    now = timezone.now()
    shown = line(relation, part, now)
    state, booked = State(shown["state"]), list(relation.booked.select_related("offer__profile"))
    steps = list(relation.steps.order_by("-pk"))
    is_cut_off = ended_with_offer(relation, steps[0])
    was_proposed = steps[0].verb == Verb.LAPSE
    return shown | {
        "is_cut_off": is_cut_off,
        "was_proposed": is_cut_off and was_proposed,
        "was_told": is_cut_off and part == Part.MENTOR and relation.guest_id is not None,
        "goals": relation.goals,
        "reason": relation.reason,
        "offer": relation.offer.key if relation.offer and part == Part.GUEST else None,
        "is_living": state in LIVING,
        "offered": verbs(relation, part, state),
        "booked": sessions(booked, user, now),
        "notes": shared_notes(relation, booked, user),
        "private": [
            {"key": one.key, "text": one.text, "day": park_day(one.at)}
            for one in relation.private_notes.filter(author=user).order_by("pk")
        ],
        "history": [{"day": park_day(one.at), "what": DONE[Verb(one.verb)]} for one in steps],
    }


def ended_with_offer(relation: Relation, last: RelationStep) -> bool:
    """Whether the end of the offer was its end as well. The clock also ends one when somebody leaves, which is before
    that, and a proposal that nobody answers, which is not before its day."""
    offer = relation.offer
    if last.side != Side.CLOCK or offer is None or not offer.has_ended:
        return False
    if last.verb == Verb.LAPSE and last.at >= relation.made_at + OPEN_FOR:
        return False
    by_the_clock = last.verb in (Verb.END, Verb.LAPSE)
    return by_the_clock and offer.steps.filter(verb=OfferVerb.END, at__lte=last.at).exists()


def verbs(relation: Relation, part: Part, state: State) -> list[str]:
    """What that part may do now; by an offer that has ended nothing is agreed on."""
    over = relation.offer is not None and relation.offer.has_ended
    may = offered(relation.side_of(part), state)
    return [verb.value for verb in may if not (over and verb == Verb.ACCEPT)]


def sessions(booked: Collection[Booking], user: User, now: datetime) -> list[dict[str, Any]]:
    """Sessions on the reader's clock, with what both have said of those that are over, as far as the reader may read
    it; two statements, however many there are."""
    words = Feedback.objects.filter(booking__in=[one.pk for one in booked])
    mine = {one.booking_id: one for one in words.of(user).order_by("pk")}
    theirs = {one.booking_id: one for one in words.open_to(user, now).order_by("pk")}
    return [
        {
            "key": one.key,
            "start": one.start,
            "when": spoken(one.start, user),
            "state": one.state,
            "state_label": in_words(one, now),
            "stands": one.state in BOOKED and one.end > now,
            "may_say": one.end <= now and one.state in MET and one.pk not in mine,
            "mine": _word(mine.get(one.pk)),
            "theirs": _word(theirs.get(one.pk)),
        }
        for one in booked
    ]


def shared_notes(relation: Relation, booked: Collection[Booking], user: User) -> list[dict[str, Any]]:
    """What the two have written for both, each with its session, in the order in which it was written."""
    about = {one.key: spoken(one.start, user) for one in booked}
    return [
        {
            "key": one.key,
            "kind": one.kind,
            "kind_label": NoteKind(one.kind).label,
            "text": one.text,
            "mine": one.author_id == user.pk,
            "day": park_day(one.at),
            "session": one.session,
            "about": about.get(one.session, "") if one.session else "",
        }
        for one in relation.shared_notes.order_by("pk")
    ]


def choices(relation: Relation, user: User) -> list[tuple[str, str]]:
    """Its sessions, to choose what a note is about."""
    return [(str(one.key), spoken(one.start, user)) for one in relation.booked.order_by("start", "pk")]


def lines_of(relations: Collection[Relation], user: User) -> list[dict[str, Any]]:
    """Those of the person on either side, as lines."""
    now = timezone.now()
    return [line(one, one.part_of(user) or Part.GUEST, now) for one in relations]


def rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray and the timeline: proposals to the person, whatever became of them."""
    found = Relation.objects.of(reader.user).filter(key__in=keys).select_related("offer__profile")
    mine = list(found.order_by("pk"))
    return {one.key: shown for one, shown in zip(mine, lines_of(mine, reader.user), strict=True)}


def with_whom(relation: Relation, part: Part) -> str:
    """The name by which the other is known here: the offer's to the guest; to the mentor that of the session or the
    question after which it was proposed."""
    language = get_language() or "fa"
    if part == Part.GUEST:
        return digits(relation.name_fa if language == "fa" else relation.name_en, language)
    if relation.guest_id is None:
        return _("somebody who has left")
    return guest_name(relation.guest_id, relation.relation_of_names(), language)


def spoken(moment: datetime, user: User) -> str:
    """A moment on the reader's clock and in their calendar."""
    language = get_language() or "fa"
    calendar = reader_calendar(user.calendar, language)
    return show_moment(moment, calendar=calendar, language=language, to=zone(user.time_zone))


def _word(said: Feedback | None) -> dict[str, Any] | None:
    language = get_language() or "fa"
    return {"score": said.score, "shown": digits(said.score, language), "words": said.words} if said else None
