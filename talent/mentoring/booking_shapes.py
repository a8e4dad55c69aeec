"""What sessions with mentors are for programs."""

from datetime import UTC
from typing import Any

from rest_framework import serializers

from talent.accounts.shapes import LineField, TextField
from talent.mentoring.booking import ANSWER_LETTERS
from talent.mentoring.booking_states import Outcome
from talent.mentoring.wanted import MOST_QUESTIONS

OUTCOMES = [one.value for one in Outcome]
"""The schema names its list by this."""


def moment(**kwargs: Any) -> serializers.DateTimeField:
    """A moment, in UTC whatever the reader's clock is."""
    return serializers.DateTimeField(default_timezone=UTC, **kwargs)


class SlotSerializer(serializers.Serializer[Any]):
    """A free time, in UTC, with the seats that are left in it."""

    start = moment()
    end = moment()
    seats = serializers.IntegerField()


class SlotListSerializer(serializers.Serializer[Any]):
    """Free times of one length over the next three weeks."""

    minutes = serializers.IntegerField()
    results = SlotSerializer(many=True)


class HoldingSerializer(serializers.Serializer[Any]):
    """A time to hold: one of the free ones, with its length in minutes."""

    start = moment()
    minutes = serializers.IntegerField(min_value=1, max_value=600)


class BookingSerializer(serializers.Serializer[Any]):
    """Answers to the mentor's questions, in their order."""

    answers = serializers.ListField(
        child=TextField(max_length=ANSWER_LETTERS), max_length=MOST_QUESTIONS, default=list
    )


class WhySerializer(serializers.Serializer[Any]):
    """Why, which the other side reads."""

    reason = TextField(max_length=1000)


class AcceptingSerializer(serializers.Serializer[Any]):
    """The time that was read, and is said yes to."""

    start = moment()


class MovingSerializer(serializers.Serializer[Any]):
    """To which free time of the same length."""

    start = moment()


class OutcomeSerializer(serializers.Serializer[Any]):
    """What became of it."""

    said = serializers.ChoiceField(OUTCOMES)


class AnsweredSerializer(serializers.Serializer[Any]):
    """One of the mentor's questions, with its answer."""

    question = LineField()
    answer = TextField()


class SessionLineSerializer(serializers.Serializer[Any]):
    """A session as one of the two sees it. `with_whom`: the name by which they know the other one; `waits_for_me`:
    something of it waits for the reader; `held_until`: until when it waits."""

    key = serializers.UUIDField()
    state = serializers.CharField()
    state_label = serializers.CharField()
    is_mentor = serializers.BooleanField()
    with_whom = serializers.CharField()
    start = moment()
    minutes = serializers.IntegerField()
    waits_for_me = serializers.BooleanField()
    held_until = moment(allow_null=True)


class SessionListSerializer(serializers.Serializer[Any]):
    """Sessions, the next first."""

    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = SessionLineSerializer(many=True)


class SessionSerializer(SessionLineSerializer):
    """The whole of it. `offered`: what may be done now, each an address below this one; `place`: where one meets, while
    it is confirmed and not over; `reason`: why it was declined or cancelled."""

    offered = serializers.ListField(child=serializers.CharField())
    place = serializers.CharField(allow_blank=True)
    answers = AnsweredSerializer(many=True)
    reason = serializers.CharField(allow_blank=True)
    sequence = serializers.IntegerField()
