"""Work that is done in rounds, each in a transaction of its own."""

from collections.abc import Callable, Iterable
from typing import TypeVar

One = TypeVar("One")


def until_none_left(a_round: Callable[[], int]) -> int:
    """Repeats a round, which returns how many it has done, until one does none; returns how many all have."""
    done = 0
    while some := a_round():
        done += some
    return done


def each_alone(rows: Iterable[One], work: Callable[[One], int]) -> int:
    """Does the work for one row after the other; returns what the works add up to.

    What fails for one row stops none of those behind it: raises ExceptionGroup at the end, with every failure.
    """
    done, failed = 0, list[Exception]()
    for one in rows:
        try:
            done += work(one)
        except Exception as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"{len(failed)} of a round", failed)
    return done
