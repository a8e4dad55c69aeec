"""What the pages of a programme show: the version that a form was of, the step, the result, what fits better."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from talent.lib.dates import park_today, whole_or_none
from talent.programmes import stepping
from talent.programmes.asking import Asking, ask, ask_on
from talent.programmes.codes import Unit, Verdict
from talent.programmes.document import values as v
from talent.programmes.models import Programme, Version
from talent.programmes.result import result
from talent.programmes.rules import verdict
from talent.programmes.situation import situation
from talent.programmes.states import Phase
from talent.programmes.walk import Walk, may_not_apply, read_walk, shared
from talent.programmes.words import Voice, number, span, voice

OPEN = (Phase.OPEN, Phase.NOT_YET_CLAIMABLE)
MODES = ("rest", "amounts")
"""What somebody may wish to be asked beyond what decides: what the other rules need, what the amounts need."""
MOST_FITTING = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """A version that somebody is judged by. `overtaken`: their form was of it, and another is in force by now."""

    version: Version
    overtaken: bool
    speaker: Voice

    @property
    def content(self) -> v.Version:
        """The document."""
        return self.speaker.version


def standing(slug: str, typed_number: str, calendar: str) -> Standing:
    """The version that a form names, if it is or was in force; else the one in force. Raises Absent where there is
    none."""
    current = Version.objects.demand_in_force(slug)
    named = whole_or_none(typed_number[:9]) if typed_number else None
    version = current
    if named is not None and named != current.number:
        version = Version.objects.numbered(slug, named) or current
    return Standing(version, version != current, voice(version.content, park_today(), calendar))


# One programme ------------------------------------------------------------------------------------------------------


def checked(stood: Standing, data: QueryDict | None) -> tuple[str, dict[str, Any], int]:
    """Template, context and status of the next page of a self-check; `data` is None where it begins."""
    facts, not_me = shared([stood.content]), may_not_apply(stood.content)
    modes = {mode for mode in MODES if data and (data.get(mode) or data.get("go") == mode)}

    def following(walk: Walk) -> str | None:
        return _asking(stood, walk, modes).fact

    if data is None:
        step = stepping.first(facts, stood.speaker, following)
    else:
        step = stepping.step(facts, stood.speaker, data, following, not_me)
    shown = frame(stood) | {"said": step.walk.said(), "begun": data is not None, "modes": sorted(modes)}
    if step.form is None:
        return "programmes/result.html", shown | _result(stood, step.walk), 200
    shown |= question(step, _asking(stood, step.walk, modes), not_me, stood.speaker)
    return "programmes/question.html", shown, 400 if step.failed else 200


def _asking(stood: Standing, walk: Walk, modes: set[str]) -> Asking:
    """What comes next: what decides soonest; then, if wished, the other rules and what only the amounts need."""
    given = (stood.content, walk.answers, stood.speaker.today, walk.passed)
    found = ask(*given, amounts="amounts" in modes)
    return found if found.fact or "rest" not in modes else ask_on(*given)


def question(step: stepping.Step, asked: Asking, not_me: frozenset[str], speaker: Voice) -> dict[str, Any]:
    """The form of a question, and how far somebody has come."""
    form = step.form
    assert form is not None
    left = max(1, asked.open)
    said = at_most(left, speaker)
    return {
        "question": form,
        "unit": unit_word(form.fact),
        "may_not_apply": form.fact.id in not_me,
        "progress": asked.answered,
        "progress_of": asked.answered + left,
        "progress_text": said[:1].upper() + said[1:],
    }


def unit_word(fact: v.Fact) -> str:
    """What a number counts, to stand beside its field."""
    return {
        Unit.DAY: gettext("days"),
        Unit.MONTH: gettext("months"),
        Unit.YEAR: gettext("years"),
        Unit.PERSON: gettext("people"),
        Unit.PERCENT: gettext("percent"),
    }.get(fact.unit or Unit.RANK, "")


def frame(stood: Standing) -> dict[str, Any]:
    """What every page of a programme shows."""
    slug = stood.version.programme.slug
    return {
        "title": stood.speaker.text(stood.content.title),
        "summary": stood.speaker.text(stood.content.summary_text),
        "version": stood.version.number,
        "overtaken": stood.overtaken,
        "window": window_text(stood.version.programme, stood.speaker),
        "slug": slug,
        "page_url": reverse("wagtail_serve", args=[f"programmes/{slug}/"]),
        "check_url": reverse("programme_check", kwargs={"programme": slug}),
        "calculator_url": reverse("programme_calculator", kwargs={"programme": slug}),
    }


def window_text(programme: Programme, speaker: Voice) -> str:
    """What somebody should know of a window that is not simply open; "" where it is."""
    phase = programme.phase(speaker.today)
    said_of = {
        Phase.ANNOUNCED: gettext("Applications open on %(day)s. You can check yourself already."),
        Phase.OPEN: "",
        Phase.PAUSED: gettext(
            "The programme is paused and takes no applications now. You can still check yourself."
        ),
        Phase.CLOSED: gettext("Applications closed on %(day)s. You can still check yourself."),
        Phase.NOT_YET_CLAIMABLE: gettext("The programme is open; it pays from %(day)s on."),
    }[phase]
    days: dict[Phase, date | None] = {
        Phase.ANNOUNCED: programme.opens_on,
        Phase.CLOSED: programme.closes_on,
        Phase.NOT_YET_CLAIMABLE: programme.claims_from,
    }
    day = days.get(phase)
    return said_of % {"day": speaker.day(day)} if day else said_of


def _result(stood: Standing, walk: Walk) -> dict[str, Any]:
    speaker, programme = stood.speaker, stood.version.programme
    found = result(speaker, walk)
    closes = programme.closes_on if programme.phase(speaker.today) in OPEN else None
    return {
        "result": found,
        "next_text": speaker.text(stood.content.next_text),
        "closes_on": speaker.day(closes) if closes else "",
        "contact": programme.contact,
        "clocks": clocks(speaker),
        **_ways_on(stood, walk, found.verdict),
        "fitting": () if found.verdict is Verdict.MET else fitting(stood, walk, found.verdict),
    }


def _ways_on(stood: Standing, walk: Walk, found: Verdict) -> dict[str, str]:
    """How many questions are left, one of three: those that decide (`onward`), those of the other rules where the
    verdict stands (`rest`), those that only the amounts need (`more`)."""
    given = (stood.content, walk.answers, stood.speaker.today, walk.passed)
    onward = ask(*given).open
    counts = {"onward": onward, "rest": 0, "more": 0}
    if found is Verdict.NOT_MET:
        counts["rest"] = ask_on(*given).open
    elif not onward:
        counts["more"] = ask(*given, amounts=True).open
    return {name: at_most(count, stood.speaker) for name, count in counts.items()}


def at_most(count: int, speaker: Voice) -> str:
    """ "at most 3 more questions"; "" for none."""
    text = ngettext("at most %(count)s more question", "at most %(count)s more questions", count)
    return text % {"count": number(count, speaker.language)} if count else ""


def clocks(speaker: Voice) -> list[str]:
    """How long somebody has for what, as sentences."""
    return [f"{_length(one, speaker.language)} {speaker.text(one.text)}" for one in speaker.version.clocks]


def _length(clock: v.Clock, language: str) -> str:
    if not clock.working:
        return span(clock.within, language)
    days = clock.within.days
    text = ngettext("%(count)s working day", "%(count)s working days", days)
    return text % {"count": number(days, language)}


# Other programmes ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fitting:
    """Another programme that may fit better; its link carries no answer."""

    title: str
    text: str
    url: str


def open_versions(today: date) -> list[Version]:
    """The versions in force of the programmes that take applications."""
    return [one for one in Version.objects.all_in_force() if one.programme.phase(today) in OPEN]


def fitting(stood: Standing, walk: Walk, own: Verdict) -> list[Fitting]:
    """Open programmes for which the same answers qualify, or, where they do not for this one, still may."""
    found = []
    for other in open_versions(stood.speaker.today):
        if other.programme_id == stood.version.programme_id:
            continue
        theirs = voice(other.content, stood.speaker.today, stood.speaker.calendar)
        carried = read_walk(other.content.facts, walk.said())
        came = verdict(other.content.rules, situation(other.content, carried.answers, theirs.today))
        left = ask(other.content, carried.answers, theirs.today, carried.passed).open
        if came is Verdict.MET or (came is Verdict.UNKNOWN is not own and carried.answers and left):
            found.append((came is not Verdict.MET, _fitting(stood, other, came, own, left)))
    return [one for _, one in sorted(found, key=lambda row: row[0])][:MOST_FITTING]


def _fitting(stood: Standing, other: Version, came: Verdict, own: Verdict, left: int) -> Fitting:
    """`left`: how many questions of the other are open."""
    title = stood.speaker.text(other.content.title)
    names = {
        "this": stood.speaker.quoted(stood.speaker.text(stood.content.title)),
        "other": stood.speaker.quoted(title),
        "count": number(left, stood.speaker.language),
    }
    text = gettext("Not %(this)s, but %(other)s: you qualify for it with the same answers.")
    if own is Verdict.UNKNOWN:
        text = gettext("For %(other)s you qualify already, with the same answers.")
    if came is not Verdict.MET:
        text = ngettext(
            "Not %(this)s, but perhaps %(other)s: at most %(count)s more question decides.",
            "Not %(this)s, but perhaps %(other)s: at most %(count)s more questions decide.",
            left,
        )
    return Fitting(
        title, text % names, reverse("programme_check", kwargs={"programme": other.programme.slug})
    )
