"""Verbs on one's own profile. Each is one transaction: lock, rule, write, version, change row, audit."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.companies.models import Company, Membership
from talent.experts.changing import StaleProfile as StaleProfile
from talent.experts.changing import changing as _changing
from talent.experts.models import (
    BlockedPerson,
    HideDomain,
    HideEntry,
    Listing,
    ParkChoice,
    Profile,
    ProfileSkill,
    Term,
    Tick,
    parts_of,
)
from talent.experts.models.profiles import random_tie
from talent.experts.silencing import when_blocked
from talent.experts.traces import traces
from talent.lib.dates import park_today
from talent.lib.errors import Refused

MAX_SKILLS = 60
MAX_DOMAINS = 200
SKILLS_TO_LIST = 3
_WIDTH = {Listing.NOBODY: 0, Listing.TICKED: 1, Listing.COMPANIES: 2, Listing.PUBLIC: 3}


class NotListable(Refused):
    code = "not_listable"


class HideAndPublic(Refused):
    code = "hide_and_public"


class TellsWho(Refused):
    """`found`: kinds of trace, as `traces` finds them."""

    code = "tells_who"
    text = _("This may tell who you are")

    def __init__(self, found: tuple[str, ...]) -> None:
        super().__init__()
        self.found = found


def start_profile(*, actor: User) -> Profile:
    """The actor's profile, made (hidden from everybody) where there is none yet."""
    return Profile.objects.get_or_create(user=actor)[0]


def set_skill(
    *, actor: User, profile: Profile, skill: Term, level: int | None = None, last_used: int | None = None
) -> None:
    """Adds a skill, or changes its level (1–5) and the year of last use. Raises Refused above 60 skills."""
    with _changing(profile, actor, "profile.skill") as locked:
        others = locked.skills.exclude(skill=skill)
        if others.count() >= MAX_SKILLS:
            raise Refused(_("A profile holds at most 60 skills."), field="skill")
        values = {"level": level, "last_used": last_used}
        ProfileSkill.objects.update_or_create(profile=locked, skill=skill, defaults=values)


def add_skills(*, actor: User, profile: Profile, skills: list[Term]) -> int:
    """Adds skills without a level; ones already named stay as they are. Returns how many were new.

    Raises Refused where the profile would hold more than 60: then none is added.
    """
    with _changing(profile, actor, "profile.skills") as locked:
        held = set(locked.skills.values_list("skill_id", flat=True))
        new = [skill for skill in skills if skill.pk not in held]
        if len(held) + len(new) > MAX_SKILLS:
            raise Refused(_("A profile holds at most 60 skills."), field="skill")
        ProfileSkill.objects.bulk_create(ProfileSkill(profile=locked, skill=skill) for skill in new)
    return len(new)


def drop_skill(*, actor: User, profile: Profile, skill: Term) -> None:
    """Takes a skill away. Raises NotListable where the profile is listed and would keep fewer than three."""
    with _changing(profile, actor, "profile.skill_dropped") as locked:
        locked.skills.filter(skill=skill).delete()
        _demand_listable(locked, "skills")


def save_facts(
    *,
    actor: User,
    profile: Profile,
    version: int,
    seniority: Term | None,
    years: str,
    region: Term | None,
    overlap_hours: int | None,
    languages: list[str],
    ways: list[str],
    free_from: date | None,
) -> None:
    """Sets place, experience and ways to work. Raises StaleProfile where `version` is no longer current."""
    with _changing(profile, actor, "profile.facts", version) as locked:
        locked.seniority, locked.years, locked.region = seniority, years, region
        locked.overlap_hours, locked.free_from = overlap_hours, free_from
        locked.languages, locked.ways = languages, ways
        _demand_listable(locked, "seniority", "region", "ways")


def save_words(*, actor: User, profile: Profile, version: int, anyway: bool = False, **words: str) -> None:
    """Sets headline_fa, headline_en, summary_fa, summary_en. Raises StaleProfile like `save_facts`, and
    TellsWho where something in them points to their writer, unless that is to be saved `anyway`."""
    with _changing(profile, actor, "profile.words", version) as locked:
        if not anyway and (found := _traces(locked, words.values())):
            raise TellsWho(found)
        for name in ("headline_fa", "headline_en", "summary_fa", "summary_en"):
            setattr(locked, name, words[name])


def save_asking(
    *,
    actor: User,
    profile: Profile,
    version: int,
    asked_for: list[str],
    asks_a_month: int | None,
    ask_from: date | None,
) -> None:
    """Sets what companies may write about (none: about nothing), how often in 30 days (None: as often as they do),
    and from which day. Raises StaleProfile like `save_facts`."""
    with _changing(profile, actor, "profile.asking", version) as locked:
        locked.asked_for, locked.asks_a_month, locked.ask_from = asked_for, asks_a_month, ask_from


def block(*, actor: User, profile: Profile, company: Company, people: Iterable[User]) -> None:
    """Hides the profile from a company as `hide_from` does, and from whoever wrote for it, wherever that account
    moves; what is between the two falls silent. A profile that anyone could see is shown to verified companies alone
    from then on: blocking never fails, and confirms nothing.
    """
    with _changing(profile, actor, "profile.hidden") as locked:
        if locked.listing == Listing.PUBLIC:
            locked.listing = Listing.COMPANIES
        entry = _hide(locked, company)
        for person in people:
            BlockedPerson.objects.get_or_create(entry=entry, person=person)
        for silence in when_blocked:
            silence(locked, company, timezone.now())


