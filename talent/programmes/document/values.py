"""The typed value of one programme version. Frozen: what was read never changes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from talent.programmes.codes import Audience, Every, FactType, LineKind, Part, Party, Track, Unit
from talent.programmes.days import Span

Answer: TypeAlias = bool | Decimal | date | str | tuple[str, ...] | None
"""The value of a fact. None: it does not apply to this person. A fact that is not there is unknown."""
Facts: TypeAlias = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Words:
    fa: str
    en: str


NO_WORDS = Words("", "")


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    label: Words


@dataclass(frozen=True, slots=True)
class Fact:
    """A question. `stored`: whether the answer may ever be kept; else it is asked in the self-check alone."""

    id: str
    type: FactType
    question: Words
    help: Words = NO_WORDS
    unit: Unit | None = None
    options: tuple[Option, ...] = ()
    stored: bool = False


@dataclass(frozen=True, slots=True)
class NamedDay:
    id: str
    day: date


@dataclass(frozen=True, slots=True)
class YearValue:
    year: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Index:
    """An official number by year. `otherwise`: the value of every other year, where the programme has fixed one."""

    id: str
    label: Words
    values: tuple[YearValue, ...] = ()
    otherwise: Decimal | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A day to count from: the day of a fact, else a named day ("today" is always there)."""

    day: str = "today"
    fact: str = ""


TODAY = Reference()


@dataclass(frozen=True, slots=True)
class IndexTimes:
    """A named index of the year in which it is asked, so many times."""

    index: str
    times: Decimal = Decimal(1)


Amount: TypeAlias = Decimal | IndexTimes


@dataclass(frozen=True, slots=True)
class Range:
    low: Amount
    high: Amount


@dataclass(frozen=True, slots=True)
class Window:
    first: date
    last: date


Wanted: TypeAlias = bool | Decimal | IndexTimes | Range | Span | Window | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition on one fact. With an id it is a rule that readers see; without, a part of the one above."""

    fact: str
    operator: str
    wanted: Wanted = None
    reference: Reference = TODAY
    not_yet: bool = False
    id: str = ""
    sentence: Words = NO_WORDS
    source: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: "tuple[Node, ...]"
    id: str = ""
    sentence: Words = NO_WORDS
    source: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: "tuple[Node, ...]"
    id: str = ""
    sentence: Words = NO_WORDS
    source: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `number` of the parts."""

    number: int
    parts: "tuple[Node, ...]"
    id: str = ""
    sentence: Words = NO_WORDS
    source: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """The part is not so. What does not apply is not met under this either."""

    part: "Node"
    id: str = ""
    sentence: Words = NO_WORDS
    source: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def parts(self) -> "tuple[Node, ...]":
        """The one part, as the other groups have theirs."""
        return (self.part,)


Group: TypeAlias = AllOf | AnyOf | AtLeast | Not
Node: TypeAlias = Leaf | Group


@dataclass(frozen=True, slots=True)
class Literal:
    value: Decimal


@dataclass(frozen=True, slots=True)
class FactValue:
    fact: str


@dataclass(frozen=True, slots=True)
class IndexValue:
    """The index of the year of `year_of`."""

    index: str
    year_of: Reference = TODAY


@dataclass(frozen=True, slots=True)
class LineValue:
    """The rounded amount of a line above."""

    line: str


@dataclass(frozen=True, slots=True)
class Operation:
    """add, multiply, min, max of any number of parts; subtract, divide, percent of two (15 percent of the second)."""

    name: str
    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Choose:
    condition: Node
    then: "Expression"
    otherwise: "Expression"


@dataclass(frozen=True, slots=True)
class Fallback:
    """The value of `of`, or `otherwise` where it does not apply."""

    of: "Expression"
    otherwise: "Expression"


Expression: TypeAlias = Literal | FactValue | IndexValue | LineValue | Operation | Choose | Fallback


@dataclass(frozen=True, slots=True)
class Period:
    """Paid so many times, once every month or year, from a day on."""

    every: Every = Every.ONCE
    times: int = 1
    starts: Reference | None = None


ONCE = Period()


@dataclass(frozen=True, slots=True)
class Clawback:
    """`share` percent are paid back if what `text` says happens before `within` is over."""

    share: Decimal
    within: Span
    text: Words


@dataclass(frozen=True, slots=True)
class Claim:
    """Lost, as `text` says, unless claimed within that span after that day."""

    within: Span
    after: Reference
    text: Words


@dataclass(frozen=True, slots=True)
class Line:
    """One incentive. `keep`: for how long after its end the duty lasts that goes with it."""

    id: str
    title: Words
    kind: LineKind
    amount: Expression | None = None
    cap: Expression | None = None
    currency: str = ""
    condition: Node | None = None
    payer: Party | None = None
    payee: Party | None = None
    period: Period = ONCE
    keep: Span | None = None
    clawback: Clawback | None = None
    claim: Claim | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the summary: a part of a line, or of all lines where `line` is empty."""

    id: str
    part: Part
    line: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document asked for: by a rule that names it as evidence, or, where `always`, of everybody."""

    id: str
    title: Words
    help: Words = NO_WORDS
    always: bool = False
    condition: Node | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """How long somebody has for something; `working` counts working days."""

    id: str
    within: Span
    text: Words
    working: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """What a test person must get. Only what is named is compared, beside the verdict."""

    eligible: str
    rules: tuple[tuple[str, str], ...] = ()
    meets_on: tuple[tuple[str, date], ...] = ()
    incentives: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A test person: answers as they would be given, and what must come of them on that day."""

    id: str
    title: Words
    today: date
    answers: tuple[tuple[str, object], ...]
    expected: Expected


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a programme, whole."""

    slug: str
    title: Words
    grantor: Words
    legal_basis: Words
    audience: Audience
    tracks: tuple[Track, ...]
    summary_text: Words
    next_text: Words
    days: tuple[NamedDay, ...]
    facts: tuple[Fact, ...]
    indexes: tuple[Index, ...]
    rules: Node
    incentives: tuple[Line, ...]
    summary: tuple[Figure, ...]
    documents: tuple[Paper, ...]
    clocks: tuple[Clock, ...]
    persons: tuple[Person, ...]

    def fact(self, key: str) -> Fact | None:
        """The question of that name."""
        return next((one for one in self.facts if one.id == key), None)
