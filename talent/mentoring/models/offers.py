"""What mentors offer, and the log of its steps."""

import uuid
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.companies.models import WAIT_DAYS, Company
from talent.companies.models import State as CompanyState
from talent.experts.audience import Audience, Kind
from talent.experts.models import ParkChoice, Profile
from talent.experts.models.hiding import hiding_from, hiding_from_anybody
from talent.experts.models.profiles import random_tie
from talent.lib.dates import park_today
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until
from talent.mentoring.relation_states import LIVING
from talent.mentoring.states import CURRENT, State, Verb

STATES = {
    State.DRAFT: _("Draft"),
    State.OPEN: _("Open"),
    State.PAUSED: _("Paused"),
    State.ENDED: _("Ended"),
}


class Listing(models.TextChoices):
    """Who finds an offer, the fewest first: each choice holds the ones before it."""

    NOBODY = "nobody", _("Nobody")
    COMPANIES = "companies", _("Members of verified companies")
    NETWORK = "network", _("Everybody who is signed in")
    PUBLIC = "public", _("Anyone")


class ForWhom(models.TextChoices):
    ABROAD = "abroad", _("Experts abroad")
    RETURNED = "returned", _("People who have returned")
    COMPANIES = "companies", _("Members of companies")


class PlaceKind(models.TextChoices):
    URL = "url", _("Link")
    PHONE = "phone", _("A telephone number")
    PLACE = "place", _("A place")


_AGREED = f"""
SELECT agreed.offer_id FROM mentoring_relation AS agreed
JOIN mentoring_offer AS offer ON offer.id = agreed.offer_id
JOIN experts_profile AS profile ON profile.id = offer.profile_id
JOIN accounts_user AS mentor ON mentor.id = profile.user_id
LEFT JOIN accounts_notice AS known ON known.id = mentor.notice_id
WHERE agreed.guest_id = %s AND agreed.state IN {tuple(map(str, LIVING))} AND mentor.quiet_since IS NULL
AND NOT COALESCE((
  SELECT newest.information_only FROM accounts_notice AS newest
  WHERE newest."group" = known."group" AND newest.published_at IS NOT NULL ORDER BY newest.number DESC LIMIT 1
), FALSE)
"""
WIDTH = {one: width for width, one in enumerate(Listing)}
FOUND = Kept(Purpose.MENTOR, Readers.PUBLIC, Until.OFFER_ENDS)
READ = Kept(Purpose.MENTOR, Readers.NETWORK, Until.OFFER_ENDS)
BOOKED = Kept(Purpose.MENTOR, Readers.BOOKED, Until.OFFER_ENDS)
MINE = Kept(Purpose.MENTOR, Readers.ME, Until.OFFER_ENDS)


class OfferQuerySet(models.QuerySet["Offer"]):
    def current(self) -> "OfferQuerySet":
        """Those that have not ended."""
        return self.filter(state__in=CURRENT)

    def live(self, today: date) -> "OfferQuerySet":
        """Those that are open on that day (of the park), whatever a clock has written yet."""
        resumed = models.Q(state=State.PAUSED, paused_until__lte=today)
        return self.filter(models.Q(state=State.OPEN) | resumed, profile__user__is_active=True)

    def visible_to(self, audience: Audience) -> "OfferQuerySet":
        """The offers that this audience may be shown, decided by the database at this moment."""
        live = self.live(park_today())
        if audience.kind == Kind.PUBLIC:
            is_open = models.Exists(ParkChoice.objects.filter(pk=1, public_directory_open=True))
            return live.filter(is_open, listing=Listing.PUBLIC).exclude(profile__in=hiding_from_anybody())
        return live.filter(_reached(audience)).exclude(_hidden_from(audience))

    def open_to(self, audience: Audience) -> "OfferQuerySet":
        """The same, and those whose mentors have agreed with the reading person to meet several times: their sessions go
        on until one of the two ends it, whatever the listing, and whatever the mentor has come to hide from. What ended
        then would tell the mentor where their guest works, and the guest that they are hidden from."""
        if audience.person is None:
            return self.visible_to(audience)
        found = _reached(audience) & ~_hidden_from(audience)
        return self.live(park_today()).filter(found | _agreed(audience.person))

    def kept_from(self, audience: Audience, listings: Collection[str]) -> "OfferQuerySet":
        """Those that stand in this audience's index by their listing, and must be left out of its search all the
        same."""
        listed = self.filter(state__in=(State.OPEN, State.PAUSED), listing__in=listings)
        return listed.exclude(pk__in=Offer.objects.visible_to(audience).order_by().values("pk"))