def set_listing(
    *, actor: User, profile: Profile, listing: Listing, ticked: Iterable[Company] | None = None
) -> None:
    """Chooses who may find the profile; `ticked` are the only ones for Listing.TICKED (None: as they were).
    Being listed confirms it, and counts as a choice made with every company in mind that is there now.

    Raises NotListable where something needed is missing (being found by fewer asks for nothing), HideAndPublic where the profile hides from
    somebody and is to be shown to anyone, NoticeNeeded where the notice in force has not been read.
    """
    with _changing(profile, actor, f"profile.listing.{listing}") as locked:
        if listing != Listing.NOBODY:
            _demand_may_offer(locked.user)
        widens = _WIDTH[listing] > _WIDTH[Listing(locked.listing)]
        locked.listing = listing
        if ticked is not None:
            _tick(locked, ticked)
        _demand_ticks(locked)
        if widens:
            _demand_listable(locked, "skills", "seniority", "region", "ways")
        if listing == Listing.PUBLIC:
            _demand_public(locked)
        if listing != Listing.NOBODY:
            locked.confirmed_on, locked.tie = park_today(), random_tie()
        if widens:  # narrowing or confirming opens nothing to a company that still waits
            locked.chosen_number = Company.objects.highest_number()


def confirm(*, actor: User, profile: Profile) -> None:
    """Says that everything is still true; redraws the number that orders equals."""
    with _changing(profile, actor, "profile.confirmed") as locked:
        locked.confirmed_on, locked.tie = park_today(), random_tie()


def hide_from(*, actor: User, profile: Profile, company: Company) -> None:
    """Hides the profile from a company, its family and its people, from the next request on. Its tick and every
    yes to any of these end; without any tick left, the profile leaves search. Raises HideAndPublic for a public
    profile."""
    with _changing(profile, actor, "profile.hidden") as locked:
        _demand_not_public(locked)
        _hide(locked, company)


def unhide_from(*, actor: User, profile: Profile, company: Company) -> None:
    """Takes a company off the hide list."""
    with _changing(profile, actor, "profile.unhidden") as locked:
        locked.hides.filter(company=company).delete()


def hide_from_domain(*, actor: User, profile: Profile, domain: str) -> None:
    """Hides the profile from whoever has an address at this host (ASCII, as `host_of` reads it) and from
    companies there. Raises HideAndPublic for a public profile, Refused above 200 hosts."""
    with _changing(profile, actor, "profile.hidden") as locked:
        _demand_not_public(locked)
        if locked.hidden_domains.exclude(domain=domain).count() >= MAX_DOMAINS:
            raise Refused(_("A hide list holds at most 200 hosts."), field="domain")
        HideDomain.objects.get_or_create(profile=locked, domain=domain)


def unhide_from_domain(*, actor: User, profile: Profile, domain: str) -> None:
    """Takes a host off the hide list."""
    with _changing(profile, actor, "profile.unhidden") as locked:
        locked.hidden_domains.filter(domain=domain).delete()


def missing_for_listing(profile: Profile) -> list[str]:
    """What a profile still needs before it can be listed: codes "skills", "seniority", "region", "ways"."""
    needs = {
        "skills": profile.skills.count() >= SKILLS_TO_LIST,
        "seniority": profile.seniority_id is not None,
        "region": profile.region_id is not None,
        "ways": bool(profile.ways),
    }
    return [need for need, met in needs.items() if not met]


def _hide(profile: Profile, company: Company) -> HideEntry:
    entry, _made = HideEntry.objects.get_or_create(profile=profile, company=company)
    profile.ticks.filter(company=company).delete()
    if profile.listing == Listing.TICKED and not profile.ticks.exists():
        profile.listing = Listing.NOBODY  # nobody is left to be found by; hiding never fails
    return entry


def _demand_listable(profile: Profile, *needs: str) -> None:
    """What the verb at hand may take away is there. Nothing else is asked: two words of the vocabulary that
    become one may leave somebody with two skills, who must be able to save everything else."""
    if profile.listing != Listing.NOBODY and not set(needs).isdisjoint(missing_for_listing(profile)):
        raise NotListable(
            _("To be found, a profile needs three skills, a seniority, a region and one way to work.")
        )


def _demand_ticks(profile: Profile) -> None:
    if profile.listing == Listing.TICKED and not profile.ticks.exists():
        raise NotListable(_("Tick at least one company, or choose “Nobody”."))


def _demand_may_offer(user: User) -> None:
    """Read with the profile, under its lock: falling silent in another tab must not be overtaken."""
    demand_notice(user)
    if user.quiet_since:
        raise NotListable(_("You have fallen silent. Come back first, on the page “Leaving”."))


def _traces(profile: Profile, words: Iterable[str]) -> tuple[str, ...]:
    kept = parts_of(profile)
    names = (kept.details.name_native, kept.details.name_latin)
    return traces("\n".join(words), names=names, employers=[row.employer for row in kept.experience])


def _tick(profile: Profile, companies: Iterable[Company]) -> None:
    wanted = {company.pk: company for company in companies}
    profile.ticks.exclude(company__in=wanted).delete()
    for company in wanted.values():
        Tick.objects.get_or_create(profile=profile, company=company)


def _demand_not_public(profile: Profile) -> None:
    if profile.listing == Listing.PUBLIC:
        raise HideAndPublic(
            _(
                "Anyone can see your profile without an account, so it cannot be hidden from a company. "
                "Choose “verified companies” first."
            )
        )


def _demand_public(profile: Profile) -> None:
    if not ParkChoice.current().public_directory_open:
        raise NotListable(_("The park has not opened the public directory."))
    member = Membership.objects.filter(email=profile.user.email, ended_at=None).exists()
    if member or profile.hides.exists() or profile.hidden_domains.exists():
        raise HideAndPublic(
            _(
                "A visitor without an account can be anyone, also somebody you hide from. "
                "Empty your hide list first, or stay with “verified companies”."
            )
        )
