"""How long a company's pipeline of a thousand applications takes to open, whole and one state of it."""

from bench.report import Figure
from bench.running import RunningSet, percentile
from bench.visitor import Visitor

APPLICATIONS, TIMES, LIMIT_MS = 1_000, 40, 300.0
FILL = """
from datetime import timedelta
from random import Random
from uuid import uuid4
from django.utils import timezone
from jobs.applications.models import Application
from jobs.openings.models import Edition, Opening
from talent.companies.models import Company
from talent.experts.models import Grant, Profile
from talent.lib.dates import park_today
chance, now, today = Random(1), timezone.now(), park_today()
recruited = Company.objects.verified().filter(slug__in={slugs}).order_by("pk").first()
edition = Edition.objects.create(title_en="Data engineer", title_fa="مهندس داده", questions=[], is_blind=False)
opening = Opening.objects.create(company=recruited, state="published", shown=edition, created_at=now,
    published_on=today, touched_on=today, ends_on=today + timedelta(days=60))
people = list(Profile.objects.order_by("pk")[:1000])
states = ["submitted"] * 5 + ["in_review"] * 3 + ["shortlisted", "offered", "refused", "withdrawn"]
made = Application.objects.bulk_create(
    Application(profile=one, opening=opening, company=recruited, edition=edition, number=number + 1,
        handle_fa="فیروزهٔ آرام 72", handle_en="calm turquoise 72", state=(state := chance.choice(states)),
        letter="I have moved two banks to streaming. " * 20, reason="skills" if state == "refused" else "",
        answer_by=today + timedelta(days=chance.randint(-5, 14)), touched_on=today, submitted_at=now, moved_at=now)
    for number, one in enumerate(people))
Grant.objects.bulk_create(
    Grant(profile=one.profile, company=recruited, company_number=recruited.number, groups=["application", "facts"],
        source=one.source, since=now) for one in made)
print(recruited.slug, opening.key)
"""


def figures(running: RunningSet) -> list[Figure]:
    """The columns, and the fullest state page by page, as a recruiter of the company."""
    recruiters = {
        one["email"].partition("@")[2].split(".")[0]: one for one in running.accounts("company recruiter")
    }
    code = FILL.replace("{slugs}", repr(sorted(recruiters)))
    slug, key = running.manage("shell", "--verbosity", "0", "-c", code).split()[-2:]
    visitor = Visitor(running.port).sign_in(recruiters[slug])
    here = f"c/{slug}/openings/{key}/applications/"
    found = _times(visitor, f"pipeline of {APPLICATIONS:,} applications", here)
    return found + _times(visitor, "  one state of it", f"{here}?state=submitted&page=3")


def _times(visitor: Visitor, what: str, path: str) -> list[Figure]:
    """The middle and the slow end, after one visit to warm up."""
    visitor.get(f"/fa/{path}")
    seconds = []
    for number in range(TIMES):
        answer = visitor.get(f"/{('fa', 'en')[number % 2]}/{path}")
        if answer.status != 200:
            raise AssertionError(f"{path}: {answer.status}")
        seconds.append(answer.seconds * 1000)
    return [
        Figure(f"{what}, p50", percentile(seconds, 0.5), "ms", LIMIT_MS),
        Figure("  p95", percentile(seconds, 0.95), "ms", LIMIT_MS),
    ]
