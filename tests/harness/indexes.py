"""Indexes on a real cluster that serve test after test: making all of them takes longer than most tests do. What a test
has touched is taken away after it, so that each one begins with empty indexes in which nothing was ever written."""

import secrets

from django.conf import settings
from elasticsearch import Elasticsearch

from search.indexes.table import KIND_OF

PREFIX = f"test-{secrets.token_hex(6)}"
"""Of this process alone: tests run side by side, and other runs may use the same cluster."""


def refresh() -> None:
    """Shows what was written; a test does not wait out the second that the cluster takes to do so."""
    if settings.SEARCH_URL:
        with Elasticsearch(settings.SEARCH_URL.split(",")) as client:
            client.indices.refresh(index=f"{settings.SEARCH_PREFIX}-*")


def clear(*, wholly: bool = False) -> None:
    """Takes away every index of this process; unless `wholly`, those stay that serve and in which nothing was written or
    removed."""
    if settings.SEARCH_URL:
        with Elasticsearch(settings.SEARCH_URL.split(",")) as client:
            for name in sorted(_names(client) - (set() if wholly else _untouched(client))):
                client.options(ignore_status=404).indices.delete(index=name)


def _names(client: Elasticsearch) -> set[str]:
    return set(client.indices.get_alias(index=f"{PREFIX}-*").body)


def _untouched(client: Elasticsearch) -> set[str]:
    """A removal of what is not there counts too: the cluster remembers its version for a minute."""
    serving = [f"{PREFIX}-{schema.name}" for schema in KIND_OF]
    told = client.options(ignore_status=404).indices.stats(index=serving, metric="indexing").body
    counted = {name: one["primaries"]["indexing"] for name, one in told.get("indices", {}).items()}
    return {name for name, one in counted.items() if one["index_total"] + one["delete_total"] == 0}
