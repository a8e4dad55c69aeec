"""Dates for people: two calendars, two scripts of digits, bands instead of days. Pure; UTC in, text out."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_time
from persiantools.jdatetime import JalaliDate

from talent.lib import zone_data as zone_data  # before the first zone is made

TEHRAN = ZoneInfo("Asia/Tehran")
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
LATIN_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
JALALI_MONTHS = {
    "fa": (
        "فروردین",
        "اردیبهشت",
        "خرداد",
        "تیر",
        "مرداد",
        "شهریور",
        "مهر",
        "آبان",
        "آذر",
        "دی",
        "بهمن",
        "اسفند",
    ),
    "en": (
        [
            "Farvardin",
            "Ordibehesht",
            "Khordad",
            "Tir",
            "Mordad",
            "Shahrivar",
            "Mehr",
            "Aban",
            "Azar",
            "Dey",
            "Bahman",
            "Esfand",
        ]
    ),
}


def park_today() -> date:
    """The day at the park. Bands, looks and budgets count by it, whatever clock a reader has chosen."""
    return datetime.now(TEHRAN).date()


def park_day(moment: datetime | None) -> date | None:
    """The day that it was at the park; None for no moment."""
    return moment.astimezone(TEHRAN).date() if moment else None


def digits(value: object, language: str) -> str:
    """The value's text with the digits of `language` ("fa": ۰–۹, else 0–9)."""
    text = str(value)
    return text.translate(PERSIAN_DIGITS) if language == "fa" else text.translate(LATIN_DIGITS)


def whole(text: str) -> int:
    """A whole number typed in Persian, Arabic or Latin digits. Raises ValueError for anything else."""
    return int(text.strip().translate(LATIN_DIGITS))


def whole_or_none(text: str) -> int | None:
    """The number, or None for anything else: for showing again what was typed."""
    try:
        return whole(text)
    except ValueError:
        return None


def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name, or Tehran's where the name is unknown (zone data may lose a name)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return TEHRAN


def reader_calendar(chosen: str, language: str) -> str:
    """The calendar that somebody chose, or, of a visitor ("" is chosen), the one of the language."""
    return chosen or ("jalali" if language == "fa" else "gregorian")


def show_day(day: date, *, calendar: str, language: str) -> str:
    """A day in words: "1 Azar 1405", "22 November 2026", in the language's digits.

    `calendar` is "jalali" or "gregorian"; an aware datetime must be brought to the reader's zone before.
    """
    if calendar == "jalali":
        jalali = JalaliDate(day)  # type: ignore[no-untyped-call]
        text = f"{jalali.day} {JALALI_MONTHS[language][jalali.month - 1]} {jalali.year}"
    else:
        text = format_date(day, "d MMMM y", locale=language)
    return digits(text, language)


def show_moment(moment: datetime, *, calendar: str, language: str, to: tzinfo) -> str:
    """An aware moment as day and wall time in zone `to`. Raises ValueError for a naive moment."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    local = moment.astimezone(to)
    day = show_day(local.date(), calendar=calendar, language=language)
    return f"{day}{'،' if language == 'fa' else ','} {digits(format_time(local, 'HH:mm', locale=language), language)}"


MORNING = time(8)


def next_morning(moment: datetime, to: tzinfo) -> datetime:
    """The next eight o'clock on the clocks of zone `to`, strictly after `moment`, in UTC. An hour that clocks skip or
    repeat there is taken by the offset before the change (PEP 495)."""
    local = moment.astimezone(to)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, to).astimezone(UTC)


def months_before(day: date, months: int) -> date:
    """The day `months` earlier; a day that the month lacks becomes its last (31 May − 3 → 28 February)."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def confirmed_band(confirmed: date | None, today: date) -> str:
    """How long ago a profile was confirmed, in the bands that others may know.

    "month" (less than a month) · "quarter" · "half" · "old". Never the day itself.
    """
    if confirmed is None:
        return "old"
    for band, months in (("month", 1), ("quarter", 3), ("half", 6)):
        if confirmed > months_before(today, months):
            return band
    return "old"


def free_band(free_from: date | None, today: date) -> str:
    """From when a person is free, in bands: "now" · "quarter" (within 3 months) · "later" · "" (not said)."""
    if free_from is None:
        return ""
    if free_from <= today:
        return "now"
    return "quarter" if months_before(free_from, 3) <= today else "later"


def used_band(year: int | None, today: date) -> str:
    """When a skill was last used: "now" (this year) · "recent" (within 3 years) · "old" · "" (not said)."""
    if year is None:
        return ""
    if year >= today.year:
        return "now"
    return "recent" if year >= today.year - 3 else "old"
