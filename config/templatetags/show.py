"""How values are shown, everywhere: one filter for days and moments, one for digits."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from talent.lib import dates

register = template.Library()


@register.filter
def digits(value: object) -> str:
    """The value with the digits of the page's language."""
    return dates.digits(value, get_language() or "fa")


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: date | datetime | None) -> str:
    """A day, or a moment with its time, in the reader's calendar, zone and digits."""
    if value is None:
        return ""
    language = get_language() or "fa"
    calendar = dates.reader_calendar(getattr(context.get("user"), "calendar", ""), language)
    if isinstance(value, datetime):
        zone = timezone.get_current_timezone()
        return dates.show_moment(value, calendar=calendar, language=language, to=zone)
    return dates.show_day(value, calendar=calendar, language=language)
