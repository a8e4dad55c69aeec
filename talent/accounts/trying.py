"""A form's verb, tried: what it refuses is said beside what was typed."""

from typing import Any

from django.forms import Form

from talent.lib.errors import Absent, Forbidden, Refused, StepNeeded

NO_FAULT_OF_A_FORM: tuple[type[Refused], ...] = (Absent, Forbidden, StepNeeded)


def went_through(
    form: Form, verb: Any, *, passing: tuple[type[Refused], ...] = NO_FAULT_OF_A_FORM, **values: Any
) -> bool:
    """Whether the action went through; its refusal becomes the form's error, and nothing typed is lost. What is
    `passing` goes on to whoever answers it."""
    try:
        verb(**values)
    except passing:
        raise
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.text))
        return False
    return True
