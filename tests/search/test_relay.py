"""The index follows the database: what is written is read at send time, and only forwards."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from search import tasks
from search.engines import Engine
from search.indexes.engine import engine
from search.indexes.experts import COMPANY_INDEX, PUBLIC_INDEX
from search.models import RebuildRequest, RelayState
from search.plan import Document, Plan
from search.relay import whole
from search.relay.carry import BATCH
from talent.changes.actions import mark, mark_many
from talent.changes.models import Change
from talent.experts import actions
from talent.experts.models import Listing, Profile
from talent.lib.dates import park_today
from tests import cast

pytestmark = pytest.mark.journey
Index = Callable[[], int]


def found() -> set[UUID]:
    answer = engine().search(Plan(index=COMPANY_INDEX.name))
    return {UUID(hit.id) for hit in answer.hits}


def test_a_listing_is_found_and_a_leaving_is_not(index: Index, expert: Any) -> None:
    profile = cast.profile_of(expert)
    index()
    assert found() == {profile.key}
    actions.set_listing(actor=expert, profile=profile, listing=Listing.NOBODY)
    index()
    assert found() == set() and not Change.objects.exists()


def test_all_that_is_there_is_carried_however_much(index: Index) -> None:
    mark_many(kind="expert", subjects=[(uuid4(), 1) for _ in range(BATCH + 1)])
    assert index() == BATCH + 1 and not Change.objects.exists()


def test_what_is_sent_is_read_at_that_moment_not_at_the_marking(index: Index, expert: Any) -> None:
    profile = cast.profile_of(expert)
    index()
    actions.confirm(actor=expert, profile=profile)
    Profile.objects.filter(pk=profile.pk).update(listing=Listing.NOBODY, version=profile.version + 5)
    index()
    assert found() == set()


def test_an_erased_profile_stays_gone_although_a_late_write_comes(index: Index, expert: Any) -> None:
    profile = cast.profile_of(expert)
    index()
    late = Document(profile.key.hex, profile.version, profile.tie, 1, {"skills": ("python",)})
    Profile.objects.filter(pk=profile.pk).delete()
    mark(kind="expert", key=profile.key, version=profile.version + 1, narrowing=True)
    index()
    engine().write(COMPANY_INDEX.name, [late], wait=True)
    assert found() == set()


def test_a_worker_that_dies_before_deleting_its_rows_does_no_harm(index: Index, expert: Any) -> None:
    rows = list(Change.objects.all())
    index()
    Change.objects.bulk_create(rows)
    index()
    assert found() == {cast.profile_of(expert).key} and not Change.objects.exists()


def test_a_rebuild_keeps_what_changes_meanwhile(
    index: Index, expert: Any, other_expert: Any, monkeypatch: Any
) -> None:
    index()
    leaving = cast.profile_of(other_expert)
    begin: Callable[..., Any] = type(engine()).begin_rebuild

    def begin_and_change(self: Engine, schema: Any) -> Any:
        opened = begin(self, schema)
        actions.set_listing(actor=other_expert, profile=leaving, listing=Listing.NOBODY)
        return opened

    monkeypatch.setattr(type(engine()), "begin_rebuild", begin_and_change)
    assert whole.rebuild(engine(), COMPANY_INDEX) == 1
    assert found() == {cast.profile_of(expert).key}


def test_reconcile_mends_both_ways(index: Index, expert: Any, other_expert: Any) -> None:
    index()
    stranger, missing = uuid4(), cast.profile_of(expert)
    engine().write(COMPANY_INDEX.name, [Document(stranger.hex, 1, 7, 1, {"skills": ("python",)})], wait=True)
    Profile.objects.filter(pk=missing.pk).update(listing=Listing.NOBODY)
    Profile.objects.filter(user=other_expert).update(version=99)
    faults = whole.drift(engine())
    assert [faults[key].surplus for key in (stranger, missing.key)] == [True, True]
    assert set(faults) == {stranger, missing.key, cast.profile_of(other_expert).key}
    whole.reconcile(engine())
    index()
    assert found() == {cast.profile_of(other_expert).key}
    assert whole.drift(engine()) == {}


def test_a_document_ahead_of_a_restored_database_is_mended(index: Index, expert: Any) -> None:
    profile = cast.profile_of(expert)
    index()
    ahead = Document(profile.key.hex, 500, profile.tie, 1, {"skills": ("go",)})
    engine().write(COMPANY_INDEX.name, [ahead], wait=True)
    whole.reconcile(engine())
    index()
    assert whole.drift(engine()) == {}
    assert engine().stored(COMPANY_INDEX.name, [profile.key.hex])[profile.key.hex] > 500


def test_bands_move_with_the_calendar(index: Index, expert: Any) -> None:
    index()
    today = park_today()
    RelayState.note(bands_of=today)
    assert whole.age_bands(today + timedelta(days=10)) == 0
    assert whole.age_bands(today + timedelta(days=45)) == 1
    assert Change.objects.get().narrowing is False


def test_only_what_an_audience_sees_is_in_its_index(index: Index, expert: Any) -> None:
    cast.open_public_directory()
    actions.set_listing(actor=expert, profile=cast.profile_of(expert), listing=Listing.PUBLIC)
    index()
    assert engine().count(PUBLIC_INDEX.name) == engine().count(COMPANY_INDEX.name) == 1
    assert not PUBLIC_INDEX.texts and COMPANY_INDEX.texts == {"headline", "summary", "experience"}


def test_the_task_makes_missing_indexes_and_goes_on(
    index: Index, expert: Any, settings: Any, tmp_path: Any, monkeypatch: Any
) -> None:
    engine().close()
    engine.cache_clear()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(settings, "SEARCH_FOLDER", tmp_path / "other")
        elsewhere.setattr(settings, "SEARCH_PREFIX", f"{settings.SEARCH_PREFIX}-b")
        tasks.relay()
        tasks.relay()
        index()
        assert found() == {cast.profile_of(expert).key}


def test_status_tells_engine_documents_lag_and_drift(index: Index, expert: Any) -> None:
    out = StringIO()
    call_command("search", "status", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["answers"] is True and told["unsent"] == Change.objects.count() > 0
    index()
    out = StringIO()
    call_command("search", "status", "--json", stdout=out)
    told = json.loads(out.getvalue())
    mentors = dict.fromkeys(("mentors-companies", "mentors-network", "mentors-public"), 0)
    assert told["documents"] == {"experts-public": 0, "experts-companies": 1, "openings": 0} | mentors
    assert (told["unsent"], told["oldest_unsent"], told["drift"]) == (0, None, 0)


def test_rebuild_and_reconcile_are_commands(index: Index, expert: Any) -> None:
    out = StringIO()
    call_command("search", "rebuild", stdout=out)
    call_command("search", "reconcile", stdout=out)
    assert "experts-companies: 1 documents" in out.getvalue() and "0 subjects marked" in out.getvalue()
    assert found() == {cast.profile_of(expert).key}


def test_two_processes_never_make_whole_indexes_at_once(index: Index, expert: Any) -> None:
    """The second would drop the first's generation, and neither would ever end."""
    RebuildRequest.objects.create(index=COMPANY_INDEX.name)
    assert RelayState.hold(seconds=60) and not RelayState.hold(seconds=60)
    tasks.relay()
    assert RebuildRequest.objects.filter(done_at=None).count() == 1
    RelayState.note(held_until=timezone.now() - timedelta(seconds=1))
    tasks.relay()
    assert RebuildRequest.objects.filter(done_at=None).count() == 0
    assert RelayState.current().held_until is None


def test_a_missing_document_is_mended_without_hiding_anybody(index: Index, expert: Any) -> None:
    Change.objects.all().delete()
    assert whole.reconcile(engine()) == 1
    assert Change.objects.get().narrowing is False


def test_bands_are_moved_for_the_day_at_the_park(index: Index, expert: Any) -> None:
    tasks.age_bands()
    assert RelayState.current().bands_of == park_today()
