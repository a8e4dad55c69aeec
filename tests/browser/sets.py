"""Sets that are kept for test after test, as long as none fails in them."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar


class Starts(Protocol):
    """What can be started and ended."""

    def start(self) -> float: ...

    def end(self) -> None: ...


S = TypeVar("S", bound=Starts)


class Sets(Generic[S]):
    """One set of a kind at a time."""

    def __init__(self, made: Callable[[], S]) -> None:
        self._made = made
        self._now: S | None = None
        self.spoiled = False

    def sound(self) -> S:
        """The running set; a new one after a failure: what a test had half done there is not what the next one finds,
        itself included when it is tried once more."""
        if self.spoiled:
            self.end()
        if self._now is None:
            self._now = self._made()
            self._now.start()
        return self._now

    def end(self) -> None:
        """Ends the one that runs, if any."""
        ended, self._now, self.spoiled = self._now, None, False
        if ended:
            ended.end()
