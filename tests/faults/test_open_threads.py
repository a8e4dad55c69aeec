"""An open conversation while its expert hides, or its member is removed: whoever comes second changes nothing."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from talent.accounts.leaving import erase_account, go_quiet
from talent.accounts.models import User
from talent.companies.actions import end_membership
from talent.companies.models import Company, MemberRole, Membership
from talent.conversations.clock import tell_sides
from talent.conversations.models import Message, Thread
from talent.experts import actions
from talent.experts.models import BlockedPerson, Listing
from tests import cast
from tests.faults.test_side_by_side import _asked, _tabs, _together
from tests.faults.test_side_by_side import words as words

pytestmark = [pytest.mark.faults, pytest.mark.locks, pytest.mark.django_db(transaction=True)]
TURNS = 6


def hides(her: User, company: Company) -> None:
    actions.hide_from(actor=her, profile=cast.profile_of(her), company=company)


def unlists(her: User, company: Company) -> None:
    actions.set_listing(actor=her, profile=cast.profile_of(her), listing=Listing.NOBODY)


def falls_silent(her: User, company: Company) -> None:
    go_quiet(actor=her)


@pytest.mark.parametrize("cause", [hides, unlists, falls_silent], ids=lambda one: one.__name__)
def test_whoever_hides_while_both_write_is_gone_from_that_moment_on(
    moderator: User, company: Company, member: User, cause: Any
) -> None:
    [theirs] = _tabs(member, 1)
    for turn in range(TURNS):
        her = cast.expert(f"open{turn}@experts.example.org")
        [hers] = _tabs(her, 1)
        thread = _talking(theirs, hers, her, company)
        here, there = f"/en/conversations/{thread.key}/", f"/en/c/alborz/conversations/{thread.key}/"
        first = str(Message.objects.get(thread=thread).key)

        def work(
            number: int,
            her: User = her,
            hers: Client = hers,
            here: str = here,
            there: str = there,
            first: str = first,
        ) -> int:
            if number == 0:
                return hers.post(here, {"text": "From Munich, gladly."}).status_code
            if number == 1:
                return theirs.post(there, {"text": "When?", "signed": "Sara"}).status_code
            if number == 2:
                return theirs.get(f"{there}?after={first}").status_code
            if number == 3:
                return 0 * tell_sides(timezone.now())
            cause(User.objects.get(pk=her.pk), company)
            return 0

        answers = _together(work, 5)
        assert set(answers) <= {0, 200, 204, 302, 400}, answers
        tell_sides(timezone.now())
        after = theirs.get(there).content.decode()
        assert "This conversation has ended" in after and "From Munich" not in after
        said = Message.objects.filter(thread=thread).count()
        assert theirs.post(there, {"text": "Hello?", "signed": "Sara"}).status_code == 400
        assert hers.post(here, {"text": "Too late."}).status_code in (302, 400, 403)
        assert Message.objects.filter(thread=thread).count() == said, "nothing passes any more"


def test_a_member_who_is_removed_while_writing_is_out_and_what_was_said_stays_whole(
    moderator: User, company: Company, expert: User
) -> None:
    [hers] = _tabs(expert, 1)
    [first] = _tabs(cast.member(moderator, company, "first"), 1)
    thread = _talking(first, hers, expert, company)
    there = f"/en/c/alborz/conversations/{thread.key}/"
    for turn in range(TURNS):
        leaver = cast.member(moderator, company, f"leaver{turn}", MemberRole.RECRUITER)
        [theirs] = _tabs(leaver, 1)
        membership = company.memberships.get(email=leaver.email, ended_at=None)
        before = Message.objects.filter(thread=thread).count()

        def work(number: int, theirs: Client = theirs, membership: Any = membership, turn: int = turn) -> int:
            if number == 0:
                return theirs.post(there, {"text": f"Word {turn}", "signed": "Omid"}).status_code
            if number == 1:
                end_membership(actor=moderator, membership=membership)
                return 0
            return 0 * tell_sides(timezone.now())

        answer = _together(work, 3)[0]
        assert answer in (302, 404), answer
        assert Message.objects.filter(thread=thread).count() == before + (answer == 302)
        assert theirs.get(there).status_code == 404
        assert theirs.post(there, {"text": "Again", "signed": "Omid"}).status_code == 404
    shown = hers.get(f"/en/conversations/{thread.key}/").content.decode()
    words = re.findall(r"Word \d", shown)
    assert len(words) == Message.objects.filter(thread=thread, text__startswith="Word").count()


def test_whoever_writes_while_being_blocked_is_blocked_or_too_late(
    moderator: User, company: Company, member: User, colleague: User
) -> None:
    writers = _tabs(member, 1) + _tabs(colleague, 1)
    for turn in range(TURNS):
        her = cast.expert(f"blocks{turn}@experts.example.org")
        [hers] = _tabs(her, 1)
        thread = _talking(writers[0], hers, her, company)
        there = f"/en/c/alborz/conversations/{thread.key}/"

        def work(number: int, hers: Client = hers, thread: Thread = thread, there: str = there) -> int:
            if number == 2:
                return hers.post(f"/en/conversations/{thread.key}/block/").status_code
            return writers[number].post(there, {"text": f"Word {number}", "signed": "Sara"}).status_code

        answers = _together(work, 3)
        assert set(answers) <= {302, 400}, answers
        wrote = set(Message.objects.filter(thread=thread, side="company").values_list("author", flat=True))
        blocked = BlockedPerson.objects.filter(entry__profile__user=her).values_list("person", flat=True)
        assert wrote == set(blocked), "whoever got a word in is hidden from, wherever they move"


def test_a_colleague_who_leaves_at_the_same_moment_stops_nobody_from_leaving(
    moderator: User, company: Company, other_company: Company
) -> None:
    for turn in range(TURNS):
        her = cast.expert(f"leaves{turn}@experts.example.org")
        [hers], [theirs] = _tabs(her, 1), _tabs(cast.member(moderator, company, f"asker{turn}"), 1)
        _talking(theirs, hers, her, company)
        apart = cast.member(moderator, company, f"apart{turn}")
        Membership.objects.create(company=other_company, email=apart.email, role=MemberRole.RECRUITER)
        actions.hide_from(actor=her, profile=cast.profile_of(her), company=other_company)
        _together(lambda number, pair=(her, apart): erase_account(actor=pair[number]), 2)
        assert not User.objects.filter(pk__in=(her.pk, apart.pk)).exists()


def _talking(theirs: Client, hers: Client, her: User, company: Company) -> Thread:
    """A conversation in which the company has begun."""
    request = _asked(theirs, her, company)
    assert hers.post(f"/en/requests/{request.key}/accept/").status_code == 302
    thread = Thread.objects.get(ref=request.key)
    sent = {"text": "Good morning.", "signed": "Sara"}
    assert theirs.post(f"/en/c/alborz/conversations/{thread.key}/", sent).status_code == 302
    tell_sides(timezone.now())
    return thread
