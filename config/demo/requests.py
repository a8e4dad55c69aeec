"""Requests for the accounts to sign in with: one that the expert may answer, one that was asked back, and one with a
yes, about which both sides talk."""

from datetime import timedelta

from django.utils import timezone

from jobs.contacts import actions as contacts
from jobs.contacts.clock import tell_experts
from jobs.contacts.models import ContactRequest
from talent.accounts.models import User
from talent.companies.code import current_code
from talent.companies.models import Company, MemberRole, Membership
from talent.conversations import actions as talks
from talent.conversations.clock import tell_sides
from talent.conversations.models import Thread
from talent.experts.models import Profile
from talent.lib.dates import park_today

_ASKED = (
    (
        "position",
        "Leila Ahmadi",
        "Hello. We build the data platform of three hospitals and look for somebody to lead it, from abroad at first.",
    ),
    (
        "talk",
        "Kian Moradi",
        "We would like to hear how you moved two banks to streams: one hour online, thirty engineers, in English or Persian.",
    ),
    (
        "advice",
        "سارا کریمی",
        "سلام. یک بانک را از پردازش شبانه به پردازش جریانی می‌بریم و دنبال کسی هستیم که این راه را رفته باشد.\n"
        "دو ساعت در هفته، شش هفته، از راه دور.",
    ),
)
_TALK = (
    (
        True,
        "Thank you for the yes. Would a first call next week suit you, thirty minutes, before noon in Tehran?",
    ),
    (False, "Yes, Sunday or Monday. What does the platform run on today?"),
    (True, "PostgreSQL and a lot of night jobs. That is what we would like to leave behind."),
)
_ASKED_BACK = "Would the talk be recorded?"


def make_requests(profile: Profile) -> None:
    """The first company gets a yes, and talks with the expert; the second is asked back; the third waits."""
    companies = Company.objects.verified().order_by("number")[:3]
    asked = [_ask(profile, company, told) for company, told in zip(companies, _ASKED, strict=False)]
    contacts.accept(actor=profile.user, request=asked[0], groups=["names"])
    _talk(profile, asked[0])
    contacts.ask_back(actor=profile.user, request=asked[1], question=_ASKED_BACK)
    tell_experts(timezone.now())
    tell_sides(timezone.now())


def _ask(profile: Profile, company: Company, told: tuple[str, str, str]) -> ContactRequest:
    purpose, name, message = told
    membership = recruiter(company)
    return contacts.ask(
        actor=User.objects.get(email=membership.email),
        membership=membership,
        profile=profile,
        purpose=purpose,
        message=message,
        answer_by=park_today() + timedelta(days=7),
        asked_as=name,
    )


def recruiter(company: Company) -> Membership:
    """The membership of the company's recruiter, as pages read it."""
    mine = Membership.objects.reading(current_code().version).select_related("company")
    return mine.get(company=company, role=MemberRole.RECRUITER)


def _talk(profile: Profile, asked: ContactRequest) -> None:
    membership, thread = recruiter(asked.company), Thread.objects.get(ref=asked.key)
    writer = User.objects.get(email=membership.email)
    for by_company, text in _TALK:
        if by_company:
            talks.say_as_company(
                actor=writer, membership=membership, thread=thread, text=text, signed=_ASKED[0][1]
            )
        else:
            talks.say_as_expert(actor=profile.user, thread=thread, text=text)
