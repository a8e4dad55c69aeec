"""The demo accounts: one per role, with random passwords, written down beside the database."""

import json
import secrets
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from config.demo.people import BOOK, DOMAIN
from config.demo.registrations import make_registrations
from config.demo.requests import make_requests
from config.demo.shown import FILE, Account
from talent.accounts.actions import give_role
from talent.accounts.models import Group, Notice, RoleName, User
from talent.accounts.notices import acknowledge, load_notices
from talent.companies import actions as companies
from talent.companies.code import current_code
from talent.companies.models import Company, MemberRole
from talent.experts import actions as experts
from talent.experts.details import save_details, save_row
from talent.experts.groups import EDUCATION, EXPERIENCE, NAMES
from talent.experts.models import Listing, ParkChoice, Profile, Term, TermKind
from talent.lib.national_id import check_digit

STAFF = (
    (RoleName.MODERATOR, "moderator@park.example.org"),
    (RoleName.MODERATOR, "moderator2@park.example.org"),
    (RoleName.EDITOR, "editor@park.example.org"),
    (RoleName.PRIVACY_OFFICER, "privacy@park.example.org"),
    (RoleName.OPERATOR, "operator@park.example.org"),
    (RoleName.CASE_OFFICER, "officer@park.example.org"),
)


@transaction.atomic
def make_accounts(count_of_companies: int) -> list[Account]:
    """Staff, companies with members, and one expert to sign in as; the public directory opened."""
    ParkChoice.objects.update_or_create(pk=1, defaults={"public_directory_open": True})
    made = [_staff(name, email) for name, email in STAFF]
    moderators = list(User.objects.filter(roles__name=RoleName.MODERATOR).order_by("pk"))
    for number, (name_fa, name_en, slug) in enumerate(_companies(count_of_companies)):
        company = companies.create_company(
            actor=moderators[0], name_fa=name_fa, name_en=name_en, **_details(slug, number)
        )
        for moderator in moderators:
            companies.verify_company(actor=moderator, company=company)
        made += _members(moderators[0], company, every_role=number == 0)
    made += make_registrations(moderators, new_person)
    made.append(_expert())
    make_requests(Profile.objects.get(user__email=made[-1]["email"]))
    return made


def write(var: Path, accounts: list[Account]) -> None:
    """Writes the accounts to the folder, readable by its owner only."""
    path = var / FILE
    path.touch(mode=0o600)
    path.write_text(json.dumps(accounts, indent=1))


def notice_in_force() -> Notice:
    """What all demo people have read; loaded as it stands where nothing is published yet."""
    load_notices(settings.BASE_DIR / "data" / "notices", in_force=True)
    found = Notice.objects.in_force(Group.OTHER)
    assert found is not None
    return found


def _staff(name: RoleName, email: str) -> Account:
    user, account = new_person(email, name.value)
    give_role(actor=None, user=user, name=name)
    return account


def _members(moderator: User, company: Company, *, every_role: bool) -> list[Account]:
    roles = list(MemberRole) if every_role else [MemberRole.RECRUITER]
    made = []
    for role in roles:
        user, account = new_person(f"{role}@{company.domain}", f"company {role}")
        membership = companies.add_member(actor=moderator, company=company, email=user.email, role=role)
        companies.accept_code(actor=user, membership=membership, version=current_code().version)
        made.append(account)
    return made


def _details(slug: str, number: int) -> dict[str, Any]:
    """Invented papers: the ID has a right check digit and belongs to nobody we know of."""
    first_ten = f"1499{number:06d}"
    return {
        "slug": slug,
        "domain": f"{slug}.example.org",
        "national_id": first_ten + str(check_digit(first_ten)),
        "contract_number": f"1405-{number + 1:03d}",
        "park_fa": "پارک فناوری اطلاعات",
        "park_en": "ICT Park",
        "site_fa": "ساختمان مرکزی",
        "site_en": "Main building",
    }


def _expert() -> Account:
    user, account = new_person(f"expert@{DOMAIN}", "expert")
    profile = experts.start_profile(actor=user)
    for slug, level in (("python", 5), ("apache-kafka", 4), ("postgresql", 4), ("persian-nlp", 3)):
        skill = Term.objects.get(kind=TermKind.SKILL, slug=slug)
        experts.set_skill(actor=user, profile=profile, skill=skill, level=level, last_used=None)
    experts.save_facts(actor=user, profile=profile, version=profile.version, **_facts())
    experts.save_words(
        actor=user,
        profile=profile,
        version=profile.version,
        headline_fa="مهندس زیرساخت داده و مشاور معماری",
        headline_en="Data platform engineer and adviser",
        summary_fa="دو بانک را از پردازش شبانه به جریان لحظه‌ای برده‌ام.",
        summary_en="I moved two banks from nightly batches to streams.",
    )
    _tell_more(user, profile)
    experts.set_listing(actor=user, profile=profile, listing=Listing.COMPANIES)
    return account


def _tell_more(user: User, profile: Profile) -> None:
    """The groups that nobody sees without a yes."""
    save: dict[str, Any] = {"actor": user, "profile": profile}
    names: dict[str, Any] = {"name_native": "نمونه نمونه‌ای", "name_latin": "Sample Expert"}
    save_details(**save, version=profile.version, part=NAMES, **names)
    work: dict[str, Any] = {
        "title": "مهندس ارشد داده",
        "employer": "بانک دریاچه",
        "from_year": 2019,
        "to_year": None,
    }
    text = "جریان لحظه‌ای تراکنش‌ها و گروهی هفت‌نفره."
    save_row(**save, version=profile.version, part=EXPERIENCE, **work, text=text)
    study: dict[str, Any] = {"degree": "کارشناسی ارشد", "field": "مهندسی کامپیوتر", "year": 2011}
    save_row(**save, version=profile.version, part=EDUCATION, **study, institution="دانشگاه نمونهٔ مرکز")


def _facts() -> dict[str, Any]:
    return {
        "seniority": Term.objects.get(kind=TermKind.SENIORITY, slug="lead"),
        "years": "10-14",
        "region": Term.objects.get(kind=TermKind.REGION, slug="western-europe"),
        "overlap_hours": 6,
        "languages": ["fa", "en", "de"],
        "ways": ["remote", "advise", "visit"],
        "free_from": None,
    }


def new_person(email: str, role: str) -> tuple[User, Account]:
    """Somebody who can be signed in to, and how; `role` is what the file of accounts calls them."""
    password = secrets.token_urlsafe(12)
    made = User.objects.create_user(email, password)
    user = acknowledge(actor=made, notice=notice_in_force())
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user, {"role": role, "email": email, "password": password}


def _companies(count: int) -> list[tuple[str, str, str]]:
    named = [tuple(row) for row in BOOK["companies"][:count]]
    more = [
        (f"شرکت نمونهٔ {n}", f"Sample Company {n}", f"sample{n}") for n in range(len(named) + 1, count + 1)
    ]
    return named + more
