"""What the verbs of sessions refuse."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from talent.lib.errors import Conflict, Forbidden, Refused
from talent.schedule.actions import SlotTaken
from talent.schedule.slots import Slot


class NotForYou(Forbidden):
    code = "not_for_you"
    text = _("This offer is for other people. Whom it is for stands on it; your profile says where you live.")


class NotOffered(SlotTaken):
    """The time is not free (any more). `others` are the next ones that are. Why it is not stays with the mentor."""

    code = "not_offered_then"
    text = _("This time is not free. Below are the next ones that are.")

    def __init__(self, others: Sequence[Slot] = ()) -> None:
        super().__init__()
        self.others = tuple(others)
        moments = [{"start": one.start.isoformat(), "end": one.end.isoformat()} for one in self.others]
        self.beside = {"others": moments}


class TooManyWaiting(Refused):
    code = "too_many_waiting"
    text = _("Five of your requests wait for an answer. Take one back first, or wait.")


class MissedTwice(Refused):
    code = "missed_twice"
    text = _(
        "Two sessions have passed without you, so booking rests for thirty days after the last one. What is booked "
        "already stays."
    )


class BookingMoved(Conflict):
    code = "booking_moved"
    text = _("This session stands otherwise by now. Below is how it stands.")


class TooLate(Refused):
    code = "too_late_to_move"
    text = _("It begins too soon to be moved. Cancel it, if you cannot come, and say why.")


class NoTimesNow(Refused):
    code = "no_times_now"
    text = _("The mentor offers no times for now. Keep this one, or cancel it and say why.")


class AskAnew(Refused):
    code = "ask_anew"
    text = _(
        "This mentor says yes to each time. To meet at another one, cancel this session and ask for the other."
    )


class SeatStays(Refused):
    code = "seat_stays"
    text = _(
        "A seat in a group is not moved: cancel the session to give yours back, and take one at another time."
    )


class MovedOften(Refused):
    code = "moved_often"
    text = _("This session was moved three times already. Keep it, or cancel it and say why.")


class Unanswered(Refused):
    code = "unanswered"
    text = _("The mentor asks for an answer to each question.")


class NoReason(Refused):
    code = "no_reason"
    text = _("Write why, in a sentence: the other side reads it.")


class NotOver(Refused):
    code = "not_over"
    text = _("This session is not over yet.")
