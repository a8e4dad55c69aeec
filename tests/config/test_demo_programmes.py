"""The three programmes of the demo are real ones: nothing to doubt in them, and each in a window of another kind."""

from datetime import date
from pathlib import Path

import pytest

from config.demo.programmes import SLUGS, make_programmes
from talent.accounts.models import RoleName
from talent.lib.dates import park_today
from talent.programmes.catalogue import catalogue, strangers
from talent.programmes.checking import disagreements
from talent.programmes.codes import Verdict
from talent.programmes.document.reading import read, write
from talent.programmes.document.values import Version
from talent.programmes.lint import lint
from talent.programmes.models import Programme, VersionStep
from talent.programmes.states import Phase
from tests import cast

FOLDER = Path(__file__).resolve().parents[2] / "data" / "programmes"
WRITTEN = date(2026, 11, 29)


def demo(slug: str) -> Version:
    """A demo programme as it stands in its file."""
    return read((FOLDER / f"{slug}.json").read_text(encoding="utf-8"))


def test_every_file_is_a_demo_programme() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_its_test_persons_agree_and_nothing_in_it_is_doubtful(slug: str) -> None:
    version = demo(slug)
    assert [(one.id, disagreements(version, one)) for one in version.persons] == [
        (one.id, []) for one in version.persons
    ]
    assert {one.expected.eligible for one in version.persons} >= {Verdict.MET, Verdict.NOT_MET}
    assert lint(version, WRITTEN) == () == lint(version, date(2027, 12, 1))


@pytest.mark.parametrize("slug", SLUGS)
def test_it_asks_as_the_catalogue_asks_and_is_written_as_it_would_be_exported(slug: str) -> None:
    version = demo(slug)
    assert strangers(version) == []
    assert [catalogue()[one.id] for one in version.facts] == list(version.facts)
    assert write(version) == (FOLDER / f"{slug}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("slug", SLUGS)
def test_it_says_in_both_languages_that_it_is_a_demo(slug: str) -> None:
    said = demo(slug).summary_text
    assert "نمونه" in said.fa and "demo" in said.en


def test_they_are_published_by_the_editor_once(db: None) -> None:
    cast.staff(RoleName.EDITOR)
    make_programmes()
    make_programmes()
    today = park_today()
    phases = {one.slug: one.phase(today) for one in Programme.objects.in_force()}
    assert phases == {
        "return-for-good": Phase.OPEN,
        "visiting-expert": Phase.OPEN,
        "remote-advisory": Phase.NOT_YET_CLAIMABLE,
    }
    assert Programme.objects.get(slug="visiting-expert").closes_on is not None
    assert VersionStep.objects.filter(verb="publish").count() == 3
