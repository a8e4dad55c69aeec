"""Forms of asking and answering. Shape only: the rules stand in the actions."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jobs.contacts.models import DAYS, Reason
from jobs.openings.models import Opening
from jobs.openings.pages import title_of
from talent.experts.forms import LineField, TextField
from talent.experts.groups import RANGES
from talent.experts.models import AskedFor
from talent.experts.who_sees import NAMES_OF_GROUPS
from talent.lib.dates import park_today, show_day


class OpeningChoice(forms.ModelChoiceField[Opening]):
    """One of the company's openings on the board, by its key."""

    def label_from_instance(self, obj: Opening) -> str:
        return title_of(obj)


class AskForm(forms.Form):
    """What a company asks."""

    purpose = forms.ChoiceField(label=_("About what"), widget=forms.RadioSelect)
    opening = OpeningChoice(
        Opening.objects.none(),
        label=_("About which opening"),
        required=False,
        to_field_name="key",
        empty_label=_("none of them"),
        error_messages={
            "invalid_choice": _("This opening is not on the board any more. Choose another one, or none.")
        },
    )
    message = TextField(
        label=_("Your message"),
        max_length=2000,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
        help_text=_(
            "In Persian or English. Say what it is about and how much time it takes; ask for nothing personal."
        ),
    )
    answer_by = forms.DateField(label=_("I hope for an answer by"), widget=forms.Select)
    asked_as = LineField(
        label=_("Your name, as the expert reads it"), max_length=80, widget=forms.TextInput({"dir": "auto"})
    )

    def __init__(
        self,
        *args: Any,
        purposes: tuple[str, ...],
        openings: QuerySet[Opening],
        calendar: str,
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opening"].queryset = openings  # type: ignore[attr-defined]
        chosen = [(one, AskedFor(one).label) for one in purposes]
        self.fields["purpose"].choices = chosen  # type: ignore[attr-defined]
        today = park_today()
        days = [today + timedelta(days=count) for count in (3, 5, 7, 10, DAYS)]
        shown = [(day.isoformat(), show_day(day, calendar=calendar, language=language)) for day in days]
        self.fields["answer_by"].widget.choices = shown
        self.fields["answer_by"].initial = days[2].isoformat()


class AcceptForm(forms.Form):
    """Which groups a yes reveals."""

    groups = forms.MultipleChoiceField(
        choices=[(group, NAMES_OF_GROUPS[group]) for group in RANGES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class DeclineForm(forms.Form):
    """A no, with a reason if one is given."""

    reason = forms.ChoiceField(
        label=_("Reason"), choices=[("", _("I would rather not say")), *Reason.choices], required=False
    )


class QuestionForm(forms.Form):
    """What the expert asks back."""

    question = TextField(
        label=_("Your question"), max_length=1000, widget=forms.Textarea({"rows": 4, "dir": "auto"})
    )


class ReplyForm(forms.Form):
    """What the company answers."""

    reply = TextField(
        label=_("Your answer"), max_length=1000, widget=forms.Textarea({"rows": 4, "dir": "auto"})
    )
