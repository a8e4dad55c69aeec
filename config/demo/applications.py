"""Applications to the newest opening of the first company: one in each state in which a company has to do with one."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from config.demo.people import DOMAIN
from config.demo.requests import recruiter
from jobs.applications import deciding, drafting
from jobs.applications.models import Application
from jobs.applications.states import Reason, Verb
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.models import Company
from talent.conversations.models import Thread
from talent.experts.audience import company as company_audience
from talent.experts.models import Profile
from talent.lib.dates import park_today

LETTERS = (
    "I have built the same thing twice, and know which part takes longest. I would like to build it a third time, with you.",
    "شش سال در همین حوزه کار کرده‌ام و دوست دارم دوباره به فارسی کار کنم. از تیر می‌توانم شروع کنم.",
    "Your second paragraph describes my last three years. May I show you what came of it?",
    "از پروژهٔ متن‌باز شما استفاده می‌کنم و دو خطای آن را درست کرده‌ام. مشتاق همکاری هستم.",
    "I could start half-time in spring, and full-time once we have moved.",
    "تجربهٔ من بیشتر در زبان دیگری است، اما زود یاد می‌گیرم.",
)
SILENT = timedelta(days=30)
TEXT = "سه ماه آزمایشی از راه دور، سپس قرارداد یک‌ساله با همان حقوقی که در آگهی آمده است."
MOVED: tuple[tuple[Verb, ...], ...] = (
    (),
    (Verb.REVIEW,),
    (Verb.SHORTLIST,),
    (Verb.SHORTLIST, Verb.OFFER),
    (),
    (Verb.REFUSE,),
)


def make_applications() -> None:
    """The demo expert and the first listed people apply; the company's recruiter moves some of them on."""
    company = Company.objects.verified().order_by("number").first()
    opening = Opening.objects.live(park_today()).filter(company=company).order_by("-published_on").first()
    if company is None or opening is None:
        return
    known = list(Thread.objects.order_by("pk").values_list("pk", flat=True))
    for letter, verbs, actor in zip(LETTERS, MOVED, _applicants(company), strict=False):
        made = _applied(actor, opening, letter)
        for verb in verbs:
            _decided(made, verb)
    silent = Thread.objects.exclude(
        pk__in=known
    )  # conversations in which something was said come first in lists
    silent.update(last_at=timezone.now() - SILENT)


def _applicants(company: Company) -> list[User]:
    """The expert to sign in as, and people whom the company sees."""
    member = User.objects.get(email=recruiter(company).email)
    seen = Profile.objects.visible_to(company_audience(company.pk, member.pk)).select_related("user")
    others = [one.user for one in seen.exclude(user__email=f"expert@{DOMAIN}").order_by("pk")[: len(LETTERS)]]
    return [*User.objects.filter(email=f"expert@{DOMAIN}"), *others]


def _applied(actor: User, opening: Opening, letter: str) -> Application:
    questions = opening.shown.questions if opening.shown else []
    answers = {question["id"]: letter for question in questions}
    written: dict[str, Any] = {"version": 0, "letter": letter, "answers": answers, "groups": []}
    draft = drafting.save_draft(actor=actor, opening=opening, **written)
    return drafting.submit(actor=actor, opening=opening, version=draft.version)


def _decided(application: Application, verb: Verb) -> None:
    application.refresh_from_db()
    membership = recruiter(application.company)
    written: dict[Verb, dict[str, Any]] = {Verb.REFUSE: {"reason": Reason.SKILLS}, Verb.OFFER: {"text": TEXT}}
    deciding.decide(
        actor=User.objects.get(email=membership.email),
        membership=membership,
        application=application,
        wanted=verb,
        version=application.version,
        **written.get(verb, {}),
    )
