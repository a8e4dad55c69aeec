"""A version that is superseded while somebody checks themselves: they finish on theirs, and are told."""

from collections.abc import Callable

import pytest
from django.test import Client

from talent.lib.dates import park_today
from talent.programmes.models import Programme
from tests.talent.programmes.building import leaf
from tests.talent.programmes.force import put_in_force, small

pytestmark = pytest.mark.django_db
Browse = Callable[..., Client]
TOLD = "The programme has changed meanwhile"
ALL = "/en/programmes/check/"


def strict() -> None:
    """From now on only those who were supported before qualify."""
    put_in_force(small(rules=leaf("earlier_support", "is", True, id="free")))


@pytest.mark.parametrize("path", ["/en/programmes/small/check/", ALL])
def test_they_finish_on_their_version_and_are_told(browse: Browse, path: str) -> None:
    put_in_force()
    begun = browse().get(path).context["version"]
    strict()
    sent = {"version": begun, "said": ["earlier_support:no"], "go": "result"}
    page = browse().post(path, sent).content.decode()
    assert TOLD in page and "You qualify" in page
    anew = browse().post(path, sent | {"version": ""}).content.decode()
    assert TOLD not in anew and "You qualify with" not in anew


@pytest.mark.parametrize(
    "version", ["small:7", "small:zq", "other:1", "small:" + "9" * 5000, ":", "x " * 3000]
)
def test_a_version_that_never_was_leads_to_the_one_in_force(browse: Browse, version: str) -> None:
    put_in_force()
    page = browse().post(ALL, {"version": version, "said": ["earlier_support:no"], "go": "result"})
    assert page.status_code == 200 and TOLD not in page.content.decode()


def test_another_programme_is_said_to_fit_only_where_it_helps(browse: Browse) -> None:
    put_in_force(small(slug="other", title={"fa": "دیگری", "en": "Other one"}))
    put_in_force(
        small(
            rules={
                "all_of": [
                    leaf("earlier_support", "is", False, id="free"),
                    leaf("age", "at_least", "30", id="grown"),
                ]
            }
        )
    )
    Programme.objects.update(closes_on=park_today())
    sent = {"version": "1", "said": ["earlier_support:no"], "go": "result"}
    page = browse().post("/en/programmes/small/check/", sent).content.decode()
    assert "For “Other one” you qualify already" in page and "Not “Small programme”" not in page
