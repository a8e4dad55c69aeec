"""Sessions as calendars hold them: an invitation for each of the two, and the entries of their own feed. Neither holds a
name, an address or a place of the other one, nor a word of what it is about."""

from datetime import datetime, timedelta, tzinfo
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from talent.accounts.models import User
from talent.lib.dates import TEHRAN
from talent.mentoring.booking_states import OUTCOMES, Side, State
from talent.mentoring.grid import clock_of
from talent.mentoring.models import Booking
from talent.notifications.kinds import Enclosed
from talent.notifications.tokens import opaque, seal
from talent.schedule.invitations import CalendarFile, Entry, Invitation, Method, both_calendars, calendar_file

KEPT = timedelta(days=30)
"""How long a feed says that a session was cancelled, and that one took place."""
HOST = settings.RETURN_PATH.rpartition("@")[2]
HELD = (State.CONFIRMED, *OUTCOMES)
"""In these states calendars hold it."""


def invitation_of(booking: Booking, user: User) -> CalendarFile | None:
    """The session as it stands, for one of its two people, in their language and on their clock; None where it was
    never agreed on, so that no calendar holds it. Asked for twice, it is the same file. Needs offer and mentor at
    hand."""
    side = booking.side_of(user)
    if side is None or not is_known(booking):
        return None
    with override(user.language):
        cancelled = booking.state == State.CANCELLED
        return calendar_file(
            Invitation(
                uid=uid_of(booking, side),
                sequence=booking.sequence,
                method=Method.CANCEL if cancelled else Method.REQUEST,
                start=booking.start,
                end=booking.end,
                written_at=_changed_at(booking),
                organizer=f"meeting+{seal(booking.key.bytes, purpose=f'organizer {side}')}@{HOST}",
                attendee=user.email,
                summary=_("Meeting"),
                text=_text(booking, user),
                url=settings.BASE_URL + reverse("meeting", kwargs={"key": booking.key}),
            )
        )


def entries_of(user: User, now: datetime) -> list[Entry]:
    """The person's sessions for a calendar that they subscribe to: what is agreed on, what was cancelled in the last
    thirty days, what is over for no longer."""
    rows = Booking.objects.of(user).exclude(state=State.DECLINED).select_related("offer__profile")
    found = [one for one in rows.filter(end__gt=now - KEPT).prefetch_related("steps") if is_known(one)]
    return [_entry(one, user) for one in found if one.state in HELD or now - _changed_at(one) < KEPT]


def encloses(user: User, path: str) -> Enclosed | None:
    """What goes along in a mail to one of the two about the page of their session: when it is, and the file for their
    calendar, as it stands when the mail is sent. Nothing where it is not theirs, or was never agreed on."""
    key = key_of(path)
    rows = Booking.objects.of(user).select_related("offer__profile").prefetch_related("steps")
    booking = rows.filter(key=key).order_by().first() if key else None
    file = invitation_of(booking, user) if booking else None
    if booking is None or file is None:
        return None
    ahead = booking.state == State.CONFIRMED
    when = " · ".join(_on_both_clocks(booking, user)) if ahead else ""
    return Enclosed(when, "meeting.ics", file.content, file.type)


def is_known(booking: Booking) -> bool:
    """Whether calendars hold it, or have held it: its number rises when one that was agreed on is given up."""
    return booking.state in HELD or (booking.state == State.CANCELLED and booking.sequence > 0)


def key_of(path: str) -> UUID | None:
    """The key of the session whose page has that path; None for any other page."""
    parts = path.strip("/").split("/")
    try:
        return UUID(parts[2]) if parts[:2] == ["mentoring", "sessions"] and len(parts) == 3 else None
    except ValueError:
        return None


def uid_of(booking: Booking, side: Side) -> str:
    """The name of the session in that side's calendars, for life; the other side's has another one."""
    return f"{opaque('session', booking.key, side)}@{HOST}"


def _entry(booking: Booking, user: User) -> Entry:
    side = booking.side_of(user)
    assert side
    return Entry(
        uid=uid_of(booking, side),
        sequence=booking.sequence,
        start=booking.start,
        end=booking.end,
        changed_at=_changed_at(booking),
        summary=_("Meeting with a mentor") if side == Side.GUEST else _("Meeting as a mentor"),
        cancelled=booking.state == State.CANCELLED,
    )


def _changed_at(booking: Booking) -> datetime:
    """When it last took a step."""
    return max((step.at for step in booking.steps.all()), default=booking.made_at)


def _text(booking: Booking, user: User) -> str:
    return "\n".join((*_on_both_clocks(booking, user), _("With whom and where, you read after signing in.")))


def _on_both_clocks(booking: Booking, user: User) -> list[str]:
    """When it is in both calendars, on the reader's clock and on Tehran's."""
    own = clock_of(user)
    said = [_when(booking, user, own)]
    if own.utcoffset(booking.start) != TEHRAN.utcoffset(booking.start):
        said.append(_("In Tehran: %(when)s") % {"when": _when(booking, user, TEHRAN)})
    return said


def _when(booking: Booking, user: User, zone: tzinfo) -> str:
    span = (booking.start, booking.end)
    return both_calendars(*span, zone=zone, language=user.language, calendar=user.calendar)
