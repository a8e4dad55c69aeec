"""What relationships are for programs: what is sent, and what is answered."""

from typing import Any

from rest_framework import serializers

from talent.accounts.shapes import TextField
from talent.mentoring.models import NoteKind, Rhythm
from talent.mentoring.relations.notes import PRIVATE

RHYTHMS, NOTE_KINDS = Rhythm.values, [*NoteKind.values, PRIVATE]
"""The schema names its lists by these."""


class ProposeSerializer(serializers.Serializer[Any]):
    """`sessions`: 2 to 24."""

    goals = TextField(max_length=2000)
    sessions = serializers.IntegerField(min_value=0, max_value=1000)
    rhythm = serializers.ChoiceField(RHYTHMS)


class EndRelationSerializer(serializers.Serializer[Any]):
    reason = TextField(max_length=1000, required=False, allow_blank=True)


class WriteNoteSerializer(serializers.Serializer[Any]):
    """`kind`: agenda and shared are read by both, private by its writer alone. `session`: the key of a session that it
    is about."""

    kind = serializers.ChoiceField(NOTE_KINDS)
    text = TextField(max_length=2000)
    session = serializers.UUIDField(required=False, allow_null=True)


class GiveFeedbackSerializer(serializers.Serializer[Any]):
    """The other side alone reads it: when it has spoken too, and after a week in any case."""

    score = serializers.IntegerField(min_value=1, max_value=5)
    words = TextField(max_length=1000, required=False, allow_blank=True)


class RelationLineSerializer(serializers.Serializer[Any]):
    """One of them in a list. `part`: who the reader is in it, guest or mentor. `with`: the name by which the other is
    known. `acts`: who has to act, you or other, blank where nobody has, since the day `since`."""

    key = serializers.UUIDField()
    part = serializers.CharField()
    state = serializers.CharField()
    state_label = serializers.CharField()
    acts = serializers.CharField(allow_blank=True)
    since = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    sessions = serializers.IntegerField()
    rhythm = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"with": serializers.CharField()}  # a word of Python's own


class FeedbackSerializer(serializers.Serializer[Any]):
    """What one side has said of a session."""

    score = serializers.IntegerField()
    words = serializers.CharField(allow_blank=True)


class HeldSessionSerializer(serializers.Serializer[Any]):
    """One session of it. `may_say`: whether the reader may still give feedback; `theirs` is open to the reader when
    both have spoken, and after a week."""

    key = serializers.UUIDField()
    start = serializers.DateTimeField()
    state = serializers.CharField()
    may_say = serializers.BooleanField()
    mine = FeedbackSerializer(allow_null=True)
    theirs = FeedbackSerializer(allow_null=True)


class PrivateNoteSerializer(serializers.Serializer[Any]):
    key = serializers.UUIDField()
    text = serializers.CharField()
    day = serializers.DateField()


class SharedNoteSerializer(PrivateNoteSerializer):
    """`mine`: whether the reader has written it."""

    kind = serializers.CharField()
    session = serializers.UUIDField(allow_null=True)
    mine = serializers.BooleanField()


class RelationSerializer(RelationLineSerializer):
    """`offered`: what may be done now, each an address below this one. `private`: what the reader alone has written and
    reads."""

    goals = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    offered = serializers.ListField(child=serializers.CharField())
    booked = HeldSessionSerializer(many=True)
    notes = SharedNoteSerializer(many=True)
    private = PrivateNoteSerializer(many=True)


class RelationListSerializer(serializers.Serializer[Any]):
    """Those of the reader on both sides, the last moved first. `count`: of all pages together."""

    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = RelationLineSerializer(many=True)
