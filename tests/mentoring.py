"""Mentors, made by the actions and forms that the pages use."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from talent.accounts.models import User
from talent.experts import actions as experts
from talent.experts.models import Term
from talent.mentoring import actions, booking
from talent.mentoring.models import Booking, Offer, Question, Relation
from talent.schedule.hours import save_hours
from talent.schedule.lines import read_hours
from tests import cast
from tests.planting import Browse, Canary

NOW, MONDAY = datetime(2026, 11, 28, 12, tzinfo=UTC), datetime(2026, 12, 1, 2, tzinfo=UTC)
"""A Saturday, and six in the evening of the Monday after it in Los Angeles."""
SAID: dict[str, Any] = {
    "listing": "network",
    "headline_en": "How to come back",
    "text_en": "I came back three years ago, and tell you what nobody told me.",
    "topics": ["python"],
    "languages": ["fa", "en"],
    "lengths": [30, 45],
    "question_days": 7,
    "for_whom": ["abroad", "companies"],
    "place_kind": "url",
    "place": "https://meet.example.org/room",
    "questions": ["What do you want to know?"],
}
EVENINGS = [read_hours("18:00–20:00")] * 7


def there(user: User, zone: str = "America/Los_Angeles", weekly: Any = None) -> None:
    """Says when somebody is there: every evening, where a test does not care."""
    week = weekly or EVENINGS
    save_hours(actor=user, version=0, zone=zone, weekly=week, works_on_holidays=True)


def guest_of(name: str) -> User:
    """Somebody abroad at a host of their own."""
    user = cast.person(f"{name}@{name}.example.net")
    profile = experts.start_profile(actor=user)
    type(profile).objects.filter(pk=profile.pk).update(
        region=Term.objects.get(kind="region", slug="east-asia")
    )
    return user


def offering(user: User, **said: Any) -> Offer:
    """Somebody's open offer."""
    there(user)
    actions.save_offer(actor=user, version=0, **(SAID | said))
    return actions.open_offer(actor=user)


def offer_of(owner: User, browse: Browse, readers: frozenset[str]) -> list[Canary]:
    """An open offer with a canary in whatever its mentor types, through the form: its `readers` are the roles that are
    signed in, who read all but its place."""
    there(owner)
    words = {name: f"zqmentor{name.replace('_', '')}" for name in ("headline_fa", "headline_en", "text_fa", "text_en")}  # fmt: skip
    typed = words | {"place": "https://zqmentorplace.example.net/", "question_1": "zqmentorquestion"}
    chosen: dict[str, Any] = {"topics": "Python", "languages": ["fa"], "lengths": ["30"]}
    chosen |= {"for_whom": ["abroad"], "question_days": "7"}
    form = {"version": 0, "place_kind": "url", "listing": "network", "do": "open"} | typed | chosen
    assert browse(owner).post("/en/mentoring/offer/", form).status_code == 302
    assert Offer.objects.get(profile__user=owner).state == "open"
    page = "/en/mentoring/offer/"
    found = [Canary(text, owner, page, readers, f"mentoring.Offer.{name}") for name, text in words.items()]
    return [
        *found,
        Canary("zqmentorquestion", owner, page, readers, "mentoring.Offer.questions"),
        Canary("zqmentorplace", owner, page, of="mentoring.Offer.place"),
    ]


def questions_to(mentor: User, asker: User, browse: Browse) -> list[Canary]:
    """Somebody's questions to a mentor, through the forms: one answered and thanked for, one declined. Nobody else
    meets a word of them."""
    ask = f"/en/mentors/{Offer.objects.get(profile__user=mentor).key}/ask/"
    found: list[Canary] = []
    for name in ("declined", "answered"):
        typed = {"title": f"zqasktitle{name}", "text": f"zqasktext{name}"}
        assert browse(asker).post(ask, typed).status_code == 302
        page = f"/en/mentoring/questions/{Question.objects.get(title=typed['title']).key}/"
        verb = "decline" if name == "declined" else "answer"
        said = {"reason": "zqaskreason"} if name == "declined" else {"text": "zqaskanswer"}
        assert browse(mentor).post(f"{page}{verb}/", said).status_code == 302
        found += _question_words(asker, page, name)
    reason = Canary("zqaskreason", asker, f"/en/mentoring/questions/{Question.objects.get(state='declined').key}/", of="mentoring.Question.reason")  # fmt: skip
    browse(asker).post(f"{page}thank/", {"helped": "yes", "thanks": "zqaskthanks"})
    thanks = Canary("zqaskthanks", mentor, page, of="mentoring.Question.thanks")
    return [*found, reason, thanks, Canary("zqaskanswer", asker, page, of="mentoring.Question.answer")]


