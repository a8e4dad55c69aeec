"""The engine that the settings name, one per process."""

from functools import cache

from django.conf import settings

from search.engines import Engine


@cache
def engine() -> Engine:
    """Elasticsearch where SEARCH_URL is set, else the embedded engine in the folder SEARCH_FOLDER."""
    return _elasticsearch() if settings.SEARCH_URL else _embedded()


# Each engine is imported where it is chosen: the client of the other would cost every process 15 MB.


def _elasticsearch() -> Engine:
    from search.engines.elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(
        settings.SEARCH_URL.split(","),
        prefix=settings.SEARCH_PREFIX,
        shards=settings.SEARCH_SHARDS,
        replicas=settings.SEARCH_REPLICAS,
        search_timeout=settings.SEARCH_SECONDS,
        api_key=settings.SEARCH_API_KEY or None,
        ca_certs=settings.SEARCH_CA_CERTS or None,
    )


def _embedded() -> Engine:
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(settings.SEARCH_FOLDER)
