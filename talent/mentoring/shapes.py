"""What a mentor's own offer is for programs."""

from typing import Any

from rest_framework import serializers

from talent.accounts.shapes import LineField, TextField
from talent.mentoring.models import ForWhom, Listing, PlaceKind
from talent.mentoring.wanted import LENGTHS

LISTINGS, WHOM, PLACE_KINDS = Listing.values, ForWhom.values, PlaceKind.values
"""The schema names its lists by these."""


def whole(**kwargs: Any) -> serializers.IntegerField:
    """A number of the offer; which are allowed is the action's to say."""
    return serializers.IntegerField(required=False, min_value=0, max_value=32000, **kwargs)


class OfferFieldsSerializer(serializers.Serializer[Any]):
    """All that an offer says. Lengths in minutes; topics and languages as slugs of the vocabulary. `question_days`:
    within how many days a question in writing is answered, null where none is. `place` is read by those alone who
    have booked."""

    listing = serializers.ChoiceField(LISTINGS, required=False)
    headline_fa = LineField(max_length=120, required=False, allow_blank=True)
    headline_en = LineField(max_length=120, required=False, allow_blank=True)
    text_fa = TextField(max_length=4000, required=False, allow_blank=True)
    text_en = TextField(max_length=4000, required=False, allow_blank=True)
    topics = serializers.ListField(child=serializers.SlugField(max_length=60), max_length=50, required=False)
    languages = serializers.ListField(
        child=serializers.SlugField(max_length=10), max_length=50, required=False
    )
    lengths = serializers.ListField(
        child=serializers.ChoiceField(LENGTHS), max_length=len(LENGTHS), required=False
    )
    seats = whole()
    question_days = whole(allow_null=True)
    for_whom = serializers.ListField(
        child=serializers.ChoiceField(WHOM), max_length=len(WHOM), required=False
    )
    a_month = whole()
    notice_hours = whole()
    horizon_days = whole()
    before = whole()
    after = whole()
    on_request = serializers.BooleanField(required=False)
    place_kind = serializers.ChoiceField(PLACE_KINDS, required=False, allow_blank=True)
    place = LineField(max_length=300, required=False, allow_blank=True)
    questions = serializers.ListField(child=LineField(max_length=300), max_length=20, required=False)


class SaveOfferSerializer(OfferFieldsSerializer):
    """Some of it, to be saved. `version`: of the offer that was read, 0 where there was none."""

    version = serializers.IntegerField(min_value=0)


class PauseSerializer(serializers.Serializer[Any]):
    """Until when; null until its mentor goes on."""

    until = serializers.DateField(required=False, allow_null=True, default=None)


class OwnOfferSerializer(OfferFieldsSerializer):
    """The offer as its mentor sees it. `offered`: what may be done now, each an address below this one; `missing`: what
    keeps it from being open, by field."""

    version = serializers.IntegerField()
    state = serializers.CharField()
    state_label = serializers.CharField()
    paused_until = serializers.DateField(allow_null=True)
    offered = serializers.ListField(child=serializers.CharField())
    missing = serializers.DictField(child=serializers.CharField())
