"""The table of a request's life: every state, side and verb."""

import pytest

from jobs.contacts.states import STEPS, Side, State, Verb, offered, step

ALLOWED = {
    (State.WAITING, Side.EXPERT): ("accept", "decline", "ask_back"),
    (State.ASKED_BACK, Side.EXPERT): ("accept", "decline"),
    (State.WAITING, Side.COMPANY): ("withdraw",),
    (State.ASKED_BACK, Side.COMPANY): ("answer", "withdraw"),
    (State.WAITING, Side.CLOCK): ("expire",),
    (State.ASKED_BACK, Side.CLOCK): ("expire",),
    (State.ACCEPTED, Side.EXPERT): ("take_back",),
    (State.TAKEN_BACK, Side.COMPANY): ("confirm",),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("side", Side)
def test_each_side_may_do_in_each_state_what_the_table_says_and_nothing_else(
    state: State, side: Side
) -> None:
    assert offered(side, state) == ALLOWED.get((state, side), ())


def test_one_question_is_asked_back_and_no_second() -> None:
    done = frozenset({Verb.ASK_BACK})
    assert Verb.ASK_BACK not in offered(Side.EXPERT, State.WAITING, done)
    assert step(Verb.ACCEPT, Side.EXPERT, State.WAITING, done)


def test_every_verb_has_one_step_and_what_is_over_stays_over() -> None:
    assert sorted(one.verb for one in STEPS) == sorted(Verb)
    over = {State.DECLINED, State.WITHDRAWN, State.EXPIRED, State.DELETED}
    assert not any(set(one.before) & over for one in STEPS)
