"""What every test stands on: the strict harness, a small vocabulary, the cast, a real index."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from cms.trees import plant
from search import lexicon
from search.indexes.engine import engine
from search.indexes.table import KIND_OF
from search.relay.carry import carry_all
from talent.accounts.models import RoleName, User
from talent.accounts.notices import load_notices
from talent.companies.models import Company
from talent.experts import vocabulary
from talent.experts.loading import load_vocabulary
from talent.experts.models import Listing
from tests import cast
from tests.harness import emptying, indexes, templates

templates.install()
emptying.install()

SKILLS = frozenset(
    [
        "software-development",
        "programming-languages",
        "python",
        "java",
        "go",
        "rust",
        "data-engineering",
        "apache-kafka",
        "postgresql",
        "databases",
        "apache-spark",
        "machine-learning",
        "docker",
        "kubernetes",
        "devops",
        "react",
        "frontend",
        "network-engineering",
        "security",
    ]
)


hypothesis.settings.register_profile("same", derandomize=True)
hypothesis.settings.register_profile("searching")
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
"""The same examples at each run, so that a run says whether the code has changed; HYPOTHESIS_PROFILE=searching looks
for new ones."""


def pytest_collection_finish() -> None:
    """What has been imported stays: the collector need not look through it again and again. As config/wsgi does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """A few dozen words, once per run: with all of them every test of transactions would take seconds."""
    from talent.experts.loading import FILES
    from talent.experts.models import Term, TermKind

    with django_db_blocker.unblock():
        folder = settings.BASE_DIR / "data" / "vocabulary"
        load_notices(settings.BASE_DIR / "data" / "notices", in_force=True)
        plant()
        if not Term.objects.exists():
            lines = [(folder / name).read_text() for kind, name in FILES.items() if kind != TermKind.SKILL]
            slugs = {line.split("\t")[0] for text in lines for line in text.splitlines()}
            load_vocabulary(folder, only=SKILLS | slugs)


@pytest.fixture(autouse=True)
def fresh_memory() -> Iterator[None]:
    """What a process remembers does not outlive the test that it was true in."""
    vocabulary.forget()
    lexicon.forget()
    cache.clear()
    yield


@pytest.fixture(scope="session")
def _cluster() -> Iterator[None]:
    yield
    indexes.clear(wholly=True)


@pytest.fixture
def index(tmp_path: Path, settings: Any, db: None, _cluster: None) -> Iterator[Callable[[], int]]:
    """Real, empty indexes; call it to carry all changes there."""
    settings.SEARCH_FOLDER = tmp_path / "search"
    settings.SEARCH_PREFIX = indexes.PREFIX
    engine.cache_clear()
    for schema in KIND_OF:
        engine().ensure(schema)
    yield _carry
    indexes.clear()
    engine().close()
    engine.cache_clear()


def _carry() -> int:
    carried = carry_all(engine())
    indexes.refresh()
    return carried


@pytest.fixture
def moderator(db: None) -> User:
    return cast.staff(RoleName.MODERATOR)


@pytest.fixture
def company(moderator: User) -> Company:
    return cast.company(moderator, "alborz")


@pytest.fixture
def other_company(moderator: User) -> Company:
    return cast.company(moderator, "parto")


@pytest.fixture
def member(moderator: User, company: Company) -> User:
    return cast.member(moderator, company, "member")


@pytest.fixture
def colleague(moderator: User, company: Company) -> User:
    return cast.member(moderator, company, "colleague")


@pytest.fixture
def other_member(moderator: User, other_company: Company) -> User:
    return cast.member(moderator, other_company, "member")


@pytest.fixture
def expert(db: None) -> User:
    return cast.expert(
        "expert@experts.example.org",
        headline_fa="مهندس زیرساخت داده",
        headline_en="Data platform engineer",
        summary_en="Moved two banks to streaming.",
    )


@pytest.fixture
def other_expert(db: None) -> User:
    return cast.expert(
        "other@experts.example.org",
        skills=("apache-kafka:3", "java:5", "docker:0"),
        listing=Listing.COMPANIES,
    )


@pytest.fixture
def browse() -> Callable[[User | None], Client]:
    """A browser in which somebody (or nobody) is signed in."""

    def opened(user: User | None = None) -> Client:
        client = Client()
        if user:
            cast.sign_in(client, user)
        return client

    return opened
