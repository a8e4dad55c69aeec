"""Many at once on one row: versions rise one by one, nothing is lost, a budget is never spent twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from search import lexicon
from talent.accounts.models import User
from talent.audit.models import Entry
from talent.companies.models import Company, State
from talent.experts import vocabulary
from talent.experts.loading import load_vocabulary
from talent.experts.models import Look, Profile
from talent.lib.errors import Conflict
from tests import cast
from tests.conftest import SKILLS

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
    from talent.experts import actions

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


def _seen(company: Company) -> int:
    return Look.objects.filter(company=company).values("profile").distinct().count()
