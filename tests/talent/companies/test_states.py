"""The tables of a company's and of an invitation's life: every state, side and verb."""

import pytest

from talent.companies import invitation_states as inviting
from talent.companies import states

COMPANY = {
    ("draft", "owner"): ("submit",),
    ("returned", "owner"): ("submit",),
    ("submitted", "park"): ("return", "verify", "suspend"),
    ("returned", "park"): ("suspend",),
    ("verified", "park"): ("suspend",),
    ("suspended", "park"): ("verify",),
}
INVITATION = {
    ("waiting", "invited"): ("join", "ask_park", "decline"),
    ("park", "invited"): ("decline",),
    ("waiting", "company"): ("withdraw",),
    ("park", "company"): ("withdraw",),
    ("park", "park"): ("approve", "refuse"),
    ("waiting", "clock"): ("expire",),
}


@pytest.mark.parametrize("state", states.State)
@pytest.mark.parametrize("side", states.Side)
def test_each_side_may_do_with_a_company_what_the_table_says_and_nothing_else(
    state: states.State, side: states.Side
) -> None:
    assert states.offered(side, state) == COMPANY.get((state, side), ())
    assert {verb for verb in states.Verb if states.step(verb, side, state)} == set(
        states.offered(side, state)
    )


@pytest.mark.parametrize("state", inviting.State)
@pytest.mark.parametrize("side", inviting.Side)
def test_each_side_may_do_with_an_invitation_what_the_table_says_and_nothing_else(
    state: inviting.State, side: inviting.Side
) -> None:
    assert inviting.offered(side, state) == INVITATION.get((state, side), ())
    assert {verb for verb in inviting.Verb if inviting.step(verb, side, state)} == set(
        inviting.offered(side, state)
    )


def test_every_verb_has_one_step_and_only_open_invitations_move() -> None:
    assert sorted(one.verb for one in states.STEPS) == sorted(states.Verb)
    assert sorted(one.verb for one in inviting.STEPS) == sorted(inviting.Verb)
    assert {state for one in inviting.STEPS for state in one.before} == set(inviting.OPEN)
