"""Recruiters who keep the same expert at the same moment; and an expert who leaves at that moment."""

import pytest
from django.conf import settings as django_settings
from django.test import Client

from talent.accounts.leaving import erase_account
from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts import actions
from talent.experts.handles import token
from talent.experts.models import Shortlisted
from tests import cast
from tests.faults.test_side_by_side import _together
from tests.faults.test_side_by_side import recruiters as recruiters
from tests.faults.test_side_by_side import words as words

pytestmark = [pytest.mark.faults, pytest.mark.locks, pytest.mark.django_db(transaction=True)]


def place(expert: User, company: Company) -> str:
    relation, key = f"company:{company.pk}", django_settings.RELATION_KEY
    return f"/en/c/{company.slug}/experts/{token(cast.profile_of(expert).pk, relation=relation, key=key)}/"


@pytest.mark.parametrize(
    ("notes", "answers"),
    [(["", "", "", ""], [302] * 4), (["same"] * 4, [302] * 4), (list("abcd"), [302, 400, 400, 400])],
    ids=["without a note", "with one note", "with four notes"],
)
def test_who_is_kept_by_four_at_once_is_kept_once(
    expert: User, company: Company, recruiters: list[Client], notes: list[str], answers: list[int]
) -> None:
    here = place(expert, company)
    for _ in range(5):
        Shortlisted.objects.all().delete()
        got = _together(lambda n: recruiters[n].post(f"{here}keep/", {"note": notes[n]}).status_code, 4)
        assert sorted(got) == answers
        assert Shortlisted.objects.get().note in notes


def test_of_four_who_write_one_note_at_once_one_is_taken(
    expert: User, company: Company, recruiters: list[Client]
) -> None:
    here = place(expert, company)
    recruiters[0].post(f"{here}keep/", {"note": ""})
    for version in range(1, 6):
        sent = {"version": str(version)}
        got = _together(
            lambda n, sent=sent: recruiters[n].post(f"{here}note/", sent | {"note": f"note {n}"}).status_code,
            4,
        )
        assert sorted(got) == [302, 400, 400, 400]
        assert Shortlisted.objects.get().version == version + 1


@pytest.mark.parametrize("leaves", ["erases", "hides"])
def test_who_leaves_while_being_kept_is_not_on_the_list(
    company: Company, recruiters: list[Client], leaves: str
) -> None:
    for turn in range(5):
        her = cast.expert(f"her{turn}@experts.example.org")
        here = place(her, company)

        def act(number: int, her: User = her, here: str = here) -> int:
            if number < 3:
                return recruiters[number].post(f"{here}keep/", {"note": "x"}).status_code
            if leaves == "erases":
                erase_account(actor=her)
            else:
                actions.hide_from(actor=her, profile=cast.profile_of(her), company=company)
            return 302

        # 429: gone between being read and being noted, which is answered like the end of a budget
        assert set(_together(act, 4)) <= {302, 404, 429}
        assert recruiters[0].get(f"/en/c/{company.slug}/shortlist/").context["total"] == 0
    if leaves == "erases":
        assert not Shortlisted.objects.exists(), "the row goes with the profile"
