"""The cast: a few named people and companies, made by the actions that the pages call."""

import time
from datetime import timedelta
from typing import Any
from zlib import crc32

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.utils import timezone

from talent.accounts.actions import give_role, note_session
from talent.accounts.models import Group, Notice, RoleName, User
from talent.accounts.notices import acknowledge, load_notices
from talent.companies import actions as companies
from talent.companies.code import current_code
from talent.companies.models import Company, MemberRole, Membership
from talent.experts import actions as experts
from talent.experts.models import Listing, ParkChoice, Profile, Term
from talent.lib.national_id import check_digit

PASSWORD = "a long enough password"


def person(email: str, **fields: Any) -> User:
    """Somebody with a confirmed address."""
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return acknowledge(actor=user, notice=notice())


def notice(group: Group = Group.OTHER) -> Notice:
    """The notice in force; the data files' own where nothing is published yet."""
    if found := Notice.objects.in_force(group):
        return found
    load_notices(settings.BASE_DIR / "data" / "notices", in_force=True)
    return Notice.objects.published().get(group=group)


def read_notice(browser: Client, group: Group = Group.OTHER) -> None:
    """Step 0 of signing up: the country, the notice, and that it has been read."""
    browser.post(f"/en/account/notice/{group}/", {"notice": notice(group).pk})


def staff(name: RoleName, email: str = "") -> User:
    """Somebody who works for the park."""
    user = person(email or f"{name}@park.example.org")
    give_role(actor=None, user=user, name=name)
    return user


def company(moderator: User, slug: str, *, verified: bool = True, **details: Any) -> Company:
    """A company of the park; a verified one is known to experts for longer than a week."""
    made = companies.create_company(actor=moderator, **(DETAILS(slug) | details))
    return known(verify(moderator, made)) if verified else made


def DETAILS(slug: str) -> dict[str, Any]:
    """What a company says where a test does not care."""
    first_ten = f"14{crc32(slug.encode()) % 10**8:08d}"
    return {
        "slug": slug,
        "name_fa": f"شرکت {slug}",
        "name_en": f"{slug.title()} Ltd",
        "domain": f"{slug}.example.org",
        "national_id": first_ten + str(check_digit(first_ten)),
        "contract_number": "12-34",
    }


def verify(moderator: User, company: Company) -> Company:
    """Two moderators approve it."""
    companies.verify_company(actor=moderator, company=company)
    return companies.verify_company(actor=second_moderator(), company=company)


def second_moderator() -> User:
    """The colleague whose approval is needed too."""
    email = "moderator2@park.example.org"
    return User.objects.filter(email=email).first() or staff(RoleName.MODERATOR, email)


def known(company: Company) -> Company:
    """Experts were told of the company, longer than a week ago."""
    company.told_at = timezone.now() - timedelta(days=8)
    company.save(update_fields=["told_at"])
    return company


def member(
    moderator: User,
    of: Company,
    name: str,
    role: MemberRole = MemberRole.RECRUITER,
    *,
    code: bool = True,
) -> User:
    """Somebody who acts for a company, and has accepted its code."""
    user = person(f"{name}@{of.domain}")
    membership = companies.add_member(actor=moderator, company=of, email=user.email, role=role)
    if code:
        accept_code(user, membership)
    return user


def accept_code(user: User, membership: Membership) -> None:
    """The member accepts the company code in force."""
    companies.accept_code(actor=user, membership=membership, version=current_code().version)


def term(kind: str, slug: str) -> Term:
    """A word of the vocabulary."""
    return Term.objects.get(kind=kind, slug=slug)


def expert(
    email: str,
    *,
    skills: tuple[str, ...] = ("python:5", "apache-kafka:4", "postgresql:3"),
    listing: Listing = Listing.COMPANIES,
    **facts: Any,
) -> User:
    """An expert with a profile, made and listed step by step. `skills` as "slug:level" (level 0: not said)."""
    user = person(email)
    profile = experts.start_profile(actor=user)
    for skill in skills:
        slug, _, level = skill.partition(":")
        experts.set_skill(
            actor=user, profile=profile, skill=term("skill", slug), level=int(level or 0) or None
        )
    words = {name: facts.pop(name, "") for name in ("headline_fa", "headline_en", "summary_fa", "summary_en")}
    experts.save_facts(actor=user, profile=profile, version=profile.version, **(FACTS() | facts))
    experts.save_words(actor=user, profile=profile, version=profile.version, **words)
    if listing != Listing.NOBODY:
        experts.set_listing(actor=user, profile=profile, listing=listing)
    return user


def sign_in(browser: Client, user: User, seconds_ago: float = 0) -> None:
    """Signs somebody in without the form, as if the form had been sent that long ago."""
    browser.force_login(user, backend="talent.accounts.backends.RoleBackend")
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - seconds_ago}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    note_session(actor=user, session_key=session.session_key, user_agent="Firefox")


def second_factor(user: User) -> str:
    """Gives somebody an authenticator app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def FACTS() -> dict[str, Any]:
    """What a profile says where a test does not care."""
    return {
        "seniority": term("seniority", "senior"),
        "years": "10-14",
        "region": term("region", "western-europe"),
        "overlap_hours": 5,
        "languages": ["fa", "en"],
        "ways": ["remote", "advise"],
        "free_from": None,
    }


def profile_of(user: User) -> Profile:
    """The person's profile as the database has it."""
    return Profile.objects.get(user=user)


def open_public_directory() -> None:
    """The park opens the public directory."""
    ParkChoice.objects.update_or_create(pk=1, defaults={"public_directory_open": True})
