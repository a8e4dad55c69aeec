"""Fields of forms for what people type."""

from typing import Any

from django import forms

from talent.lib.text import clean_line, clean_text


class Digits(forms.TextInput):
    """A number or a day: its digits stand from left to right, at the edge where the page begins to read."""


class LineField(forms.CharField):
    """One line without marks that could deceive."""

    tidy = staticmethod(clean_line)

    def clean(self, value: Any) -> str:
        typed = value or ""
        # far too long stays as it is: it is refused, and cleaning it would only take time
        return str(super().clean(self.tidy(typed) if len(typed) <= 2 * (self.max_length or 0) else typed))


class TextField(LineField):
    """A few lines without marks that could deceive."""

    widget = forms.Textarea
    tidy = staticmethod(clean_text)
