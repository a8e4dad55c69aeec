"""The profile of an expert and whom it hides from."""

import secrets
import uuid
from collections.abc import Iterable, Iterator
from typing import ClassVar, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts.audience import Audience, Kind
from talent.experts.models.hiding import closed, hidden_from, hidden_from_anybody, shown_to
from talent.experts.models.terms import ParkChoice, Term
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until


class Listing(models.TextChoices):
    NOBODY = "nobody", _("Nobody")
    TICKED = "ticked", _("Only companies that I tick")
    COMPANIES = "companies", _("Verified companies")
    PUBLIC = "public", _("Anyone")


class YearsBand(models.TextChoices):
    UP_TO_4 = "0-4", _("up to 4 years")
    FROM_5 = "5-9", _("5 to 9 years")
    FROM_10 = "10-14", _("10 to 14 years")
    FROM_15 = "15+", _("15 years and more")


class AskedFor(models.TextChoices):
    """What a company may write to somebody about."""

    POSITION = "position", _("A position")
    ADVICE = "advice", _("Advice")
    TALK = "talk", _("A talk or a workshop")
    MENTORING = "mentoring", _("Mentoring")
    MARKET = "market", _("A question about the market")


class Level(models.IntegerChoices):
    """Points of a matched skill are 20 + 5 × (level − 1)."""

    BASIC = 1, _("basic")
    WORKING = 2, _("working")
    PROFICIENT = 3, _("proficient")
    ADVANCED = 4, _("advanced")
    EXPERT = 5, _("expert")


def asked_at_first() -> list[str]:
    """Until somebody chooses: everything but questions about the market, which many are asked and few like."""
    return [one.value for one in AskedFor if one != AskedFor.MARKET]


def random_tie() -> int:
    """A number below 2⁴⁰ that orders equal hits and says nothing about the person."""
    return secrets.randbits(40)


FOUND = Kept(Purpose.BE_FOUND, Readers.PUBLIC, Until.PERSON_CHANGES_IT)
READ = Kept(Purpose.BE_UNDERSTOOD, Readers.COMPANIES, Until.PERSON_CHANGES_IT)
MINE = Kept(Purpose.SHOW_PAGES, Readers.ME, Until.ACCOUNT_ENDS)


class SkillRow(NamedTuple):
    """A skill as a projection reads it. Plain rows: a page holds two hundred, and models would take longer
    than the page."""

    skill_id: int
    level: int | None
    last_used: int | None


class ProfileQuerySet(models.QuerySet["Profile"]):
    def with_skills(self) -> list["Profile"]:
        """The profiles, each with its `known_skills` at hand: two SQL, however many there are."""
        return with_skills(list(self))

    def visible_to(self, audience: Audience) -> "ProfileQuerySet":
        """The profiles that this audience may be shown, decided by the database at this moment."""
        listed = self.filter(user__is_active=True)
        if audience.kind == Kind.PUBLIC:
            is_open = models.Exists(ParkChoice.objects.filter(pk=1, public_directory_open=True))
            return listed.filter(is_open, listing=Listing.PUBLIC).exclude(hidden_from_anybody())
        if audience.kind == Kind.COMPANY:
            return listed.filter(shown_to(audience.company or 0)).exclude(hidden_from(audience))
        raise ValueError("one's own profile is found by its user")

    def hidden_in_search(self, audience: Audience) -> "ProfileQuerySet":
        """Listed profiles that must be left out of this audience's search, last filter of all."""
        if audience.kind == Kind.PUBLIC:
            return self.filter(hidden_from_anybody() | closed(), listing=Listing.PUBLIC)
        return self.filter(hidden_from(audience) | closed()).exclude(listing=Listing.NOBODY)


