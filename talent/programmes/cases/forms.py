"""Forms of cases. Shape only: the rules stand in the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from talent.accounts.fields import TextField
from talent.programmes.document.reading import LARGEST
from talent.programmes.models.cases import LETTERS


def said(label: StrOrPromise) -> TextField:
    """What somebody writes in a case."""
    return TextField(
        label=label,
        max_length=LETTERS,
        widget=forms.Textarea({"rows": 6, "dir": "auto", "maxlength": LETTERS}),
    )


class MoreForm(forms.Form):
    """One thing more."""

    text = said(_("Your message"))


class TellForm(MoreForm):
    """The first message. `answers` are those of a self-check; they go along only if the box is ticked."""

    with_answers = forms.BooleanField(label=_("Send my answers of the self-check along"), required=False)
    answers = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LARGEST)
    number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def clean(self) -> dict[str, Any]:
        """Without the tick nothing of the answers goes on; a tick without answers is told."""
        values: dict[str, Any] = super().clean() or {}
        ticked = values.pop("with_answers", False)
        if ticked and not values.get("answers"):
            self.add_error("with_answers", _("Your answers were not kept. Check anew, or send without them."))
        if not ticked:
            values["answers"], values["number"] = "", None
        return values


class OfficeForm(forms.Form):
    """What the office answers, and the last message that it has seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    text = said(_("The answer, as the person reads it"))
