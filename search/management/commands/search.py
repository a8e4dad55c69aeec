"""manage.py search rebuild|reconcile|status."""

import json
import time
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines import EngineDown, StaleGeneration, WriterBusy
from search.indexes.engine import engine
from search.indexes.table import KIND_OF
from search.models import RebuildRequest
from search.relay import whole
from search.relay.carry import carry_all

PATIENCE = 300


class Command(BaseCommand):
    help = "Rebuilds the indexes, mends what drifted, or says where they stand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["rebuild", "reconcile", "status"])
        parser.add_argument("--json", action="store_true", help="status as JSON")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(**options)
        except EngineDown as error:
            raise CommandError(f"The search engine does not answer: {error}") from None

    def _rebuild(self, **options: Any) -> None:
        asked = [RebuildRequest.objects.create(index=schema.name) for schema in KIND_OF]
        try:
            whole.keep_whole(engine())
            carry_all(engine())
        except (
            WriterBusy,
            StaleGeneration,
        ):  # a relay is alive and owns the embedded engine: it does the work
            pass
        self._follow([request.pk for request in asked])
        for request in RebuildRequest.objects.filter(pk__in=[request.pk for request in asked]).order_by("pk"):
            self.stdout.write(f"{request.index}: {request.written} documents")

    def _follow(self, asked: list[int]) -> None:
        waiting = RebuildRequest.objects.filter(pk__in=asked, done_at=None)
        deadline = time.monotonic() + PATIENCE
        while waiting.exists():
            if time.monotonic() > deadline:
                raise CommandError("The relay has not done it within five minutes; see `search status`.")
            time.sleep(0.2)

    def _reconcile(self, **options: Any) -> None:
        self.stdout.write(f"{whole.reconcile(engine())} subjects marked")

    def _status(self, **options: Any) -> None:
        status = asdict(whole.status(engine()))
        if options["json"]:
            self.stdout.write(json.dumps(status))
            return
        for name, value in status.items():
            self.stdout.write(f"{name}: {value}")
