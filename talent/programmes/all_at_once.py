"""All open programmes checked at once: each fact is asked once, and each programme says where one stands."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from talent.lib.dates import park_today, whole_or_none
from talent.programmes import stepping
from talent.programmes.asking import Asking, ask
from talent.programmes.codes import Verdict
from talent.programmes.models import Version
from talent.programmes.pages import at_most, open_versions, question
from talent.programmes.remedies import way
from talent.programmes.result import headline
from talent.programmes.rules import verdict
from talent.programmes.sentences import verdict_word
from talent.programmes.situation import situation
from talent.programmes.states import State
from talent.programmes.walk import LONGEST, Walk, may_not_apply, read_walk, shared
from talent.programmes.words import Voice, voice


@dataclass(frozen=True, slots=True)
class Row:
    """One programme in the result. `said`: the answers that it asks for, for the button that goes on there."""

    title: str
    text: str
    verdict: str
    word: str
    url: str
    version: int | None
    said: tuple[str, ...]


def checked(data: QueryDict | None, calendar: str) -> tuple[str, dict[str, Any], int]:
    """Template, context and status of the next page; `data` is None where it begins."""
    versions = _pinned(open_versions(park_today()), data.get("version", "") if data else "")
    if not versions:
        return "programmes/all.html", {"rows": [], "begun": False}, 200
    speakers = [voice(one.content, park_today(), calendar) for one in versions]
    contents = [one.content for one in versions]
    facts, not_me = shared(contents), frozenset().union(*(may_not_apply(one) for one in contents))

    def following(walk: Walk) -> str | None:
        return _asking(speakers, walk).fact

    if data is None:
        step = stepping.first(facts, speakers[0], following)
    else:
        step = stepping.step(facts, speakers[0], data, following, not_me)
    shown: dict[str, Any] = {"said": step.walk.said(), "begun": data is not None, "modes": []}
    shown |= _frame(versions)
    if step.form is None:
        rows = [_row(*pair, step.walk) for pair in zip(versions, speakers, strict=True)]
        onward = at_most(_left(speakers, step.walk), speakers[0])
        return "programmes/all.html", shown | {"rows": sorted(rows, key=_place), "onward": onward}, 200
    shown |= question(step, _asking(speakers, step.walk), not_me, speakers[0])
    return "programmes/question.html", shown, 400 if step.failed else 200


def _pinned(current: list[Version], typed: str) -> list[Version]:
    """Each programme's version as the form names it ("slug:3 other:1"), or else the one in force."""
    named = dict(pair.partition(":")[::2] for pair in typed[:LONGEST].split())
    return [_named(one, whole_or_none(named.get(one.programme.slug, "")[:9])) for one in current]


def _named(current: Version, number: int | None) -> Version:
    if number is None or number == current.number:
        return current
    return Version.objects.numbered(current.programme.slug, number) or current


def _frame(versions: list[Version]) -> dict[str, Any]:
    """What the page of one programme shows, for all of them."""
    return {
        "title": "",
        "summary": "",
        "version": " ".join(f"{one.programme.slug}:{one.number}" for one in versions),
        "overtaken": any(one.state != State.PUBLISHED for one in versions),
        "window": "",
        "page_url": reverse("wagtail_serve", args=["programmes/"]),
        "check_url": reverse("check_programmes"),
    }


def _asking(speakers: list[Voice], walk: Walk) -> Asking:
    """The next question for all: the one that most programmes want next; and how many may still come for any."""
    asked = [_of_one(one, walk) for one in speakers]
    wanted = Counter(one.fact for one, _ in asked if one.fact)
    fact = max(wanted, key=lambda key: wanted[key]) if wanted else None
    still = set().union(*(facts for _, facts in asked))
    return Asking(fact, len(walk.order), len(still), ())


def _left(speakers: list[Voice], walk: Walk) -> int:
    """How many questions may still come; 0 where none of them decides anything."""
    asked = _asking(speakers, walk)
    return asked.open if asked.fact else 0


def _of_one(speaker: Voice, walk: Walk) -> tuple[Asking, set[str]]:
    """What one programme would ask next, and all that it may still ask."""
    version = speaker.version
    found = ask(version, walk.answers, speaker.today, walk.passed)
    closed = {*walk.order, *found.needless}
    return found, {one.id for one in version.facts if one.id not in closed}


def _row(version: Version, speaker: Voice, walk: Walk) -> Row:
    carried = read_walk(speaker.version.facts, walk.said())
    held = situation(speaker.version, carried.answers, speaker.today)
    found = verdict(speaker.version.rules, held)
    return Row(
        title=speaker.text(speaker.version.title),
        text=headline(speaker, held, way(speaker.version.rules, held)),
        verdict=found.value,
        word=verdict_word(found),
        url=reverse("programme_check", kwargs={"programme": version.programme.slug}),
        version=version.number,
        said=carried.said(),
    )


def _place(row: Row) -> int:
    """Those for which one qualifies come first."""
    return [Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET].index(Verdict(row.verdict))
