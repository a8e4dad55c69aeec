"""What is withheld from one colleague stays withheld, and comes back when the expert shows herself again; every verb asks
whose conversation it is, and in which role."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from jobs.contacts.clock import forget_over as forget_requests
from jobs.contacts.models import ContactRequest, ContactStep
from talent.accounts.leaving import erase_account
from talent.accounts.models import User
from talent.companies import actions as companies
from talent.companies.models import Company, MemberRole, Membership
from talent.companies.permissions import ReaderOnly, membership_of
from talent.conversations import actions, reports
from talent.conversations.clock import forget_over
from talent.conversations.models import Message, Thread
from talent.experts import actions as experts
from talent.experts.models import KeptApart
from talent.lib.errors import Absent
from tests import cast
from tests.jobs.contacts.conftest import Browse
from tests.jobs.contacts.conftest import address as address
from tests.talent.conversations.test_absence import LONG_AGO
from tests.talent.conversations.test_absence import talked as talked
from tests.talent.conversations.test_conversations import OFFER, ours

pytestmark = pytest.mark.journey


@pytest.fixture
def withheld(expert: User, colleague: User, other_company: Company, talked: Thread) -> Thread:
    """The conversation, of whose expert one colleague gets nothing: she hides from another company of theirs."""
    Membership.objects.create(company=other_company, email=colleague.email, role=MemberRole.RECRUITER)
    experts.hide_from(actor=expert, profile=cast.profile_of(expert), company=other_company)
    return talked


def family_grows(expert: User, company: Company, other: Company) -> None:
    companies.change_company(actor=cast.second_moderator(), company=company, parent=other)


def expert_joins(expert: User, company: Company, other: Company) -> None:
    Membership.objects.create(company=company, email=expert.email, role=MemberRole.READER)


def request_goes(expert: User, company: Company, other: Company) -> None:
    experts.hide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    ContactRequest.objects.update(created_at=LONG_AGO, expires_at=LONG_AGO)
    ContactStep.objects.update(at=LONG_AGO)
    assert forget_requests(timezone.now()) == 1


@pytest.mark.parametrize("what", [family_grows, expert_joins, request_goes], ids=lambda one: one.__name__)
def test_nothing_of_it_appears_later(
    browse: Browse, expert: User, member: User, colleague: User, company: Company, other_company: Company,
    withheld: Thread, what: Any,
) -> None:  # fmt: skip
    assert browse(colleague).get(ours(withheld)).status_code == 404
    what(expert, company, other_company)
    answers = [browse(one).get(ours(withheld)) for one in (colleague, member)]
    assert [answer.status_code for answer in answers] == [404, 200]
    assert OFFER in answers[1].content.decode(), "the others read on what they have said"


def test_it_comes_back_with_the_expert_who_shows_herself_again(
    browse: Browse, expert: User, colleague: User, company: Company, other_company: Company, withheld: Thread
) -> None:
    mine = cast.profile_of(expert)
    experts.hide_from(actor=expert, profile=mine, company=company)
    experts.hide_from_domain(actor=expert, profile=mine, domain="elsewhere.example.com")
    for one in (company, other_company):
        experts.unhide_from(actor=expert, profile=mine, company=one)
    assert browse(colleague).get(ours(withheld)).status_code == 200 and not KeptApart.objects.exists()


def foreign(
    thread: Thread, stranger: User, membership: Membership, message: Message
) -> dict[str, Callable[[], Any]]:
    """Every verb, called by somebody whose conversation it is not."""
    theirs = {"actor": stranger, "membership": membership, "thread": thread}
    said = {"messages": [message.key], "reason": "spam", "note": ""}
    return {
        "say": lambda: actions.say_as_expert(actor=stranger, thread=thread, text="x"),
        "leave": lambda: actions.leave(actor=stranger, thread=thread),
        "read": lambda: actions.mark_read(actor=stranger, thread=thread),
        "reading": lambda: actions.show_reading(actor=stranger, thread=thread, shown=True),
        "mute": lambda: actions.mute(actor=stranger, thread=thread, muted=True),
        "block": lambda: actions.block(actor=stranger, thread=thread),
        "report": lambda: reports.report_as_expert(actor=stranger, thread=thread, **said),
        "say for a company": lambda: actions.say_as_company(**theirs, text="x", signed="y"),
        "leave for it": lambda: actions.leave_as_company(**theirs),
        "read for it": lambda: actions.mark_read_as_company(**theirs),
        "report for it": lambda: reports.report_as_company(**theirs, **said),
    }


def test_no_verb_does_anything_in_somebody_else_s_conversation(
    other_expert: User, other_member: User, talked: Thread
) -> None:
    membership, message = Membership.objects.get(email=other_member.email), Message.objects.first()
    assert message
    for stranger in (other_expert, other_member):
        for name, verb in foreign(talked, stranger, membership, message).items():
            with pytest.raises(Absent):
                verb()
            assert Message.objects.count() == 2, name


@pytest.mark.parametrize(
    ("change", "told"), [({"role": MemberRole.READER}, ReaderOnly), ({"ended_at": timezone.now()}, Absent)]
)
def test_a_role_that_ended_meanwhile_writes_nothing(
    member: User, company: Company, talked: Thread, change: dict[str, Any], told: type[Exception]
) -> None:
    stale = membership_of(User.objects.reader(member.pk), "alborz")
    Membership.objects.filter(pk=stale.pk).update(**change)
    for verb in (
        lambda: actions.say_as_company(actor=member, membership=stale, thread=talked, text="x", signed="y"),
        lambda: actions.leave_as_company(actor=member, membership=stale, thread=talked),
    ):
        with pytest.raises(told):
            verb()
    assert Message.objects.count() == 2 and Thread.objects.get().ended_at is None


def test_of_somebody_who_leaves_nothing_is_kept_from_them(
    browse: Browse, expert: User, colleague: User, withheld: Thread
) -> None:
    erase_account(actor=expert)
    assert KeptApart.objects.filter(person=colleague.pk).count() == 2, "the request and the conversation"
    erase_account(actor=colleague)
    assert not KeptApart.objects.exists()


def test_it_goes_with_the_conversation(expert: User, withheld: Thread) -> None:
    erase_account(actor=expert)
    Thread.objects.update(last_at=timezone.now() - timedelta(days=400))
    forget_over(timezone.now())
    assert not KeptApart.objects.filter(ref=withheld.key).exists()
