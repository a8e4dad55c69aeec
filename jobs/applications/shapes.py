"""What applications are for programs: what is sent, and what is answered."""

from typing import Any

from rest_framework import serializers

from jobs.applications.models import ANSWER_LETTERS, COMMENT_LETTERS, GIVEN, LETTER_LETTERS, OFFER_LETTERS
from talent.accounts.shapes import TextField
from talent.experts.groups import RANGES


class DraftSavingSerializer(serializers.Serializer[Any]):
    """What is to be kept. `version`: of the draft that was read, 0 for none. `answers`: by the id of their question.
    `groups`: what the company is to see as well."""

    version = serializers.IntegerField(min_value=0)
    letter = TextField(max_length=LETTER_LETTERS, allow_blank=True, default="")
    answers = serializers.DictField(
        child=TextField(max_length=ANSWER_LETTERS, allow_blank=True), default=dict
    )
    groups = serializers.ListField(
        child=serializers.ChoiceField(list(RANGES)), max_length=len(RANGES), default=list
    )


class ApplicationCvSerializer(serializers.Serializer[Any]):
    """A PDF or DOCX up to 5 MB (multipart)."""

    cv = serializers.FileField(allow_empty_file=True)


class SeenVersionSerializer(serializers.Serializer[Any]):
    """`version`: of what was read; where it has moved on since, nothing happens."""

    version = serializers.IntegerField(min_value=0)


class OfferingSerializer(SeenVersionSerializer):
    """`text`: what is offered, for the applicant to read."""

    text = TextField(max_length=OFFER_LETTERS, allow_blank=True, default="")


class RefusingSerializer(SeenVersionSerializer):
    reason = serializers.ChoiceField(GIVEN)
    shares_reason = serializers.BooleanField(default=False)


class CommentingSerializer(serializers.Serializer[Any]):
    text = TextField(max_length=COMMENT_LETTERS)


class GivenAnswerSerializer(serializers.Serializer[Any]):
    question = serializers.CharField()
    text = serializers.CharField(allow_blank=True)


class ContentSerializer(serializers.Serializer[Any]):
    """`cv`: kind and size, empty where there is none."""

    letter = serializers.CharField(allow_blank=True)
    answers = GivenAnswerSerializer(many=True)
    cv = serializers.CharField(allow_blank=True)


class PlaceSerializer(serializers.Serializer[Any]):
    """A line of work or education."""

    title = serializers.CharField()
    place = serializers.CharField(allow_blank=True)
    when = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)


class RevealedSerializer(serializers.Serializer[Any]):
    """What the company sees of the applicant's profile."""

    headline = serializers.CharField(allow_blank=True)
    summary = serializers.CharField(allow_blank=True)
    skills = serializers.ListField(child=serializers.CharField())
    names = serializers.ListField(child=serializers.CharField())
    contact = serializers.ListField(child=serializers.CharField())
    links = serializers.ListField(child=serializers.CharField())
    experience = PlaceSerializer(many=True)
    education = PlaceSerializer(many=True)


class ApplicationDraftSerializer(serializers.Serializer[Any]):
    """A draft, or none yet (`version` 0). `warnings`: what in it points to its writer, where the company reviews
    without names."""

    version = serializers.IntegerField()
    letter = serializers.CharField(allow_blank=True)
    answers = serializers.DictField(child=serializers.CharField(allow_blank=True))
    groups = serializers.ListField(child=serializers.CharField())
    cv = serializers.CharField(allow_blank=True)
    questions = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    offered_groups = serializers.ListField(child=serializers.CharField())
    is_blind = serializers.BooleanField()
    is_over = serializers.BooleanField()
    answer_days = serializers.IntegerField()
    warnings = serializers.ListField(child=serializers.CharField())


class ApplicationLineSerializer(serializers.Serializer[Any]):
    """`state` as slug, with its label. `turn`: who has to act, "you", "company" or nobody."""

    key = serializers.UUIDField()
    opening = serializers.UUIDField()
    title = serializers.CharField(allow_blank=True)
    company = serializers.CharField()
    state = serializers.CharField(source="state_slug")
    state_label = serializers.CharField(source="state")
    turn = serializers.CharField(allow_blank=True)
    since = serializers.DateField()
    answer_by = serializers.DateField(allow_null=True)
    is_late = serializers.BooleanField()


class LoggedSerializer(serializers.Serializer[Any]):
    """A step: what was done, by which side, on which day (null where that is not told)."""

    verb = serializers.CharField()
    by = serializers.CharField()
    on = serializers.DateField(allow_null=True)


class ApplicationSerializer(ApplicationLineSerializer):
    """`offered`: what may be done now, each an address below this one. `reason`: of a no, where it is shared. `offer`:
    what the company offers, in its words."""

    version = serializers.IntegerField()
    sent = ContentSerializer()
    offer = serializers.CharField(allow_blank=True)
    groups = serializers.ListField(child=serializers.CharField())
    steps = LoggedSerializer(many=True)
    offered = serializers.ListField(child=serializers.CharField())
    reason = serializers.CharField(allow_blank=True)
    conversation = serializers.UUIDField(allow_null=True)


class CompanyApplicationLineSerializer(serializers.Serializer[Any]):
    """`name`: how the company knows the applicant; a number while it reviews without names."""

    key = serializers.UUIDField()
    name = serializers.CharField()
    state = serializers.CharField(source="state_slug")
    state_label = serializers.CharField(source="state")
    sent_on = serializers.DateField(allow_null=True)
    answer_by = serializers.DateField(allow_null=True)
    is_late = serializers.BooleanField()
    version = serializers.IntegerField()
    offered = serializers.ListField(child=serializers.CharField())


class CompanyNoteSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    written_on = serializers.DateField()


class CompanyApplicationSerializer(CompanyApplicationLineSerializer):
    """`sent` and `profile` are null where this member may not read them, and where the application is over."""

    sent = ContentSerializer(allow_null=True)
    profile = RevealedSerializer(source="expert", allow_null=True)
    offer = serializers.CharField(allow_blank=True)
    comments = CompanyNoteSerializer(many=True)
    steps = LoggedSerializer(many=True)
    reason = serializers.CharField(allow_blank=True)
    conversation = serializers.UUIDField(allow_null=True)


class PageSerializer(serializers.Serializer[Any]):
    """`count`: of all pages together. `next` and `previous`: the pages around this one."""

    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class ApplicationListSerializer(PageSerializer):
    """One's applications and drafts, the liveliest first."""

    results = ApplicationLineSerializer(many=True)


class CompanyApplicationListSerializer(PageSerializer):
    """Applications to an opening, by state."""

    results = CompanyApplicationLineSerializer(many=True)
