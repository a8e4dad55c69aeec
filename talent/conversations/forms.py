"""Forms of writing. Shape only: the rules stand in the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.accounts.private_files import REASONS
from talent.conversations.files import MOST, Sent, TooMany
from talent.conversations.models import MESSAGE_LETTERS, ReportReason
from talent.experts.forms import LineField, TextField


class SeveralFiles(forms.FileInput):
    """A control that takes more than one file."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files as they were sent, none or several."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Sent]:
        single = super().clean
        files = data if isinstance(data, list | tuple) else [data]
        if len(files) > MOST:  # before any is read
            raise forms.ValidationError(str(TooMany.text))
        return [Sent(str(one.name), one.read()) for one in (single(file, initial) for file in files) if one]


class MessageForm(forms.Form):
    """What an expert says."""

    text = TextField(
        label=_("Your message"),
        max_length=MESSAGE_LETTERS,
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    attachments = FilesField(
        label=_("Files"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "Up to three: PDF, Word (DOCX), PNG or JPEG, at most 10 MB each. What they say about author, place and time is removed."
        ),
        widget=SeveralFiles({"accept": ".pdf,.docx,.png,.jpg,.jpeg"}),
    )

    def __init__(self, *args: Any, oversized: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.oversized = oversized

    def clean_attachments(self) -> list[Sent]:
        """Refuses what was so large that it was not even received."""
        if self.oversized:
            raise forms.ValidationError(REASONS["large"])
        sent: list[Sent] = self.cleaned_data["attachments"]
        return sent


class SignedForm(MessageForm):
    """What somebody of a company says, and who it is."""

    signed = LineField(
        label=_("Your name, as the expert reads it"), max_length=80, widget=forms.TextInput({"dir": "auto"})
    )


class ReportForm(forms.Form):
    """Which messages a moderator is to read, and why."""

    reason = forms.ChoiceField(
        label=_("What is wrong"), choices=ReportReason.choices, widget=forms.RadioSelect
    )
    note = LineField(
        label=_("What the moderator should know"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
