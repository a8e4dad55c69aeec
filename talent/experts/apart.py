"""Who of a company gets nothing of an expert who hides from that person alone, and goes on getting nothing."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import QuerySet

from talent.accounts.models import User
from talent.companies.models import Membership
from talent.experts.models import KeptApart, Profile
from talent.experts.presence import hiding_apart

between: list[Callable[[Profile], Iterable[tuple[UUID, int]]]] = []
"""What lies between a profile and companies: a reference and its company's key. Filled in AppConfig.ready()."""


def keep_apart(profile: Profile) -> None:
    """Keeps what is withheld now withheld. Call it inside the verb, before the profile hides from more, or goes."""
    told = [pair for pairs in between for pair in pairs(profile)]
    apart = {company: _apart(profile, company) for company in {company for _ref, company in told}}
    KeptApart.objects.bulk_create(
        (KeptApart(ref=ref, person=person) for ref, company in told for person in apart[company]),
        ignore_conflicts=True,
    )


def forget_apart(ref: UUID) -> None:
    """Removes what was kept because of something that goes now."""
    KeptApart.objects.filter(ref=ref).delete()


def apart(user: int) -> QuerySet[KeptApart, UUID]:
    """The references of what goes on being withheld from that person."""
    return KeptApart.objects.filter(person=user).order_by().values_list("ref", flat=True)


def _apart(profile: Profile, company: int) -> list[User]:
    emails = Membership.objects.current().filter(company=company).order_by().values("email")
    members = User.objects.filter(email__in=emails).order_by("pk")
    return [one for one in members if hiding_apart(company, one.pk).filter(pk=profile.pk).exists()]
