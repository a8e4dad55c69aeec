"""Fields for what editors type: days in either calendar, numbers in either script, texts in both languages."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from persiantools.jdatetime import JalaliDate

from talent.lib.dates import LATIN_DIGITS, digits
from talent.lib.typed import typed_number
from talent.programmes.document.shapes import FIRST_DAY, LAST_DAY

LATIN = {"dir": "ltr", "lang": "en"}
SIDES = {"fa": _("Persian"), "en": _("English")}
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")


def read_day(typed: str) -> date:
    """A day of either calendar, year first: 1405/7/30 is a Jalali one, 2026-10-22 a Gregorian one. Raises ValueError
    where it is none, or the month lacks it."""
    found = _DAY.fullmatch(typed.strip().translate(LATIN_DIGITS))
    if not found:
        raise ValueError(typed)
    year, month, day = (int(part) for part in found.groups())
    is_jalali = year < 1700
    read = JalaliDate(year, month, day).to_gregorian() if is_jalali else date(year, month, day)  # type: ignore[no-untyped-call]
    if not FIRST_DAY <= read <= LAST_DAY:  # beyond them no calendar of ours can show it
        raise ValueError(typed)
    return read


def write_day(day: date, calendar: str) -> str:
    """The day as one types it, in that calendar, in the digits of the page."""
    if calendar == "jalali":
        jalali = JalaliDate(day)  # type: ignore[no-untyped-call]
        text = f"{jalali.year:04}/{jalali.month:02}/{jalali.day:02}"
    else:
        text = day.isoformat()
    return digits(text, get_language() or "fa")


def as_typed(number: object) -> str:
    """A number as one types it, in the digits of the page."""
    text = digits(number, get_language() or "fa")
    return text.replace(".", "٫") if get_language() == "fa" else text


class DayField(forms.CharField):
    """A day, typed in either calendar. The form gives the reader's `calendar`, in which it is shown again."""

    calendar = "jalali"

    def __init__(self, **given: Any) -> None:
        given.setdefault("help_text", _("Year, month, day, in either calendar: 1405/07/30 or 2026-10-22."))
        super().__init__(
            max_length=20, widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}), **given
        )

    def prepare_value(self, value: Any) -> Any:
        return write_day(value, self.calendar) if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return read_day(typed)
        except ValueError:
            raise ValidationError(_("There is no such day. Check the length of the month.")) from None


class PlainField(forms.CharField):
    """A number or a code, in Latin digits from whatever was typed. Its form is the document's to judge."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("max_length", 40)
        given.setdefault("widget", forms.TextInput({"dir": "ltr", "autocomplete": "off"}))
        super().__init__(**given)

    def to_python(self, value: Any) -> str:
        typed = str(super().to_python(value)).translate(LATIN_DIGITS)
        try:
            return typed_number(typed)
        except ValueError:  # a code, or nothing that one can count
            return typed


class WholeField(forms.IntegerField):
    """A whole number in either script."""

    widget = forms.TextInput({"dir": "ltr", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return as_typed(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        typed = value.translate(LATIN_DIGITS) if isinstance(value, str) else value
        found: int | None = super().to_python(typed)
        return found


class MoneyField(forms.DecimalField):
    """An amount of money in either script."""

    widget = forms.TextInput({"dir": "ltr", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return as_typed(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            try:
                value = typed_number(value) if value.strip() else value
            except ValueError:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        return super().to_python(value)


class RevisionField(forms.IntegerField):
    """The revision that was read; none where what came is no number: then the draft is another one, and that is told."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int | None:
        try:
            found: int | None = super().clean(value)
        except ValidationError:
            return None
        return found


class ReadersForm(forms.Form):
    """A form that shows days in the reader's calendar, and sends along the revision that was read."""

    revision = RevisionField(required=False)

    def __init__(self, *args: Any, calendar: str = "jalali", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = calendar
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.calendar = calendar

    def add_words(
        self, name: str, label: Any, required: bool = True, rows: int = 2, longest: int = 2000
    ) -> None:
        """Two fields for a text, one for each language."""
        for side, tongue in SIDES.items():
            area = forms.Textarea({"rows": rows, "dir": "rtl" if side == "fa" else "ltr", "lang": side})
            self.fields[f"{name}_{side}"] = forms.CharField(
                label=f"{label} ({tongue})", required=required, max_length=longest, widget=area
            )


def words_of(values: dict[str, Any], name: str) -> dict[str, str] | None:
    """Both languages of a text as the document has them; None where both are empty."""
    both = {side: values.get(f"{name}_{side}") or "" for side in SIDES}
    return both if any(both.values()) else None


def initial_words(held: dict[str, str] | None, name: str) -> dict[str, str]:
    """What stands in the two fields of a text."""
    return {f"{name}_{side}": (held or {}).get(side, "") for side in SIDES}