class Profile(models.Model):
    """What an expert says of themselves. Nobody finds it until `listing` says so.

    `key` names it in the index, `version` rises with every write, `tie` orders equals and is redrawn at
    each confirmation, `chosen_number` is the highest company number when the listing was chosen. Dates leave
    this table in bands only.
    """

    user = models.OneToOneField(User, models.PROTECT, related_name="profile")  # it leaves the indexes first
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveBigIntegerField(default=1)
    tie = models.BigIntegerField(default=random_tie, unique=True)
    listing = models.CharField(max_length=10, choices=Listing, default=Listing.NOBODY)
    chosen_number = models.PositiveIntegerField(default=0)
    levels = models.JSONField(default=dict)  # by group, only where the owner has chosen
    confirmed_on = models.DateField(null=True)
    asked_on = models.DateField(null=True)  # whether it is still true, for this confirmation
    seniority = models.ForeignKey(Term, models.PROTECT, null=True, related_name="+")
    years = models.CharField(max_length=5, choices=YearsBand, blank=True)
    region = models.ForeignKey(Term, models.PROTECT, null=True, related_name="+")
    overlap_hours = models.PositiveSmallIntegerField(null=True)
    languages = models.JSONField(default=list)
    ways = models.JSONField(default=list)
    free_from = models.DateField(null=True)
    asked_for = models.JSONField(default=asked_at_first)
    asks_a_month = models.PositiveSmallIntegerField(null=True)  # None: as many as come
    ask_from = models.DateField(null=True)
    headline_fa = models.CharField(max_length=120, blank=True)
    headline_en = models.CharField(max_length=120, blank=True)
    summary_fa = models.TextField(max_length=2000, blank=True)
    summary_en = models.TextField(max_length=2000, blank=True)
    work_words = models.TextField(blank=True)  # one line per place of work, where companies may search in it

    objects = ProfileQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "user": MINE,
        "key": Kept(Purpose.KEEP_INDEX_TRUE, Readers.NOBODY, Until.ACCOUNT_ENDS),
        "version": PLAIN,
        "tie": PLAIN,
        "listing": Kept(Purpose.STAY_HIDDEN, Readers.ME, Until.ACCOUNT_ENDS),
        "chosen_number": PLAIN,
        "levels": Kept(Purpose.STAY_HIDDEN, Readers.ME, Until.ACCOUNT_ENDS),
        "confirmed_on": FOUND,
        "asked_on": MINE,
        "seniority": FOUND,
        "years": FOUND,
        "region": FOUND,
        "overlap_hours": FOUND,
        "languages": FOUND,
        "ways": FOUND,
        "free_from": FOUND,
        "asked_for": READ,
        "asks_a_month": READ,
        "ask_from": READ,
        "headline_fa": READ,
        "headline_en": READ,
        "summary_fa": READ,
        "summary_en": READ,
        "work_words": READ,
    }

    class Meta:
        ordering = ["id"]  # no index on listing: with three values in it, SQLite prefers it to the unique key

    def __str__(self) -> str:
        return f"profile {self.pk}"

    @property
    def known_skills(self) -> list[SkillRow]:
        """Skills, best level first. Read anew where the profile does not come from `with_skills`."""
        read: list[SkillRow] | None = self.__dict__.get("_read_skills")
        return read if read is not None else [row for _, row in _skill_rows([self.pk])]

    def hidden_companies(self) -> models.QuerySet[Company]:
        """The companies that this profile has chosen to hide from."""
        return Company.objects.filter(pk__in=self.hides.order_by().values("company"))


def with_skills(profiles: list[Profile]) -> list[Profile]:
    """These profiles, each with its `known_skills` at hand: one SQL, however many there are."""
    read: dict[int, list[SkillRow]] = {profile.pk: [] for profile in profiles}
    for owner, row in _skill_rows(read):
        read[owner].append(row)
    for profile in profiles:
        profile.__dict__["_read_skills"] = read[profile.pk]
    return profiles


class ProfileSkill(models.Model):
    """That an expert knows something; how well and when last, if they say so."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Term, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level, null=True)
    last_used = models.PositiveSmallIntegerField(null=True)

    inventory: ClassVar[Inventory] = {"profile": MINE, "skill": FOUND, "level": FOUND, "last_used": FOUND}

    class Meta:
        ordering = [models.F("level").desc(nulls_last=True), "id"]
        constraints = [models.UniqueConstraint(fields=["profile", "skill"], name="skill_once")]

    def __str__(self) -> str:
        return f"{self.profile_id} knows {self.skill_id}"


def _skill_rows(profiles: Iterable[int]) -> Iterator[tuple[int, SkillRow]]:
    named = ProfileSkill.objects.filter(profile__in=list(profiles))
    for owner, skill, level, last_used in named.values_list("profile_id", "skill_id", "level", "last_used"):
        yield owner, SkillRow(skill, level, last_used)


class HideEntry(models.Model):
    """That an expert hides from a company. Read at query time, never indexed."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="hides")
    company = models.ForeignKey(Company, models.CASCADE, related_name="+")

    inventory: ClassVar[Inventory] = {
        "profile": Kept(Purpose.STAY_HIDDEN, Readers.ME, Until.PERSON_CHANGES_IT),
        "company": Kept(Purpose.STAY_HIDDEN, Readers.ME, Until.PERSON_CHANGES_IT),
    }

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["profile", "company"], name="hide_once")]

    def __str__(self) -> str:
        return f"{self.profile_id} hides from {self.company_id}"


class KeptApart(models.Model):
    """That somebody of a company got nothing of what lies between it and an expert, because the expert hid from that
    person apart; it goes on when the expert has left: otherwise old things would appear to that person on that day.
    `ref` names the thing in a room above; `person` is a key without a constraint, so that somebody who leaves at the
    same moment stops nobody else from leaving."""

    ref = models.UUIDField()
    person = models.BigIntegerField()

    inventory: ClassVar[Inventory] = {
        "ref": PLAIN,
        "person": Kept(Purpose.STAY_HIDDEN, Readers.NOBODY, Until.TWELVE_MONTHS),
    }

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["ref", "person"], name="apart_once")]

    def __str__(self) -> str:
        return f"{self.person} apart from {self.ref}"


class BlockedPerson(models.Model):
    """That an expert hides from whoever wrote for a company, wherever that account moves. It goes with the entry
    of the company."""

    entry = models.ForeignKey(HideEntry, models.CASCADE, related_name="people")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")

    inventory: ClassVar[Inventory] = {
        "entry": Kept(Purpose.STAY_HIDDEN, Readers.ME, Until.PERSON_CHANGES_IT),
        "person": Kept(Purpose.STAY_HIDDEN, Readers.ME, Until.PERSON_CHANGES_IT),
    }

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="blocked_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} with {self.person_id}"
