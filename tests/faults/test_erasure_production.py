"""Being forgotten on the production set: no row, no dead row, no segment, no log of a shard, within a minute."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from elasticsearch import Elasticsearch

from search.indexes.engine import engine
from search.indexes.experts import INDEXES
from talent.accounts.leaving import erase_account
from talent.accounts.models import User
from talent.changes.alone import alone
from talent.changes.models import Leftover
from talent.changes.sweeping import sweep
from talent.experts.levels import set_level
from talent.experts.models import Look
from talent.lib.dates import park_today
from tests import cast, planting
from tests.faults.inside import fill_up
from tests.faults.test_side_by_side import words as words
from tests.talent.accounts.test_leaving import found_by_engine, in_files, in_rows

pytestmark = [pytest.mark.faults, pytest.mark.engine, pytest.mark.django_db(transaction=True)]
MARK = "zqher"
WITHIN = 60.0
OWN_NOTE = "changes_leftover"
"""The row that asks for the dead rows to go is removed after them; it holds a number."""


@pytest.fixture(autouse=True)
def servers() -> None:
    """PostgreSQL and Elasticsearch, and the means to look at dead rows."""
    if connection.vendor != "postgresql" or not django_settings.SEARCH_URL:
        pytest.fail('this drill is for PostgreSQL and Elasticsearch: eval "$(bin/servers)"')
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple")


@pytest.fixture
def client() -> Iterator[Elasticsearch]:
    with Elasticsearch(django_settings.SEARCH_URL.split(",")) as one:
        yield one


@pytest.fixture
def her(
    servers: None, words: None, browse: Any, company: Any, other_company: Any, settings: Any, tmp_path: Path
) -> User:
    """Over five hundred rows and a mark in every field; all that companies may read is shown to them."""
    private = settings.STORAGES["private"]
    options = private["OPTIONS"] | {"location": tmp_path / "private"}
    settings.STORAGES = settings.STORAGES | {"private": private | {"OPTIONS": options}}
    user = planting.expert(MARK, planting.Listing.COMPANIES, browse)
    for group in ("experience", "employers", "education", "links", "cv"):
        set_level(actor=user, profile=cast.profile_of(user), group=group, level="companies")
    with transaction.atomic():
        cast.profile_of(user).experience.all().delete()
        cast.profile_of(user).education.all().delete()
    made = fill_up(user.email, MARK)
    mine: dict[str, Any] = {"company": company, "profile": cast.profile_of(user)}
    days = [park_today() - timedelta(days=number) for number in range(100, 150)]
    more = Look.objects.bulk_create(Look(**mine, day=day, opened=1) for day in days)
    assert made + len(more) >= 500
    return user


def dead_rows() -> dict[str, int]:
    """Tables that still hold removed rows, and how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, (pgstattuple(oid)).dead_tuple_count FROM pg_class "
            "WHERE relkind IN ('r', 't') AND (relnamespace = 'public'::regnamespace "
            "OR oid IN (SELECT reltoastrelid FROM pg_class WHERE relnamespace = 'public'::regnamespace))"
        )
        return {name: count for name, count in cursor.fetchall() if count}


def removed_documents(client: Elasticsearch) -> int:
    """Documents in all segments of all copies that are removed or replaced, and not merged away."""
    stats = client.indices.stats(index=f"{django_settings.SEARCH_PREFIX}-*", metric="docs")
    return int(stats["_all"]["total"]["docs"]["deleted"])


def folders(client: Elasticsearch) -> list[Path]:
    """Where this machine's node keeps our indexes: segments, and the shards' logs of what was written."""
    [node] = client.nodes.stats(metric="fs")["nodes"].values()
    held = client.indices.get_settings(index=f"{django_settings.SEARCH_PREFIX}-*")
    names = [one["settings"]["index"]["uuid"] for one in held.values()]
    return [Path(place["path"]) / "indices" / name for place in node["fs"]["data"] for name in names]


def swept() -> None:
    """What beat does every second, until nothing is left over."""
    until = time.monotonic() + WITHIN
    while Leftover.objects.exists():
        assert time.monotonic() < until, list(Leftover.objects.values_list("kind", "ref"))
        sweep()
        time.sleep(0.5)


@contextmanager
def reading() -> Iterator[None]:
    """A transaction that goes on seeing what was there when it began."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT count(*) FROM accounts_user")
        yield


@contextmanager
def held_elsewhere(thing: AbstractContextManager[Any]) -> Iterator[list[Any]]:
    """Keeps `thing` entered in another thread, on a connection of its own; yields what it gave there."""
    inside, out = Event(), Event()
    given: list[Any] = []

    def hold() -> None:
        with thing as one:
            given.append(one)
            inside.set()
            out.wait(WITHIN)
        connection.close()

    other = Thread(target=hold)
    other.start()
    assert inside.wait(WITHIN)
    try:
        yield given
    finally:
        out.set()
        other.join()


def test_five_hundred_rows_of_one_person_are_nowhere_within_a_minute(
    her: User, index: Any, client: Elasticsearch, tmp_path: Path
) -> None:
    cast.expert("stays@experts.example.org")
    index()
    key = cast.profile_of(her).key
    for schema in INDEXES:
        engine().purge(schema.name)  # so that what is removed below is hers
    index()
    assert len(set(in_rows(MARK))) >= 18 and found_by_engine(MARK)
    assert list(in_files(MARK, *folders(client))), "the shards' logs hold what is written until it is flushed"
    started = time.monotonic()
    erase_account(actor=her)
    answered = time.monotonic() - started
    assert "experts_hidedomain" in dead_rows()
    swept()
    gone = time.monotonic() - started
    print(f"answered in {answered:.1f} s, gone after {gone:.1f} s")
    assert gone < WITHIN
    assert set(in_rows(MARK)) == set() and dead_rows().keys() <= {OWN_NOTE}
    assert list(in_files(MARK, *folders(client), tmp_path / "private")) == []
    assert removed_documents(client) == 0 and found_by_engine(MARK) == []
    everywhere = f"{django_settings.SEARCH_PREFIX}-*"
    assert client.count(index=everywhere, query={"ids": {"values": [key.hex, str(key)]}})["count"] == 0
    assert [id for schema in INDEXES for id, *_ in engine().versions(schema.name)], "others have stayed"


def test_dead_rows_wait_for_whoever_still_reads_them(her: User, index: Any) -> None:
    with held_elsewhere(reading()):
        Leftover.objects.create(kind="change_log", ref="")
        for _ in range(3):
            assert sweep() == 0 and Leftover.objects.exists()
    swept()
    assert dead_rows().keys() <= {OWN_NOTE}


def test_one_worker_sweeps_at_a_time(her: User, index: Any) -> None:
    with held_elsewhere(alone("sweep")) as mine:
        assert mine == [True]
        Leftover.objects.create(kind="change_log", ref="")
        assert sweep() == 0 and Leftover.objects.get().ref == "", "not even looked at"
    swept()


def test_a_table_of_somebody_else_is_not_called_vacuumed(her: User, index: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP ROLE IF EXISTS talent_guest")
        cursor.execute("CREATE ROLE talent_guest")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO talent_guest")
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO talent_guest")
        try:
            Leftover.objects.create(kind="change_log", ref="")
            cursor.execute("SET ROLE talent_guest")
            for _ in range(3):
                assert sweep() == 0 and Leftover.objects.exists()
        finally:
            cursor.execute("RESET ROLE")
            cursor.execute("DROP OWNED BY talent_guest")
            cursor.execute("DROP ROLE talent_guest")
    swept()
