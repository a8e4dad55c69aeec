"""What registering, inviting and members are for programs: what is sent, and what is answered."""

from typing import Any

from rest_framework import serializers

from talent.accounts.models import Language
from talent.accounts.shapes import LineField
from talent.companies.forms import NationalIdField, is_domain
from talent.companies.models import MemberRole

Field = serializers.CharField


class NationalId(serializers.CharField):
    """A company's national ID in any digits; null where it is not said."""

    def to_internal_value(self, data: Any) -> Any:
        from django.core.exceptions import ValidationError

        try:
            return NationalIdField(required=False).clean(super().to_internal_value(data))
        except ValidationError as wrong:
            raise serializers.ValidationError(wrong.messages) from None


class RegisterSerializer(serializers.Serializer[Any]):
    name_fa = LineField(max_length=120)
    name_en = LineField(max_length=120)


class DraftSerializer(serializers.Serializer[Any]):
    """Any part of a registration; what is not sent stays as it is."""

    name_fa = LineField(max_length=120, required=False)
    name_en = LineField(max_length=120, required=False)
    wish = serializers.SlugField(max_length=40, required=False, allow_blank=True)
    national_id = NationalId(max_length=20, required=False, allow_blank=True)
    contract_number = LineField(max_length=40, required=False, allow_blank=True)
    domain = Field(max_length=120, required=False, allow_blank=True, validators=[is_domain])
    makes_fa = LineField(max_length=300, required=False, allow_blank=True)
    makes_en = LineField(max_length=300, required=False, allow_blank=True)
    park_fa = LineField(max_length=120, required=False, allow_blank=True)
    park_en = LineField(max_length=120, required=False, allow_blank=True)
    site_fa = LineField(max_length=120, required=False, allow_blank=True)
    site_en = LineField(max_length=120, required=False, allow_blank=True)


class CommentSerializer(serializers.Serializer[Any]):
    """What the park has said: about what (a slug, and its label)."""

    about = Field()
    about_label = Field()
    text = Field()


class RegistrationSerializer(serializers.Serializer[Any]):
    """`answer_by`: the day that the park has promised while it waits; `offered`: what this member may do now, each
    an address below this one; `missing`: fields that have to be said before it is sent."""

    slug = Field()
    state = Field()
    state_label = Field()
    answer_by = serializers.DateField(allow_null=True)
    overdue = serializers.BooleanField()
    missing = serializers.ListField(child=Field())
    comments = CommentSerializer(many=True)
    offered = serializers.ListField(child=Field())
    written = DraftSerializer()


class CompanyLineSerializer(serializers.Serializer[Any]):
    """One company that somebody acts for."""

    slug = Field()
    name = Field()
    state = Field()
    state_label = Field()
    role = Field()
    role_label = Field()


class InvitedSerializer(serializers.Serializer[Any]):
    """One invitation as whoever holds the address reads it. `verified`: whether the park has checked the company."""

    key = serializers.UUIDField()
    company = Field()
    verified = serializers.BooleanField()
    role = Field()
    role_label = Field()
    state = Field()
    state_label = Field()
    ends_on = serializers.DateField()


class MyCompaniesSerializer(serializers.Serializer[Any]):
    """`suspended`: names of companies that the park has suspended; nothing of them opens."""

    suspended = serializers.ListField(child=Field())
    companies = CompanyLineSerializer(many=True)
    invitations = InvitedSerializer(many=True)


class MemberSerializer(serializers.Serializer[Any]):
    email = Field()
    role = Field()
    role_label = Field()
    since = serializers.DateField()


class SentInvitationSerializer(serializers.Serializer[Any]):
    """One invitation as the company's owners read it: the same whoever has the address."""

    key = serializers.UUIDField()
    email = Field()
    role = Field()
    role_label = Field()
    state = Field()
    state_label = Field()
    invited_on = serializers.DateField()
    ends_on = serializers.DateField()
    offered = serializers.ListField(child=Field())


class MembersSerializer(serializers.Serializer[Any]):
    """An owner gets everybody and the invitations; others get themselves."""

    members = MemberSerializer(many=True)
    invitations = SentInvitationSerializer(many=True)


class InviteSerializer(serializers.Serializer[Any]):
    """`language`: of the mail."""

    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(MemberRole.values)
    language = serializers.ChoiceField(Language.values, default=Language.FA)


class RoleSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(MemberRole.values)


class EndSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
