"""Companies of the park, and who acts for them."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import DOMAIN, User
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until


class State(models.TextChoices):
    PENDING = "pending", _("Waiting for verification")
    VERIFIED = "verified", _("Verified")
    SUSPENDED = "suspended", _("Suspended")


class CompanyQuerySet(models.QuerySet["Company"]):
    def verified(self) -> "CompanyQuerySet":
        """Companies whose members may search and be chosen."""
        return self.filter(state=State.VERIFIED)

    def highest_number(self) -> int:
        """The number of the company that was verified last, 0 where there is none."""
        return self.order_by().aggregate(top=models.Max("number"))["top"] or 0


class Company(models.Model):
    """A company of the park. `number` rises with each verification, so that "later than" is one comparison;
    `told_at` is when experts were told that this number exists."""

    slug = models.SlugField(_("Address"), max_length=40, unique=True)
    name_fa = models.CharField(_("Name in Persian"), max_length=120)
    name_en = models.CharField(_("Name in English"), max_length=120)
    domain = models.CharField(_("Domain"), max_length=120, db_index=True)
    national_id = models.CharField(_("National ID"), max_length=11, unique=True, null=True)
    contract_number = models.CharField(_("Contract with the park"), max_length=40, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="daughters")
    park_fa = models.CharField(_("Park in Persian"), max_length=120, blank=True)
    park_en = models.CharField(_("Park in English"), max_length=120, blank=True)
    site_fa = models.CharField(_("Site in Persian"), max_length=120, blank=True)
    site_en = models.CharField(_("Site in English"), max_length=120, blank=True)
    makes_fa = models.CharField(_("What it makes, in Persian"), max_length=300, blank=True)
    makes_en = models.CharField(_("What it makes, in English"), max_length=300, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.PENDING)
    number = models.PositiveIntegerField(null=True, unique=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CompanyQuerySet.as_manager()

    inventory: ClassVar[Inventory] = dict.fromkeys(
        [
            *("slug", "name_fa", "name_en", "domain", "national_id", "contract_number", "parent"),
            *("park_fa", "park_en", "site_fa", "site_en", "makes_fa", "makes_en"),
            *("state", "number", "told_at", "created_at"),
        ],
        PLAIN,
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

    @property
    def approvals_needed(self) -> int:
        """How many moderators have yet to approve before it is verified."""
        return max(settings.APPROVALS_TO_VERIFY - self.approvals.count(), 0)


class Approval(models.Model):
    """That a moderator has checked a company that waits for verification. Gone once it is verified."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="approvals")
    moderator = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    inventory: ClassVar[Inventory] = {
        "company": PLAIN,
        "moderator": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.STAFF, Until.ACCOUNT_ENDS),
        "at": PLAIN,
    }

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "moderator"], name="approval_once_per_moderator")
        ]

    def __str__(self) -> str:
        return f"{self.moderator_id} approves {self.company_id}"


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
        "company": Kept(Purpose.ACT_FOR_COMPANY, Readers.STAFF, Until.TWELVE_MONTHS),
        "email": Kept(Purpose.ACT_FOR_COMPANY, Readers.STAFF, Until.TWELVE_MONTHS),
        "role": Kept(Purpose.ACT_FOR_COMPANY, Readers.STAFF, Until.TWELVE_MONTHS),
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
