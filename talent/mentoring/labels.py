"""Codes of mentoring in words: faults at their fields, states and steps."""

from django.utils.translation import gettext_lazy as _

from talent.mentoring.booking_states import Outcome, Side, State
from talent.mentoring.booking_states import Verb as SessionVerb
from talent.mentoring.states import Verb
from talent.mentoring.wanted import Fault

FAULTS: dict[Fault, object] = {
    Fault.NO_HEADLINE: _("Say in one line what you help with, in Persian or in English."),
    Fault.NO_TEXT: _("Describe what you offer, in the language of the headline."),
    Fault.OTHER_LANGUAGE: _("Headline and text belong together: write both in this language, or neither."),
    Fault.MISSING: _("Choose at least one."),
    Fault.NO_FORMAT: _("Choose how long a session is, or say that you answer questions in writing."),
    Fault.NO_PLACE: _("Say where you meet: whoever has booked reads it, and nobody else."),
    Fault.NO_LINK: _("Write an address that begins with https://, without blanks and passwords."),
    Fault.NO_HOURS: _("Say first, under “My hours”, when you are there."),
    Fault.OUT_OF_RANGE: _("This number is outside the range that stands above the field."),
    Fault.TOO_MANY: _("These are too many."),
    Fault.UNREAD: _("What was typed here was not saved. Mend it, or leave it empty."),
}
BUTTONS = {
    Verb.OPEN: _("Open the offer"),
    Verb.PAUSE: _("Pause"),
    Verb.RESUME: _("Open it again"),
    Verb.END: _("End the offer"),
}
DONE = {
    Verb.OPEN: _("Opened"),
    Verb.PAUSE: _("Was paused"),
    Verb.RESUME: _("Reopened"),
    Verb.END: _("Ended"),
}
"""What has happened, in the log that the mentor reads."""
SESSION_BUTTONS = {
    SessionVerb.LET_GO: _("Give the time back"),
    SessionVerb.ACCEPT: _("Accept"),
    SessionVerb.DECLINE: _("Decline"),
    SessionVerb.CANCEL: _("Cancel the session"),
}
WITH_REASON = (SessionVerb.DECLINE, SessionVerb.CANCEL)
DONE_WITH = {
    SessionVerb.ASK: _("Requested"),
    SessionVerb.BOOK: _("Booked"),
    SessionVerb.LET_GO: _("Given back"),
    SessionVerb.ACCEPT: _("Accepted"),
    SessionVerb.DECLINE: _("Declined"),
    SessionVerb.MOVE: _("Moved"),
    SessionVerb.CANCEL: _("Cancelled"),
    SessionVerb.LAPSE: _("Lapsed without an answer"),
    SessionVerb.SETTLE: _("Settled"),
}
"""What has happened with a session, in the log that both read."""
CANCELLED_LATE = _("Cancelled at short notice")
TOLD = {
    SessionVerb.ASK: _(
        "The mentor has your request, and answers within 48 hours; until then the time is kept for you. You are told."
    ),
    SessionVerb.BOOK: _(
        "Booked. The file for your calendar comes by mail, and a reminder a day and an hour before. You can move or cancel "
        "it on this page."
    ),
    SessionVerb.LET_GO: _("Given back. Nothing was booked."),
    SessionVerb.ACCEPT: _("Accepted. Your guest is told, and both calendars follow."),
    SessionVerb.DECLINE: _("Declined. Your guest is told, with what you wrote."),
    SessionVerb.CANCEL: _(
        "Cancelled. The other side is told, with what you wrote, and both calendars follow."
    ),
    SessionVerb.MOVE: _("Moved. The other side is told, and both calendars follow."),
    SessionVerb.SETTLE: _("Thank you. It is noted."),
}
"""What somebody reads who has just done it."""
MOVED_REQUEST = _(
    "Your request is for the new time now, and the old one is free again. The mentor answers within 48 hours."
)


def told_of_move(before: State) -> object:
    """What a guest reads who has moved what stood so."""
    return MOVED_REQUEST if before == State.REQUESTED else TOLD[SessionVerb.MOVE]


YOU_SAID = {
    Outcome.HAPPENED: _("You said: it took place"),
    Outcome.OTHER_MISSED: _("You said: the other one did not come"),
    Outcome.LOST: _("You said: the connection was lost"),
}
MISSED_BY: dict[Side | None, object] = {
    Side.GUEST: _(
        "The mentor said that you did not come. After two such sessions within ninety days, booking rests for thirty days."
    ),
    Side.MENTOR: _(
        "Your guest said that you did not come. After two such sessions within ninety days, your offer is paused."
    ),
    Side.CLOCK: _("You said that the other one did not come."),
    None: _("Each of you said that the other one did not come, so it counts against nobody."),
}
"""Why a session counts as missed, to the side that was missing; to the other one (the clock's), and where nobody can tell."""
SAID = {Side.GUEST: _("by the guest"), Side.MENTOR: _("by the mentor")}
ICONS = {
    State.HELD: "hourglass",
    State.REQUESTED: "hourglass",
    State.CONFIRMED: "calendar-check",
    State.DECLINED: "circle-x",
    State.CANCELLED: "calendar-x",
    State.HAPPENED: "circle-check",
}
