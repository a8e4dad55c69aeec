"""Why a document, or the facts beside it, cannot be read. Pure."""

from enum import StrEnum

from talent.lib.errors import Refused


class Fault(StrEnum):
    NOT_JSON = "not_json"
    DUPLICATE_KEY = "duplicate_key"
    CYCLIC = "cyclic"
    TOO_DEEP = "too_deep"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    MISSING = "missing"
    MISSING_LANGUAGE = "missing_language"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN_OPERATOR = "unknown_operator"
    UNKNOWN_CODE = "unknown_code"
    BAD_ID = "bad_id"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_DAY = "not_a_day"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"
    UNWRITABLE = "unwritable"
    DUPLICATE_ID = "duplicate_id"
    UNKNOWN_FACT = "unknown_fact"
    UNKNOWN_INDEX = "unknown_index"
    UNKNOWN_DAY = "unknown_day"
    UNKNOWN_LINE = "unknown_line"
    UNKNOWN_DOCUMENT = "unknown_document"
    UNKNOWN_RULE = "unknown_rule"
    UNKNOWN_OPTION = "unknown_option"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    DOES_NOT_FIT = "does_not_fit"
    UNNAMED = "unnamed"
    MISPLACED_ID = "misplaced_id"
    NO_CURRENCY = "no_currency"
    NO_AMOUNT = "no_amount"


SOUNDNESS = frozenset(
    {
        Fault.CYCLIC,
        Fault.TOO_DEEP,
        Fault.TOO_LARGE,
        Fault.NOT_JSON,
        Fault.DUPLICATE_KEY,
        Fault.DUPLICATE_ID,
        Fault.UNKNOWN_FACT,
        Fault.UNKNOWN_INDEX,
        Fault.UNKNOWN_DAY,
        Fault.UNKNOWN_LINE,
        Fault.UNKNOWN_DOCUMENT,
        Fault.UNKNOWN_RULE,
        Fault.UNKNOWN_OPTION,
        Fault.UNKNOWN_PLACEHOLDER,
        Fault.DOES_NOT_FIT,
        Fault.UNNAMED,
        Fault.MISPLACED_ID,
        Fault.NO_CURRENCY,
        Fault.NO_AMOUNT,
    }
)
"""What a JSON Schema cannot say: these are told by the reader alone, all others by both."""


class BadDocument(Refused):
    """`fault` says what is wrong, `pointer` (RFC 6901) where, `about` names the culprit."""

    status = 400

    def __init__(self, fault: Fault, pointer: str = "", about: object = "") -> None:
        super().__init__(field=pointer)
        self.fault, self.code, self.pointer, self.about = fault, fault.value, pointer, str(about)[:80]

    def __str__(self) -> str:
        return f"{self.fault} at {self.pointer or '/'}" + (f": {self.about}" if self.about else "")


def deeper(pointer: str, key: object) -> str:
    """The pointer one step down, its key escaped as RFC 6901 asks."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
