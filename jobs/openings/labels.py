"""Codes of openings in words: faults at their fields, states and steps."""

from django.utils.translation import gettext_lazy as _

from jobs.openings.states import Verb
from jobs.openings.wanted import Fault

FAULTS = {
    Fault.NO_TITLE: _("Write a title, in Persian or in English."),
    Fault.NO_TEXT: _("Describe the work, in the language of the title."),
    Fault.OTHER_LANGUAGE: _("Title and text belong together: write both in this language, or neither."),
    Fault.MISSING: _("Choose one."),
    Fault.NO_CITY: _("Write the city."),
    Fault.NO_MUST: _("Name at least one skill that somebody must have."),
    Fault.NO_PAY: _("Say what it pays, or why you do not say it: people look here first."),
    Fault.PAY_TWICE: _("You name a sum and a reason why you name none. Leave one of them out."),
    Fault.PAY_REVERSED: _("The highest sum is below the lowest."),
    Fault.PAY_ZERO: _("A sum is more than nothing. For unpaid work choose the reason below."),
    Fault.PAY_TOO_HIGH: _("This sum is too high to be true."),
    Fault.DAY_PAST: _("This day is over. Choose today or a later day."),
    Fault.DAY_FAR: _("Choose a day within a year."),
    Fault.OUT_OF_RANGE: _("This number is outside the range that stands above the field."),
    Fault.TOO_MANY: _("These are too many."),
    Fault.UNREAD: _("What was typed here was not saved. Mend it, or leave it empty."),
}
DONE = {
    Verb.SUBMIT: _("Sent to the park"),
    Verb.TAKE_BACK: _("Taken back from the park"),
    Verb.PUBLISH: _("Published by the park"),
    Verb.SEND_BACK: _("Returned by the park"),
    Verb.CHANGE: _("A change was begun"),
    Verb.AMEND: _("A small change was published"),
    Verb.DROP_CHANGE: _("A change was thrown away"),
    Verb.KEEP_UP: _("Confirmed: it still stands"),
    Verb.FILL: _("Filled"),
    Verb.REOPEN: _("Put on the board again"),
    Verb.WITHDRAW: _("Withdrawn"),
    Verb.EXPIRE: _("Its last day was over"),
    Verb.REMOVE: _("Removed by the park"),
}
"""What has happened, in the log that the company reads."""
BUTTONS = {
    Verb.SUBMIT: _("Send it to the park"),
    Verb.TAKE_BACK: _("Take it back from the park"),
    Verb.CHANGE: _("Write a change"),
    Verb.AMEND: _("Publish the small change"),
    Verb.DROP_CHANGE: _("Throw the change away"),
    Verb.KEEP_UP: _("Keep it on the board"),
    Verb.FILL: _("Mark as filled"),
    Verb.REOPEN: _("Put it on the board again"),
    Verb.WITHDRAW: _("Withdraw it"),
}
SERIOUS = {
    Verb.DROP_CHANGE: _("What you have written of the change is gone. The old text stays on the board."),
    Verb.FILL: _(
        "It goes off the board at once. Whoever has applied and waits is told that the last place has been filled; "
        "you can put it on the board again."
    ),
    Verb.WITHDRAW: _(
        "It goes off the board for good; beginning a copy is the only way back. Applications that were sent stay, and "
        "wait for your answer; an offer that you have made still stands."
    ),
}
"""Buttons that take something away, and what they mean: they are pressed in two steps."""
