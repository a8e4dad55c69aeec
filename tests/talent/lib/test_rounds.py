"""Rounds of work: nobody waits behind somebody else's failure."""

import pytest

from talent.lib.rounds import each_alone, until_none_left


def test_what_fails_for_one_is_told_after_all_others_are_done() -> None:
    done: list[int] = []

    def work(number: int) -> int:
        if number == 2:
            raise ValueError("two")
        done.append(number)
        return number

    with pytest.raises(ExceptionGroup) as caught:
        each_alone([1, 2, 3], work)
    assert done == [1, 3] and [str(one) for one in caught.value.exceptions] == ["two"]
    assert each_alone([1, 3], work) == 4


def test_a_round_is_repeated_until_it_does_nothing() -> None:
    left = [2, 3, 0, 5]
    assert until_none_left(lambda: left.pop(0)) == 5 and left == [5]
