"""What the owner's sensitive pages show: whom one hides from, which companies looked. They ask for a fresh sign-in."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from talent.companies.models import Company, Membership, State
from talent.experts.forms import HideDomainForm
from talent.experts.models import Experience, Grant, HideEntry, Look, Profile, Tick
from talent.lib.dates import park_today
from talent.lib.hosts import free_mail_hosts, shown
from talent.lib.text import folded

LOOKS_A_PAGE = 50
_COMMON = frozenset(folded("شرکت گروه co company group inc ltd gmbh").split())
RECENT_DAYS = 30
_SLUG = re.compile(r"[-a-z0-9]{1,80}")


def lookers(profile: Profile) -> int:
    """How many companies saw the profile within thirty days; who they are stands on the page of looks."""
    since = park_today() - timedelta(days=RECENT_DAYS)
    recent = Look.objects.filter(profile=profile.pk, day__gt=since).order_by()
    return recent.values("company").distinct().count()


def looks(profile: Profile, page: str, company: str = "") -> dict[str, Any]:
    """The log, newest first: by company and day, opened apart from listed; or that of the one company with this slug.
    Never which member, never the minute."""
    mine = Look.objects.filter(profile=profile.pk)
    if company:
        mine = mine.filter(company__slug=company) if _SLUG.fullmatch(company) else mine.none()
    log = mine.select_related("company").order_by("-day", "company__name_en", "id")
    shown_page = Paginator(log, LOOKS_A_PAGE).get_page(page)
    rows = [
        {"company": look.company.name, "day": look.day, "listed": look.listed, "opened": look.opened}
        for look in shown_page
    ]
    return {
        "looks": rows,
        "number": shown_page.number,
        "count": shown_page.paginator.num_pages,
        "one": bool(company),
    }


def by_yes(profile: Profile, company: int, now: datetime) -> dict[str, Any] | None:
    """What has become of a yes to that company: since when it stands, how many people act for the company now, and how
    many of them came after it. None where no yes is open."""
    given = Grant.objects.open(now).filter(profile=profile.pk, company=company).order_by("since").first()
    if given is None:
        return None
    people = Membership.objects.current().filter(company=company).order_by()
    return {
        "since": timezone.localdate(given.since),
        "people": people.count(),
        "joined": people.filter(added_at__gt=given.since).count(),
    }


def hide_list(profile: Profile, form: HideDomainForm) -> dict[str, Any]:
    """Companies and hosts hidden from, those that are by themselves, and the verified companies to choose
    from. `form` asks for a host."""
    own = Membership.objects.filter(email=profile.user.email, ended_at=None).select_related("company")
    hidden, companies = _companies(profile)
    return {
        "profile": profile,
        "hides": hidden,
        "own": [row.company for row in own.order_by("pk")],
        "own_domain": own_domain(profile),
        "domains": _domains(profile),
        "companies": companies,
        "suggested": _suggested(profile, companies),
        "form": form,
        "refusal": [],
    }


def _suggested(profile: Profile, companies: list[Company]) -> list[Company]:
    """Those of the companies that one names as an employer, however it is spelt: the same words in either name."""
    if not profile.pk:
        return []
    employers = Experience.objects.filter(profile=profile).order_by().values_list("employer", flat=True)
    named = {_words(employer) for employer in employers} - {frozenset()}
    return [company for company in companies if named & {_words(company.name_fa), _words(company.name_en)}]


def _words(name: str) -> frozenset[str]:
    """The words of a company's name for comparing, without the ones that any name may have."""
    return frozenset(re.findall(r"\w+", folded(name))) - _COMMON


def companies_of(profile: Profile) -> dict[str, Any]:
    """The companies hidden from (`hides`), and the other verified ones, to tick (`tickable`): one SQL."""
    hidden, others = _companies(profile)
    tickable = [
        {"slug": company.slug, "name": company.name, "ticked": vars(company)["ticked"]} for company in others
    ]
    return {"hides": hidden, "tickable": tickable}


def _companies(profile: Profile) -> tuple[list[Company], list[Company]]:
    """The companies hidden from, whatever their state, and the other verified ones, each with `ticked`."""
    ticked = Tick.objects.filter(profile=profile.pk, company=OuterRef("pk"))
    hidden = HideEntry.objects.filter(profile=profile.pk, company=OuterRef("pk"))
    flagged = Company.objects.annotate(ticked=Exists(ticked), hidden=Exists(hidden))
    companies = list(flagged.filter(Q(state=State.VERIFIED) | Q(hidden=True)).order_by("name_en"))
    return (
        [company for company in companies if vars(company)["hidden"]],
        [company for company in companies if not vars(company)["hidden"]],
    )


def _domains(profile: Profile) -> list[dict[str, str]]:
    """Hosts as people write them, and as they are kept."""
    if not profile.pk:
        return []
    hosts = profile.hidden_domains.order_by("domain").values_list("domain", flat=True)
    return [{"host": host, "label": shown(host)} for host in hosts]


def own_domain(profile: Profile) -> str:
    """The host of the owner's address where it says something about an employer, else ""."""
    host = profile.user.email.rpartition("@")[2]
    return "" if host in free_mail_hosts() else shown(host)
