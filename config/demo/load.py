"""Loads demo data: staff and companies by actions, experts in bulk with bulk marks."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from config.demo.accounts import notice_in_force
from config.demo.people import Person
from talent.accounts.models import User
from talent.changes.actions import mark_many
from talent.companies.models import Company
from talent.experts.models import Details, Education, Experience, Listing, Profile, ProfileSkill
from talent.experts.vocabulary import Vocabulary, vocabulary
from talent.lib.dates import park_today

BATCH = 1000


def load_experts(persons: Iterable[Person]) -> int:
    """Writes invented experts as signing up, saving three steps and listing would; returns how many."""
    words, count = vocabulary(), 0
    remaining = iter(persons)
    while batch := list(islice(remaining, BATCH)):
        _load(batch, words)
        count += len(batch)
    return count


@transaction.atomic
def _load(persons: Sequence[Person], words: Vocabulary) -> None:
    read = {"notice": notice_in_force(), "noticed_on": park_today()}
    users = User.objects.bulk_create(user_of(person, **read) for person in persons)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    highest = Company.objects.highest_number()
    profiles = Profile.objects.bulk_create(
        profile_of(person, user, words, highest) for person, user in zip(persons, users, strict=True)
    )
    skills = (
        skill
        for person, profile in zip(persons, profiles, strict=True)
        for skill in skills_of(person, profile, words)
    )
    ProfileSkill.objects.bulk_create(skills, batch_size=5000)
    _load_details(list(zip(persons, profiles, strict=True)))
    listed = (profile for profile in profiles if profile.listing != Listing.NOBODY)
    mark_many(kind="expert", subjects=((profile.key, profile.version) for profile in listed))


def _load_details(made: Sequence[tuple[Person, Profile]]) -> None:
    Details.objects.bulk_create(
        Details(profile=profile, name_native=person.name_native, name_latin=person.name_latin)
        for person, profile in made
        if person.name_native or person.name_latin
    )
    Experience.objects.bulk_create(
        Experience(profile=profile, **asdict(work)) for person, profile in made for work in person.experience
    )
    Education.objects.bulk_create(
        Education(profile=profile, **asdict(study)) for person, profile in made for study in person.education
    )


def user_of(person: Person, **read: Any) -> User:
    """The account; nobody can sign in to it."""
    calendar = "jalali" if person.language == "fa" else "gregorian"
    return User(
        email=person.email,
        password=make_password(None),
        language=person.language,
        calendar=calendar,
        **read,
    )


def profile_of(person: Person, user: User, words: Vocabulary, highest: int) -> Profile:
    """The profile row as the three steps would leave it; `highest` number of a company now."""
    return Profile(
        user=user,
        key=UUID(int=person.key_bits, version=4),
        tie=person.tie,
        listing=person.listing,
        confirmed_on=person.confirmed_on,
        chosen_number=0 if person.listing == Listing.NOBODY else highest,
        seniority_id=words.by_slug["seniority", person.seniority].pk,
        years=person.years,
        region_id=words.by_slug["region", person.region].pk,
        overlap_hours=person.overlap_hours,
        languages=list(person.languages),
        ways=list(person.ways),
        free_from=person.free_from,
        headline_fa=person.headline_fa,
        headline_en=person.headline_en,
        summary_fa=person.summary_fa,
        summary_en=person.summary_en,
    )


def skills_of(person: Person, profile: Profile, words: Vocabulary) -> Iterable[ProfileSkill]:
    """The profile's skills."""
    for slug, level, last_used in person.skills:
        skill = words.by_slug["skill", slug].pk
        yield ProfileSkill(profile=profile, skill_id=skill, level=level, last_used=last_used)
