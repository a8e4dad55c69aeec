"""Two requests for the accounts to sign in with: one that the expert may answer, one that was asked back."""

from datetime import timedelta

from django.utils import timezone

from jobs.contacts import actions as contacts
from jobs.contacts.clock import tell_experts
from talent.accounts.models import User
from talent.companies.code import current_code
from talent.companies.models import Company, MemberRole, Membership
from talent.experts.models import Profile
from talent.lib.dates import park_today

_ASKED = (
    (
        "advice",
        "سارا کریمی",
        "سلام. یک بانک را از پردازش شبانه به پردازش جریانی می‌بریم و دنبال کسی هستیم که این راه را رفته باشد.\n"
        "دو ساعت در هفته، شش هفته، از راه دور.",
    ),
    (
        "talk",
        "Kian Moradi",
        "We would like to hear how you moved two banks to streams: one hour online, thirty engineers, in English or Persian.",
    ),
)
_ASKED_BACK = "Would the talk be recorded?"


def make_requests(profile: Profile) -> None:
    """The first two companies ask the expert; the second is asked back."""
    for company, (purpose, name, message) in zip(
        Company.objects.verified().order_by("number")[:2], _ASKED, strict=False
    ):
        mine = Membership.objects.reading(current_code().version).select_related("company")
        membership = mine.get(company=company, role=MemberRole.RECRUITER)
        asked = contacts.ask(
            actor=User.objects.get(email=membership.email),
            membership=membership,
            profile=profile,
            purpose=purpose,
            message=message,
            answer_by=park_today() + timedelta(days=7),
            asked_as=name,
        )
        if purpose == "talk":
            contacts.ask_back(actor=profile.user, request=asked, question=_ASKED_BACK)
    tell_experts(timezone.now())
