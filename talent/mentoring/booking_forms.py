"""Forms of sessions. Shape only: the rules stand in the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.accounts.fields import TextField
from talent.mentoring.booking import ANSWER_LETTERS
from talent.mentoring.booking_states import Outcome
from talent.mentoring.wanted import LENGTHS

UNANSWERED = _("Write an answer: the mentor asks for one.")


class HoldForm(forms.Form):
    """A time that a button of the grid sends: a moment with its offset, and a length in minutes."""

    start = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S%z"])
    minutes = forms.TypedChoiceField(choices=[(one, one) for one in LENGTHS], coerce=int)


class AcceptForm(forms.Form):
    """The time that a mentor has read and says yes to."""

    start = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S%z"])


class AnswersForm(forms.Form):
    """An answer to each of the mentor's questions."""

    def __init__(self, *args: Any, questions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {f"answer_{number}": text for number, text in enumerate(questions, 1)}
        for name, text in self.asked.items():
            rows = forms.Textarea({"rows": 3, "dir": "auto"})
            self.fields[name] = TextField(
                label=text, max_length=ANSWER_LETTERS, widget=rows, error_messages={"required": UNANSWERED}
            )

    def answers(self) -> list[str]:
        """Answers in the order of the questions."""
        return [self.cleaned_data[name] for name in self.asked]


class ReasonForm(forms.Form):
    """Why."""

    reason = TextField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=_("The other side reads it."),
    )


class OutcomeForm(forms.Form):
    """What became of a session."""

    said = forms.ChoiceField(choices=[(one.value, one.value) for one in Outcome])
