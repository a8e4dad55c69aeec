"""Forms of writing. Shape only: the rules stand in the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.conversations.models import MESSAGE_LETTERS
from talent.experts.forms import LineField, TextField


class MessageForm(forms.Form):
    """What an expert says."""

    text = TextField(
        label=_("Your message"),
        max_length=MESSAGE_LETTERS,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )


class SignedForm(MessageForm):
    """What somebody of a company says, and who it is."""

    signed = LineField(
        label=_("Your name, as the expert reads it"), max_length=80, widget=forms.TextInput({"dir": "auto"})
    )
