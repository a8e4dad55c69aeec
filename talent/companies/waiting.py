"""What waits in people's in-trays because of companies: a registration that came back, and an invitation."""

import hmac
from datetime import datetime
from uuid import UUID

from django.conf import settings

from talent.accounts.models import User
from talent.companies.models import Company, Membership
from talent.timeline.actions import open_item
from talent.timeline.models import Owner

INVITED, RETURNED = "invitation", "registration_returned"


def ref_of(company: int) -> UUID:
    """By what items name a company's registration. Companies have no random key, so it is made from theirs and a key
    of ours: nobody finds out by it how many there are."""
    made = hmac.digest(bytes.fromhex(settings.RELATION_KEY), f"registration:{company}".encode(), "sha256")
    return UUID(bytes=made[:16], version=4)


def wait_for_owners(company: Company, now: datetime) -> None:
    """The registration waits for each of its owners, inside the verb that gave it back."""
    owners = Membership.objects.owners().filter(company=company).order_by().values("email")
    for owner in User.objects.filter(email__in=owners).order_by("pk").values_list("pk", flat=True):
        open_item(
            owner_kind=Owner.PERSON,
            owner=owner,
            kind=RETURNED,
            ref=ref_of(company.pk),
            since=now,
            due=None,
        )
