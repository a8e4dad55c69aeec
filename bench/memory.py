"""Memory of the whole running set, shared pages counted once (PSS)."""

from bench.report import Figure
from bench.running import RunningSet

LIMIT = 600.0


def figures(running: RunningSet) -> list[Figure]:
    """Supervisor, broker, site, web, worker and beat together, after the visitors have been there."""
    return [Figure("memory of the whole set (PSS)", running.pss() / 1e6, "MB", LIMIT)]
