"""Fields of forms for what people type."""

import re
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from talent.lib.dates import whole_or_none
from talent.lib.text import clean_line, clean_text, latin_digits
from talent.lib.typed import NoSuchDay, parts_of_day, typed_day


class Digits(forms.TextInput):
    """A number or a day: its digits stand from left to right, at the edge where the page begins to read."""


class LongSelect(forms.Select):
    """A choice among hundreds of names that run from left to right, written in one go: a template for each option takes
    a tenth of a second for all zones."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        marks = {True: mark_safe(" selected"), False: ""}
        rows = ((key, marks[str(key) in chosen], label) for key, label in self.choices)
        options = format_html_join("\n", '<option value="{}"{}>{}</option>', rows)
        own = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, own, options)


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


class WholeField(forms.CharField):
    """A whole number, in any digits; None where it is left out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=6, required=False, widget=Digits({"inputmode": "numeric"}), **kwargs)

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        number = whole_or_none(typed) if typed else None
        if typed and number is None:
            raise forms.ValidationError(_("Write a whole number."))
        return number


class DayField(forms.CharField):
    """A day as year, month and day, in either calendar and any digits: 1405/10/15, 2027-01-05. None where it is left
    out and is not required."""

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=20, required=required, widget=Digits, **kwargs)

    def clean(self, value: Any) -> date | None:
        typed = super().clean(value)
        parts = [part for part in re.split(r"[^0-9]+", latin_digits(typed or "")) if part]
        if not typed:
            return None
        if len(parts) != 3:
            raise forms.ValidationError(_("Write year, month and day, like 1405/10/15 or 2027-01-05."))
        year, month, day = parts
        calendar = "jalali" if int(year) < 1700 else "gregorian"
        try:
            return typed_day(day, month, year, calendar)
        except NoSuchDay:
            raise forms.ValidationError(_("This day does not exist.")) from None


def shown_day(day: date | None, calendar: str) -> str:
    """A day as the field reads it, in that calendar and Latin digits; "" for none."""
    if day is None:
        return ""
    number, month, year = parts_of_day(day, calendar)
    return f"{year}/{month:02}/{number:02}"
