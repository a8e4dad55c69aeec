"""The test's side of tests.faults.inside: a process in the set's own environment that takes orders."""

import json
import subprocess
import sys
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from bench.running import ROOT

_INSIDE = "import django; django.setup(); from tests.faults.inside import main; main()"


class Hand:
    """Give an order with `tell`, fetch its answer with `answer`; `ask` does both."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        command = [sys.executable, "-c", _INSIDE]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def tell(self, order: str, **details: Any) -> None:
        """Starts an order; the answer comes when it is done."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"order": order} | details) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        """Waits for the answer of the order that was told."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the hand broke off; its trouble stands above"
        return json.loads(line)

    def ask(self, order: str, **details: Any) -> Any:
        """Does an order and returns its answer."""
        self.tell(order, **details)
        return self.answer()

    def __enter__(self) -> "Hand":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._process:
            assert self._process.stdin
            self._process.stdin.close()
            self._process.wait(60)
