"""Where nothing may be offered any more, profiles leave search by themselves."""

from typing import Any

from talent.accounts.models import Group
from talent.accounts.notices import acknowledge
from talent.changes.models import Change
from talent.experts.models import Listing
from talent.experts.withdrawn import unlist_for_notice
from tests import cast


def test_a_notice_for_information_only_unlists_the_people_of_its_countries(
    expert: Any, other_expert: Any
) -> None:
    acknowledge(actor=other_expert, notice=cast.notice(Group.EU))
    Change.objects.all().delete()
    unlist_for_notice([expert])
    assert cast.profile_of(expert).listing == Listing.NOBODY
    assert cast.profile_of(other_expert).listing == Listing.COMPANIES
    assert [change.narrowing for change in Change.objects.all()] == [True]
