"""What the codes of a programme are called, lazily translated, and where its window stands in a sentence."""

from datetime import date

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from talent.lib.dates import digits, show_day
from talent.programmes.codes import Audience, Track
from talent.programmes.states import Phase, Window

AUDIENCES = {Audience.EXPERT: _("For experts"), Audience.COMPANY: _("For companies")}
TRACKS = {
    Track.RETURN: _("Return"),
    Track.VISIT: _("Short stay"),
    Track.REMOTE: _("Remote work"),
    Track.ADVISE: _("Advice"),
    Track.MENTOR: _("Mentoring"),
}
PHASES = {
    Phase.OPEN: _("Open"),
    Phase.ANNOUNCED: _("Announced"),
    Phase.PAUSED: _("Paused"),
    Phase.CLOSED: _("Closed"),
    Phase.NOT_YET_CLAIMABLE: _("Open, paid later"),
}


def window_told(window: Window, today: date, *, calendar: str, language: str) -> str:
    """From when to when one may apply, in one sentence of the active language: "Open until 3 March 2027, 94 days left." """
    phase = window.phase(today)
    days = {
        "opens": _day(window.opens_on, calendar, language),
        "closes": _day(window.closes_on, calendar, language),
        "claims": _day(window.claims_from, calendar, language),
    }
    if phase is Phase.CLOSED:
        return gettext("Closed. The last day was %(closes)s.") % days
    if phase is Phase.ANNOUNCED:
        return gettext("Opens on %(opens)s.") % days
    if phase is Phase.PAUSED:
        return gettext("Paused: nothing can be handed in at the moment.")
    paid = (gettext("Paid from %(claims)s on.") % days,) if phase is Phase.NOT_YET_CLAIMABLE else ()
    return " ".join((_open(window, today, days["closes"], language), *paid))


def _open(window: Window, today: date, closes: str, language: str) -> str:
    if window.closes_on is None:
        return gettext("Open all year round.")
    left = (window.closes_on - today).days
    if left == 0:
        return gettext("Open; today is the last day.")
    said = ngettext(
        "Open until %(closes)s, %(left)s day left.", "Open until %(closes)s, %(left)s days left.", left
    )
    return said % {"closes": closes, "left": digits(left, language)}


def _day(day: date | None, calendar: str, language: str) -> str:
    return show_day(day, calendar=calendar, language=language) if day else ""
