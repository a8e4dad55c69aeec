"""Forms of questions in writing. Shape only: the rules stand in the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.accounts.fields import LineField, TextField
from talent.mentoring.models import Helped


class AskForm(forms.Form):
    """What somebody asks."""

    title = LineField(
        label=_("Your question in one line"), max_length=120, widget=forms.TextInput({"dir": "auto"})
    )
    text = TextField(
        label=_("What the mentor should know to answer it"),
        max_length=4000,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
        help_text=_(
            "In Persian or English. The mentor knows you by a name made for this question alone; write nothing by "
            "which you would not be known."
        ),
    )


class AnswerForm(forms.Form):
    """What the mentor answers."""

    text = TextField(
        label=_("Your answer"),
        max_length=8000,
        widget=forms.Textarea({"rows": 10, "dir": "auto"}),
        help_text=_("Only whoever asked reads it. They know you by the name of your offer."),
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = TextField(
        label=_("Why you do not answer"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("Whoever asked reads it."),
    )


class ThanksForm(forms.Form):
    """Whether it helped."""

    helped = forms.ChoiceField(label=_("Did the answer help?"), choices=Helped, widget=forms.RadioSelect)
    thanks = TextField(
        label=_("A word to the mentor"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
