"""Forms of the shortlist. Shape only: the rules stand in the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.accounts.fields import TextField
from talent.experts.models import LONGEST_NOTE, Shortlisted


class KeepForm(forms.Form):
    """A note on an expert, which may be left out."""

    note = TextField(
        label=_("Private note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_(
            "At most 500 letters, for your colleagues. It is about a person: whoever downloads their data gets what "
            "you write here, with the name of your company."
        ),
    )


class NoteForm(KeepForm):
    """The note anew. `version`: the one that was read; pages write it beside the field, as it is now."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def note_form(kept: Shortlisted | None, **options: Any) -> KeepForm:
    """The field with the note as it is now."""
    return KeepForm(initial={"note": kept.note if kept else ""}, **options)
