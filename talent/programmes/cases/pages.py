"""Cases as their person and the office see them."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from talent.accounts.models import User
from talent.lib.dates import park_today
from talent.programmes.case_states import LIVING, WAITING, Side, State, offered
from talent.programmes.document.facts import read_facts, write_facts
from talent.programmes.document.reading import load
from talent.programmes.document.refusal import BadDocument
from talent.programmes.document.values import Answer
from talent.programmes.models import CASE_STATES, Case, Version
from talent.programmes.remedies import findings
from talent.programmes.rules import evaluate
from talent.programmes.sentences import sentence, verdict_word
from talent.programmes.walk import read_walk
from talent.programmes.words import Voice, answer, voice
from talent.timeline.kinds import Reader
from talent.timeline.models import Item

MOST = 50
"""So many of one's own cases are listed: more than anybody has in twelve months."""
TONES = {
    State.SENT: "plain",
    State.READ: "primary",
    State.ANSWERED: "success",
    State.WITHDRAWN: "plain",
}


def line(case: Case, calendar: str) -> dict[str, Any]:
    """One case in a list: about what, how it stands, who has to act and since when."""
    speaker = voice(case.version.content, park_today(), calendar)
    state = State(case.state)
    return {
        "key": case.key,
        "title": speaker.text(case.version.content.title),
        "state": CASE_STATES[state],
        "tone": TONES[state],
        "sent_on": case.sent_on,
        "due_on": case.due_on,
        "waits": state in WAITING,
        "late": case.is_late(park_today()),
        "since": case.last_at,
    }


def page(case: Case, side: Side, calendar: str) -> dict[str, Any]:
    """One case, whole. What may be done is what the table of its life offers this side."""
    speaker = voice(case.version.content, park_today(), calendar)
    return line(case, calendar) | {
        "slug": case.programme.slug,
        "path": f"programmes/{case.programme.slug}/",
        "number": case.version.number,
        "in_force": case.version.state == "published",
        "messages": [
            {
                "mine": said.side == side,
                "office": said.side == Side.OFFICE,
                "text": said.text,
                "at": said.sent_at,
            }
            for said in case.messages.order_by("pk")
        ],
        "unread": Item.objects.filter(ref=case.key, closed_at=None).exists(),
        "verbs": offered(side, State(case.state)),
        "log": [{"verb": one.verb, "side": one.side, "at": one.at} for one in case.steps.order_by("pk")],
        **told(speaker, case),
    }


def last_said(case: Case) -> int:
    """The key of the last message; whoever answers says that they have seen it."""
    return case.messages.order_by().aggregate(last=Max("pk"))["last"] or 0


def told(speaker: Voice, case: Case) -> dict[str, Any]:
    """The answers that came along, and what the engine says of them today: `answers` and `rules` are empty where the
    person has sent none."""
    if not case.answers:
        return {"answers": [], "rules": [], "eligible": ""}
    facts = read_facts(case.version.content, json.loads(case.answers))
    found = evaluate(case.version.content, facts, speaker.today)
    return {
        "answers": spoken(speaker, facts),
        "rules": [
            {"text": sentence(speaker, one), "verdict": one.verdict.value, "word": verdict_word(one.verdict)}
            for one in findings(found.tree, found.situation)
        ],
        "eligible": verdict_word(found.eligible),
    }


def spoken(speaker: Voice, facts: dict[str, Answer]) -> list[dict[str, str]]:
    """Each answer with its question, in the version's order."""
    return [
        {"question": speaker.question(fact.id), "answer": answer(fact, facts[fact.id], speaker)}
        for fact in speaker.version.facts
        if fact.id in facts
    ]


def along(version: Version, answers: str, today: date, calendar: str) -> list[dict[str, str]]:
    """What of a self-check (JSON) would go to the office, each with its question; nothing where there are no answers
    that may be stored, or they do not fit the version."""
    try:
        facts = read_facts(version.content, load(answers)) if answers else {}
    except BadDocument:
        return []
    stored = {one.id: facts[one.id] for one in version.content.facts if one.stored and one.id in facts}
    return spoken(voice(version.content, today, calendar), stored)


def carried(version: Version, number: str, said: list[str]) -> dict[str, Any]:
    """What the form of a case begins with, of the fields of a self-check; nothing where they are of another version."""
    if number != str(version.number):
        return {}
    storable = [fact for fact in version.content.facts if fact.stored]
    facts = read_walk(storable, said).answers
    return {"answers": json.dumps(write_facts(facts)), "number": version.number}


def named(version: Version, calendar: str) -> dict[str, Any]:
    """The programme's title, grantor and contact."""
    speaker, content = voice(version.content, park_today(), calendar), version.content
    return {
        "title": speaker.text(content.title),
        "grantor": speaker.text(content.grantor),
        "contact": version.programme.contact,
    }


def living(user: User, version: Version) -> UUID | None:
    """The key of the person's living case about that programme, if there is one."""
    mine = Case.objects.of(user).filter(programme=version.programme_id, state__in=LIVING)
    return mine.order_by().values_list("key", flat=True).first()


def rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray and the timeline of a person: cases that the office has answered."""
    found = Case.objects.of(reader.user).select_related("version").filter(key__in=keys)
    return {case.key: line(case, reader.user.calendar) for case in found}


def mine(user: User) -> list[dict[str, Any]]:
    """The person's cases, the liveliest first."""
    found = Case.objects.of(user).select_related("version").order_by("-last_at", "id")[:MOST]
    return [line(case, user.calendar) for case in found]
