"""Companies of the park, and who acts for them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until


class State(models.TextChoices):
    PENDING = "pending", _("Waiting for verification")
    VERIFIED = "verified", _("Verified")
    SUSPENDED = "suspended", _("Suspended")


class CompanyQuerySet(models.QuerySet["Company"]):
    def verified(self) -> "CompanyQuerySet":
        """Companies whose members may search and be chosen."""
        return self.filter(state=State.VERIFIED)


class Company(models.Model):
    """A company of the park. `number` rises with each verification, so that "later than" is one comparison."""

    slug = models.SlugField(_("Address"), max_length=40, unique=True)
    name_fa = models.CharField(_("Name in Persian"), max_length=120)
    name_en = models.CharField(_("Name in English"), max_length=120)
    domain = models.CharField(_("Domain"), max_length=120, unique=True)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.PENDING)
    number = models.PositiveIntegerField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CompanyQuerySet.as_manager()

    inventory: ClassVar[Inventory] = dict.fromkeys(
        ["slug", "name_fa", "name_en", "domain", "state", "number", "created_at"], PLAIN
    )

    class Meta:
        ordering = ["name_en", "id"]
        verbose_name = _("Company")
        verbose_name_plural = _("Companies")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_fa if get_language() == "fa" else self.name_en


class MemberRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    RECRUITER = "recruiter", _("Recruiter")
    READER = "reader", _("Reader")


RECENT_DAYS = 365


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        """Memberships that have not ended, of companies that are verified now: read at every request."""
        return self.filter(ended_at=None, company__state=State.VERIFIED).select_related("company")

    def of(self, user: User) -> "MembershipQuerySet":
        """The memberships bound to the user's address, which sign-in has confirmed."""
        return self.filter(email=user.email)


class Membership(models.Model):
    """That whoever holds an address acts for a company. Bound by address: no account need exist yet."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="memberships")
    email = models.EmailField(_("E-mail"), max_length=254)
    role = models.CharField(_("Role"), max_length=10, choices=MemberRole)
    added_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "company": Kept(Purpose.ACT_FOR_COMPANY, Readers.STAFF, Until.TWELVE_MONTHS),
        "email": Kept(Purpose.ACT_FOR_COMPANY, Readers.STAFF, Until.TWELVE_MONTHS),
        "role": Kept(Purpose.ACT_FOR_COMPANY, Readers.STAFF, Until.TWELVE_MONTHS),
        "added_at": PLAIN,
        "ended_at": PLAIN,
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
