"""Who acts for a company, and who has accepted its code."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import DOMAIN, User
from talent.companies.models.companies import Company, CompanyQuerySet
from talent.companies.states import LIVING, State
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until


class MemberRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    RECRUITER = "recruiter", _("Recruiter")
    READER = "reader", _("Reader")


RECENT_DAYS = 365
WAIT_DAYS = 7
"""How long a company that is verified later waits, after owners were told, before old choices reach it."""


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        """Memberships that have not ended, of companies that are verified now: read at every request."""
        return self.filter(ended_at=None, company__state=State.VERIFIED).select_related("company")

    def living(self) -> "MembershipQuerySet":
        """The same, also of companies that are not verified yet: for what members do among themselves."""
        return self.filter(ended_at=None, company__state__in=LIVING).select_related("company")

    def owners(self) -> "MembershipQuerySet":
        """Those of owners that have not ended."""
        return self.filter(ended_at=None, role=MemberRole.OWNER)

    def of(self, user: User) -> "MembershipQuerySet":
        """The memberships bound to the user's address, which sign-in has confirmed."""
        return self.filter(email=user.email)

    def about(self, user: User) -> "MembershipQuerySet":
        """All rows that say something about the person: of the address held now, and of those held before. Who
        gets an address that somebody left does not get that person's rows."""
        return self.filter(models.Q(person=user) | models.Q(person=None, email=user.email))

    def reading(self, version: int) -> "MembershipQuerySet":
        """Each with `code_accepted`, whether that member accepted this version of the company code, and
        `highest_number`, of all companies."""
        accepted = CodeAcceptance.objects.filter(membership=models.OuterRef("pk"), version=version)
        highest = Company.objects.exclude(number=None).order_by("-number").values("number")[:1]
        read = {"code_accepted": models.Exists(accepted), "highest_number": models.Subquery(highest)}
        return self.annotate(**read)


class Membership(models.Model):
    """That whoever holds an address acts for a company. Bound by address: no account need exist yet.
    `person` is who held the address when it was left behind, so that hide lists still know them."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="memberships")
    email = models.EmailField(_("E-mail"), max_length=254)
    role = models.CharField(_("Role"), max_length=10, choices=MemberRole)
    added_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    person = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    domain = models.GeneratedField(
        expression=DOMAIN, output_field=models.CharField(max_length=254), db_persist=True
    )

    code_accepted: bool
    highest_number: int
    """These two stand only on rows of `reading`."""

    objects = MembershipQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "company": Kept(Purpose.ACT_FOR_COMPANY, Readers.COLLEAGUES, Until.TWELVE_MONTHS),
        "email": Kept(Purpose.ACT_FOR_COMPANY, Readers.COLLEAGUES, Until.TWELVE_MONTHS),
        "role": Kept(Purpose.ACT_FOR_COMPANY, Readers.COLLEAGUES, Until.TWELVE_MONTHS),
        "added_at": PLAIN,
        "ended_at": PLAIN,
        "person": Kept(Purpose.STAY_HIDDEN, Readers.NOBODY, Until.TWELVE_MONTHS),
        "domain": Kept(Purpose.ACT_FOR_COMPANY, Readers.NOBODY, Until.TWELVE_MONTHS),
    }

    class Meta:
        ordering = ["company_id", "email"]
        verbose_name = _("Member")
        verbose_name_plural = _("Members")
        indexes = [models.Index(fields=["email"], name="membership_email")]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "email"],
                condition=models.Q(ended_at=None),
                name="membership_once",
                violation_error_message=_("This address is a member already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.company_id}"

    @property
    def waiting(self) -> tuple[int, int] | None:
        """The company's number and the highest one while it is new to owners, None afterwards."""
        company = self.company
        if company.told_at and company.told_at <= timezone.now() - timedelta(days=WAIT_DAYS):
            return None
        return company.number or 0, self.highest_number


def ownerless() -> CompanyQuerySet:
    """The companies known to the park, and not suspended, whose last owner has gone within a year."""
    owners = Membership.objects.filter(company=models.OuterRef("pk"), role=MemberRole.OWNER).order_by()
    living = Company.objects.known_to_park().exclude(state=State.SUSPENDED)
    return living.filter(models.Exists(owners), ~models.Exists(owners.filter(ended_at=None)))


_COMPANY = """(
SELECT %s(acted.slug) FROM companies_membership AS held JOIN companies_company AS acted ON acted.id = held.company_id
WHERE held.email = reader.email AND held.ended_at IS NULL AND acted.state = 'verified'
)"""
FIRST_COMPANY, LAST_COMPANY = _COMPANY % "MIN", _COMPANY % "MAX"
"""The addresses, first and last by name, of the companies that the reader acts for: what navigation needs to know."""


class CodeAcceptance(models.Model):
    """That a member has accepted a version of the company code."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="acceptances")
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    inventory: ClassVar[Inventory] = {
        "membership": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.STAFF, Until.TWELVE_MONTHS),
        "version": PLAIN,
        "at": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.STAFF, Until.TWELVE_MONTHS),
    }

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["membership", "version"], name="code_accepted_once")]

    def __str__(self) -> str:
        return f"{self.membership_id} accepts {self.version}"
