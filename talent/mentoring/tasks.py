"""What the clock wakes."""

from celery import shared_task
from django.utils import timezone

from talent.lib.dates import park_today
from talent.mentoring import clock, marking, reminding, zone_rules
from talent.mentoring.questions import clock as questions
from talent.mentoring.relations import clock as relations


@shared_task
def resume_offers() -> int:
    """Pauses whose day has come end."""
    return clock.resume_due(park_today())


@shared_task
def mark_free_times() -> int:
    """The free times in the index go on with the clock."""
    return marking.mark_all(park_today())


@shared_task
def let_bookings_lapse() -> int:
    """Holds and requests that have waited for too long end."""
    return clock.let_bookings_lapse(timezone.now())


@shared_task
def remind_of_questions() -> int:
    """Mentors are reminded at half-time and on the promised day."""
    return questions.remind_mentors(park_today())


@shared_task
def let_questions_lapse() -> int:
    """What has waited a week beyond its promised day ends, and an answer waits no more for thanks."""
    now = timezone.now()
    questions.stop_waiting_for_thanks(now)
    return questions.let_questions_lapse(now)


@shared_task
def follow_ended_offers() -> int:
    """What was still open by offers that have ended ends with them."""
    now = timezone.now()
    return questions.follow_ended_offers(now) + relations.follow_ended_offers(now)


@shared_task
def forget_questions() -> int:
    """Questions go twelve months after the last that happened in them."""
    return questions.forget_questions(timezone.now())


@shared_task
def let_proposals_lapse() -> int:
    """Proposals to meet several times that nobody has answered for two weeks end."""
    return relations.let_proposals_lapse(timezone.now())


@shared_task
def forget_relations() -> int:
    """What two people have agreed on goes twelve months after the last that happened in it."""
    return relations.forget_relations(timezone.now())


@shared_task
def tell_of_sessions() -> int:
    """Whom the latest steps of sessions concern is told."""
    return clock.tell_of_sessions(timezone.now())


@shared_task
def forget_left_alone() -> int:
    """Sessions of whose two people one has left go, and times that were held for nothing."""
    now = timezone.now()
    return clock.forget_left_alone(now) + clock.forget_holds(now)


@shared_task
def remind_of_sessions() -> int:
    """Both people are reminded a day and an hour before they meet."""
    return reminding.remind(timezone.now())


@shared_task
def ask_what_became() -> int:
    """Of sessions that are over both are asked, and those of which nobody says anything are settled."""
    now = timezone.now()
    return reminding.ask_what_became(now) + reminding.settle_asked(now)


@shared_task
def follow_zone_rules() -> int:
    """Sessions that were agreed under other rules of clocks follow the new ones."""
    return zone_rules.follow_rules(timezone.now())
