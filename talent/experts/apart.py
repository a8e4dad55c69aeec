"""What goes on being withheld from somebody of a company when nothing can be asked about its expert any more."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import QuerySet

from talent.accounts.models import User
from talent.companies.models import Company, Membership
from talent.experts.models import KeptApart, Profile
from talent.experts.presence import hiding_apart
from talent.timeline.kinds import withheld

between: list[Callable[[Profile], Iterable[tuple[UUID, int]]]] = []
"""What lies between a profile and companies: the key of each thing and of its company. Filled in AppConfig.ready()."""


def keep_apart(profile: Profile) -> None:
    """Keeps what is withheld from members of companies withheld. Call it before a profile goes."""
    told = [pair for pairs in between for pair in pairs(profile)]
    apart = {company: _apart(profile, company) for company in {company for _ref, company in told}}
    KeptApart.objects.bulk_create(
        (KeptApart(ref=ref, person=person) for ref, company in told for person in apart[company]),
        ignore_conflicts=True,
    )


def keep_company(company: Company) -> None:
    """The same of all that lies between a company and experts, before its family changes."""
    KeptApart.objects.bulk_create(
        (
            KeptApart(ref=row["key"], person=member.pk)
            for member in User.objects.filter(pk__in=_members(company.pk)).order_by("pk")
            for keys in withheld
            for row in keys(member, company.pk)
        ),
        ignore_conflicts=True,
    )


def forget_apart(ref: UUID) -> None:
    """Removes what was kept because of something that goes now."""
    KeptApart.objects.filter(ref=ref).delete()


def forget_reader(user: User) -> None:
    """Removes what was kept from a person who goes."""
    KeptApart.objects.filter(person=user.pk).delete()


def apart(user: int) -> QuerySet[KeptApart, UUID]:
    """The keys of what goes on being withheld from that person."""
    return KeptApart.objects.filter(person=user).order_by().values_list("ref", flat=True)


def _apart(profile: Profile, company: int) -> list[int]:
    return [one for one in _members(company) if hiding_apart(company, one).filter(pk=profile.pk).exists()]


def _members(company: int) -> QuerySet[User, int]:
    emails = Membership.objects.current().filter(company=company).order_by().values("email")
    return User.objects.filter(email__in=emails).order_by("pk").values_list("pk", flat=True)
