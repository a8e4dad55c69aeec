"""What programs send about programmes and get back: the shapes of the schema."""

from typing import Any

from rest_framework import serializers

from talent.programmes.codes import Audience, Every, LineKind, Outcome, Verdict
from talent.programmes.states import Phase, State

VERDICTS = [one.value for one in Verdict]


class BothSerializer(serializers.Serializer[Any]):
    """A text in both languages."""

    fa = serializers.CharField(allow_blank=True)
    en = serializers.CharField(allow_blank=True)


class BothListsSerializer(serializers.Serializer[Any]):
    """Sentences in both languages."""

    fa = serializers.ListField(child=serializers.CharField())
    en = serializers.ListField(child=serializers.CharField())


class ProgrammeSerializer(serializers.Serializer[Any]):
    """A programme with its window; `version` is the number of the one in force."""

    slug = serializers.CharField()
    title = BothSerializer()
    grantor = BothSerializer()
    summary = BothSerializer()
    audience = serializers.ChoiceField([one.value for one in Audience])
    phase = serializers.ChoiceField([one.value for one in Phase])
    opens_on = serializers.DateField(allow_null=True)
    closes_on = serializers.DateField(allow_null=True)
    claims_from = serializers.DateField(allow_null=True)
    quota = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField()


class ProgrammesSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = ProgrammeSerializer(many=True)


class VersionSerializer(serializers.Serializer[Any]):
    """One version that is or was in force."""

    number = serializers.IntegerField()
    state = serializers.ChoiceField([State.PUBLISHED.value, State.SUPERSEDED.value])
    published_at = serializers.DateTimeField()


class VersionsSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = VersionSerializer(many=True)


class DocumentSerializer(VersionSerializer):
    """A version whole: docs/programme.schema.json says what its document holds."""

    document = serializers.DictField()


class AnswerField(serializers.JSONField):
    """Whatever JSON says, its numbers exact: the version that it is for reads it."""

    def to_internal_value(self, data: Any) -> Any:
        return data


class FactsSerializer(serializers.Serializer[Any]):
    """Answers by the id of their question. What is left out is not known, null does not apply; a fact of which the
    programme does not ask is left aside. `version`: one that is or was in force; without it the one in force."""

    facts = serializers.DictField(child=AnswerField(allow_null=True))
    version = serializers.IntegerField(required=False, min_value=1, max_value=2_147_483_647)


class JudgedSerializer(serializers.Serializer[Any]):
    """By which version, on which day."""

    programme = serializers.CharField()
    version = serializers.IntegerField()
    in_force = serializers.BooleanField()
    today = serializers.DateField()


class RuleSerializer(serializers.Serializer[Any]):
    """One rule. `meets_on`: the day from which it would be met, if time alone brings that about."""

    id = serializers.CharField()
    verdict = serializers.ChoiceField(VERDICTS)
    meets_on = serializers.DateField(allow_null=True)
    sentence = BothSerializer()
    changes = BothListsSerializer()


class NextSerializer(serializers.Serializer[Any]):
    """The question that decides soonest (null: none is left that matters), and how many may still come at most."""

    fact = serializers.CharField(allow_null=True)
    question = BothSerializer(allow_null=True)
    open = serializers.IntegerField()


class CheckedSerializer(JudgedSerializer):
    """What `manage.py programme check` prints, and the same in words."""

    eligible = serializers.ChoiceField(VERDICTS)
    rules = serializers.DictField(child=serializers.ChoiceField(VERDICTS))
    meets_on = serializers.DictField(child=serializers.DateField())
    incentives = serializers.DictField(child=serializers.JSONField())
    headline = BothSerializer()
    sentences = RuleSerializer(many=True)
    next = NextSerializer()


class MoneyLineSerializer(serializers.Serializer[Any]):
    """One line of money. `each` and `total` are null where there is no amount: `outcome` says why."""

    id = serializers.CharField()
    title = BothSerializer()
    kind = serializers.ChoiceField([one.value for one in LineKind])
    outcome = serializers.ChoiceField([one.value for one in Outcome])
    currency = serializers.CharField(allow_blank=True)
    each = serializers.CharField(allow_null=True)
    every = serializers.ChoiceField([one.value for one in Every])
    times = serializers.IntegerField()
    total = serializers.CharField(allow_null=True)
    missing = serializers.ListField(child=serializers.CharField())
    steps = BothListsSerializer()
    starts = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    kept_until = serializers.DateField(allow_null=True)
    claim_by = serializers.DateField(allow_null=True)


class MoneyTotalSerializer(serializers.Serializer[Any]):
    """A sum of one currency: of one payment of each rhythm, or (`every` is null) of all payments."""

    currency = serializers.CharField()
    every = serializers.ChoiceField([one.value for one in Every], allow_null=True)
    amount = serializers.CharField()
    complete = serializers.BooleanField()


class CalculatedSerializer(JudgedSerializer):
    incentives = serializers.DictField(child=serializers.JSONField())
    lines = MoneyLineSerializer(many=True)
    totals = MoneyTotalSerializer(many=True)
