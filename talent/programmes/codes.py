"""The words of the engine as codes; pages find sentences for them. Pure."""

from enum import StrEnum


class Verdict(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class FactType(StrEnum):
    YES_NO = "yes_no"
    DAY = "day"
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"
    DURATION = "duration"
    CHOICE = "choice"
    CHOICES = "choices"
    COUNTRY = "country"


NUMERIC = frozenset({FactType.WHOLE, FactType.NUMBER, FactType.MONEY, FactType.DURATION})


class Unit(StrEnum):
    """What a number counts: 24 *months*, 2 *people*."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    PERSON = "person"
    RANK = "rank"
    PERCENT = "percent"


class Audience(StrEnum):
    EXPERT = "expert"
    COMPANY = "company"


class Track(StrEnum):
    """Ways to take part, as experts name them in their profiles (data/vocabulary/ways.tsv)."""

    ADVISE = "advise"
    MENTOR = "mentor"
    REMOTE = "remote"
    VISIT = "visit"
    RETURN = "return"


class Party(StrEnum):
    """Who pays, and who is paid."""

    STATE = "state"
    MUNICIPALITY = "municipality"
    PARK = "park"
    FUND = "fund"
    EMPLOYER = "employer"
    EXPERT = "expert"
    FAMILY = "family"


class LineKind(StrEnum):
    PAYMENT = "payment"
    """Money that comes."""
    RELIEF = "relief"
    """Money that need not be paid."""
    FIGURE = "figure"
    """A number to know, no benefit: never in a total."""
    IN_KIND = "in_kind"
    """A benefit without an amount."""


class Every(StrEnum):
    ONCE = "once"
    MONTH = "month"
    YEAR = "year"


class Part(StrEnum):
    """What the summary tells of a line, or (currency, total) of all lines."""

    CURRENCY = "currency"
    PAYER = "payer"
    PAYEE = "payee"
    EACH = "each"
    TIMES = "times"
    TOTAL = "total"
    ENDS_ON = "ends_on"
    KEPT_UNTIL = "kept_until"
    CLAIM_BY = "claim_by"


class Outcome(StrEnum):
    """What came of a line. All but `known` and `no_amount` leave it without a sum of its own."""

    KNOWN = "known"
    NO_AMOUNT = "no_amount"
    UNKNOWN = "unknown"
    NOT_GRANTED = "not_granted"
    DOES_NOT_APPLY = "does_not_apply"
    DIVISION_BY_ZERO = "division_by_zero"
    NO_INDEX = "no_index"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"


class RemedyKind(StrEnum):
    """What would change a verdict."""

    ANSWER = "answer"
    """The fact is not known yet."""
    WAIT = "wait"
    """Time alone does it, on `day`."""
    LATER = "later"
    """`fact` would have to be on `day` or after it."""
    EARLIER = "earlier"
    """`fact` would have to be on `day` or before it."""
    RAISE = "raise"
    """`fact` lacks `amount` (more than that where `beyond`)."""
    LOWER = "lower"
    """`fact` is too high by `amount` (more than that where `beyond`)."""
    CHOOSE = "choose"
    """`fact` would have to be one of `options` (none of them where `beyond`)."""
    INDEX = "index"
    """The named index has no value for the year: the programme's to mend, not the reader's."""
    NOTHING = "nothing"
    """Neither time nor another answer that can be named."""
