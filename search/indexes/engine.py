"""The engine that the settings name, one per process."""

from functools import cache

from django.conf import settings

from search.engines import Engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine

SEARCH_SECONDS = 0.6  # so that a page which says "no answer" is there within a second


@cache
def engine() -> Engine:
    """Elasticsearch where SEARCH_URL is set, else the embedded engine in the folder SEARCH_FOLDER."""
    if settings.SEARCH_URL:
        return ElasticsearchEngine(
            settings.SEARCH_URL.split(","),
            prefix=settings.SEARCH_PREFIX,
            shards=settings.SEARCH_SHARDS,
            replicas=settings.SEARCH_REPLICAS,
            search_timeout=SEARCH_SECONDS,
            api_key=settings.SEARCH_API_KEY or None,
            ca_certs=settings.SEARCH_CA_CERTS or None,
        )
    return EmbeddedEngine(settings.SEARCH_FOLDER)
