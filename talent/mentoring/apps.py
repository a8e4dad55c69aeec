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
        given = ("state", "start", "end", "wall", "zone", "reason", "said_by_mentor", "made_at")
        holdings.append(Holding(Booking, lambda user: Booking.objects.given_by(user), given))
        steps = ("verb", "side", "start", "at", "late")
        holdings.append(Holding(BookingStep, lambda user: BookingStep.objects.of(user), steps))
        erasers.append(erase_mentor)
        quieters.append(quiet_mentor)
        when_information_only.append(withdraw_for_notice)
        when_changed.append(mark_times)
        sources.append(entries_of)
        kept.name_fields({"offer": OfferForm})
        _be_asked()
        _meet_often()


def _be_asked() -> None:
    """Questions in writing: whose they are, what waits because of them, what is told."""
    from talent.accounts import kept
    from talent.accounts.holdings import Holding, erasers, holdings
    from talent.mentoring.models import Question, QuestionStep
    from talent.mentoring.questions import pages, tellings
    from talent.mentoring.questions.actions import erase_questions
    from talent.mentoring.questions.forms import AskForm
    from talent.mentoring.questions.moving import ASKER_ITEM, MENTOR_ITEM
    from talent.timeline.kinds import Kind, kinds

    both = ("state", "answer", "reason", "helped", "thanks", "due", "asked_at", "last_at")
    asked = ("name_fa", "name_en", "title", "text", *both)
    holdings.append(Holding(Question, lambda user: Question.objects.filter(asker=user), asked))
    holdings.append(Holding(Question, lambda user: Question.objects.given_to(user), both))
    steps = ("verb", "side", "at")
    holdings.append(Holding(QuestionStep, lambda user: QuestionStep.objects.of(user), steps))
    shown = ("mentoring/question_waits.html", pages.rows, "mentoring/was_asked.html", pages.rows)
    kinds[MENTOR_ITEM] = Kind(*shown)
    kinds[ASKER_ITEM] = Kind(*shown)
    erasers.append(erase_questions)
    tellings.add()
    kept.name_fields({"ask_mentor": AskForm})


def _meet_often() -> None:
    """Relationships of several sessions: whose they are, what waits because of them, what is told. Whoever leaves takes
    along what they have written; a private note is in its writer's data alone."""
    from django.utils import timezone

    from talent.accounts import kept
    from talent.accounts.holdings import Holding, erasers, holdings
    from talent.mentoring.booking.moving import when_written
    from talent.mentoring.models import Feedback, PrivateNote, Relation, RelationStep, SharedNote
    from talent.mentoring.relations import moving, pages, tellings
    from talent.mentoring.relations.actions import erase_relations
    from talent.mentoring.relations.forms import ProposeForm
    from talent.timeline.kinds import Kind, kinds

    agreed = ("state", "goals", "sessions", "rhythm", "reason", "proposed_by", "origin", "made_at", "last_at")
    mine = ("name_fa", "name_en", *agreed)
    holdings.append(Holding(Relation, lambda user: Relation.objects.filter(guest=user), mine))
    given = Holding(Relation, lambda user: Relation.objects.filter(offer__profile__user=user), agreed)
    steps = ("verb", "side", "at")
    holdings.extend([given, Holding(RelationStep, lambda user: RelationStep.objects.of(user), steps)])
    written = ("kind", "text", "at")
    holdings.append(Holding(SharedNote, lambda user: SharedNote.objects.filter(author=user), written))
    own = ("text", "at")
    holdings.append(Holding(PrivateNote, lambda user: PrivateNote.objects.filter(author=user), own))
    said = ("score", "words", "at")
    holdings.append(Holding(Feedback, lambda user: Feedback.objects.of(user), said))
    shown = ("mentoring/relation_waits.html", pages.rows, "mentoring/was_proposed.html", pages.rows)
    kinds[moving.ITEM] = Kind(*shown)
    when_written.append(moving.follow)
    erasers.append(lambda user: erase_relations(user, timezone.now()))
    tellings.add()
    kept.name_fields({"propose_relation": ProposeForm})


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
