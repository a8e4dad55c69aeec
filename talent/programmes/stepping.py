"""From one posted form to the next page of a self-check: what has been said, and the question that comes now.

The form carries: `said` (the answers so far), `asked` (the question that was shown) with its fields, and the button
that was pressed under `go`. All of it may be forged.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from talent.lib.typed import CALENDARS
from talent.programmes.document.values import Fact
from talent.programmes.forms import QuestionForm
from talent.programmes.walk import Walk, read_walk
from talent.programmes.words import Voice

Next = Callable[[Walk], str | None]
"""The next question after a walk; None where there is none."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where somebody stands: before the question of `form`, or (None) at the result."""

    walk: Walk
    form: QuestionForm | None = None

    @property
    def failed(self) -> bool:
        """Whether what was typed cannot be taken."""
        return self.form is not None and self.form.is_bound


def first(facts: Mapping[str, Fact], speaker: Voice, following: Next) -> Step:
    """The first question."""
    return _ahead(facts, speaker, Walk(), following)


def step(
    facts: Mapping[str, Fact], speaker: Voice, data: QueryDict, following: Next, not_me: frozenset[str]
) -> Step:
    """The step after a posted form. `not_me`: the questions that may be said not to apply."""
    walk = read_walk(facts.values(), data.getlist("said"))
    verb, _, about = data.get("go", "").partition(":")
    asked = facts.get(data.get("asked", ""))
    if verb == "result":
        return Step(walk)
    if verb == "back":
        last = walk.order[-1] if walk.order else ""
        return _again(facts, speaker, walk, last) if last else first(facts, speaker, following)
    if verb == "change" and about in facts:
        return _again(facts, speaker, walk, about)
    if asked is None:
        return _ahead(facts, speaker, walk, following)
    if verb == "unknown":
        return _ahead(facts, speaker, walk.passing(asked.id), following)
    if verb == "not_me" and asked.id in not_me:
        return _ahead(facts, speaker, walk.saying(asked.id, None), following)
    if verb in ("calendar", "stay"):
        return Step(walk, _as_typed(asked, speaker, data, about))
    return _answered(facts, speaker, walk, following, QuestionForm(asked, speaker, data))


def _answered(
    facts: Mapping[str, Fact], speaker: Voice, walk: Walk, following: Next, form: QuestionForm
) -> Step:
    if not form.is_valid():
        return Step(walk, form)
    return _ahead(facts, speaker, walk.saying(form.fact.id, form.answer), following)


def _ahead(facts: Mapping[str, Fact], speaker: Voice, walk: Walk, following: Next) -> Step:
    fact = following(walk)
    return Step(walk, QuestionForm(facts[fact], speaker) if fact else None)


def _again(facts: Mapping[str, Fact], speaker: Voice, walk: Walk, fact: str) -> Step:
    """A question that has been answered, with its answer in it."""
    form = QuestionForm(facts[fact], speaker, held=walk.answers.get(fact))
    return Step(walk.without(fact), form)


def _as_typed(asked: Fact, speaker: Voice, data: QueryDict, calendar: str) -> QuestionForm:
    """The question in the other calendar or language, what was typed still in it; a whole day is carried over."""
    typed = QuestionForm(asked, speaker, data)
    wanted = calendar if calendar in CALENDARS else typed.calendar
    if typed.is_valid():
        return QuestionForm(asked, speaker, calendar=wanted, held=typed.answer)
    form = QuestionForm(asked, speaker, calendar=wanted)
    form.initial = {name: typed[name].value() for name in typed.fields}
    return form
