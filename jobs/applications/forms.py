"""Forms of applying and deciding. Shape only: the rules stand in the actions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs.applications.files import TooLarge
from jobs.applications.models import ANSWER_LETTERS, COMMENT_LETTERS, GIVEN, LETTER_LETTERS, OFFER_LETTERS
from talent.accounts.fields import TextField
from talent.experts.groups import RANGES
from talent.experts.who_sees import NAMES_OF_GROUPS

ANSWER = "answer_"


class ApplyForm(forms.Form):
    """What somebody writes to a company: a draft may lack anything. The answers' fields come from the opening."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    tab = forms.RegexField(r"^[0-9a-f]{16}$", required=False, widget=forms.HiddenInput)
    letter = TextField(
        label=_("Your letter"),
        max_length=LETTER_LETTERS,
        required=False,
        widget=forms.Textarea({"rows": 12, "dir": "auto"}),
        help_text=_("In Persian or English: what you would bring, and what you would like to know."),
    )
    cv = forms.FileField(
        label=_("CV"),
        required=False,
        help_text=_("PDF or Word (DOCX), up to 5 MB. It is kept as soon as you save, without its name."),
        widget=forms.FileInput({"accept": ".pdf,.docx"}),
    )
    groups = forms.MultipleChoiceField(
        label=_("What this company sees as well"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(group, NAMES_OF_GROUPS[group]) for group in RANGES],
        help_text=_(
            "From the moment you send it, until it is over or you take it back. Nothing, if you tick nothing."
        ),
    )

    def __init__(
        self,
        *args: Any,
        questions: Iterable[Mapping[str, str]] = (),
        offered: Iterable[str] = tuple(RANGES),
        oversized: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.oversized = oversized
        self.fields["groups"].choices = [(one, NAMES_OF_GROUPS[one]) for one in offered]  # type: ignore[attr-defined]
        for question in questions:
            self.fields[f"{ANSWER}{question['id']}"] = TextField(
                label=question["text"],
                max_length=ANSWER_LETTERS,
                required=False,
                widget=forms.Textarea({"rows": 4, "dir": "auto"}),
            )

    def clean_cv(self) -> Any:
        """Refuses what was so large that it was not even received."""
        if self.oversized:
            raise forms.ValidationError(TooLarge.text)
        return self.cleaned_data["cv"]

    def written(self) -> dict[str, Any]:
        """What is to be kept of it, as the action takes it."""
        typed = self.cleaned_data
        answers = {name.removeprefix(ANSWER): typed[name] for name in typed if name.startswith(ANSWER)}
        return {name: typed[name] for name in ("version", "tab", "letter", "groups")} | {"answers": answers}

    def answer_fields(self) -> list[Any]:
        """The questions' fields, for the page."""
        return [self[name] for name in self.fields if name.startswith(ANSWER)]


class DecideForm(forms.Form):
    """A step of a company. `version`: of what it has seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OfferForm(DecideForm):
    """What is offered, in the company's words."""

    text = TextField(
        label=_("What you offer"),
        max_length=OFFER_LETTERS,
        required=False,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        help_text=_("Pay, start, place, what is agreed already. The applicant reads it beside the buttons."),
    )


class RefuseForm(DecideForm):
    """A no, with its reason."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=GIVEN,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a reason.")),
    )
    shares_reason = forms.BooleanField(label=_("Let the applicant read the reason"), required=False)


class CommentForm(forms.Form):
    """A note among colleagues. It stands in one form with the offer, hence its own name."""

    note = TextField(
        label=_("Your note"),
        max_length=COMMENT_LETTERS,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
