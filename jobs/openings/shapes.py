"""What openings are for programs of the company that posts them."""

from typing import Any

from rest_framework import serializers

from jobs.openings.models import CURRENCIES, Kind, Mode, NoPay, Period, Relocation
from talent.accounts.shapes import LineField, TextField

KINDS, MODES = Kind.values, Mode.values
"""The schema names its lists by these."""


class WantedSkillSerializer(serializers.Serializer[Any]):
    """One skill: its slug, the level that is asked (1 to 5; 0 is any), and whether it is a must."""

    slug = serializers.SlugField(max_length=60)
    level = serializers.IntegerField(min_value=0, max_value=5, default=0)
    must = serializers.BooleanField(default=True)


class ScreeningQuestionSerializer(serializers.Serializer[Any]):
    """One question; its id stays while its text is edited."""

    id = serializers.RegexField(r"^[0-9a-f]{8}$")
    text = LineField(max_length=300)


class EditionSerializer(serializers.Serializer[Any]):
    """All that an opening says. Pay in whole units of its currency (ISO 4217), days as ISO 8601, countries as
    ISO 3166-1; a city of Iran as its slug."""

    title_fa = LineField(max_length=120, required=False, allow_blank=True)
    title_en = LineField(max_length=120, required=False, allow_blank=True)
    text_fa = TextField(max_length=8000, required=False, allow_blank=True)
    text_en = TextField(max_length=8000, required=False, allow_blank=True)
    kind = serializers.ChoiceField(KINDS, required=False, allow_blank=True)
    seniority = serializers.SlugField(max_length=40, required=False, allow_blank=True)
    mode = serializers.ChoiceField(MODES, required=False, allow_blank=True)
    overlap_hours = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=24)
    country = serializers.RegexField(r"^[A-Z]{2}$", required=False)
    city = LineField(max_length=60, required=False, allow_blank=True)
    site = LineField(max_length=120, required=False, allow_blank=True)
    relocation = serializers.ListField(
        child=serializers.ChoiceField(Relocation.values), max_length=len(Relocation), required=False
    )
    skills = WantedSkillSerializer(many=True, required=False)
    languages = serializers.ListField(
        child=serializers.SlugField(max_length=10), max_length=50, required=False
    )
    pay_min = serializers.IntegerField(required=False, allow_null=True, max_value=2**62, min_value=-(2**62))
    pay_max = serializers.IntegerField(required=False, allow_null=True, max_value=2**62, min_value=-(2**62))
    pay_currency = serializers.ChoiceField(CURRENCIES, required=False, allow_blank=True)
    pay_period = serializers.ChoiceField(Period.values, required=False, allow_blank=True)
    no_pay = serializers.ChoiceField(NoPay.values, required=False, allow_blank=True)
    places = serializers.IntegerField(required=False, min_value=0, max_value=32000)
    closes_on = serializers.DateField(required=False, allow_null=True)
    contact = LineField(max_length=120, required=False, allow_blank=True)
    questions = ScreeningQuestionSerializer(many=True, required=False)
    answer_days = serializers.IntegerField(required=False, min_value=0, max_value=32000)
    is_blind = serializers.BooleanField(required=False)


class OpeningDraftSerializer(EditionSerializer):
    """Some of it, to be saved. `version`: of the text that was read."""

    version = serializers.IntegerField(min_value=1)


class SaidSerializer(EditionSerializer):
    """All of it, as it stands, with its version."""

    version = serializers.IntegerField()


class PostingLineSerializer(serializers.Serializer[Any]):
    """One opening in the company's list."""

    key = serializers.UUIDField()
    title = serializers.CharField()
    state = serializers.CharField()
    state_label = serializers.CharField()
    created_on = serializers.DateField()
    published_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)
    answer_by = serializers.DateField(allow_null=True)


class RemarkSerializer(serializers.Serializer[Any]):
    """What the park says of one thing."""

    about = serializers.CharField()
    text = serializers.CharField()


class PostingSerializer(PostingLineSerializer):
    """`shown`: what is on the board; `draft`: what is being written or read; `offered`: what may be done now, each an
    address below this one."""

    comments = RemarkSerializer(many=True)
    offered = serializers.ListField(child=serializers.CharField())
    shown = SaidSerializer(allow_null=True)
    draft = SaidSerializer(allow_null=True)


class PostingListSerializer(serializers.Serializer[Any]):
    """Openings of the company, newest first. `count`: of all pages together."""

    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = PostingLineSerializer(many=True)
