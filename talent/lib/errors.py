"""The one family of named errors. Raised beside the rule; `config.refusals` turns them into responses."""

from collections.abc import Mapping
from types import MappingProxyType


class Refused(Exception):
    """An action that may not happen. `text` is a sentence for the reader, lazily translated by the room; `errors`
    says more, field by field, where several are meant; `beside` what programs are told besides, as JSON."""

    status = 400
    code = "refused"
    text: object = ""
    errors: Mapping[str, object] = MappingProxyType({})
    beside: Mapping[str, object] = MappingProxyType({})

    def __init__(self, text: object = "", *, field: str = "") -> None:
        super().__init__(self.code)
        self.text = text or self.text
        self.field = field


class Absent(Refused):
    """Missing, foreign or hidden: all three answer alike, so this error never says which."""

    status = 404
    code = "absent"


class Forbidden(Refused):
    """The reader is known, and this verb is not theirs."""

    status = 403
    code = "forbidden"


class StepNeeded(Refused):
    """Something comes first: `page` (a URL's name) with `arguments` is where the reader does it."""

    status = 403
    code = "step_needed"
    page = ""

    def __init__(self, text: object = "", **arguments: str) -> None:
        super().__init__(text)
        self.arguments = arguments


class SecondFactorNeeded(StepNeeded):
    """What stands behind this door asks for a second factor, and the account has none yet."""

    code = "second_factor_needed"
    page = "mfa_index"


class NoticeNeeded(StepNeeded):
    """The notice in force has not been read yet, or a newer version has come."""

    code = "notice_needed"
    page = "notice"


class Conflict(Refused):
    """Somebody (perhaps the same person in another tab) was quicker; nothing was overwritten."""

    status = 409
    code = "conflict"


class Exhausted(Refused):
    """A budget or a rate is used up."""

    status = 429
    code = "exhausted"
