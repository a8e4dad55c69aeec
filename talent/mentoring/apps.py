from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "talent.mentoring"

    def ready(self) -> None:
        from talent.accounts import kept
        from talent.accounts.holdings import Holding, erasers, holdings, quieters
        from talent.accounts.notices import when_information_only
        from talent.mentoring import tellings
        from talent.mentoring.calendars import entries_of
        from talent.mentoring.clock import erase_mentor, quiet_mentor, withdraw_for_notice
        from talent.mentoring.forms import OfferForm
        from talent.mentoring.marking import mark_times
        from talent.mentoring.models import Booking, BookingStep, Offer, OfferStep
        from talent.schedule.feeds import sources
        from talent.schedule.hours import when_changed

        _wait()
        tellings.add()
        holdings.append(Holding(Offer, lambda user: Offer.objects.filter(profile__user=user)))
        holdings.append(Holding(OfferStep, lambda user: OfferStep.objects.filter(offer__profile__user=user)))
        booked = ("state", "start", "end", "answers", "reason", "said_by_guest", "made_at")
        holdings.append(Holding(Booking, lambda user: Booking.objects.filter(guest=user), booked))
        given = ("state", "start", "end", "wall", "zone", "said_by_mentor", "made_at")
        holdings.append(Holding(Booking, lambda user: Booking.objects.given_by(user), given))
        steps = ("verb", "side", "start", "at")
        holdings.append(Holding(BookingStep, lambda user: BookingStep.objects.of(user), steps))
        erasers.append(erase_mentor)
        quieters.append(quiet_mentor)
        when_information_only.append(withdraw_for_notice)
        when_changed.append(mark_times)
        sources.append(entries_of)
        kept.name_fields({"offer": OfferForm})


def _wait() -> None:
    """What of sessions waits for one of the two."""
    from talent.mentoring import booking_pages as rows
    from talent.mentoring.waits import CLASH, OVER, REQUEST
    from talent.timeline.kinds import Kind, kinds

    past = ("mentoring/was_session.html", rows.past_rows)
    kinds[REQUEST] = Kind("mentoring/waits_request.html", rows.request_rows, *past)
    kinds[CLASH] = Kind("mentoring/waits_clash.html", rows.over_rows, *past)
    for one in OVER.values():
        kinds[one] = Kind("mentoring/waits_over.html", rows.over_rows, *past)
