"""Many at once on one row: versions rise one by one, nothing is lost, a budget is never spent twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from jobs.contacts.clock import expire_due, tell_experts
from jobs.contacts.models import ContactRequest, ContactStep
from search import lexicon
from talent.accounts.leaving import come_back, erase_account, go_quiet
from talent.accounts.models import User
from talent.audit.models import Entry
from talent.companies.actions import add_member
from talent.companies.joining import invite
from talent.companies.models import Company, Invitation, MemberRole, Membership, State
from talent.conversations.clock import tell_sides
from talent.conversations.models import Message, Thread
from talent.experts import actions, vocabulary
from talent.experts.handles import token
from talent.experts.loading import load_vocabulary
from talent.experts.models import BlockedPerson, Grant, HideEntry, Listing, Look, Profile
from talent.lib.errors import Conflict
from tests import cast
from tests.conftest import SKILLS
from tests.jobs.contacts.conftest import form

pytestmark = [pytest.mark.faults, pytest.mark.locks, pytest.mark.django_db(transaction=True)]
WRITERS, SAVES = 8, 5
READERS, FIRST_LIMIT = 16, 20


@pytest.fixture(autouse=True)
def words(transactional_db: None) -> None:
    """The vocabulary, which the end of such a test takes away."""
    folder = django_settings.BASE_DIR / "data" / "vocabulary"
    others = {
        line.split("\t")[0]
        for name in folder.glob("*.tsv")
        if name.stem != "skills"
        for line in name.read_text().splitlines()
    }
    load_vocabulary(folder, only=SKILLS | others)
    vocabulary.forget()
    lexicon.forget()


def _together(work: Callable[[int], Any], count: int) -> list[Any]:
    """Runs `work` in `count` threads that begin at the same moment, each with a connection of its own."""
    start = Barrier(count)

    def one(number: int) -> Any:
        start.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_eight_writers_of_one_profile_lose_nothing(expert: User) -> None:
    before = cast.profile_of(expert).version
    saved: list[int] = []

    def write(number: int) -> None:
        for turn in range(SAVES):
            saved.append(_append(expert, f"w{number}t{turn}"))

    def _append(user: User, word: str) -> int:
        while True:
            mine = Profile.objects.select_related("user").get(user=user)
            told = {
                name: getattr(mine, name)
                for name in ("headline_fa", "headline_en", "summary_fa", "summary_en")
            }
            told["summary_fa"] += f" {word}"
            version = mine.version
            try:
                actions.save_words(actor=user, profile=mine, version=version, **told)
            except Conflict:
                continue
            return version

    _together(write, WRITERS)
    after = cast.profile_of(expert)
    assert sorted(saved) == list(range(before, before + WRITERS * SAVES)), (
        "each version was left exactly once"
    )
    assert after.version == before + WRITERS * SAVES
    assert sorted(after.summary_fa.split()) == sorted(
        f"w{n}t{t}" for n in range(WRITERS) for t in range(SAVES)
    )


def test_eight_forms_of_one_version_one_is_taken_and_none_breaks(expert: User) -> None:
    version = cast.profile_of(expert).version
    clients = [Client(raise_request_exception=False) for _ in range(WRITERS)]
    for client in clients:
        client.force_login(expert, backend="talent.accounts.backends.RoleBackend")

    def send(number: int) -> int:
        fields = {"headline_en": f"Writer {number}", "headline_fa": "", "summary_fa": "", "summary_en": ""}
        return clients[number].post("/en/profile/words/", fields | {"version": version}).status_code

    assert sorted(_together(send, WRITERS)) == [302] + [400] * (WRITERS - 1)
    assert cast.profile_of(expert).version == version + 1


@pytest.fixture
def crowd(index: Callable[[], int], company: Company) -> Iterator[int]:
    """Many experts, every question of whom finds twenty others first."""
    count = 60
    for number in range(count):
        seniority = ("junior", "mid", "senior")[number % 3]
        cast.expert(
            f"crowd{number}@experts.example.org",
            skills=("python:3", "java:3", "go:3"),
            seniority=cast.term("seniority", seniority),
        )
    index()
    yield count


def test_sixteen_requests_near_the_limit_show_no_more_than_it(
    crowd: int, company: Company, member: User, settings: Any
) -> None:
    clients = [Client(raise_request_exception=False) for _ in range(READERS)]
    for client in clients:
        client.force_login(member, backend="talent.accounts.backends.RoleBackend")
    settings.LOOKS_PER_DAY = FIRST_LIMIT
    clients[0].get("/en/c/alborz/experts/?q=python&seniority=junior")
    assert _seen(company) == FIRST_LIMIT

    def ask(number: int) -> int:
        seniority = ("mid", "senior")[number % 2]
        return clients[number].get(f"/en/c/alborz/experts/?q=python&seniority={seniority}").status_code

    for limit in range(FIRST_LIMIT + 4, crowd - 4, 4):  # again and again: a race is not lost every time
        settings.LOOKS_PER_DAY = limit
        assert set(_together(ask, READERS)) == {200}
        assert _seen(company) == limit


def test_two_moderators_who_verify_at_the_same_moment_count_as_two_and_give_one_number(
    moderator: User,
) -> None:
    both = [moderator, cast.second_moderator()]
    for turn in range(10):
        company = cast.company(moderator, f"turn{turn}", verified=False)
        clients = [Client(raise_request_exception=False) for _ in range(4)]
        for number, client in enumerate(clients):  # each of them in two tabs
            cast.sign_in(client, both[number % 2])

        def press(number: int, company: Company = company, clients: list[Client] = clients) -> int:
            return clients[number].post(f"/back-office/companies/{company.pk}/verify/").status_code

        answers = _together(press, 4)
        assert answers.count(302) >= 2 and set(answers) <= {302, 200, 400, 409}, answers
        company.refresh_from_db()
        assert company.state == State.VERIFIED and not company.approvals.exists()
        verbs = Entry.objects.filter(target_key=company.slug).values_list("verb", flat=True)
        assert list(verbs).count("company.verified") == 1
    numbers = list(Company.objects.exclude(number=None).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)), "each verification took the next number"


@pytest.fixture
def recruiters(moderator: User, company: Company) -> list[Client]:
    """Four recruiters of the company, signed in."""
    clients = []
    for number in range(4):
        clients.append(Client(raise_request_exception=False))
        cast.sign_in(clients[-1], cast.member(moderator, company, f"recruiter{number}"))
    return clients


def _place(expert: User, company: Company) -> str:
    relation, key = f"company:{company.pk}", django_settings.RELATION_KEY
    return (
        f"/en/c/{company.slug}/experts/{token(cast.profile_of(expert).pk, relation=relation, key=key)}/ask/"
    )


def _tabs(user: User, count: int) -> list[Client]:
    clients = [Client(raise_request_exception=False) for _ in range(count)]
    for client in clients:
        cast.sign_in(client, user)
    return clients


def _asked(recruiter: Client, expert: User, company: Company) -> ContactRequest:
    ContactRequest.objects.all().delete()
    assert recruiter.post(_place(expert, company), form()).status_code == 302
    return ContactRequest.objects.get()


def test_recruiters_who_ask_at_the_same_moment_make_one_request(
    expert: User, company: Company, recruiters: list[Client]
) -> None:
    place = _place(expert, company)
    for turn in range(5):
        ContactRequest.objects.all().delete()
        if turn % 2:  # one whose day is over lies there, and is ended by whoever comes first
            request = _asked(recruiters[0], expert, company)
            past = timezone.now() - timedelta(days=40)
            ContactRequest.objects.filter(pk=request.pk).update(
                created_at=past, expires_at=past + timedelta(days=14), asked_on=past.date()
            )
        answers = _together(lambda number: recruiters[number].post(place, form()).status_code, 4)
        assert sorted(answers) == [302, 400, 400, 400]
        assert ContactRequest.objects.filter(state="waiting").count() == 1


def test_a_yes_and_the_clock_at_the_same_moment_leave_one_of_them(
    expert: User, company: Company, recruiters: list[Client]
) -> None:
    [tab] = _tabs(expert, 1)
    for _ in range(8):
        request = _asked(recruiters[0], expert, company)
        end = timezone.now() + timedelta(milliseconds=60)
        ContactRequest.objects.update(expires_at=end)

        def work(number: int, request: ContactRequest = request, end: datetime = end) -> int:
            if number == 0:
                sleep(max((end - timezone.now()).total_seconds() - 0.02, 0))
                return tab.post(f"/en/requests/{request.key}/accept/", {"groups": ["names"]}).status_code
            sleep(max((end - timezone.now()).total_seconds(), 0))
            return expire_due(timezone.now())

        answer = _together(work, 3)[0]
        expire_due(timezone.now())
        request.refresh_from_db()
        steps = list(ContactStep.objects.filter(request=request).values_list("verb", flat=True))
        accepted = answer == 302
        assert answer in (302, 400) and steps == (["accept"] if accepted else ["expire"])
        assert Grant.objects.filter(source=request.source).exists() == accepted


@pytest.mark.parametrize("leaves", ["hide", "quiet"])
def test_whoever_leaves_while_saying_yes_has_given_none(
    expert: User, company: Company, recruiters: list[Client], leaves: str
) -> None:
    for _ in range(8):
        actions.set_listing(actor=expert, profile=cast.profile_of(expert), listing=Listing.COMPANIES)
        actions.unhide_from(actor=expert, profile=cast.profile_of(expert), company=company)
        request = _asked(recruiters[0], expert, company)
        [tab] = _tabs(expert, 1)

        def work(number: int, request: ContactRequest = request, tab: Client = tab) -> int:
            if number == 0:
                return tab.post(f"/en/requests/{request.key}/accept/", {"groups": ["names"]}).status_code
            if leaves == "quiet":
                go_quiet(actor=expert)
            else:
                actions.hide_from(actor=expert, profile=cast.profile_of(expert), company=company)
            return 0

        assert _together(work, 2)[0] in (302, 400)
        assert not Grant.objects.filter(until=None).exists()
        come_back(actor=expert)
        expert.refresh_from_db()


@pytest.mark.parametrize("leaver", ["expert", "asker"])
@pytest.mark.parametrize("verb", ["accept", "decline", "say", "answer"])
def test_whoever_erases_the_account_while_the_other_acts_leaves_without_breaking_it(
    moderator: User, company: Company, verb: str, leaver: str
) -> None:
    for turn in range(6):
        her = cast.expert(f"her{turn}@experts.example.org")
        asker = cast.member(moderator, company, f"asker{turn}")
        [hers], [theirs] = _tabs(her, 1), _tabs(asker, 1)
        request = _asked(theirs, her, company)
        press, path, sent = hers, f"/en/requests/{request.key}/{verb}/", {"text": "Hello.", "signed": "Sara"}
        if verb in ("say", "answer"):
            assert hers.post(f"/en/requests/{request.key}/accept/").status_code == 302
            place = f"conversations/{Thread.objects.get(ref=request.key).key}/"
            assert theirs.post(f"/en/c/{company.slug}/{place}", sent).status_code == 302
            press, path = (
                (hers, f"/en/{place}") if verb == "say" else (theirs, f"/en/c/{company.slug}/{place}")
            )
        leaves = her if leaver == "expert" else asker

        def work(number: int, press: Client = press, path: str = path, sent: dict[str, str] = sent, leaves: User = leaves) -> int:  # fmt: skip
            if number == 0:
                return press.post(path, sent).status_code
            if number == 1:
                erase_account(actor=leaves)
                return 0
            return 0 * (tell_experts(timezone.now()) + tell_sides(timezone.now()))

        answer = _together(work, 3)[0]
        assert answer in (302, 400, 403, 404), answer
        assert not User.objects.filter(pk=leaves.pk).exists()
        assert not Message.objects.filter(side="company", author=None).exclude(text="").exists()
        assert not Message.objects.filter(side="expert", thread__profile=None).exists()


def test_blocking_in_two_tabs_while_everything_else_happens_blocks_once(
    expert: User, company: Company, recruiters: list[Client]
) -> None:
    for _ in range(5):
        actions.unhide_from(actor=expert, profile=cast.profile_of(expert), company=company)
        request, tabs = _asked(recruiters[0], expert, company), _tabs(expert, 3)

        def work(number: int, request: ContactRequest = request, tabs: list[Client] = tabs) -> int:
            if number == 4:
                return recruiters[1].post(f"/en/c/alborz/requests/{request.key}/withdraw/").status_code
            verb = "accept" if number == 2 else "block"
            sent = {"groups": ["names"]}
            return tabs[number % 3].post(f"/en/requests/{request.key}/{verb}/", sent).status_code

        answers = _together(work, 5)
        assert set(answers) <= {302, 400, 404}, answers
        request.refresh_from_db()
        assert request.silenced_at and not Grant.objects.filter(until=None).exists()
        assert HideEntry.objects.count() == 1 and BlockedPerson.objects.count() == 1


def _seen(company: Company) -> int:
    return Look.objects.filter(company=company).values("profile").distinct().count()


def test_of_two_owners_who_leave_or_step_down_at_the_same_moment_one_stays(moderator: User) -> None:
    for turn in range(10):
        company = cast.company(moderator, f"turn{turn}")
        owners = [cast.member(moderator, company, f"owner{number}", MemberRole.OWNER) for number in range(2)]
        clients = [Client(raise_request_exception=False) for _ in owners]
        for client, owner in zip(clients, owners, strict=True):
            cast.sign_in(client, owner)
        verb = ("leave", "role", "end")[turn % 3]

        def press(
            number: int,
            path: str = f"/en/c/{company.slug}/members/{verb}/",
            clients: list[Client] = clients,
            owners: list[User] = owners,
        ) -> int:
            return clients[number].post(path, {"email": owners[number].email, "role": "reader"}).status_code

        assert sorted(_together(press, 2)) == [302, 400], verb
        assert Membership.objects.owners().filter(company=company).count() == 1


def test_an_owner_who_invites_for_two_companies_at_the_same_moment_spends_one_day(
    moderator: User, company: Company, other_company: Company, settings: Any
) -> None:
    settings.INVITATIONS_PER_DAY = 3
    owner = cast.member(moderator, company, "owner", MemberRole.OWNER)
    add_member(actor=moderator, company=other_company, email=owner.email, role=MemberRole.OWNER)
    clients = [Client(raise_request_exception=False) for _ in range(WRITERS)]
    for client in clients:
        cast.sign_in(client, owner)

    def send(number: int) -> int:
        slug = ("alborz", "parto")[number % 2]
        typed = {"email": f"a{number}@elsewhere.example.net", "role": "reader"}
        return clients[number].post(f"/en/c/{slug}/members/", typed).status_code

    assert sorted(_together(send, WRITERS)) == [302] * 3 + [400] * (WRITERS - 3)
    assert Invitation.objects.count() == 3


def test_one_invitation_that_is_accepted_and_withdrawn_at_the_same_moment_has_one_end(
    moderator: User, company: Company
) -> None:
    owner = cast.member(moderator, company, "owner", MemberRole.OWNER)
    for turn in range(6):
        her = cast.person(f"new{turn}@alborz.example.org")
        made = invite(actor=owner, company=company, email=her.email, role=MemberRole.READER, language="en")
        clients = [Client(raise_request_exception=False) for _ in range(3)]
        for client, user in zip(clients, (her, her, owner), strict=True):
            cast.sign_in(client, user)
        accept, withdraw = (
            f"/en/invitations/{made.key}/accept/",
            f"/en/c/alborz/invitations/{made.key}/withdraw/",
        )
        paths = (accept, accept, withdraw)
        answers = _together(lambda number, clients=clients, paths=paths: clients[number].post(paths[number]).status_code, 3)  # fmt: skip
        assert set(answers) <= {302, 400}, answers
        joined = Membership.objects.filter(email=her.email, ended_at=None).count()
        assert (joined, Invitation.objects.get(pk=made.pk).state) in {(1, "joined"), (0, "withdrawn")}
