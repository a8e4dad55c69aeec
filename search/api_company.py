"""A company as others see it, for programs."""

from typing import Any

from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from search.company import company_for, shown_company
from talent.accounts.api import Spoken, reads


class CompanySerializer(serializers.Serializer[Any]):
    """In the asked language; what is said in the other one alone is given in that. Nobody of the company is named."""

    slug = serializers.CharField()
    name = serializers.CharField()
    makes = serializers.CharField(allow_blank=True)
    park = serializers.CharField(allow_blank=True)
    site = serializers.CharField(allow_blank=True)
    domain = serializers.CharField(allow_blank=True)
    verified = serializers.BooleanField()
    verified_on = serializers.DateField(allow_null=True)


class CompanyAsOthersSeeIt(Spoken):
    """A verified company; to its own members also before that."""

    permission_classes = [AllowAny]

    @reads("companies", "company", CompanySerializer, refusals=(404, 429))
    def get(self, request: Request, company: str) -> Response:
        """What the park has checked of it, and what it says of itself."""
        return Response(CompanySerializer(shown_company(company_for(request.user, company))).data)
