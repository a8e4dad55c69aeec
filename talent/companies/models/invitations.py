"""Invitations to act for a company, and addresses that want none."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.companies.invitation_states import OPEN, State
from talent.companies.models.companies import Company
from talent.companies.models.members import MemberRole
from talent.companies.states import LIVING
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

DAYS = 14
"""How long an invitation waits for its address."""
KEPT_DAYS = 30
"""How long one that is over stays in the company's list."""
INVITED = Kept(Purpose.ACT_FOR_COMPANY, Readers.COLLEAGUES, Until.INVITATION_OVER)
INVITATION_STATES = {
    State.WAITING: _("Waits for an answer"),
    State.PARK: _("Accepted, waits for the park"),
    State.JOINED: _("Member"),
    State.DECLINED: _("Declined"),
    State.WITHDRAWN: _("Withdrawn"),
    State.EXPIRED: _("Ended without an answer"),
    State.REFUSED: _("Not approved by the park"),
}


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> "InvitationQuerySet":
        """Those that still wait for somebody at this moment, whatever a clock has written yet."""
        return self.filter(models.Q(state=State.PARK) | models.Q(state=State.WAITING, expires_at__gt=now))

    def overdue(self, now: datetime) -> "InvitationQuerySet":
        """Those whose day is over, and which still say that they wait."""
        return self.filter(state=State.WAITING, expires_at__lte=now)

    def unsent(self, now: datetime) -> "InvitationQuerySet":
        """Those about which no mail was decided yet."""
        return self.filter(state=State.WAITING, expires_at__gt=now, sent_at=None)

    def for_park(self) -> "InvitationQuerySet":
        """Those of members whose address the park has to approve."""
        known = [state.value for state in LIVING if state != "draft"]
        return self.filter(state=State.PARK, company__state__in=known)

    def to(self, user: User, now: datetime) -> "InvitationQuerySet":
        """What waits for the person who holds this address now, of companies that are not suspended."""
        living = self.open(now).filter(address=user.email, company__state__in=LIVING)
        return living.select_related("company").order_by("created_at", "pk")

    def about(self, user: User) -> "InvitationQuerySet":
        """All that name the person, as invited or as inviting."""
        return self.filter(models.Q(address=user.email) | models.Q(invited_by=user))


class Invitation(models.Model):
    """`address` is what the company has typed: the row is written without asking whether anybody has it. A task
    decides about the mail (`sent_at`: when it has), so that the time of inviting says nothing either."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="invitations")
    address = models.EmailField(_("E-mail"), max_length=254)
    role = models.CharField(_("Role"), max_length=10, choices=MemberRole)
    language = models.CharField(max_length=2)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    invited_on = models.DateField(_("Invited on"))
    state = models.CharField(
        _("State"), max_length=10, choices=[(one.value, INVITATION_STATES[one]) for one in State]
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "key": PLAIN,
        "company": INVITED,
        "address": INVITED,
        "role": INVITED,
        "language": PLAIN,
        "invited_by": Kept(Purpose.ACT_FOR_COMPANY, Readers.NOBODY, Until.INVITATION_OVER),
        "invited_on": INVITED,
        "state": INVITED,
        "created_at": PLAIN,
        "expires_at": PLAIN,
        "sent_at": PLAIN,
        "ended_at": PLAIN,
    }

    class Meta:
        ordering = ["-created_at", "id"]
        verbose_name = _("Invitation")
        verbose_name_plural = _("Invitations")
        indexes = [models.Index(fields=["address"], name="invitation_address")]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "address"],
                condition=models.Q(state__in=[one.value for one in OPEN]),
                name="invited_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.company_id} invites as {self.role}"

    def state_at(self, now: datetime) -> State:
        """Its state at this moment: what is over is over, whether or not a clock has written it."""
        state = State(self.state)
        return State.EXPIRED if state == State.WAITING and self.expires_at <= now else state


class NeverInvited(models.Model):
    """An address that wants no invitation, as a keyed digest alone: it cannot be read back."""

    digest = models.CharField(max_length=32, unique=True)

    inventory: ClassVar[Inventory] = {
        "digest": Kept(Purpose.STAY_HIDDEN, Readers.NOBODY, Until.ALLOWED_AGAIN),
    }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "an address that wants no invitation"
