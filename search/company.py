"""A company as others see it: what the park has checked, and what the company says of itself; nobody of it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from talent.accounts.models import User
from talent.companies.models import Company
from talent.companies.permissions import belonging
from talent.lib.errors import Absent


def company_for(user: User | AnonymousUser, slug: str) -> Company:
    """The company at that address, with `beside` for its own members, who see it also before it is verified.

    Raises Absent for everybody else where it is not verified: a draft, a suspended one and a missing one answer alike
    and cost the same.
    """
    try:
        return belonging(user, slug).company
    except Absent:
        found = Company.objects.verified().filter(slug=slug).first()
    if found is None:
        raise Absent()
    return found


def shown_company(company: Company) -> dict[str, Any]:
    """In the reader's language; what is said in the other one alone is shown in that."""
    return {
        "slug": company.slug,
        "name": company.name,
        "makes": _spoken(company, "makes"),
        "park": _spoken(company, "park"),
        "site": _spoken(company, "site"),
        "domain": company.domain,
        "verified": company.is_verified,
        "verified_on": company.verified_on if company.is_verified else None,
    }


def _spoken(company: Company, name: str) -> str:
    languages = ("fa", "en") if get_language() == "fa" else ("en", "fa")
    said = (str(getattr(company, f"{name}_{language}")) for language in languages)
    return next((text for text in said if text), "")
