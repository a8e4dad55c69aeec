"""Twelve mentors in as many places of the world; sessions, questions in writing, and two who meet several times. All by
the actions that the pages call, the same each time; only their days follow the calendar."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from config.demo.accounts import new_person, notice_in_force
from config.demo.shown import Account
from talent.accounts.models import User
from talent.accounts.notices import acknowledge
from talent.experts import actions as experts
from talent.experts.models import Term, TermKind
from talent.mentoring import actions as offers
from talent.mentoring import booking
from talent.mentoring.booking_states import Outcome
from talent.mentoring.models import Booking, Offer, Origin, Relation
from talent.mentoring.questions import actions as questions
from talent.mentoring.relations import actions as relations
from talent.mentoring.relations import notes
from talent.mentoring.relations.permissions import began_of
from talent.schedule.hours import save_hours
from talent.schedule.lines import read_hours

FILE = Path(settings.BASE_DIR) / "data" / "demo_mentors.json"
DOMAIN, GUEST = "mentors.example.org", "guest@guests.example.org"
"""Of two hosts: profiles hide from their own."""
TEXTS = (
    "headline_fa",
    "headline_en",
    "text_fa",
    "text_en",
    "topics",
    "languages",
    "lengths",
    "question_days",
)
PLAIN = ("for_whom", "place_kind", "place")
BACK = timedelta(days=12)
"""How long ago the first session of the two who meet several times was booked."""


def make_mentors() -> list[Account]:
    """Mentors with their offers, and a guest; the first mentor and the guest can be signed in to."""
    book: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    accounts: list[Account] = []
    for said in book["mentors"]:
        mentor = _mentor(said, accounts)
        _offering(mentor, said)
    guest, account = new_person(GUEST, "guest of mentors")
    _lives(guest, "western-europe", "Europe/Berlin")
    _talk(guest, book)
    return [*accounts, account]


def mentor_of(name: str) -> User:
    """The mentor with that name in the file."""
    return User.objects.get(email=f"{name}@{DOMAIN}")


@transaction.atomic
def _mentor(said: dict[str, Any], accounts: list[Account]) -> User:
    """The account of one mentor; nobody can sign in to any but the first."""
    email = f"{said['email']}@{DOMAIN}"
    if said["email"] == "mentor":
        user, account = new_person(email, "mentor")
        accounts.append(account)
    else:
        made = User.objects.create(email=email, password=make_password(None))
        user = acknowledge(actor=made, notice=notice_in_force())
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    _lives(user, said["region"], said["zone"])
    return user


def _lives(user: User, region: str, zone: str) -> None:
    """Says where somebody lives, by which they are people for whom offers can be, and what their clock is."""
    user.time_zone = zone
    user.save(update_fields=["time_zone"])
    profile = experts.start_profile(actor=user)
    facts: dict[str, Any] = dict.fromkeys(("seniority", "free_from", "overlap_hours"))
    facts |= {"years": "", "languages": [], "ways": []}
    facts["region"] = Term.objects.get(kind=TermKind.REGION, slug=region)
    experts.save_facts(actor=user, profile=profile, version=profile.version, **facts)


def _offering(mentor: User, said: dict[str, Any]) -> None:
    weekly = [read_hours(line) for line in said["weekly"]]
    save_hours(actor=mentor, version=0, zone=said["zone"], weekly=weekly, works_on_holidays=False)
    told = {name: said[name] for name in (*TEXTS, *PLAIN)} | {"listing": said.get("listing", "network")}
    told |= {name: said[name] for name in ("seats", "a_month", "questions", "on_request") if name in said}
    offers.save_offer(actor=mentor, version=0, **told)
    offers.open_offer(actor=mentor)


def _talk(guest: User, book: dict[str, Any]) -> None:
    """What the guest has done: two who meet several times, a request, a seat in a group, three questions."""
    now = timezone.now()
    relation = _meets_often(guest, book["relation"], now)
    for name in ("mentor2", "mentor4"):
        _booked(guest, mentor_of(name), now)
    for said in book["questions"]:
        _asks(guest, said, now)
    _notes(guest, relation, book["relation"], now)


def _meets_often(guest: User, said: dict[str, Any], now: datetime) -> Relation:
    """A session that took place, what both said of it, an agreement, and the next session."""
    mentor, then = mentor_of("mentor"), now - BACK
    first = _booked(guest, mentor, then)
    over = max(first.end, then + timedelta(days=1))
    for user, score, words in ((guest, 5, said["said"][0]), (mentor, 4, said["said"][1])):
        booking.say_outcome(actor=user, booking=first, said=Outcome.HAPPENED, now=over)
        notes.give_feedback(actor=user, booking=first, score=score, words=words, now=over)
    began = began_of(guest, Origin.BOOKING, first.key)
    agreed = {"goals": said["goals"], "sessions": 4, "rhythm": "fortnightly", "now": over}
    made = relations.propose(actor=guest, began=began, **agreed)
    relations.accept(actor=mentor, relation=made, now=over)
    _booked(guest, mentor, now)
    return made


def _booked(guest: User, mentor: User, now: datetime) -> Booking:
    """The next time of the mentor's offer that is free, booked at that moment."""
    offer = Offer.objects.select_related("profile__user").get(profile__user=mentor)
    minutes = min(offer.lengths)
    slot = booking.next_slots(guest, offer, now, minutes, now)[0]
    held = booking.hold_slot(actor=guest, offer=offer, start=slot.start, minutes=minutes, now=now)
    answers = ["Whether to come back next summer, and with what."] * len(offer.questions)
    return booking.book(actor=guest, booking=held, answers=answers, now=now)


def _asks(guest: User, said: dict[str, Any], now: datetime) -> None:
    """A question three days ago; answered or declined a day later where the file says so."""
    asked_at, mentor = now - timedelta(days=3), mentor_of(said["to"])
    offer = Offer.objects.select_related("profile__user").get(profile__user=mentor)
    asked = {"title": said["title"], "text": said["text"], "now": asked_at}
    made = questions.ask(actor=guest, offer=offer, **asked)
    later = asked_at + timedelta(days=1)
    if "answer" in said:
        questions.answer(actor=mentor, question=made, text=said["answer"], now=later)
    if "reason" in said:
        questions.decline(actor=mentor, question=made, reason=said["reason"], now=later)


def _notes(guest: User, relation: Relation, said: dict[str, Any], now: datetime) -> None:
    """An agenda for the next session, a note for both, and a private one of each."""
    mentor, coming = mentor_of("mentor"), Booking.objects.get(relation=relation)
    notes.write_note(
        actor=guest, relation=relation, kind="agenda", text=said["agenda"], session=coming.key, now=now
    )
    notes.write_note(actor=mentor, relation=relation, kind="shared", text=said["shared"], now=now)
    for user, name in ((guest, "guest"), (mentor, "mentor")):
        notes.write_note(actor=user, relation=relation, kind="private", text=said[name], now=now)
