"""The cache of every set. While its server is away, errors are misses, quickly, and nobody is kept out."""

import time
from typing import Any, ClassVar

import structlog
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django_redis.cache import RedisCache
from django_redis.exceptions import ConnectionInterrupted

PAUSE = 5.0
log = structlog.get_logger("cache")


class LenientCache(RedisCache):
    """django-redis that, after one failure, asks nothing for five seconds: a sign-in asks thirty times, and a
    server that hangs would cost a third of a second and more each time.

    A failed `add` counts as made: allauth's rate limits take their lock by it, and would let nobody in.
    """

    away_until: ClassVar[float] = 0.0

    def get(self, key: Any, default: Any = None, version: Any = None, client: Any = None) -> Any:
        return self._ask(default, "get", key, default=default, version=version, client=client)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, *args: Any, **kwargs: Any) -> Any:
        return self._ask(False, "set", key, value, timeout, *args, **kwargs)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, *args: Any, **kwargs: Any) -> Any:
        return self._ask(True, "add", key, value, timeout, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(False, "delete", *args, **kwargs)

    def _ask(self, missed: Any, verb: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < LenientCache.away_until:
            return missed
        try:
            return getattr(self.client, verb)(*args, **kwargs)
        except ConnectionInterrupted:
            LenientCache.away_until = time.monotonic() + PAUSE
            log.warning("cache.away", seconds=PAUSE)
            return missed
