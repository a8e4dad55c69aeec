"""My yes: that a company may see groups of my profile which nobody else sees."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from talent.companies.models import Company, State
from talent.experts.audience import Audience
from talent.experts.models.hiding import hidden_from
from talent.experts.models.profiles import Profile
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

GIVEN = Kept(Purpose.SHOW_BY_YES, Readers.COMPANY, Until.ACCOUNT_ENDS)


class GrantQuerySet(models.QuerySet["Grant"]):
    def live(self, audience: Audience, now: datetime) -> "GrantQuerySet":
        """What this company may see by a yes at this moment.

        Read at use: a grant is over when it is withdrawn, when the company is not verified any more (a later
        verification has another number, so it does not come back), and while the person hides from it.
        """
        hiding = Profile.objects.filter(hidden_from(audience)).order_by().values("pk")
        return self.open(now).filter(company=audience.company or 0).exclude(profile__in=hiding)

    def open(self, now: datetime) -> "GrantQuerySet":
        """Grants that are not withdrawn, of companies verified as they were then."""
        held = self.filter(company__state=State.VERIFIED, company__number=F("company_number"))
        return held.filter(Q(until=None) | Q(until__gt=now), since__lte=now)

    def groups(self) -> frozenset[str]:
        """All groups that these grants name (one SQL)."""
        named = self.order_by().values_list("groups", flat=True)
        return frozenset(group for groups in named for group in groups)


class Grant(models.Model):
    """One yes. It names its groups and never widens; `source` says where it was given."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="grants")
    company = models.ForeignKey(Company, models.CASCADE, related_name="+")
    company_number = models.PositiveIntegerField()
    groups = models.JSONField()
    source = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = GrantQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "profile": GIVEN,
        "company": GIVEN,
        "company_number": PLAIN,
        "groups": GIVEN,
        "source": PLAIN,
        "since": GIVEN,
        "until": GIVEN,
    }

    class Meta:
        ordering = ["-since", "id"]

    def __str__(self) -> str:
        return f"{self.profile_id} to {self.company_id}"