def _question_words(asker: User, page: str, name: str) -> list[Canary]:
    return [
        Canary(f"zqask{field}{name}", asker, page, of=f"mentoring.Question.{field}")
        for field in ("title", "text")
    ]


def meeting(mentor: User, guest: User, browse: Browse) -> list[Canary]:
    """Two who have met and agreed to meet again, through the forms, with a word of each kind in it: what one of them
    writes for themselves meets not even the other."""
    session = past_session(mentor, guest)
    his, hers = browse(guest), browse(mentor)
    asked = {"goals": "zqmeetgoals", "sessions": "4", "rhythm": "weekly"}
    assert his.post(f"/en/mentoring/propose/booking/{session.key}/", asked).status_code == 302
    page = f"/en/mentoring/relations/{Relation.objects.get().key}/"
    assert hers.post(f"{page}accept/").status_code == 302
    for browser, kind, text in ((his, "shared", "zqmeetshared"), (his, "private", "zqmeetprivate")):
        assert browser.post(f"{page}notes/", {"kind": kind, "text": text}).status_code == 302
    said = {"score": "4", "words": "zqmeetwords"}
    feedback = f"/en/mentoring/sessions/{session.key}/feedback/"
    assert hers.post(feedback, said).status_code == 302
    assert hers.post(f"{page}end/", {"reason": "zqmeetreason"}).status_code == 302
    return [
        Canary("zqmeetgoals", mentor, page, of="mentoring.Relation.goals"),
        Canary("zqmeetreason", guest, page, of="mentoring.Relation.reason"),
        Canary("zqmeetshared", mentor, page, of="mentoring.SharedNote.text"),
        Canary("zqmeetprivate", guest, page, of="mentoring.PrivateNote.text"),
        Canary("zqmeetwords", mentor, feedback, of="mentoring.Feedback.words"),
    ]


def past_session(mentor: User, guest: User) -> Booking:
    """A session that is over, booked ten days ago."""
    then = timezone.now() - timedelta(days=10)
    offer = Offer.objects.select_related("profile__user").get(profile__user=mentor)
    minutes = min(offer.lengths)
    slot = booking.next_slots(guest, offer, then, minutes, then)[0]
    held = booking.hold_slot(actor=guest, offer=offer, start=slot.start, minutes=minutes, now=then)
    answers = ["All."] * len(offer.questions)
    return booking.book(actor=guest, booking=held, answers=answers, now=then)


def booked_with(offer: Offer, guest: User, browse: Browse) -> list[Canary]:
    """Two sessions of somebody with the offer's mentor, the second one cancelled, with a canary in whatever either of
    them types, through the forms. Nobody but the two reads it."""
    mine, found = browse(guest), list[Canary]()
    for number in range(2):
        first = booking.next_slots(guest, offer, timezone.now() + timedelta(days=2), 30, timezone.now())[
            number
        ]
        held = mine.post(f"/en/mentors/{offer.key}/hold/", {"start": first.start.isoformat(), "minutes": 30})
        place = held["Location"]
        assert mine.post(place, {"book": "1", "answer_1": f"zqsessionanswer{number}"}).status_code == 302
        found.append(Canary(f"zqsessionanswer{number}", guest, place, of="mentoring.Booking.answers"))
        if number == 0:
            theirs = browse(offer.profile.user)
            assert theirs.post(f"{place}cancel/", {"reason": "zqsessionreason"}).status_code == 302
            found.append(Canary("zqsessionreason", guest, place, of="mentoring.Booking.reason"))
    return found


def read_start(page: str) -> dict[str, str]:
    """What the button beside a request sends: the time that its mentor has read."""
    found = re.search(r'name="start" value="([^"]+)"', page)
    assert found
    return {"start": found[1]}


def held(guest: User, offer: Offer, start: datetime = MONDAY) -> Booking:
    """Half an hour that the guest holds for five minutes."""
    return booking.hold_slot(actor=guest, offer=offer, start=start, minutes=30, now=timezone.now())


def booked(guest: User, offer: Offer, start: datetime = MONDAY) -> Booking:
    """Half an hour that the guest has booked of an offer without questions, or asked for."""
    return booking.book(actor=guest, booking=held(guest, offer, start), answers=[], now=timezone.now())


def read(browser: Client, page: str) -> tuple[int, str]:
    """The answer without what guards its forms."""
    answer = browser.get(page)
    return answer.status_code, re.sub(r'value="\w{64}"', "", answer.content.decode().split("<main")[-1])
