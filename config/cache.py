"""The cache of every set: while its server is away, errors are misses and nobody is kept out."""

from typing import Any

from django_redis.cache import RedisCache


class LenientCache(RedisCache):
    """django-redis with errors ignored, and `add` succeeding then: allauth's rate limits take their lock by
    it, and an `add` that failed would refuse every sign-in for as long as the server is away."""

    def add(self, *args: Any, **kwargs: Any) -> bool:
        added = super().add(*args, **kwargs)
        return True if added is None else bool(added)
