"""What a profile holds beside facts and words: names, contact details, links, work, education.

Kept in tables of their own, so that a page of search results never reads them.
"""

import uuid
from dataclasses import dataclass, field
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent.experts.groups import COMPANIES, EMPLOYERS, EXPERIENCE, chosen
from talent.experts.models.cv import Cv
from talent.experts.models.profiles import MINE, Profile
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

BY_YES = Kept(Purpose.SHOW_BY_YES, Readers.COMPANY, Until.PERSON_CHANGES_IT)
READ = Kept(Purpose.BE_UNDERSTOOD, Readers.COMPANIES, Until.PERSON_CHANGES_IT)


class Details(models.Model):
    """Names as the person writes them, ways to reach them, links. Nobody searches by any of these."""

    profile = models.OneToOneField(Profile, models.CASCADE, related_name="details")
    name_native = models.CharField(max_length=200, blank=True)
    name_latin = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    messenger = models.CharField(max_length=120, blank=True)
    other_email = models.CharField(max_length=254, blank=True)
    links = models.JSONField(default=list)

    inventory: ClassVar[Inventory] = {
        "profile": MINE,
        "name_native": BY_YES,
        "name_latin": BY_YES,
        "phone": BY_YES,
        "messenger": BY_YES,
        "other_email": BY_YES,
        "links": READ,
    }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"details of {self.profile_id}"


class Experience(models.Model):
    """One place of work; without `to_year` it goes on. The employer's name is a group of its own."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="experience")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("Job title"), max_length=120)
    employer = models.CharField(_("Employer"), max_length=200, blank=True)
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(max_length=2000, blank=True)

    inventory: ClassVar[Inventory] = {
        "profile": MINE,
        "key": PLAIN,
        "title": READ,
        "employer": READ,
        "from_year": READ,
        "to_year": READ,
        "text": READ,
    }

    class Meta:
        ordering = [models.F("to_year").desc(nulls_first=True), "-from_year", "id"]

    def __str__(self) -> str:
        return f"work of {self.profile_id}"


class Education(models.Model):
    """One degree or course."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="education")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    degree = models.CharField(_("Degree"), max_length=120)
    field = models.CharField(_("Field"), max_length=120, blank=True)
    institution = models.CharField(_("Institution"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True)

    inventory: ClassVar[Inventory] = {
        "profile": MINE,
        "key": PLAIN,
        "degree": READ,
        "field": READ,
        "institution": READ,
        "year": READ,
    }

    class Meta:
        ordering = [models.F("year").desc(nulls_first=True), "id"]

    def __str__(self) -> str:
        return f"education of {self.profile_id}"


@dataclass(frozen=True, slots=True)
class Parts:
    """All details of one profile at hand, for a projection to choose from."""

    details: Details = field(default_factory=Details)
    experience: tuple[Experience, ...] = ()
    education: tuple[Education, ...] = ()
    cv: Cv | None = None


def work_words(profile: Profile) -> str:
    """The work as companies may search in it, one line for each place; "" where its level is tighter.

    Kept on the profile: a search in words must read a page of profiles without one more SQL. (one SQL, or none)
    """
    if chosen(profile.levels, EXPERIENCE) != COMPANIES:
        return ""
    named = chosen(profile.levels, EMPLOYERS) == COMPANIES
    rows = Experience.objects.filter(profile=profile)
    lines = ((row.title, row.employer if named else "", row.text) for row in rows)
    return "\n".join(" ".join(" ".join(line).split()) for line in lines)


def parts_of(profile: Profile) -> Parts:
    """The profile's details as the database has them (three SQL; none for a profile not yet made)."""
    if not profile.pk:
        return Parts()
    held = Profile.objects.select_related("details", "cv").get(pk=profile.pk)
    return Parts(
        getattr(held, "details", None) or Details(profile=profile),
        tuple(Experience.objects.filter(profile=profile)),
        tuple(Education.objects.filter(profile=profile)),
        getattr(held, "cv", None),
    )
