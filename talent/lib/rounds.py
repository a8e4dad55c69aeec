"""Work that is done in rounds, each in a transaction of its own."""

from collections.abc import Callable


def until_none_left(a_round: Callable[[], int]) -> int:
    """Repeats a round, which returns how many it has done, until one does none; returns how many all have."""
    done = 0
    while some := a_round():
        done += some
    return done
