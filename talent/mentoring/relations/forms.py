"""Forms of relationships. Shape only: the rules stand in the actions."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.accounts.fields import TextField, WholeField
from talent.mentoring.models import NoteKind, Rhythm
from talent.mentoring.relations.notes import PRIVATE


class ProposeForm(forms.Form):
    """What somebody proposes."""

    goals = TextField(
        label=_("What you want to reach together"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        help_text=_("You both read it, for as long as it goes on."),
    )
    sessions = WholeField(label=_("How many sessions"), help_text=_("2 to 24."))
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=Rhythm, initial=Rhythm.FORTNIGHTLY, widget=forms.RadioSelect
    )

    def clean_sessions(self) -> int:
        """Left out, it is too few."""
        return self.cleaned_data["sessions"] or 0


class WhyForm(forms.Form):
    """Why, if they say it."""

    reason = TextField(
        label=_("Why"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("The other side reads it."),
    )


class NoteForm(forms.Form):
    """A note: for the agenda, for both, or for oneself."""

    kind = forms.ChoiceField(
        label=_("What kind of note"),
        choices=[
            (NoteKind.AGENDA, _("A point for the agenda: you both read it")),
            (NoteKind.SHARED, _("A note of what you have agreed: you both read it")),
            (PRIVATE, _("A private note: only you read it, and it never leaves you")),
        ],
        initial=NoteKind.AGENDA,
        widget=forms.RadioSelect,
    )
    session = forms.TypedChoiceField(
        label=_("About which session"), required=False, coerce=UUID, empty_value=None
    )
    text = TextField(label=_("Note"), max_length=2000, widget=forms.Textarea({"rows": 4, "dir": "auto"}))

    def __init__(self, *args: Any, sessions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = [("", _("the whole")), *sessions]  # type: ignore[attr-defined]


class FeedbackForm(forms.Form):
    """What somebody says of a session."""

    score = forms.TypedChoiceField(
        label=_("How was it?"),
        choices=[
            (5, _("5: very good")),
            (4, _("4: good")),
            (3, _("3: all right")),
            (2, _("2: of little use")),
            (1, _("1: of no use")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five.")},
    )
    words = TextField(
        label=_("In words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
