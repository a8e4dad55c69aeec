"""A form's verb, tried: what it refuses is said beside what was typed."""

from typing import Any

from django.forms import Form

from talent.lib.errors import Absent, Forbidden, Refused, StepNeeded

NO_FAULT_OF_A_FORM: tuple[type[Refused], ...] = (Absent, Forbidden, StepNeeded)


def attempt(
    form: Form, verb: Any, *, passing: tuple[type[Refused], ...] = NO_FAULT_OF_A_FORM, **values: Any
) -> Any:
    """What the action returns (True for nothing), or None: its refusal becomes the form's error, field by
    field where it says so, and nothing typed is lost. What is `passing` goes on to whoever answers it."""
    try:
        return verb(**values) or True
    except passing:
        raise
    except Refused as refusal:
        for name, text in (refusal.errors or {refusal.field: refusal.text}).items():
            form.add_error(name if name in form.fields else None, str(text))
        return None


def went_through(
    form: Form, verb: Any, *, passing: tuple[type[Refused], ...] = NO_FAULT_OF_A_FORM, **values: Any
) -> bool:
    """Whether the action went through, as `attempt` says."""
    return attempt(form, verb, passing=passing, **values) is not None
