"""What requests are for programs: what is sent, and what is answered."""

from typing import Any

from rest_framework import serializers

from jobs.contacts.models import Reason
from talent.accounts.shapes import LineField, TextField
from talent.experts.groups import RANGES
from talent.experts.models import AskedFor


class AskSerializer(serializers.Serializer[Any]):
    """What a company asks; `answer_by` within two weeks; `opening`: the key of one of its own on the board."""

    purpose = serializers.ChoiceField(AskedFor.values)
    message = TextField(max_length=2000)
    answer_by = serializers.DateField()
    asked_as = LineField(max_length=80)
    opening = serializers.UUIDField(required=False, allow_null=True)


class AcceptSerializer(serializers.Serializer[Any]):
    groups = serializers.ListField(
        child=serializers.ChoiceField(list(RANGES)), max_length=len(RANGES), default=list
    )


class DeclineSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(Reason.values, allow_blank=True, default="")


class QuestionSerializer(serializers.Serializer[Any]):
    question = TextField(max_length=1000)


class ReplySerializer(serializers.Serializer[Any]):
    reply = TextField(max_length=1000)


class LineSerializer(serializers.Serializer[Any]):
    """One request in a list. `purpose` and `state` as slugs, with their labels."""

    key = serializers.UUIDField()
    purpose = serializers.CharField(source="purpose_slug")
    purpose_label = serializers.CharField(source="purpose")
    state = serializers.CharField(source="state_slug")
    state_label = serializers.CharField(source="state")
    asked_on = serializers.DateField()
    answer_by = serializers.DateField()
    ends_on = serializers.DateField()


class SentLineSerializer(LineSerializer):
    """`handle`: the name by which the company knows the expert."""

    handle = serializers.CharField()


class NamedOpeningSerializer(serializers.Serializer[Any]):
    """The opening that is asked about."""

    key = serializers.UUIDField()
    title = serializers.CharField()


class SentSerializer(SentLineSerializer):
    """`offered`: what the company may do now, each an address below this one."""

    message = serializers.CharField()
    opening = NamedOpeningSerializer(allow_null=True)
    asked_as = serializers.CharField(allow_blank=True)
    question = serializers.CharField(allow_blank=True)
    reply = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    offered = serializers.ListField(child=serializers.CharField())


class ReceivedLineSerializer(LineSerializer):
    company = serializers.CharField()
    asked_as = serializers.CharField(allow_blank=True)


class ReceivedSerializer(ReceivedLineSerializer):
    """`seen`: what the company sees now; `given`: what it sees by a yes; `offered`: what may be done now, each an
    address below this one; `reachable`: whether it would arrive."""

    message = serializers.CharField()
    opening = NamedOpeningSerializer(allow_null=True)
    question = serializers.CharField(allow_blank=True)
    reply = serializers.CharField(allow_blank=True)
    seen = serializers.ListField(child=serializers.CharField())
    given = serializers.ListField(child=serializers.CharField())
    offered = serializers.ListField(child=serializers.CharField())
    reachable = serializers.BooleanField()


class PageSerializer(serializers.Serializer[Any]):
    """`count`: of all pages together. `next` and `previous`: the pages around this one."""

    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class SentListSerializer(PageSerializer):
    """Requests of the company, newest first."""

    results = SentLineSerializer(many=True)


class ReceivedListSerializer(PageSerializer):
    """Requests that one was asked, newest first."""

    results = ReceivedLineSerializer(many=True)
