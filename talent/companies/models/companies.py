"""Companies of the park, and who acts for them."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.companies.states import Remark, State, Verb
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

STATES = {
    State.DRAFT: _("Draft"),
    State.SUBMITTED: _("Waiting for verification"),
    State.RETURNED: _("Returned with comments"),
    State.VERIFIED: _("Verified"),
    State.SUSPENDED: _("Suspended"),
}
REMARKS = {
    Remark.NAME: _("Name"),
    Remark.NATIONAL_ID: _("National ID"),
    Remark.CONTRACT: _("Contract with the park"),
    Remark.DOMAIN: _("Domain"),
    Remark.MAKES: _("What it makes"),
    Remark.OTHER: _("Something else"),
}


class CompanyQuerySet(models.QuerySet["Company"]):
    def verified(self) -> "CompanyQuerySet":
        """Companies whose members may search and be chosen."""
        return self.filter(state=State.VERIFIED)

    def known_to_park(self) -> "CompanyQuerySet":
        """All but drafts: these are nobody's but their members'."""
        return self.exclude(state=State.DRAFT)

    def waiting(self) -> "CompanyQuerySet":
        """Those that wait for the park, the ones whose promised day comes first at the top."""
        return self.filter(state=State.SUBMITTED).order_by(
            models.F("answer_by").asc(nulls_last=True), "created_at", "pk"
        )

    def overdue(self, today: date) -> "CompanyQuerySet":
        """Those that the park should have answered before this day."""
        return self.filter(state=State.SUBMITTED, answer_by__lt=today)

    def highest_number(self) -> int:
        """The number of the company that was verified last, 0 where there is none."""
        return self.order_by().aggregate(top=models.Max("number"))["top"] or 0


class Company(models.Model):
    """A company of the park. `number` rises with each verification, so that "later than" is one comparison;
    `told_at` is when experts were told that this number exists. One that has registered itself (`by_itself`) has an
    address of chance until it is verified, and then the one that it wished for; `answer_by` is the day that the park
    has promised while it waits."""

    slug = models.SlugField(_("Address"), max_length=40, unique=True)
    wish = models.SlugField(_("Address it wishes for"), max_length=40, blank=True, db_index=False)
    name_fa = models.CharField(_("Name in Persian"), max_length=120)
    name_en = models.CharField(_("Name in English"), max_length=120)
    domain = models.CharField(_("Domain"), max_length=120, db_index=True)
    national_id = models.CharField(_("National ID"), max_length=11, null=True)
    contract_number = models.CharField(_("Contract with the park"), max_length=40, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="daughters")
    park_fa = models.CharField(_("Park in Persian"), max_length=120, blank=True)
    park_en = models.CharField(_("Park in English"), max_length=120, blank=True)
    site_fa = models.CharField(_("Site in Persian"), max_length=120, blank=True)
    site_en = models.CharField(_("Site in English"), max_length=120, blank=True)
    makes_fa = models.CharField(_("What it makes, in Persian"), max_length=300, blank=True)
    makes_en = models.CharField(_("What it makes, in English"), max_length=300, blank=True)
    state = models.CharField(
        _("State"),
        max_length=10,
        choices=[(state.value, STATES[state]) for state in State],
        default=State.SUBMITTED.value,
    )
    by_itself = models.BooleanField(default=False, editable=False)
    answer_by = models.DateField(_("Promised for"), null=True, editable=False)
    verified_on = models.DateField(null=True, editable=False)
    number = models.PositiveIntegerField(null=True, unique=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    beside: "tuple[Company, ...]"
    """The other companies of the reader. Stands only on companies that come by `talent.companies.permissions`."""

    objects = CompanyQuerySet.as_manager()

    inventory: ClassVar[Inventory] = dict.fromkeys(
        [
            *("slug", "wish", "name_fa", "name_en", "domain", "national_id", "contract_number", "parent"),
            *("park_fa", "park_en", "site_fa", "site_en", "makes_fa", "makes_en"),
            *("state", "number", "told_at", "created_at", "by_itself", "answer_by", "verified_on"),
        ],
        PLAIN,
    )

    class Meta:
        ordering = ["name_en", "id"]
        verbose_name = _("Company")
        verbose_name_plural = _("Companies")
        constraints = [
            # an unverified company holds no national ID: whoever registers learns of no other by it
            models.UniqueConstraint(
                fields=["national_id"],
                condition=models.Q(number__isnull=False),
                name="company_national_id_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.VERIFIED.value) | models.Q(number__isnull=False),
                name="company_verified_has_number",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.SUBMITTED.value) | models.Q(answer_by=None),
                name="company_promise_while_waiting",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in State]), name="company_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_fa if get_language() == "fa" else self.name_en

    @property
    def is_verified(self) -> bool:
        """Whether its members may see people."""
        return self.state == State.VERIFIED

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


class CompanyStep(models.Model):
    """The log: one row for each step of a company, by whom (as the audit trail names people) and on which day."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10, choices=[(verb.value, verb.value) for verb in Verb])
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    actor = models.UUIDField()
    day = models.DateField()

    inventory: ClassVar[Inventory] = {
        "company": PLAIN,
        "verb": PLAIN,
        "state": PLAIN,
        "actor": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.STAFF, Until.PERSON_FORGOTTEN),
        "day": PLAIN,
    }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.verb}"


class Comment(models.Model):
    """What the park has to say about one thing when it returns a registration: its members read it."""

    step = models.ForeignKey(CompanyStep, models.CASCADE, related_name="comments")
    about = models.CharField(max_length=12, choices=[(one.value, REMARKS[one]) for one in Remark])
    text = models.TextField(max_length=500)

    inventory: ClassVar[Inventory] = dict.fromkeys(["step", "about", "text"], PLAIN)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["step", "about"], name="comment_once_about")]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.about}"
