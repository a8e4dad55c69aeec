"""What questions in writing are for programs: what is sent, and what is answered."""

from typing import Any

from rest_framework import serializers

from talent.accounts.shapes import LineField, TextField
from talent.mentoring.models import Helped


class AskMentorSerializer(serializers.Serializer[Any]):
    title = LineField(max_length=120)
    text = TextField(max_length=4000)


class AnswerQuestionSerializer(serializers.Serializer[Any]):
    text = TextField(max_length=8000)


class DeclineQuestionSerializer(serializers.Serializer[Any]):
    reason = TextField(max_length=1000)


class ThankSerializer(serializers.Serializer[Any]):
    """`helped`: whether the answer did."""

    helped = serializers.ChoiceField(Helped.values)
    thanks = TextField(max_length=1000, required=False, allow_blank=True)


class QuestionLineSerializer(serializers.Serializer[Any]):
    """One question in a list. `side`: on which the reader is, asker or mentor. `with`: the name by which the other side
    is known. `acts`: who has to act, you or other, blank where nobody has, since the day `since`. `due`: the promised
    day of what waits, `late`: whether it is over; on `ends_on` it ends by itself."""

    key = serializers.UUIDField()
    side = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    state = serializers.CharField()
    state_label = serializers.CharField()
    acts = serializers.CharField(allow_blank=True)
    since = serializers.DateField()
    asked_on = serializers.DateField()
    due = serializers.DateField(allow_null=True)
    late = serializers.BooleanField()
    ends_on = serializers.DateField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"with": serializers.CharField()}  # a word of Python's own


class MentorQuestionSerializer(QuestionLineSerializer):
    """`offered`: what may be done now, each an address below this one."""

    text = serializers.CharField(allow_blank=True)
    answer = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    helped = serializers.CharField(source="helped_value", allow_blank=True)
    thanks = serializers.CharField(allow_blank=True)
    offered = serializers.ListField(child=serializers.CharField())


class QuestionListSerializer(serializers.Serializer[Any]):
    """Questions of the reader on both sides, newest first. `count`: of all pages together."""

    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = QuestionLineSerializer(many=True)
