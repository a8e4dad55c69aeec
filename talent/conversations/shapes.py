"""What conversations are for programs: what is sent, and what is answered."""

from typing import Any

from rest_framework import serializers

from talent.accounts.shapes import LineField, TextField
from talent.conversations.files import MOST
from talent.conversations.models import MESSAGE_LETTERS


class SayingSerializer(serializers.Serializer[Any]):
    """What an expert says; without text, files alone (multipart, as `attachments`)."""

    text = TextField(max_length=MESSAGE_LETTERS, allow_blank=True, default="")
    attachments = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True), default=list, max_length=MOST
    )


class SignedSerializer(SayingSerializer):
    """What somebody of a company says, and under which name."""

    signed = LineField(max_length=80)


class SwitchSerializer(serializers.Serializer[Any]):
    on = serializers.BooleanField()


class HavingReadSerializer(serializers.Serializer[Any]):
    """Up to which message one has read; without it, all."""

    through = serializers.UUIDField(default=None, allow_null=True)


class FileSerializer(serializers.Serializer[Any]):
    """`key` in the address of the file: …/files/<key>/."""

    key = serializers.UUIDField()
    name = serializers.CharField()


class MessageSerializer(serializers.Serializer[Any]):
    """One message. Others see the day it was sent on, never the hour."""

    key = serializers.UUIDField()
    mine = serializers.BooleanField()
    by = serializers.CharField()
    text = serializers.CharField()
    sent_on = serializers.DateField()
    files = FileSerializer(many=True)


class ConversationSerializer(serializers.Serializer[Any]):
    """The newest messages, or those `before` or `after` one of them, oldest first. `older`: where to go on reading
    backwards."""

    key = serializers.UUIDField()
    name = serializers.CharField(source="with")
    open = serializers.BooleanField()
    writes = serializers.BooleanField()
    muted = serializers.BooleanField()
    unread = serializers.BooleanField()
    older = serializers.UUIDField(allow_null=True)
    messages = MessageSerializer(many=True, source="rows")


class ConversationLineSerializer(serializers.Serializer[Any]):
    key = serializers.UUIDField()
    name = serializers.CharField(source="with")
    last_on = serializers.DateField()
    ended = serializers.BooleanField()
    unread = serializers.BooleanField()


class ConversationListSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = ConversationLineSerializer(many=True)