class Offer(models.Model):
    """What somebody offers as a mentor. `profile` is whose it is: the hide list of that profile acts here too, and
    nothing else of it. `listing` says who finds it while it is open; `chosen_number` is the highest company number when
    that was chosen. `topics` and `languages` are slugs of the vocabulary; `lengths` minutes of live sessions, `seats`
    how many sit in one; `question_days` the promised days of an answer in writing, None where none is given. `place` is
    read by those alone who have booked. `key` names it everywhere, `version` rises with every save, `tab` names the
    browser tab that saved last, `refused` holds what was typed and not saved, `tie` orders equals."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="offers")
    state = models.CharField(
        max_length=10, choices=[(one.value, STATES[one]) for one in State], default=State.DRAFT
    )
    paused_until = models.DateField(null=True)
    listing = models.CharField(max_length=10, choices=Listing, default=Listing.NOBODY)
    chosen_number = models.PositiveIntegerField(default=0)
    headline_fa = models.CharField(max_length=120, blank=True)
    headline_en = models.CharField(max_length=120, blank=True)
    text_fa = models.TextField(max_length=4000, blank=True)
    text_en = models.TextField(max_length=4000, blank=True)
    topics = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    lengths = models.JSONField(default=list)
    seats = models.PositiveSmallIntegerField(default=1)
    question_days = models.PositiveSmallIntegerField(null=True)
    for_whom = models.JSONField(default=list)
    a_month = models.PositiveSmallIntegerField(default=4)
    notice_hours = models.PositiveSmallIntegerField(default=24)
    horizon_days = models.PositiveSmallIntegerField(default=21)
    before = models.PositiveSmallIntegerField(default=0)
    after = models.PositiveSmallIntegerField(default=10)
    on_request = models.BooleanField(default=False)
    place_kind = models.CharField(max_length=5, choices=PlaceKind, blank=True)
    place = models.CharField(max_length=300, blank=True)
    questions = models.JSONField(default=list)
    version = models.PositiveBigIntegerField(default=1)
    tab = models.CharField(max_length=16, blank=True)
    refused = models.JSONField(default=dict)
    tie = models.BigIntegerField(default=random_tie, unique=True)

    objects = OfferQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        **dict.fromkeys(["key", "chosen_number", "version", "tab", "tie", "refused"], PLAIN),
        **dict.fromkeys(["profile", "state", "paused_until", "listing"], MINE),
        **dict.fromkeys(["topics", "languages", "lengths", "seats", "question_days", "for_whom"], FOUND),
        **dict.fromkeys(["headline_fa", "headline_en", "text_fa", "text_en"], READ),
        **dict.fromkeys(["on_request", "questions"], READ),
        **dict.fromkeys(["a_month", "notice_hours", "horizon_days", "before", "after"], MINE),
        **dict.fromkeys(["place_kind", "place"], BOOKED),
    }

    class Meta:
        ordering = ["id"]
        verbose_name = _("Offer of a mentor")
        verbose_name_plural = _("Offers of mentors")
        constraints = [
            models.UniqueConstraint(
                fields=["profile"],
                condition=models.Q(state__in=[one.value for one in CURRENT]),
                name="offer_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in State]), name="offer_state_known"
            ),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="offer_has_a_seat"),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def has_ended(self) -> bool:
        """Whether it is over for good: nothing is agreed on by it any more."""
        return self.state == State.ENDED

    def state_at(self, today: date | None = None) -> State:
        """Its state on that day of the park (today): a pause that is over is over, whatever a clock has written."""
        over = self.paused_until is not None and self.paused_until <= (today or park_today())
        return State.OPEN if self.state == State.PAUSED and over else State(self.state)

    def said(self) -> dict[str, Any]:
        """All that its mentor has written, by field."""
        return {name: getattr(self, name) for name in SAID}

    def spoken(self, name: str, language: str) -> tuple[str, str]:
        """A text in that language or else the other one, and which it was; ("", "") where neither says anything."""
        for one in (language, "en" if language == "fa" else "fa"):
            if said := getattr(self, f"{name}_{one}"):
                return said, one
        return "", ""


SAID = (
    *("listing", "headline_fa", "headline_en", "text_fa", "text_en", "topics", "languages", "lengths"),
    *("seats", "question_days", "for_whom", "a_month", "notice_hours", "horizon_days", "before", "after"),
    *("on_request", "place_kind", "place", "questions"),
)


class OfferStep(models.Model):
    """The log: one row for each step of an offer, by its mentor or by the clock; `told_at` since when those who have
    booked are told of it."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Verb])
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    inventory: ClassVar[Inventory] = {
        "offer": MINE,
        "verb": MINE,
        "before": PLAIN,
        "after": PLAIN,
        "at": MINE,
        "told_at": PLAIN,
    }

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(told_at=None), name="offer_step_untold"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.verb}"


def profile_of(user: User) -> Profile | None:
    """The person's profile, if there is one."""
    return Profile.objects.filter(user=user).first()


def _hidden_from(audience: Audience) -> models.Q:
    """Offers whose mentors hide from the reading person."""
    return models.Q(profile__in=hiding_from(audience))


def _reached(audience: Audience) -> models.Q:
    """Whether an offer's listing reaches somebody who is signed in."""
    if audience.kind not in (Kind.NETWORK, Kind.COMPANY):
        raise ValueError("one's own offer is found by its profile")
    reached = models.Q(listing__in=(Listing.NETWORK, Listing.PUBLIC))
    if audience.kind == Kind.COMPANY:
        reached |= models.Q(_knows(audience.company or 0), listing=Listing.COMPANIES)
    return reached


def _agreed(person: int) -> models.Q:
    """Whether its mentor has agreed with that person to meet several times, has not fallen silent, and lives where the
    network is more than information."""
    return models.Q(pk__in=RawSQL(_AGREED, (person,)))


def _knows(company: int) -> models.Exists:
    """Whether that company is verified, and was there when the listing was chosen, or experts were told of it at
    least seven days ago."""
    told = timezone.now() - timedelta(days=WAIT_DAYS)
    known = models.Q(told_at__lte=told) | models.Q(number__lte=models.OuterRef("chosen_number"))
    return models.Exists(Company.objects.filter(known, pk=company, state=CompanyState.VERIFIED).order_by())
